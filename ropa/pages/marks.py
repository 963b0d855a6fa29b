"""Two versions of a text side by side: which words went, and which came."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

WORD = re.compile(r"([\w\u0300-\u036f]+(?:[-.:/’'][\w\u0300-\u036f]+)*)")
"""A word: also `e-post`, `2026-01-31` and `example.org`."""
MOST = 20_000
"""How many pairs of equal words are looked at; where there are more, only both ends are compared."""
ALIKE = 0.3
"""Texts that share less than this of the shorter are other texts, not marked word by word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a text; `changed` where the other version does not have it."""

    text: str
    changed: bool


def marked(old: str, new: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The old text and the new one in parts: what went, and what came, is `changed`.

    The parts of each side together are its text, to the character. An empty text has no parts.
    """
    if old == new:
        return _parts([(old, False)]), _parts([(new, False)])
    before, after = WORD.split(old), WORD.split(new)
    pairs = list(_pairs(before, after))
    if sum(len(before[2 * i + 1]) for i, _ in pairs) < ALIKE * min(len(old), len(new)):
        pairs = []
    same = list(_same(before, after, pairs))
    sides = (before, {i for i, _ in same}), (after, {j for _, j in same})
    one, other = (
        _parts((text, number not in kept) for number, text in enumerate(texts))
        for texts, kept in sides
    )
    return one, other


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the words that both have: at both ends, and between."""
    old, new = before[1::2], after[1::2]
    spaced = (zip(text[::2], text[1::2], strict=False) for text in (before, after))
    head = _alike(zip(*spaced, strict=False))
    shorter = min(len(old), len(new)) - head
    tail = min(_alike(zip(reversed(old), reversed(new), strict=False)), shorter)
    ends = len(old) - tail, len(new) - tail
    yield from ((number, number) for number in range(head))
    for i, j in _between(old[head : ends[0]], new[head : ends[1]]):
        yield head + i, head + j
    yield from ((ends[0] + number, ends[1] + number) for number in range(tail))


def _alike(pairs: Iterable[tuple[object, object]]) -> int:
    """How many pairs are of equals, before one that is not."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the words that both have, in their order."""
    counts, others = Counter(old), Counter(new)
    if not 0 < sum(count * others[word] for word, count in counts.items()) <= MOST:
        return
    from difflib import SequenceMatcher

    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((i + number, j + number) for number in range(size))


def _same(
    before: Sequence[str], after: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The places of what both have: the words, and what is alike around them."""
    if not pairs:
        return
    kept, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        yield 2 * i + 1, 2 * j + 1
        if before[2 * i] == after[2 * j]:
            yield 2 * i, 2 * j
    for i, j in ((-1, -1), *pairs):  # before a word that was replaced
        gap, other = 2 * i + 2, 2 * j + 2
        replaced = i + 1 not in kept and j + 1 not in taken
        inside = gap < len(before) - 1 and other < len(after) - 1
        if replaced and inside and before[gap] == after[other]:
            yield gap, other
    if before[-1] == after[-1]:
        yield len(before) - 1, len(after) - 1


def _parts(texts: Iterable[tuple[str, bool]]) -> tuple[Mark, ...]:
    """Neighbours alike are one part."""
    groups = groupby((pair for pair in texts if pair[0]), lambda pair: pair[1])
    return tuple(Mark("".join(text for text, _ in group), changed) for changed, group in groups)
