"""Adequacy decisions of the Commission, Art. 45(3), as of a day: `adequacy.toml`."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from ropa.law.table import is_old, is_verified, table
from ropa.law.tables import holds

WORD = re.compile(r"\w+")


class Decision(NamedTuple):
    """An adequacy decision: for a country, or by name for an international organisation.

    `scope` says in two languages what it covers, where it is `limited` to certain recipients under a
    `law` there. The number is empty where it was not found.
    """

    country: str | None
    names: frozenset[str]
    number: str
    start: date | None
    end: date | None
    limited: bool
    law: str
    scope: dict[str, str]
    verified: bool

    def in_force(self, day: date) -> bool:
        """Does it hold on a day?"""
        return holds(self.start, self.end, day)


@cache
def decisions() -> tuple[Decision, ...]:
    """The decisions, those that have lapsed among them."""
    whole = table("adequacy")
    return tuple(
        Decision(
            country=entry.get("country"),
            names=frozenset(
                name.lower() for name in (entry.get("organisation"), *entry.get("also", ())) if name
            ),
            number=entry.get("decision", ""),
            start=entry.get("from"),
            end=entry.get("until"),
            limited=entry.get("limited", False),
            law=entry.get("law", ""),
            scope=entry.get("scope", {}),
            verified=is_verified({**whole, **entry}),
        )
        for entry in whole["entries"]
    )


@cache
def adequate_country(code: str, day: date) -> Decision | None:
    """The decision in force on a day for a country, by its code."""
    return next((d for d in decisions() if d.country == code and d.in_force(day)), None)


def adequate_organisation(name: str, day: date) -> Decision | None:
    """The decision in force on a day for an international organisation that a text names."""
    text = f" {' '.join(WORD.findall(name.lower()))} "
    return next(
        (d for d in decisions() if d.in_force(day) and any(f" {n} " in text for n in d.names)), None
    )


def adequacy_as_of() -> date:
    """As of which day the table of decisions is."""
    as_of: date = table("adequacy")["as_of"]
    return as_of


def adequacy_is_old(day: date) -> bool:
    """Is the table of decisions more than a year old on a day?"""
    return is_old(adequacy_as_of(), day)
