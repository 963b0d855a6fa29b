"""Periods of time in a text: “3 years”, “sju år”, “3-5 år”, “sjunde året”."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ropa.retention.lists import numbers, units

ORDER = "YMWDH"
JOINED = re.compile(r"\s?(?:,|och|and|und|og|ja|et)?\s")


class Span(NamedTuple):
    """A period in a text: where it stands, and what it says. A range has a `high` end too."""

    start: int
    end: int
    period: str
    high: str = ""
    ordinal: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """A number, in digits or a word, perhaps a range, and a unit. Each part has bounded length."""

    def listed(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    words, ordinals = listed(numbers("number")), listed(numbers("ordinal"))
    return re.compile(
        rf"(?<![\w.,:-])(?:(?P<low>[0-9]{{1,4}}|(?:{words})(?=[\s–-]))(?:\s?\([0-9]{{1,4}}\))?"
        rf"(?:(?:\s?[–-]\s?|\s(?:till|to|bis|til|à)\s)(?P<high>[0-9]{{1,4}}|(?:{words})(?=\s)))?"
        rf"|(?P<ordinal>[0-9]{{1,2}}:[ea]|(?:{ordinals}))(?=\s))"
        rf"[\s-]?(?:hela\s)?(?P<unit>{listed(units())})(?!\w)"
    )


@cache
def _unread() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(units(), key=len, reverse=True)))
    return re.compile(rf"(?:[0-9]|½|\bhalvt?|\bhalf an?|\bhalf)\s?(?:{words})(?!\w)")


def is_unread(text: str, found: list[Span]) -> bool:
    """Is there a number of years or days that is no period that can be written, as 1.5 years?"""
    return any(
        not any(span.start <= hit.start() < span.end for span in found)
        for hit in _unread().finditer(text)
    )


def _count(word: str) -> int:
    digits = word.partition(":")[0]
    if digits.isdigit():
        return int(digits)
    return numbers("number").get(word) or numbers("ordinal")[word]


def _iso(number: str, unit: str) -> str:
    letter, times = units()[unit]
    return f"P{'T' if letter == 'H' else ''}{_count(number) * times}{letter}"


def spans(text: str) -> list[Span]:
    """The periods in a normalised text, in their order; “1 år och 6 månader” is one."""
    found: list[Span] = []
    for hit in _pattern().finditer(text):
        unit = hit["unit"]
        high = _iso(hit["high"], unit) if hit["high"] else ""
        number = hit["low"] or hit["ordinal"]
        span = Span(hit.start(), hit.end(), _iso(number, unit), high, bool(hit["ordinal"]))
        if found and _goes_on(found[-1], span, text):
            last = found.pop()
            found.append(last._replace(end=span.end, period=last.period + span.period[1:]))
        else:
            found.append(span)
    return found


def _goes_on(last: Span, span: Span, text: str) -> bool:
    """Is this the smaller part of the period before it?"""
    smaller = ORDER.index(last.period[-1]) < ORDER.index(span.period[-1])
    plain = not (last.high or span.high or last.ordinal or span.ordinal)
    return smaller and plain and JOINED.fullmatch(text[last.end : span.start]) is not None


def brackets(text: str) -> list[tuple[int, int]]:
    """Where the outermost brackets of a text begin and end."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "(":
            start, depth = (at, 1) if depth == 0 else (start, depth + 1)
        elif letter == ")" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, at + 1))
    return found


def outside(found: list[Span], text: str) -> Iterator[Span]:
    """The periods that do not stand in brackets."""
    closed = brackets(text)
    for span in found:
        if not any(start < span.start < end for start, end in closed):
            yield span
