"""Word lists that rules on texts read, by kind and language: `words.toml`."""

import re
from functools import cache

from ropa.law.table import table


@cache
def phrases(kind: str) -> frozenset[str]:
    """The words and phrases of one kind in all languages, in lower case."""
    return frozenset(word for words in table("words")[kind].values() for word in words.split("|"))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are lists in."""
    return tuple(table("words")["stop"])


@cache
def phrases_in(language: str, kind: str) -> frozenset[str]:
    """The words and phrases of one kind in one language, in lower case."""
    words: str = table("words")[kind].get(language, "")
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
