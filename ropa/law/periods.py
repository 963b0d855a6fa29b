"""Periods that national law sets for accounting records, claims and due diligence: `periods.toml`."""

from datetime import date
from functools import cache
from typing import NamedTuple

from ropa.law.table import is_old, is_verified, table


class StatutoryPeriod(NamedTuple):
    """How long a law has records kept, or claims brought; `trigger` is None where not established."""

    jurisdiction: str
    records: str
    period: str
    source: str
    verified: bool
    trigger: str | None = None
    rounded_to: str | None = None
    words: tuple[str, ...] = ()

    @property
    def years(self) -> int:
        """The period in years, as all of the table are."""
        return int(self.period.removeprefix("P").removesuffix("Y"))


@cache
def statutory_periods(kind: str, jurisdiction: str | None) -> tuple[StatutoryPeriod, ...]:
    """The periods of one kind (`accounting`, `limitation`, `money_laundering`) in a country."""
    return tuple(
        StatutoryPeriod(
            row["jurisdiction"],
            row["records"],
            row["period"],
            row["source"],
            is_verified(row),
            row.get("trigger"),
            row.get("rounded_to"),
            tuple(row["words"].split("|")) if "words" in row else (),
        )
        for row in table("periods")[kind]
        if row["jurisdiction"] == jurisdiction
    )


def accounting_period(jurisdiction: str | None, text: str = "") -> StatutoryPeriod | None:
    """The shortest time for which a country has accounting records kept.

    Where a country has several, and a text in lower case names the kind of record, that kind's.
    """
    listed = statutory_periods("accounting", jurisdiction)
    for entry in listed:
        if any(word in text for word in entry.words):
            return entry
    return min(listed, key=lambda entry: entry.years, default=None)


@cache
def accounting_words() -> tuple[str, ...]:
    """The words that name accounting records, in all languages."""
    by_language = table("periods")["accounting_words"].values()
    return tuple(word for words in by_language for word in words.split("|"))


def periods_as_of() -> date:
    """When the table was last compared with its sources."""
    as_of: date = table("periods")["as_of"]
    return as_of


def periods_old(today: date) -> bool:
    """Is the table older than a year?"""
    return is_old(periods_as_of(), today)
