"""Arithmetic of time limits, by calendar: a year is a year, whether it has 365 days or 366.

`P1Y` is `P12M`, and neither is `P365D`; `P1M` after 31 January is the last day of February.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from ropa.retention.term import Term

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

Compared = Literal["longer", "equal", "shorter", "depends"]
"""How one period stands to another; it depends where that is not so from every day on."""

PARTS = re.compile(
    r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
SECONDS_OF_DAY = 86_400
AVERAGE_MONTH = 146_097 / 4_800
"""Days of a month on average, over the 400 years after which the calendar repeats itself."""
UNLIKE = 10
"""By how many days months at most differ from that average, however many they are, and some more."""
YEAR_OF_TESTS = 2023
"""The four years from here on have every month that there is: one February has 29 days."""


@cache
def _months_and_days(period: str) -> tuple[int, int]:
    """A period as months and days; hours that have begun a day count as the whole day."""
    found = PARTS.fullmatch(period)
    if found is None:
        raise ValueError(f"not an ISO 8601 duration: {period}")
    years, months, weeks, days, hours, minutes, seconds = (int(n or 0) for n in found.groups())
    begun = -(-(hours * 3600 + minutes * 60 + seconds) // SECONDS_OF_DAY)
    return years * 12 + months, weeks * 7 + days + begun


def _delta(period: str) -> "relativedelta":
    from dateutil.relativedelta import relativedelta  # needed only where dates are worked out

    months, days = _months_and_days(period)
    return relativedelta(months=months, days=days)


def later(day: date, period: str, rounded_to: str | None = None) -> date | None:
    """The day a period after another, rounded up; None beyond the last day of the calendar."""
    delta = _delta(period)
    try:
        end: date = day + delta
    except (OverflowError, ValueError):
        return None
    if rounded_to == "end-of-calendar-year":
        return date(end.year, 12, 31)
    if rounded_to == "end-of-month":
        return end.replace(day=monthrange(end.year, end.month)[1])
    return end


def latest_erasure(term: Term, triggered: date, begun: date | None = None) -> date | None:
    """The day by which data are erased, where the trigger fell on `triggered`.

    A maximum beside a period runs from `begun`, when the processing began, where that is known.
    None where the term gives no period, or has no end.
    """
    longest = term.longest
    if longest is None:
        return None
    end = later(triggered, longest, term.rounded_to)
    if term.maximum and term.maximum != longest:
        cap = later(begun or triggered, term.maximum, term.rounded_to)
        return min(filter(None, (end, cap)), default=None)
    return end


def _references() -> Iterator[date]:
    """Days from which periods differ most: the first, the 28th and the last of every month."""
    for year in range(YEAR_OF_TESTS, YEAR_OF_TESTS + 4):
        for month in range(1, 13):
            for day in {1, 28, monthrange(year, month)[1]}:
                yield date(year, month, day)


def _verdict(differences: set[int]) -> Compared:
    """What the signs of all differences come to."""
    if differences == {0}:
        return "equal"
    if differences == {1}:
        return "longer"
    return "shorter" if differences == {-1} else "depends"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


@cache
def compare(one: str, other: str, reference: date | None = None) -> Compared:
    """Is a period longer than another, by calendar from a reference date, or from any day?"""
    (months, days), (others, other_days) = _months_and_days(one), _months_and_days(other)
    if reference is None and _sign(months - others) * _sign(days - other_days) >= 0:
        return _verdict({_sign(months - others) or _sign(days - other_days)})
    apart = (months - others) * AVERAGE_MONTH + days - other_days
    if reference is None and abs(apart) > UNLIKE:
        return "longer" if apart > 0 else "shorter"
    ends = ((later(d, one), later(d, other)) for d in ([reference] if reference else _references()))
    return _verdict(
        {_sign((a or date.max).toordinal() - (b or date.max).toordinal()) for a, b in ends}
    )


@cache
def against_floor(
    period: str,
    rounded_to: str | None,
    from_year_end: bool,
    floor: str,
    floor_rounded_to: str | None,
) -> Compared:
    """How a time limit stands to a statutory period that runs from the end of the financial year.

    One that runs from the same day (`from_year_end`) is compared for years that end in each of the
    twelve months. Any other runs at the earliest from a record of the first day of the year; it is
    compared for the calendar year, the shortest way to its end, and is enough if it is so there.
    """
    signs = set()
    for month in range(1, 13) if from_year_end else (12,):
        year_end = date(2025, month, monthrange(2025, month)[1])
        start = year_end if from_year_end else date(2025, 1, 1)
        end, needed = later(start, period, rounded_to), later(year_end, floor, floor_rounded_to)
        signs.add(_sign((end or date.max).toordinal() - (needed or date.max).toordinal()))
    return _verdict(signs)


def outlives(copy: Term, source: Term) -> Compared:
    """Is a copy kept longer than what it is a copy of? It depends where they do not run alike."""
    if copy.kind == "indefinite" and source.longest:
        return "longer"
    alike = (copy.trigger, copy.event.lower()) == (source.trigger, source.event.lower())
    if not alike or not copy.starts or copy.rounded_to != source.rounded_to:
        return "depends"
    if copy.longest is None or source.longest is None:
        return "depends"
    return compare(copy.longest, source.longest)
