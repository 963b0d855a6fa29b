"""Which lines of a file an edit may change, by the places that ruamel.yaml tells."""

import re
from typing import Any

from yaml_graph import Document, Ref, way

from ropa.source.edit import Edit, Insert, Remove

DASH = re.compile(r" *(- +)*-(\s|$)")


def lines_kept(before: Document, now: Document, one: Edit) -> None:
    """One edit leaves every line alone but those of its entry, or of its list or mapping."""
    old, new = before.lines, now.lines
    if not old[-1].endswith(("\n", "\r")):
        old, new = ([line.rstrip("\r\n") for line in lines] for lines in (old, new))
    first, last = window(before, one)
    below = len(old) - last
    assert new[:first] == old[:first], f"a line before line {first + 1} changed"
    assert new[len(new) - below :] == old[last:], f"a line after line {last} changed"
    assert first + below <= len(new), "lines are gone"


def window(document: Document, one: Edit) -> tuple[int, int]:
    """The lines, counted from 0, that an edit may change; the second is exclusive.

    They are those of the entry; of its collection where that gets an entry, begins on the same line,
    is in brackets, or loses its last entry. What is blank or a comment around them is theirs too.
    """
    refs = way(document, one.route)
    bare = [line.strip() for line in document.lines]
    if isinstance(one, Insert) or len(refs) <= len(one.route) or refs[-1].alias:
        refs = refs[: len(one.route) + isinstance(one, Insert)]
        refs = refs[:-1] if refs[-1].alias else refs
    first, last = lines_of(refs[-1])
    while len(refs) > 1:
        above = refs[-2].box
        top, bottom = lines_of(refs[-2])
        lost = isinstance(one, Remove) and len(above.value) == 1
        if not (above.node.flow_style or above.node.start_mark.line == first or lost):
            break
        first, last = min(first, top), max(last, bottom)
        refs = refs[:-1]
    if len(refs) > 1 and refs[-1].key is None:
        column = refs[-1].box.node.start_mark.column
        while first > lines_of(refs[-2])[0] and not DASH.match(document.lines[first][:column]):
            first -= 1  # to the line of its dash
    if isinstance(one, Remove):
        while first and (not bare[first - 1] or bare[first - 1].startswith("#")):
            first -= 1
    while last < len(bare) and (not bare[last] or bare[last].startswith("#")):
        last += 1
    return first, last


def lines_of(ref: Ref) -> tuple[int, int]:
    """The lines from an entry's key to the end of its value."""
    return (ref.key or ref.box.node).start_mark.line, last_line(ref.box.node) + 1


def last_line(node: Any) -> int:
    return int(node.end_mark.line) - (0 if node.end_mark.column else 1)
