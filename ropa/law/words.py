"""Word lists that rules on texts read, by kind and language: `words.toml`."""

import re
from functools import cache
from pathlib import Path


@cache
def _lists() -> dict[str, dict[str, str]]:
    return read_lists(Path(__file__).parent / "words.toml")


def read_lists(path: Path) -> dict[str, dict[str, str]]:
    """The lists in a file of words: for each `[kind]`, a text with | between the words by language.

    The file is TOML of this one form, and read line by line because tomllib takes ten times as long.
    """
    lists: dict[str, dict[str, str]] = {}
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("["):
            kind = lists[line[1 : line.index("]")]] = {}
        elif " = " in line and not line.startswith("#"):
            language, _, words = line.partition(" = ")
            kind[language] = words[1 : words.rindex('"')]
    return lists


def has_kind(kind: str) -> bool:
    """Is there a list of this kind?"""
    return kind in _lists()


@cache
def phrases(kind: str) -> frozenset[str]:
    """The words and phrases of one kind in all languages, in lower case."""
    return frozenset(word for words in _lists()[kind].values() for word in words.split("|"))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are lists in."""
    return tuple(_lists()["stop"])


@cache
def phrases_in(language: str, kind: str) -> frozenset[str]:
    """The words and phrases of one kind in one language, in lower case."""
    words: str = _lists()[kind].get(language, "")
    return frozenset(words.split("|") if words else ())


@cache
def empty_words(language: str, kind: str) -> frozenset[str]:
    """The words of one kind, and those that have no content at all."""
    return phrases_in(language, kind) | phrases_in(language, "stop")


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """What finds a phrase of one kind in a text in lower case, at the beginning of a word."""
    longest_first = sorted(phrases(kind), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})")
