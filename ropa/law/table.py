"""The law as dated data: how a table of it is read, and how sure its facts are.

Each table is a TOML file beside this one, with `as_of` (when it was last compared with its
sources), and for the table or for each entry `source` and `verified`. `verified = "yes"` is a fact
read in the law's text or on the authority's own page; whatever else is `"no"`, and findings that
rest on it say so.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

AS_OF = date(2026, 11, 22)
"""The day up to which the tables have followed the law."""

YEAR = timedelta(days=365)


@cache
def table(name: str) -> dict[str, Any]:
    """The table in `name.toml`."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


def is_verified(entry: dict[str, Any]) -> bool:
    """Was a fact read at its source?"""
    return bool(entry.get("verified") == "yes")


def is_old(as_of: date, today: date) -> bool:
    """Is a table older than a year?"""
    return today - as_of > YEAR
