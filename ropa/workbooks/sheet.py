"""What a workbook is before it is a file: sheets of columns and rows, in words."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ropa.forms.slot import Slot
from ropa.pages.page import Cell, Line
from ropa.workbooks.text import visible

MANY = 30
"""A cell names up to so many activities, and counts more."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it holds, the same in every language; its heading; the article.

    `link` is how wide it may become so that its links stand on one line, in points. `least` is how
    wide it is at least, for what a reader writes; `choices` are what he may choose from there, nothing
    else where it is `strict`. `note` says more of the field, as a note at the heading. One that is
    `free` may be written in, whatever the row.
    """

    key: str
    heading: str
    article: str = ""
    link: float = 210.0
    least: float = 0.0
    choices: tuple[str, ...] = ()
    strict: bool = False
    note: str = ""
    free: bool = False

    @property
    def head(self) -> str:
        """The whole text of the heading: what the column holds, and below it the article."""
        return visible(f"{self.heading}\n{self.article}" if self.article else self.heading)


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `key` is the id of the activity that it is about, else empty; the first cell names it.

    A finding may be about several activities: those are `concerned`. `id` is what the row is found by
    again, on its sheet; empty: its number. `slots` are the cells that a reviewer may edit, by field.
    """

    key: str
    cells: tuple[Cell, ...]
    concerned: tuple[str, ...] = ()
    id: str = ""
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own; `about` says what it holds.

    `kept` is how many columns stay in sight; `naming` is the one that names a row. `compared` are two
    columns that are read side by side, an old text and a new one, in which words are bold.

    One that is `reviewed` has a hidden id in each row, columns for the reviewer, and is protected but
    for the cells that may be written in; to one that `grows` rows may be added.
    """

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kept: int = 1
    naming: int = 0
    compared: tuple[()] | tuple[int, int] = ()
    reviewed: bool = False
    grows: bool = False


class Look(StrEnum):
    """What a cell of the overview is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    CAPTION = "caption"
    HEADER = "header"
    LABEL = "label"
    TEXT = "text"
    PLAIN = "plain"
    LOCKED = "text locked"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the overview: its cells and how they look.

    One that is `wide` takes the whole row; one that `opens` stands on one page with what follows.
    """

    cells: tuple[tuple[Cell, Look], ...]
    wide: bool = False

    @property
    def opens(self) -> bool:
        """Is it a heading or a caption?"""
        return any(look in (Look.HEADING, Look.CAPTION) for _, look in self.cells)


@dataclass(frozen=True, slots=True)
class Overview:
    """The first sheet."""

    title: str
    entries: tuple[Entry, ...]


def without_empty(sheet: Sheet, kept: Container[str]) -> Sheet:
    """A sheet without the columns that have nothing in any row, but for those to be `kept`."""
    numbers = [
        number
        for number, column in enumerate(sheet.columns)
        if column.key in kept or any(row.cells[number] for row in sheet.rows)
    ]
    rows = (replace(row, cells=tuple(row.cells[n] for n in numbers)) for row in sheet.rows)
    columns = tuple(sheet.columns[number] for number in numbers)
    return replace(sheet, columns=columns, rows=tuple(rows))


def place(sheet: Sheet, row: int = 1) -> str:
    """The address of a row in a sheet, as links inside a workbook have it."""
    title = sheet.title.replace("'", "''")
    return f"'{title}'!{'B' if sheet.reviewed else 'A'}{row}"


def places(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Where the targets of lines are: a sheet, a row, an activity, the first finding of an activity."""
    found: dict[str, str] = {}
    for sheet in sheets:
        found[f"sheet/{sheet.key}"] = found[f"_{sheet.key}"] = place(sheet)
        for number, row in enumerate(sheet.rows, 2):
            found[f"{sheet.key}/{row.id}"] = place(sheet, number)
            if sheet.key in ("controller", "processor"):
                found[row.key] = place(sheet, number)
            for activity in row.concerned:
                found.setdefault(f"findings/{activity}", place(sheet, number))
    return found


def plain(*texts: str) -> Cell:
    """A cell of plain lines."""
    return tuple(Line(text) for text in texts if text)
