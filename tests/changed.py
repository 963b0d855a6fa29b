"""Changes for the tests of the workbook: made lines, their workbook, and what its cells show."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine
from ropa.reports.to_do import to_do
from ropa.source.source import Span
from ropa.source.tree import Location
from ropa.words.words import Words
from ropa.workbooks.changes import changes_workbook

LINE = ChangeLine(
    "purpose-reworded", Level.EDITORIAL, "shop", "newsletter", "Newsletter", ("newsletter",),
    "purposes", "old", "new", "The purpose is in other words.", "GDPR Art. 5(1)(b)",
    old_location=Location("shop.ropa.yaml", Span(12, 5, 12, 20)),
    new_location=Location("shop.ropa.yaml", Span(14, 5, 14, 20)),
    label="Purposes", names=("Newsletter",),
)  # fmt: skip
CRITICAL = replace(
    LINE, change="special-data-added", level=Level.CRITICAL, message="New special category: “Health”.",
    now=("Health",), old_location=None, citation="GDPR Art. 9, 35(3)(b)",
    because=("it concerns children",), follow_up=("State the condition.", "Inform data subjects."),
)  # fmt: skip


def book(*lines: ChangeLine, language: str = "en", old: str = "v1", new: str = "v2") -> bytes:
    """The workbook of these changes."""
    return changes_workbook(lines, to_do(lines), old, new, Words(language, "en"))


def changed(before: Sequence[str], now: Sequence[str]) -> ChangeLine:
    """A change with these entries."""
    return replace(LINE, before=tuple(before), now=tuple(now))


def marked(cell: Any, look: str) -> list[str]:
    """The texts of a cell that look like that: `strike`, `u` or `b`."""
    runs = cell if isinstance(cell, CellRichText) else ()
    return [run.text for run in runs if isinstance(run, TextBlock) and getattr(run.font, look)]
