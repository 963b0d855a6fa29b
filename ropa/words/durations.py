"""ISO 8601 durations in words."""

import re

from ropa.words.words import Words

PARTS = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?"
)


def plural(one: str, many: str) -> tuple[str, str]:
    """Marks a text about a number of things for translation."""
    return one, many


UNITS = {
    "Y": plural("{number} year", "{number} years"),
    "M": plural("{number} month", "{number} months"),
    "W": plural("{number} week", "{number} weeks"),
    "D": plural("{number} day", "{number} days"),
    "h": plural("{number} hour", "{number} hours"),
    "m": plural("{number} minute", "{number} minutes"),
    "s": plural("{number} second", "{number} seconds"),
}


def duration(period: str, words: Words) -> str:
    """`P1Y6M` as “1 year 6 months”: the parts as they are written, in order."""
    found = PARTS.fullmatch(period)
    if found is None:
        return period
    given = [(*UNITS[key], int(number)) for key, number in found.groupdict().items() if number]
    return " ".join(words.count(one, many, number) for one, many, number in given)
