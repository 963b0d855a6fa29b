"""How a sheet looks when it is opened: the colour of its tab, the zoom, and where the cursor is."""

# mypy: allow-untyped-calls

from openpyxl.worksheet.worksheet import Worksheet

from ropa.workbooks.sheet import Sheet
from ropa.workbooks.styles import AMBER_INK, DARK, GREY, TEAL

ACTIVITIES = ("controller", "processor", "duties", "keeping")
"""The sheets with a row for each activity."""
TO_DO = ("findings", "questions", "since")
"""What somebody has to look into."""


def set_view(sheet: Worksheet, table: Sheet) -> None:
    """The screen of a table: the colour says of what kind it is, as its place among the others does."""
    sheet.sheet_properties.tabColor = _tab(table)
    sheet.sheet_view.zoomScale = 100
    first = "B2" if table.reviewed else "A2"
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = first


def _tab(table: Sheet) -> str:
    if table.key in TO_DO:
        return AMBER_INK
    if table.key in ACTIVITIES:
        return DARK
    return TEAL if any(row.slots for row in table.rows) else GREY
