"""Word lists that rules on texts read, by kind and language: `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


@cache
def phrases(kind: str) -> frozenset[str]:
    """The words and phrases of one kind in all languages, in lower case."""
    return frozenset(word for words in _tables()[kind].values() for word in words)


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are lists in."""
    return tuple(_tables()["stop"])


@cache
def phrases_in(language: str, kind: str) -> frozenset[str]:
    """The words and phrases of one kind in one language, in lower case."""
    return frozenset(_tables()[kind].get(language, ()))


@cache
def empty_words(language: str, kind: str) -> frozenset[str]:
    """The words of one kind, and those that have no content at all."""
    return phrases_in(language, kind) | phrases_in(language, "stop")
