"""Three-way merge of the entries of a cell: what both sides changed, kept apart or told as a conflict.

Changes that touch different entries, or different details of one entry, stand side by side. An entry
that both changed, or that one changed and the other took away, is a conflict.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ropa.forms.entry import Entry, Path, Told

Entries = tuple[Entry, ...]
ANSWERS = ("none", "unknown", "not_applicable", "see")
"""The keys of answers that are no values: such an answer stands alone."""


@dataclass(slots=True)
class Merged:
    """What the two sides come to. `clash` says that both touched the same; then the preferred holds."""

    entries: Entries
    clash: bool = False


@dataclass(slots=True)
class _Side:
    """One side beside the base: what became of each entry, and what stands new before each."""

    kept: list[Entry | None]
    new: list[list[Entry]]
    moved: set[int] = field(default_factory=set)


def paired(old: Entries, new: Entries) -> Iterator[tuple[int | None, int | None]]:
    """The entries of two lists that are one another: equal, else of the same word, else in order."""
    for tag, i, i_end, j, j_end in _opcodes(old, new):
        if tag == "equal":
            yield from zip(range(i, i_end), range(j, j_end), strict=True)
            continue
        heads = [e.head or None for e in old[i:i_end]], [e.head or None for e in new[j:j_end]]
        for _, a, a_end, b, b_end in _opcodes(*heads):
            several = (range(i + a, i + a_end), range(j + b, j + b_end))
            yield from zip(*several, strict=False)
            both = min(len(several[0]), len(several[1]))
            yield from ((index, None) for index in several[0][both:])
            yield from ((None, index) for index in several[1][both:])


def merge_entries(base: Entries, ours: Entries, theirs: Entries, prefer: str = "") -> Merged:
    """The base with the changes of both sides; where they clash, those of `prefer` (`ours`, `theirs`).

    Without `prefer` the entries of a clash are not to be used.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    mine, other = _side(base, ours), _side(base, theirs)
    merged = Merged(())
    _settle(base, mine, other, merged, prefer)
    result: list[Entry] = []
    for index in range(len(base) + 1):
        result += mine.new[index] + other.new[index]
        if index < len(base):
            entry = _entry(base[index], mine.kept[index], other.kept[index], merged, prefer)
            result += [entry] if entry else []
    merged.entries = _once(result, ours, theirs)
    if _stands_twice(merged.entries, ours, theirs) or (
        len(result) > 1 and any(answer(entry) for entry in result)
    ):
        return Merged(theirs if prefer == "theirs" else ours, clash=True)
    return merged


def _once(merged: list[Entry], *sides: Entries) -> Entries:
    """The entries, each as often as the side has it that has it oftenest."""
    left = Counter({e: max(each.count(e) for each in sides) for e in merged})
    kept = []
    for entry in merged:
        if left[entry] > 0 or not any(entry in each for each in sides):
            kept.append(entry)
        left[entry] -= 1
    return tuple(kept)


def _stands_twice(merged: Entries, *sides: Entries) -> bool:
    """Is a word there more often than on either side: named anew here, and added there?"""
    counts = Counter(entry.head for entry in merged if entry.head)
    most = [Counter(entry.head for entry in side) for side in sides]
    return any(number > max(each[head] for each in most) for head, number in counts.items())


def as_known(entries: Entries, *known: Entries) -> Entries:
    """The entries, with the details of those that are known in the order in which they are known."""
    order = {frozenset(entry.told): entry for each in reversed(known) for entry in each}
    return tuple(order.get(frozenset(entry.told), entry) for entry in entries)


def answer(entry: Entry) -> str:
    """The key of the answer that an entry is, if it is no value."""
    path = entry.told[0][0] if entry.told else ()
    return path[0] if len(path) == 1 and path[0] in ANSWERS else ""


def _side(base: Entries, entries: Entries) -> _Side:
    side = _Side([None] * len(base), [[] for _ in range(len(base) + 1)])
    gap = 0
    for old, new in paired(base, entries):
        if old is not None:
            gap = old + 1
            side.kept[old] = None if new is None else entries[new]
        elif new is not None:
            side.new[gap].append(entries[new])
    fresh = [entry for entries in side.new for entry in entries]
    for index, entry in enumerate(side.kept):
        if entry != base[index] and base[index] in fresh:
            side.moved.add(index)
            side.kept[index] = None
            side.new[index + 1][:0] = [entry] if entry else []
    return side


def _settle(base: Entries, mine: _Side, other: _Side, merged: Merged, prefer: str) -> None:
    """What stands new on both sides stands once; of what clashes, that of one side."""
    added = {entry for entries in mine.new for entry in entries}
    other.new = [[entry for entry in entries if entry not in added] for entries in other.new]
    words = {entry.head for entry in added if entry.head}
    same = {e.head for entries in other.new for e in entries} & words
    loser = mine if prefer == "theirs" else other
    lost = set()
    for index in mine.moved ^ other.moved:
        mover, stayer = (mine, other) if index in mine.moved else (other, mine)
        if stayer.kept[index] != base[index]:
            merged.clash = True
            if mover is loser:
                lost.add(base[index])
                mover.kept[index] = base[index]
    merged.clash = merged.clash or bool(same)
    loser.new = [[e for e in es if e not in lost and e.head not in same] for es in loser.new]


def _entry(
    base: Entry, ours: Entry | None, theirs: Entry | None, merged: Merged, prefer: str
) -> Entry | None:
    """What becomes of an entry of the base."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if ours is not None and theirs is not None:
        both = _details(base, ours, theirs)
        if both is not None:
            return both
    merged.clash = True
    return theirs if prefer == "theirs" else ours


def _details(base: Entry, ours: Entry, theirs: Entry) -> Entry | None:
    """One entry with the details that each side changed; None where they touched the same.

    Details belong to the word before them: who changes the word changes all of the entry.
    """
    heads = {entry.head for entry in (base, ours, theirs)}
    kinds = {answer(entry) for entry in (base, ours, theirs)}
    if len(heads) > 1 or len(kinds) > 1:
        return None
    was, mine, other = dict(base.told), dict(ours.told), dict(theirs.told)
    told: list[tuple[Path, Told]] = []
    for path in dict.fromkeys((*mine, *other)):
        a, b, before = mine.get(path), other.get(path), was.get(path)
        if a != b and before not in (a, b):
            return None
        value = b if a == before else a
        if value is not None:
            told.append((path, value))
    return Entry(tuple(told))


def _opcodes(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
