"""Change a register's file in place: every byte that is not meant stays.

The edits of a file become splices of its text: what to cut out, and what to put there. The new text
is read again and must have exactly the data, and exactly the comments, that it should have. Else
nothing is changed, and the edit that is to blame is named.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from ropa.source.applied import applied, mirrored, place_of
from ropa.source.changes import Changes
from ropa.source.edits import Edit, Insert, NotEdited, Plain, Remove, Set
from ropa.source.lines import Lines, Splice
from ropa.source.source import Refused, Route, Source
from ropa.source.spans import Item, Node, Spans, anchored, spans
from ropa.source.splices import Splicer
from ropa.source.written import Habits, Unwritable
from ropa.source.yaml import read_yaml

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
    source = read_yaml(content, path)
    if not edits:
        return Edited(content)
    expected = applied(source.data, mirrored(edits, anchored(source.text)))
    lines = Lines(content)
    before = spans(lines.text)
    try:
        edited = _edited(lines, before, edits)
        with suppress(_Failed):
            return _checked(edited, before, path, expected)
        # A block of lines that has come to the end of the file may need the line break after it.
        edited = _edited(lines.closed(), before, edits)
        return _checked(edited, before, path, expected)
    except _Failed as failed:
        raise _blame(content, path, edits, failed.reason) from None


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

    def __init__(self, reason: str = "not-safe") -> None:
        self.reason = reason


def _edited(lines: Lines, before: Spans, edits: Sequence[Edit]) -> Edited:
    splicer = Splicer(before, Habits(before, lines.open_end))
    gone: list[tuple[Node, bool]] = []
    groups = _grouped(before, edits, gone)
    if _breaks_aliases(before, gone):
        raise _Failed("anchor-needed")
    for changes in groups:
        try:
            splicer.change(changes)
        except Unwritable:
            raise _Failed("not-text") from None
    splicer.settle_end(lines.open_end)
    splices = sorted(splicer.found, key=lambda splice: splice[:3])
    at = 0
    for splice in splices:
        if splice.start < at:
            raise _Failed
        at = splice.end
    return Edited(lines.spliced(splices), _comments_within(before, splices))


def _checked(edited: Edited, before: Spans, path: str, expected: Plain) -> Edited:
    """The edited file, if the new text reads as meant, and has all the comments that did not go."""
    try:
        source = read_yaml(edited.content, path)
    except Refused:
        raise _Failed from None
    if source.data != expected:
        raise _Failed
    kept = Counter(before.comment_texts()) - Counter(edited.comments)
    if Counter(spans(source.text).comment_texts()) != kept:
        raise _Failed
    return edited


def _blame(content: bytes, path: str, edits: Sequence[Edit], reason: str) -> NotEdited:
    """The refusal of the edit that fails alone, or of the first where they fail together only."""
    middle = len(edits) // 2
    for half in (edits[:middle], edits[middle:]) if middle else ():
        try:
            edit(content, path, half)
        except NotEdited as refused:
            return refused
    return NotEdited(edits[0], reason)


def _grouped(before: Spans, edits: Sequence[Edit], gone: list[tuple[Node, bool]]) -> list[Changes]:
    """The edits by the collection that they change; `gone` gets the nodes that go, or whose content does."""
    groups = Groups(before)
    for one in edits:
        inner = isinstance(one, Insert)
        changes = groups.changes(one.route if inner else one.route[:-1], one)
        if isinstance(one, Insert):
            at = place_of(one, len(changes.node.items))
            changes.inserts.setdefault(at, []).append(one.value)
            continue
        if not one.route:
            raise NotEdited(one, "no-such-place")
        index = groups.index(changes.node, one.route[-1])
        if index is None and isinstance(one, Set):
            changes.keys.append((str(one.route[-1]), one.value, one.order))
        elif index is None:
            raise NotEdited(one, "no-such-place")
        elif isinstance(one, Set):
            changes.sets[index] = one.value
            gone.append((changes.node.items[index].node, False))
        else:
            changes.removed.add(index)
            gone.append((changes.node.items[index].node, True))
            if (key := changes.node.items[index].key) is not None:
                gone.append((key, True))
    return groups.all()


class Groups:
    """Finds the collections of routes, and keeps what is to be done to each."""

    def __init__(self, before: Spans) -> None:
        self.spans = before
        self.found: dict[int, Changes] = {}
        self.orders: dict[int, dict[str, int]] = {}

    def index(self, node: Node, step: str | int) -> int | None:
        """The number of the entry at a key or index."""
        if isinstance(step, int):
            return step if node.kind == "list" and 0 <= step < len(node.items) else None
        if id(node) not in self.orders:
            keys = (item.key.value if item.key else "" for item in node.items)
            self.orders[id(node)] = {key: index for index, key in enumerate(keys)}
        return self.orders[id(node)].get(step) if node.kind == "map" else None

    def changes(self, route: Route, one: Edit) -> Changes:
        """What is to be done so far to the collection at a route; NotEdited where there is none."""
        places, above = [self.spans.root], list[Item]()
        for step in route:
            index = self.index(places[-1], step)
            if index is None:
                raise NotEdited(one, "no-such-place")
            above.append(places[-1].items[index])
            places.append(above[-1].node)
        return self._at(places, above)

    def all(self) -> list[Changes]:
        """All that is to be done; an empty list or mapping that gets entries is written anew."""
        for changes in list(self.found.values()):
            node = changes.node
            if node.items or not changes.above or changes.places[-2].flow:
                continue
            if "\n" not in self.spans.text[node.start : node.end]:
                del self.found[id(node)]
                around = self._at(changes.places[:-1], changes.above[:-1])
                new = [value for values in changes.inserts.values() for value in values]
                keys = {key: value for key, value, _ in changes.keys}
                around.sets[around.node.items.index(changes.above[-1])] = keys or new
        return list(self.found.values())

    def _at(self, places: list[Node], above: list[Item]) -> Changes:
        node = places[-1]
        if id(node) not in self.found:
            column = self.spans.column(node.items[0].start) if node.items else 0
            self.found[id(node)] = Changes(node, column, above, places)
        return self.found[id(node)]


def _breaks_aliases(before: Spans, gone: list[tuple[Node, bool]]) -> bool:
    """Does an alias that stays point to an anchor that goes?"""
    if "*" not in before.text:
        return False
    going: set[int] = set()
    anchors_going: set[int] = set()
    todo = list(gone)
    while todo:
        node, whole = todo.pop()
        going.add(id(node))
        if whole:
            anchors_going.add(id(node))
        todo += [(part, True) for item in node.items for part in (item.key, item.node) if part]
    names: dict[str, Node] = {}
    for _, node in before.walk():
        if node.anchor is not None:
            names[node.anchor] = node
        if (
            node.name is not None
            and id(node) not in going
            and id(names[node.name]) in anchors_going
        ):
            return True
    return False


def _comments_within(before: Spans, splices: list[Splice]) -> tuple[str, ...]:
    """The comments that the splices cut out."""
    starts = [start for start, _ in before.comments]
    found = []
    for splice in splices:
        at = bisect_left(starts, splice.start)
        while at < len(starts) and before.comments[at][1] <= splice.end:
            found.append(before.text[slice(*before.comments[at])].rstrip())
            at += 1
    return tuple(found)
