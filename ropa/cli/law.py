"""`ropa law`: the tables of the law that the rules go by, with their dates and sources."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from ropa.cli.guard import Failed
from ropa.cli.settings import Today


class LawFormat(StrEnum):
    """How a table is printed."""

    TEXT = "text"
    JSON = "json"


def law(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="One table. Without it: all their names.")
    ] = None,
    format: Annotated[LawFormat, typer.Option(help="How to print it.")] = LawFormat.TEXT,
    today: Today = None,
) -> int:
    """List the tables of the law: their dates, sources, and what is not verified."""
    from ropa.reports import law as reports

    if table is not None and table not in reports.table_names():
        raise Failed(f"there is no table {table!r}; there are {', '.join(reports.table_names())}")
    as_json = format is LawFormat.JSON
    if table is None:
        text = reports.overview_json() if as_json else reports.overview_text()
    else:
        text = (reports.table_json if as_json else reports.table_text)(table, today)
    sys.stdout.write(text)
    return 0
