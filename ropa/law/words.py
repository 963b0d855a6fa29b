"""Word lists that rules on texts read, by kind, all languages together: `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("ropa.law").joinpath("words.toml").read_text("utf-8"))


@cache
def phrases(kind: str) -> frozenset[str]:
    """The words and phrases of one kind, in lower case."""
    return frozenset(word for words in _tables()[kind].values() for word in words)
