"""Which entry of a list became which: equal ones stay, changed ones pair up."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from ropa.forms.entry import Entry

Entries = tuple[Entry, ...]


def pairs(before: Entries, after: Entries) -> Iterator[tuple[int | None, int | None, int]]:
    """What became of each entry: its place before and after, and where a new one goes.

    Entries that changed pair up by their heads, and else in order.
    """
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal":
            yield from _replaced(before, after, range(i1, i2), range(j1, j2))


def _replaced(
    before: Entries, after: Entries, old: range, new: range
) -> Iterator[tuple[int | None, int | None, int]]:
    heads = [before[i].head for i in old], [after[j].head for j in new]
    matcher = SequenceMatcher(None, *heads, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        both = min(i2 - i1, j2 - j1)
        for offset in range(both):
            yield old[i1 + offset], new[j1 + offset], old.start + i1 + offset
        for i in range(i1 + both, i2):
            yield old[i], None, old[i]
        for j in range(j1 + both, j2):
            yield None, new[j], old.start + i2
