"""How alike two texts are: the same words, a slip of the pen, other words for it. No meaning is read.

Every judgement here is the same in both directions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from ropa.law.words import phrases
from ropa.model.values import Texts

WORD = re.compile(r"\w+")
PARTS = re.compile(
    r"[,;/&+]|(?<!-\s)\b(?:och|samt|eller|liksom|jämte|inklusive|and|or|plus|including|as well as|og|und)\b",
    re.IGNORECASE,
)
"""Between the parts of an enumeration; “barn- och ungdomsledare” is one."""
BRACKETS = re.compile(r"\(([^()]*)\)")
"""What is told in brackets: examples, as a rule."""
ENDINGS = re.compile(
    r"(?:arnas|ernas|ornas|arna|erna|orna|ningen|ning|ande|ingen|ing|ed|es|en|et|ar|er|or|na|a|e|n|s|t)$"
)
"""How words are inflected, in English and Swedish."""
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
    """The parts of an enumeration, normalised: “name, address and telephone” has three.

    What is told in brackets is no part: see `examples`.
    """
    return frozenset(normal(part) for part in written_parts(BRACKETS.sub(" ", text)))


def written_parts(text: str) -> list[str]:
    """The parts of an enumeration as they are written."""
    return [part.strip(" .:") for part in PARTS.split(text) if normal(part)]


@cache
def examples(text: str) -> frozenset[str]:
    """The parts of what a text tells in brackets, normalised."""
    return frozenset(part for found in BRACKETS.findall(text) for part in parts(found))


def enumerates_like(old: Texts | None, new: Texts | None) -> bool:
    """Does one text list what the other does, and more?"""
    return any(
        one != other and (one < other or other < one)
        for one, other in _pairs(old, new, parts)
        if one and other
    )


def specifies(old: Texts | None, new: Texts | None) -> bool:
    """Do they list the same, with other examples in brackets?"""
    return any(one == other != frozenset() for one, other in _pairs(old, new, parts))


def is_slip(old: Texts | None, new: Texts | None) -> bool:
    """Are they the same words but for case, punctuation and the odd letter? Figures must agree."""
    alike = [
        len(one) == len(other) and all(map(_same_word, one, other))
        for one, other in _pairs(old, new, _words)
    ]
    return any(alike) and (all(alike) or not _share_languages(old, new))


def shared(old: Texts | None, new: Texts | None) -> float:
    """How much of their words of content two texts share, from 0 to 1; other forms count as shared."""
    return max(
        (_shared(one, other) for one, other in _pairs(old, new, _content) if one and other),
        default=0.0,
    )


def replaces_words(old: Texts | None, new: Texts | None) -> bool:
    """Has each of two texts words of content that the other lacks, so that it may well mean something else?

    Other forms of a word are the same word: “send”, “sending”.
    """
    return _in_a_language(old, new, _content, lambda a, b: bool(_beyond(a, b) and _beyond(b, a)))


def adds_words(old: Texts | None, new: Texts | None) -> bool:
    """Has one of two texts words of content that the other lacks?"""
    return _in_a_language(old, new, _content, lambda a, b: bool(_beyond(a, b) or _beyond(b, a)))


def turns(old: Texts | None, new: Texts | None) -> bool:
    """Did a word come or go that turns what is said: “not”, “only”, “except”?"""
    return _in_a_language(old, new, _turning, lambda one, other: one != other)


@cache
def _turning(text: str) -> Counter[str]:
    turning = phrases("denial") | phrases("exception") | phrases("restriction")
    return Counter(word for word in _words(text) if word in turning)


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


@cache
def _content(text: str) -> tuple[str, ...]:
    """The words that have content of their own, without their endings."""
    stop = phrases("stop")
    return tuple(_stem(word) for word in _words(text) if word not in stop)


def _stem(word: str) -> str:
    stem = ENDINGS.sub("", word)
    return stem if len(stem) > 2 else word


def _in_a_language(
    old: Texts | None, new: Texts | None, read: Callable[[str], T], differ: Callable[[T, T], bool]
) -> bool:
    """Do two texts differ in one of their languages; in each, where it is not known which is which?"""
    found = [differ(one, other) for one, other in _pairs(old, new, read)]
    return any(found) and (all(found) or _share_languages(old, new))


def _share_languages(old: Texts | None, new: Texts | None) -> bool:
    """Are both told by language, and one language in both?"""
    return isinstance(old, dict) and isinstance(new, dict) and not old.keys().isdisjoint(new)


def _pairs(old: Texts | None, new: Texts | None, read: Callable[[str], T]) -> Iterator[tuple[T, T]]:
    """Two texts as read, language by language where both have several."""
    if isinstance(old, dict) and isinstance(new, dict) and _share_languages(old, new):
        for language in sorted(old.keys() & new.keys()):
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
    return [
        word
        for word in left.elements()
        if not any(_same_word(word, s) or _inflects(word, s) for s in spare)
    ]


def _inflects(one: str, other: str) -> bool:
    """Is one word the other with an ending, as “test” of which one form has lost its last letter?"""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short) and bool(ENDINGS.fullmatch(long[len(short) :]))


@cache
def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(c.isdigit() for c in one + other) or min(len(one), len(other)) < 4:
        return False
    if one.endswith(other) or other.endswith(one):  # “unencrypted” is no slip for “encrypted”
        return False
    if _is_transposed(one, other):
        return True
    left, right = Counter(_bigrams(one)), Counter(_bigrams(other))
    return 2 * (left & right).total() / (left.total() + right.total()) >= SLIP


def _is_transposed(one: str, other: str) -> bool:
    """Did two letters of a word of five or more change places: “invocies”?"""
    if len(one) != len(other) or len(one) < 5:
        return False
    at = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(at) != 2 or at[1] - at[0] != 1:
        return False
    return one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]


def _bigrams(word: str) -> Iterable[str]:
    padded = f" {word} "
    return (padded[at : at + 2] for at in range(len(padded) - 1))
