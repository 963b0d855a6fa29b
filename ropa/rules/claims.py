"""What a register says of itself in whole sentences, such as a policy that was transcribed."""

import re
from collections.abc import Iterator
from functools import cache

from ropa.model.part import Part
from ropa.rules.answers import has_phrase, normal
from ropa.source.source import Route

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@cache
def claim(text: str, kind: str) -> str:
    """The first sentence of a text that claims what `kind` lists, without a condition; or nothing."""
    if has_phrase(normal(text), kind):
        for sentence in SENTENCE_END.split(text):
            plain = f" {normal(sentence)} "
            if has_phrase(plain, kind) and not has_phrase(plain, "conditional"):
                return sentence.strip()
    return ""


@cache
def promise_not_to_share(text: str) -> str:
    """The first sentence of a text that promises that nobody else gets the data; or nothing."""
    promise = claim(text, "never_shared")
    plain = f" {normal(promise)} "
    narrowed = has_phrase(plain, "narrower") and not has_phrase(plain, "anybody")
    return "" if narrowed else promise


def remarks(part: Part) -> Iterator[tuple[Route, str]]:
    """The texts under keys that begin with `x-`, with their routes below the part."""
    for key, value in part.extensions.items():
        if isinstance(value, str):
            yield (key,), value
        elif isinstance(value, (list, tuple)):
            for index, text in enumerate(value):
                if isinstance(text, str):
                    yield (key, index), text
