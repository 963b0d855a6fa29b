"""The tables of the law: as columns of text, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ropa.law.tables import Fact, LawTable, law_table, table_names

__all__ = ["overview_json", "overview_text", "table_json", "table_names", "table_text"]

FORMAT_VERSION = 1
WIDEST = 60
"""The characters of a text that a column shows; JSON has it whole."""
FIRST = ("kind", "key", "country", "organisation", "jurisdiction", "decision", "from", "until")
"""The keys that come first among the columns; `note` is the last."""
YES, NO = "yes", "no"


def overview_text() -> str:
    """The tables, a line each: name, date, how many facts, how many of them not verified."""
    rows = [("table", "as of", "entries", "not verified")]
    for table in map(law_table, table_names()):
        rows.append((table.name, str(table.as_of), str(len(table.facts)), str(table.unverified)))
    return _columns(rows)


def overview_json() -> str:
    """The same as JSON, format version 1."""
    return _json({"tables": [_head(law_table(name)) for name in table_names()]})


def table_text(name: str, today: date | None) -> str:
    """One table: a line for each fact, and below the sources by number.

    With `today` a column says what is in force on that day.
    """
    table = law_table(name)
    keys = _keys(table)
    sources = list(dict.fromkeys(fact.source for fact in table.facts))
    marks = ["in force"] if today and any(_in_force(f, today) for f in table.facts) else []
    rows = [[*(key.replace("_", " ") for key in keys), *marks, "verified", "source"]]
    for fact in table.facts:
        shown = [_short(fact.values.get(key)) for key in keys]
        held = [_in_force(fact, today)] if marks and today else []
        number = sources.index(fact.source) + 1
        rows.append([*shown, *held, YES if fact.verified else NO, f"[{number}]"])
    head = f"{name}: as of {table.as_of}, {len(table.facts)} entries, {table.unverified} not verified\n\n"
    notes = "".join(f"[{number}] {source}\n" for number, source in enumerate(sources, 1))
    return f"{head}{_columns(rows)}\n{notes}"


def table_json(name: str, today: date | None) -> str:
    """The same as JSON; `in_force` only where a day is given, null where the table has no dates."""
    table = law_table(name)
    entries = [
        {
            **fact.values,
            "source": fact.source,
            "verified": fact.verified,
            **({"in_force": fact.in_force(today)} if today else {}),
        }
        for fact in table.facts
    ]
    return _json({**_head(table), "today": today, "facts": entries})


def _keys(table: LawTable) -> list[str]:
    """The keys that facts of a table have, in the order of the columns."""
    stated = dict.fromkeys(key for fact in table.facts for key in fact.values)
    places = {key: place for place, key in enumerate(FIRST)}
    return sorted(stated, key=lambda key: (key == "note", places.get(key, len(FIRST))))


def _head(table: LawTable) -> dict[str, Any]:
    return {
        "table": table.name,
        "as_of": table.as_of,
        "entries": len(table.facts),
        "not_verified": table.unverified,
    }


def _in_force(fact: Fact, today: date) -> str:
    """Yes, no, or nothing where the table has no dates."""
    held = fact.in_force(today)
    return "" if held is None else YES if held else NO


def _short(value: Any) -> str:
    """A value of a fact as a column shows it: of a text per language the English one."""
    if isinstance(value, dict):
        value = value.get("en") or " / ".join(value.values())
    elif isinstance(value, list):
        value = ", ".join(value)
    elif isinstance(value, bool):
        value = YES if value else NO
    text = "" if value is None else str(value)
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as columns, each as wide as its widest entry."""
    return "".join(f"{line}\n" for line in _lines(rows))


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()


def _json(data: dict[str, Any]) -> str:
    whole = {"format_version": FORMAT_VERSION, **data}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=str) + "\n"
