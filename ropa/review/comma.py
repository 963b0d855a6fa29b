"""One sheet of a reviewed workbook, saved as csv."""

import csv
from io import StringIO

from ropa.review.book import COLUMNS, ROWS, Stored
from ropa.review.reviewed import NotAWorkbook

SUFFIXES = (".csv", ".tsv", ".txt")
DELIMITERS = ",;\t"
FIELD = 1_000_000
"""How long a field may be; one that is longer than a cell of Excel is refused later, by its address."""


def stored(content: bytes, title: str) -> tuple[Stored, tuple[str, ...]]:
    """The sheet, and what is to be said of it. Raises NotAWorkbook."""
    if not content:
        raise NotAWorkbook("empty")
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAWorkbook("nul")
    text, notices = _text(content)
    if "\0" in text:
        raise NotAWorkbook("nul")
    csv.field_size_limit(FIELD)
    sheet = Stored(title)
    columns: set[int] = set()
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for number, row in enumerate(
            csv.reader(StringIO(text, newline=""), delimiter=delimiter), 1
        ):
            cells = {n: _lines(cell) for n, cell in enumerate(row, 1) if cell}
            if cells:
                sheet.rows[number] = dict(cells)
                columns |= cells.keys()
            if len(sheet.rows) > ROWS:
                raise NotAWorkbook("rows", sheet=title, limit=ROWS)
            if len(columns) > COLUMNS:
                raise NotAWorkbook("columns", sheet=title, limit=COLUMNS)
    except csv.Error:
        raise NotAWorkbook("unreadable") from None
    return sheet, notices


def _text(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text in the first encoding that fits; one that is a guess is said."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ("cp1252",)
    except UnicodeDecodeError:
        raise NotAWorkbook("encoding") from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
