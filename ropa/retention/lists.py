"""The word lists of time limits, by kind and language: `words.toml`, read when first asked for."""

import re
from functools import cache
from pathlib import Path

from ropa.law.words import read_lists

WORDS = re.compile(r"[\w'’]+|[^\w\s]")

LANGUAGES = ("en", "sv", "de", "da", "nb", "fi", "fr")
"""The languages that there are lists in, in the order in which they are tried."""


@cache
def _lists() -> dict[str, dict[str, str]]:
    return read_lists(Path(__file__).parent / "words.toml")


def _section(kind: str) -> dict[str, str]:
    return _lists()[kind.replace("/", ".")]


@cache
def phrases(kind: str, language: str) -> tuple[str, ...]:
    """The phrases of one kind in one language, the longest first; `trigger/case-closed` is nested."""
    words = _section(kind).get(language, "")
    return tuple(sorted(words.split("|"), key=lambda word: (-len(word), word))) if words else ()


@cache
def kinds_below(kind: str) -> tuple[str, ...]:
    """The kinds below one kind: the triggers, the units."""
    return tuple(k.removeprefix(f"{kind}.") for k in _lists() if k.startswith(f"{kind}."))


@cache
def numbers(kind: str) -> dict[str, int]:
    """Words for numbers, `number` or `ordinal`, in all languages."""
    pairs = (pair.split("=") for words in _section(kind).values() for pair in words.split("|"))
    return {word: int(number) for word, number in pairs}


@cache
def units() -> dict[str, tuple[str, int]]:
    """Words for units of time in all languages: the ISO 8601 letter, and how many of it."""
    found = {}
    for letter in kinds_below("unit"):
        for words in _section(f"unit/{letter}").values():
            for word in words.split("|"):
                name, _, times = word.partition("=")
                found[name] = letter, int(times or 1)
    return found


def holds(text: str, kind: str, language: str) -> bool:
    """Does a text hold a phrase of this kind?"""
    for phrase in phrases(kind, language):
        if phrase in text or ("…" in phrase and place(phrase, text) >= 0):
            return True
    return False


def first(text: str, kind: str, language: str) -> tuple[int, str] | None:
    """Where the earliest phrase of a kind begins in a text, and which it is."""
    found = None
    for phrase in phrases(kind, language):
        at = place(phrase, text)
        if at >= 0 and (found is None or at < found[0]):
            found = at, phrase
    return found


def place(phrase: str, text: str) -> int:
    """Where a phrase begins in a text, or -1; the parts around a … follow each other."""
    if "…" not in phrase:  # as in most
        return text.find(phrase)
    head, _, tail = phrase.partition("…")
    at = text.find(head)
    return at if at < 0 or text.find(tail, at + len(head)) >= 0 else -1


def ending(text: str, kind: str, language: str) -> str:
    """The phrase of a kind that a text ends with, as whole words."""
    for phrase in phrases(kind, language):
        if text.endswith(phrase) and not text[: -len(phrase)][-1:].isalnum():
            return phrase
    return ""


def starting(text: str, kind: str, language: str) -> str:
    """The phrase of a kind that a text starts with, as whole words."""
    for phrase in phrases(kind, language):
        if text.startswith(phrase) and not text[len(phrase) :][:1].isalnum():
            return phrase
    return ""


def contains(text: str, kind: str, language: str) -> bool:
    """Does a text hold a phrase of a kind as whole words?"""
    tokens = WORDS.findall(text)
    words, several = _parted(kind, language)
    if not words.isdisjoint(tokens):
        return True
    joined = f" {' '.join(tokens)} "
    return any(phrase in joined for phrase in several)


@cache
def _parted(kind: str, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The phrases of a kind that are one word, and those of several with spaces around them."""
    listed = [" ".join(WORDS.findall(phrase)) for phrase in phrases(kind, language)]
    several = tuple(f" {phrase} " for phrase in listed if " " in phrase)
    return frozenset(phrase for phrase in listed if " " not in phrase), several
