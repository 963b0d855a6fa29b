"""How alike two texts are: the same words, a slip of the pen, other words for it. No meaning is read.

Every judgement here is the same in both directions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from ropa.model.values import Texts

WORD = re.compile(r"\w+")
PARTS = re.compile(r"[,;/&+]|\b(?:och|samt|eller|and|or|og|und)\b")
"""Between the parts of an enumeration."""
SLIP = 0.8
"""How alike two words must be to be one word written in two ways."""
REWORDED = 0.5
"""How much of their words two texts must share to be one text, reworded."""


T = TypeVar("T")


def texts_in(value: Texts | None) -> tuple[str, ...]:
    """The text, or each of its languages."""
    if isinstance(value, str):
        return (value,)
    return tuple(value.values()) if value else ()


@cache
def normal(text: str) -> str:
    """The words of a text, without case, punctuation and white space."""
    return " ".join(WORD.findall(text.casefold()))


def names(value: Texts | None) -> frozenset[str]:
    """A text in each of its languages, normalised."""
    return frozenset(normal(text) for text in texts_in(value))


@cache
def parts(text: str) -> frozenset[str]:
    """The parts of an enumeration, normalised: “name, address and telephone” has three."""
    found = (normal(part) for part in PARTS.split(text.casefold()))
    return frozenset(part for part in found if part)


def enumerates_like(old: Texts | None, new: Texts | None) -> bool:
    """Does one text list what the other does, and more?"""
    return any(
        one != other and (one < other or other < one)
        for one, other in _pairs(old, new, parts)
        if one and other
    )


def is_slip(old: Texts | None, new: Texts | None) -> bool:
    """Are they the same words but for case, punctuation and the odd letter? Figures must agree."""
    return any(
        len(one) == len(other) and all(map(_same_word, one, other))
        for one, other in _pairs(old, new, _words)
    )


def shared(old: Texts | None, new: Texts | None) -> float:
    """How much of their words two texts share, from 0 to 1; slips of the pen count as shared."""
    return max(
        (_shared(one, other) for one, other in _pairs(old, new, _words) if one and other),
        default=0.0,
    )


def replaces_words(old: Texts | None, new: Texts | None) -> bool:
    """Has each of two texts words that the other lacks, so that it may well mean something else?"""
    return all(
        _beyond(one, other) and _beyond(other, one) for one, other in _pairs(old, new, _words)
    )


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def _pairs(old: Texts | None, new: Texts | None, read: Callable[[str], T]) -> Iterator[tuple[T, T]]:
    """Two texts as read, language by language where both have several."""
    if isinstance(old, dict) and isinstance(new, dict) and (both := old.keys() & new.keys()):
        for language in sorted(both):
            yield read(old[language]), read(new[language])
        return
    for one in texts_in(old):
        for other in texts_in(new):
            yield read(one), read(other)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    lacking = len(_beyond(one, other)) + len(_beyond(other, one))
    return 1 - lacking / (len(one) + len(other))


def _beyond(these: tuple[str, ...], those: tuple[str, ...]) -> list[str]:
    """The words of `these` that `those` lack, also in another spelling."""
    left = Counter(these) - Counter(those)
    spare = list((Counter(those) - Counter(these)).elements())
    return [word for word in left.elements() if not any(_same_word(word, s) for s in spare)]


@cache
def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(c.isdigit() for c in one + other) or min(len(one), len(other)) < 4:
        return False
    if one.endswith(other) or other.endswith(one):  # “unencrypted” is no slip for “encrypted”
        return False
    left, right = Counter(_bigrams(one)), Counter(_bigrams(other))
    return 2 * (left & right).total() / (left.total() + right.total()) >= SLIP


def _bigrams(word: str) -> Iterable[str]:
    padded = f" {word} "
    return (padded[at : at + 2] for at in range(len(padded) - 1))
