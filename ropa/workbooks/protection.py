"""What may be done on a sheet: cells that are not read back are locked, without a password."""

# mypy: allow-untyped-calls

from openpyxl.worksheet.worksheet import Worksheet

ALLOWED = ("sort", "autoFilter", "formatCells", "formatColumns", "formatRows", "insertRows")


def protect(sheet: Worksheet) -> None:
    """Lock the locked cells of a sheet; it may be sorted, filtered, formatted, and added to."""
    sheet.protection.sheet = True
    for action in ALLOWED:
        setattr(sheet.protection, action, False)  # what is set is forbidden
