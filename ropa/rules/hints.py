"""What the words of a text point to: phrases of one kind, and what takes them back."""

import re
from collections.abc import Iterable
from functools import cache

from ropa.law.words import has_kind, phrases
from ropa.model.values import Texts
from ropa.rules.answers import WORD, normal, texts

QUOTES = "\"'“”„‘’«»"
BETWEEN = re.compile(r"[,;:/()&+]|\b(?:och|samt|eller|and|or)\b")
"""Between the parts of an enumeration."""


def hints_at(words: Texts | None, kind: str) -> bool:
    """Does a text, in one of its languages, point to what `kind` is about?"""
    if type(words) is str:
        return _hints_at(words, kind)
    return any(_hints_at(text, kind) for text in texts(words))


def covered(for_: Iterable[Texts] | None, own: set[str], others: set[str]) -> bool:
    """May what is stated `for` something cover what goes by the names `own`?

    Without `for` it covers everything. It does not where it names only `others` of the same kind;
    what it names besides, such as data subjects, may well concern it.
    """
    return not for_ or any(
        normal(text) in own or normal(text) not in others for each in for_ for text in texts(each)
    )


@cache
def _listed(kind: str) -> frozenset[str]:
    return phrases(kind) if has_kind(kind) else frozenset()


@cache
def _plain(text: str) -> str:
    """The words of a text in lower case, with a space before and after each."""
    return f" {' '.join(WORD.findall(text))} ".lower()


@cache
def _hints_at(text: str, kind: str) -> bool:
    """Does one text hold a phrase of `kind`, or a part of it equal one of `kind_alone`?

    Not where the text denies it, where a phrase of `kind_beside` leads elsewhere, or where the
    word is written as a proper name: in quotes, or with a capital inside a sentence.
    """
    plain = _plain(text)
    found = [phrase for phrase in _listed(kind) if phrase in plain]
    if not found and not _is_listed_alone(text, kind):
        return False
    if not (phrases("denial") | phrases("exception")).isdisjoint(plain.split()):
        return False
    if any(phrase in plain for phrase in _listed(f"{kind}_beside")):
        return False
    if not found:
        return True
    words = list(WORD.finditer(text))
    return not all(_is_name(text, words, _word_at(plain, phrase)) for phrase in found)


def _is_listed_alone(text: str, kind: str) -> bool:
    alone = _listed(f"{kind}_alone")
    if not alone or not any(phrase in _plain(text) for phrase in alone):
        return False
    return any(normal(part) in alone for part in BETWEEN.split(text.lower()))


def _word_at(plain: str, phrase: str) -> int:
    """The index of the word in which a phrase begins; `plain` has a space before each word."""
    return plain.count(" ", 0, plain.index(phrase) + 1 + phrase.startswith(" ")) - 1


def _is_name(text: str, words: list[re.Match[str]], index: int) -> bool:
    """Is a word of a text written as the name of a product or a company?"""
    start = words[index].start()
    if text[start - 1 : start] and text[start - 1 : start] in QUOTES:
        return True
    within = text[:start].rstrip()[-1:].isalnum()
    return within and text[start].isupper() and any(_is_ordinary(word[0]) for word in words)


def _is_ordinary(word: str) -> bool:
    """Is this a word with content in lower case? A heading in capitals has none."""
    return word[0].islower() and word not in phrases("stop")
