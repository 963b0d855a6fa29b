"""A workbook's sheets as they are stored: cells by row and column, merged cells, hidden rows, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ropa.review.parts import Link, Parts
from ropa.review.reviewed import NotAWorkbook
from ropa.review.values import Other, Value, decoded, kind_of_format

ROWS = 50_000
COLUMNS = 512
MERGED = 20_000
WORKBOOK = "xl/workbook.xml"
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(slots=True)
class Stored:
    """A sheet: what its cells hold, by row and column (from 1); empty cells are not there."""

    title: str
    state: str = "visible"
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """A workbook: its sheets in order, its own properties, and whether it counts days from 1904."""

    sheets: list[Stored] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    since_1904: bool = False
    macros: bool = False


@cache
def column(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """The letters of a column."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def place(address: str) -> tuple[int, int]:
    """Row and column of an address such as `C4`. Raises ValueError."""
    found = ADDRESS.fullmatch(address)
    if not found:
        raise ValueError(address)
    row, number = int(found[2]), column(found[1])
    if row > LAST_ROW or number > LAST_COLUMN:
        raise ValueError(address)
    return row, number


def area(text: str) -> Area:
    """The area of a range such as `B2:C4`. Raises ValueError."""
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = place(first), place(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def book(parts: Parts) -> Book:
    """The workbook of a file. Raises NotAWorkbook."""
    name = next(
        (link.target for link in parts.links("") if link.kind == "officeDocument"), WORKBOOK
    )
    if name not in parts.unpacked.names:
        raise NotAWorkbook("other-zip")
    made = Book(macros="xl/vbaProject.bin" in parts.unpacked.names)
    named = _outline(parts, name, made)
    made.links = parts.links(name)
    by_id = {link.id: link for link in made.links}
    strings: list[str] = []
    formats: list[str] = []
    for link in made.links:
        if link.kind == "sharedStrings":
            strings = [decoded(text) for text in parts.texts(link.target, "si")]
        elif link.kind == "styles":
            formats = list(_formats(parts, link.target))
    for title, state, link_id in named:
        own = by_id.get(link_id)
        if own is None:
            raise NotAWorkbook("unreadable", part=name)
        if own.kind == "worksheet":
            sheet = Stored(title, state, links=parts.links(own.target))
            _Cells(parts, sheet, strings, formats).read(own.target)
            made.sheets.append(sheet)
    _properties(parts, made)
    return made


def _outline(parts: Parts, name: str, made: Book) -> list[tuple[str, str, str]]:
    """Title, state and link of each sheet."""
    named: list[tuple[str, str, str]] = []

    def start(tag: str, told: dict[str, str]) -> None:
        if tag == "sheet":
            link_id = next((v for k, v in told.items() if k.rpartition(":")[2] == "id"), "")
            named.append((told.get("name", ""), told.get("state", "visible"), link_id))
        elif tag == "workbookPr":
            made.since_1904 = told.get("date1904", "0") in ("1", "true")

    parts.read(name, start)
    return named


def _formats(parts: Parts, name: str) -> Iterator[str]:
    """The kind of number format of each style of cells."""
    codes: dict[int, str] = {}
    used: list[int] = []
    inside = [False]

    def start(tag: str, told: dict[str, str]) -> None:
        if tag == "numFmt":
            codes.setdefault(int(told["numFmtId"]), told.get("formatCode", ""))
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            used.append(int(told.get("numFmtId", "0")))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    parts.read(name, start, end)
    kinds = {number: kind_of_format(number, codes.get(number, "")) for number in set(used)}
    return (kinds[number] for number in used)


def _properties(parts: Parts, made: Book) -> None:
    """The workbook's own properties, which are texts."""
    name = [""]

    def start(tag: str, told: dict[str, str]) -> None:
        if tag == "property":
            name[0] = told.get("name", "")

    def text(piece: str) -> None:
        if name[0]:
            made.properties[name[0]] = made.properties.get(name[0], "") + piece.strip()

    for link in parts.links(""):
        if link.kind == "custom-properties":
            parts.read(link.target, start, text=text)


class _Cells:
    """Reads the cells of one sheet in one pass."""

    def __init__(self, parts: Parts, sheet: Stored, strings: list[str], formats: list[str]) -> None:
        self.parts = parts
        self.sheet = sheet
        self.strings = strings
        self.formats = formats
        self.columns: set[int] = set()
        self.row = self.column = 0
        self.told: dict[str, str] = {}
        self.pieces: list[str] = []
        self.listens = self.phonetic = self.formula = self.in_cell = False

    def read(self, name: str) -> None:
        """Read the part of that name."""
        self.parts.read(name, self._start, self._end, self._text)

    def _start(self, tag: str, told: dict[str, str]) -> None:
        if tag == "c":
            self.told, self.in_cell, self.formula = told, True, False
            self.pieces.clear()
            if address := told.get("r"):
                self.row, self.column = place(address)
            else:
                self.column += 1
        elif tag == "t" or tag == "v":
            self.listens = self.in_cell and not self.phonetic
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row, self.column = int(told.get("r", self.row + 1)), 0
            if told.get("hidden") in ("1", "true"):
                self.sheet.hidden.add(self.row)
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "mergeCell":
            self._merge(told)

    def _text(self, piece: str) -> None:
        if self.listens:
            self.pieces.append(piece)

    def _end(self, tag: str) -> None:
        if tag == "t" or tag == "v":
            self.listens = False
        elif tag == "c":
            self.in_cell = False
            if self.pieces or self.formula:
                self._keep(self._value("".join(self.pieces)))
        elif tag == "rPh":
            self.phonetic = False

    def _value(self, text: str) -> Value:
        kind = "f" if self.formula else self.told.get("t", "n")
        if kind == "s":
            return self.strings[int(text)]
        if kind in ("inlineStr", "str"):
            return self.parts.budget.keep(decoded(text))
        style = int(self.told.get("s", "0"))
        form = self.formats[style] if self.formats else "number"
        return Other(kind, self.parts.budget.keep(text), form)

    def _keep(self, value: Value) -> None:
        if value == "":
            return
        if not (1 <= self.row <= LAST_ROW and 1 <= self.column <= LAST_COLUMN):
            raise ValueError(self.row)
        row = self.sheet.rows.setdefault(self.row, {})
        if self.column in row:
            raise ValueError(self.column)
        row[self.column] = value
        self.columns.add(self.column)
        if len(self.columns) > COLUMNS:
            raise NotAWorkbook("columns", sheet=self.sheet.title, limit=COLUMNS)
        if len(self.sheet.rows) > ROWS and not is_carrying(self.sheet):
            raise NotAWorkbook("rows", sheet=self.sheet.title, limit=ROWS)

    def _merge(self, told: dict[str, Any]) -> None:
        self.sheet.merged.append(area(told.get("ref", "")))
        if len(self.sheet.merged) > MERGED:
            raise NotAWorkbook("merged-cells", sheet=self.sheet.title, limit=MERGED)


def is_carrying(sheet: Stored) -> bool:
    """Is it the hidden sheet, which has a row for each cell of the others?"""
    return sheet.title == "_ropa"
