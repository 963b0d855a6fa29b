"""Change a register's file in place: every byte that is not meant stays.

The edits of a file become splices of its text: what to cut out, and what to put there. The new text
is read again and must have exactly the data, and exactly the comments, that it should have. Else
nothing is changed, and the edit that is to blame is named.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from ropa.source.applied import applied, mirrored, refuse_characters
from ropa.source.changes import Changes
from ropa.source.comments import comments
from ropa.source.edits import Edit, Insert, NotEdited, Plain, Remove, Set
from ropa.source.grouped import grouped
from ropa.source.lines import Lines
from ropa.source.nodes import Spans
from ropa.source.parser import events
from ropa.source.source import Refused, Route, Source
from ropa.source.spans import Walk, anchored
from ropa.source.splices import Splicer
from ropa.source.written import Habits
from ropa.source.yaml import read_with_events

__all__ = [
    "Edit",
    "Edited",
    "Insert",
    "NotEdited",
    "Plain",
    "Remove",
    "Set",
    "aliases",
    "applied",
    "edit",
]


@dataclass(frozen=True, slots=True)
class Edited:
    """A file after its edits, and the comments that went with what was removed."""

    content: bytes
    comments: tuple[str, ...] = ()


def edit(content: bytes, path: str, edits: Sequence[Edit]) -> Edited:
    """The file with all the edits made; routes and indices are those of the file as it is.

    Raises NotEdited, and Refused where the file itself is not read.
    """
    source, found = read_with_events(content, path)
    if not edits:
        return Edited(content)
    refuse_characters(edits)
    lines = Lines(content)
    before = Walk(lines.text).walk(events(lines.text) if lines.open_end else found)
    data = applied(source.data, mirrored(edits, before.anchored()))
    meant = _Meant(path, data, comments(source.text, found))
    groups = grouped(before, edits)
    # A block of lines that has come to the end of the file may need the line break after it; and there
    # can be none before a line of nothing but blanks.
    for blocks in (True, False):
        for ends in (lines, lines.closed()) if lines.open_end else (lines,):
            with suppress(_Failed):
                return _checked(_edited(ends, before, groups, blocks), meant)
    raise _blame(content, path, edits)


def aliases(source: Source, route: Route) -> tuple[Route, ...]:
    """Every route that reaches what is written at `route`, where an anchor makes it several; else ()."""
    known = anchored(source.text)
    todo, found = [route], {route}
    while todo:
        way = todo.pop()
        for alias, anchor in known.items():
            for one, other in ((alias, anchor), (anchor, alias)):
                if way[: len(one)] == one:
                    there = (*other, *way[len(one) :])
                    if there not in found:
                        found.add(there)
                        todo.append(there)
    return tuple(sorted(found, key=str)) if len(found) > 1 else ()


class _Failed(Exception):
    """The edits together do not come to what they should."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the edited file must come to: its data, and the comments with those that went."""

    path: str
    data: Plain
    comments: Counter[str]


def _edited(lines: Lines, before: Spans, groups: list[Changes], blocks: bool) -> Edited:
    splicer = Splicer(before, Habits(before, lines.open_end, blocks))
    for changes in groups:
        splicer.change(changes)
    splicer.settle_end(lines.open_end)
    splices = sorted(splicer.found, key=lambda splice: splice[:3])
    at = 0
    for splice in splices:
        if splice.start < at:
            raise _Failed
        at = splice.end
    gone = [text for splice in splices for text in before.comments_within(splice.start, splice.end)]
    return Edited(lines.spliced(splices), tuple(gone))


def _checked(edited: Edited, meant: _Meant) -> Edited:
    """The edited file, if the new text reads as meant, and has all the comments that did not go."""
    try:
        source, found = read_with_events(edited.content, meant.path)
    except Refused:
        raise _Failed from None
    if source.data != meant.data:
        raise _Failed
    if comments(source.text, found) + Counter(edited.comments) != meant.comments:
        raise _Failed
    return edited


def _blame(content: bytes, path: str, edits: Sequence[Edit]) -> NotEdited:
    """The refusal of the edit that fails alone, or of the first where they fail together only."""
    middle = len(edits) // 2
    for half in (edits[:middle], edits[middle:]) if middle else ():
        try:
            edit(content, path, half)
        except NotEdited as refused:
            return refused
    return NotEdited(edits[0], "not-safe")
