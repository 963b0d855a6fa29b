"""Instruments for transfers that no longer hold, such as the Privacy Shield: `instruments.toml`."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from ropa.law.table import is_verified, table


class Instrument(NamedTuple):
    """A repealed or invalidated instrument, its name in two languages, what texts call it, and what
    ended it, if known here.
    """

    key: str
    name: dict[str, str]
    phrases: tuple[str, ...]
    ended_by: str
    verified: bool

    def is_named_in(self, text: str) -> bool:
        """Does a text in lower case name it? A longer number is another's."""
        return any(
            phrase in text and re.search(rf"{re.escape(phrase)}(?!\d)", text)
            for phrase in self.phrases
        )


@cache
def repealed_instruments() -> tuple[Instrument, ...]:
    """The instruments that no longer hold."""
    whole = table("instruments")
    return tuple(
        Instrument(
            entry["key"], entry["name"], tuple(entry["phrases"]), entry.get("ended_by", ""),
            is_verified({**whole, **entry}),
        )
        for entry in whole["entries"]
    )  # fmt: skip


def instruments_as_of() -> date:
    """As of which day the table is."""
    as_of: date = table("instruments")["as_of"]
    return as_of
