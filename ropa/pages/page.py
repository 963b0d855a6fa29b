"""What a page is: sections of fields, tables and texts, already in words. No format, no law."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ropa.pages.marks import Mark


class Tone(StrEnum):
    """What a line is, beside its words: a renderer may show it, and never by colour alone."""

    PLAIN = ""
    ASIDE = "aside"  # a remark, an article, a condition
    GAP = "gap"  # not stated
    QUESTION = "question"  # an open question
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OLD = "old"  # of the version before
    NEW = "new"  # of the version now


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `target` is the id of a section, `url` an address: it leads there.

    `marks` are the parts of the text where it is one of two versions: those that only this one has
    went in a line of the tone OLD, and came in one of the tone NEW.
    """

    text: str
    tone: Tone = Tone.PLAIN
    target: str = ""
    url: str = ""
    marks: tuple[Mark, ...] = ()


Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A label, the article that asks for it (may be empty), and the answer."""

    label: str
    cell: Cell
    article: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Questions and answers, one below the other."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and how much room its text wants (1 little, 3 much)."""

    heading: str
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    lines: Cell


@dataclass(frozen=True, slots=True)
class Tasks:
    """Things to do, to be ticked off."""

    tasks: tuple[Cell, ...]


Block = Fields | Table | Text | Tasks


@dataclass(frozen=True, slots=True)
class Section:
    """A section with a heading; `level` 2 is a part of the page, 3 a part of that.

    One that is `folded` need not be read at once: a renderer may show its heading alone, to open.
    """

    id: str
    heading: str
    level: int
    blocks: tuple[Block, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A document: its language (BCP 47), its title, what it is in a few words, its sections."""

    language: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    contents: str = ""  # the heading of the table of contents; empty: none is wanted
    spoken: tuple[str, str] = ("", "")  # what is read aloud before marks: before OLD, before NEW


def line(text: str, tone: Tone = Tone.PLAIN, target: str = "", url: str = "") -> Line:
    """A line."""
    return Line(text, tone, target, url)


def table(
    caption: str, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]]
) -> tuple[Block, ...]:
    """A table, or nothing where it has no rows."""
    return (Table(caption, columns, tuple(rows)),) if rows else ()
