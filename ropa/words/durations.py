"""ISO 8601 durations in words."""

import re

from ropa.words.words import Words

PARTS = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+)S)?)?"
)


def duration(period: str, words: Words) -> str:
    """`P1Y6M` as “1 year 6 months”: the parts as they are written, in order."""
    found = PARTS.fullmatch(period)
    if found is None:
        return period
    units = (
        ("Y", "{number} year", "{number} years"),
        ("M", "{number} month", "{number} months"),
        ("W", "{number} week", "{number} weeks"),
        ("D", "{number} day", "{number} days"),
        ("h", "{number} hour", "{number} hours"),
        ("m", "{number} minute", "{number} minutes"),
        ("s", "{number} second", "{number} seconds"),
    )
    given = [(found[key], one, many) for key, one, many in units if found[key] is not None]
    return " ".join(words.count(one, many, int(number)) for number, one, many in given)
