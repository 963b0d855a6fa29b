"""The tables of the law, one like another: their facts, each with its source and how sure it is.

What a rule needs of a table has a reader of its own; this is for whoever lists them all.
"""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ropa.law.table import is_verified, table

NO_LAW = ("words",)
"""Tables that are a heuristic of our own, and no law."""
NO_FACTS = ("source", "verified", "also", "words", "phrases")
"""Keys of an entry that say something of the fact, or how texts are searched for it."""


class Fact(NamedTuple):
    """A fact of the law: what is said, where that was read, and whether at its source."""

    values: dict[str, Any]
    source: str
    verified: bool

    def in_force(self, day: date) -> bool | None:
        """Does it hold on a day? None where the table does not say from or until when."""
        if "in_force" in self.values:
            return bool(self.values["in_force"])
        if "from" not in self.values and "until" not in self.values:
            return None
        return holds(self.values.get("from"), self.values.get("until"), day)


class LawTable(NamedTuple):
    """A table of the law, compared with its sources as of a day."""

    name: str
    as_of: date
    facts: tuple[Fact, ...]

    @property
    def unverified(self) -> int:
        """How many of its facts were not read at their source."""
        return sum(not fact.verified for fact in self.facts)


def holds(start: date | None, end: date | None, day: date) -> bool:
    """Is a day within a period? Both ends belong to it; one that is not given is open."""
    return (start is None or start <= day) and (end is None or day <= end)


def table_names() -> list[str]:
    """The names of the tables, in alphabetical order."""
    names = (path.stem for path in Path(__file__).parent.glob("*.toml"))
    return sorted(name for name in names if name not in NO_LAW)


def law_table(name: str) -> LawTable:
    """One table with its facts. A fact without a source of its own has the table's."""
    whole = table(name)
    return LawTable(name, whole["as_of"], tuple(_fact(entry, whole) for entry in _entries(whole)))


def _entries(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of a table: its lists of mappings; of countries, the codes of each list."""
    if "members" in whole:
        parts = {key: whole["parts"][key] for key in ("source", "verified")}
        return [
            *({"country": code, "what": "member of the EEA"} for code in whole["members"]),
            *({"country": c, "what": "part of a member", **parts} for c in whole["parts"]["codes"]),
        ]
    return [
        entry if name == "entries" else {"kind": name, **entry}
        for name, listed in whole.items()
        if isinstance(listed, list)
        for entry in listed
    ]


def _fact(entry: dict[str, Any], whole: dict[str, Any]) -> Fact:
    told = {key: whole[key] for key in ("source", "verified") if key in whole} | entry
    values = {key: value for key, value in entry.items() if key not in NO_FACTS}
    return Fact(values, told["source"], is_verified(told))
