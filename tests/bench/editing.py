"""A workbook as a reviewer gives it back: with the names of some activities changed."""

from openpyxl import load_workbook

SHEET, NAME = "Controller activities", 2


def edited(workbook: str, to: str, cells: int) -> str:
    """Change so many cells of a workbook, and write it elsewhere: where that is."""
    book = load_workbook(workbook)
    sheet = book[SHEET]
    for row in range(2, cells + 2):
        sheet.cell(row, NAME).value += ", as agreed"
    book.save(to)
    return to
