"""What a workbook carries of itself, on a hidden sheet: what every cell showed when it was made.

A row each, of texts. `meta` has what the workbook is of; `sheet`, `column` and `row` say what the
sheets and headings are called, and `field` is a column of cells that are read back. `row` has a row's
id, what it is called, the marks of what it shows and is not read back, so that it is told when a reviewer
has changed it, and what it showed in the fields of its sheet, in order. Of some cells more is said:
`instead` has the text of one that showed something else in its place (what is missing, or where the text
is), `locked` why one cannot be edited, `none` is one that the row does not have. `shown` has the marks of
what is in no row of a table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain, repeat
from pathlib import PurePosixPath

from ropa.forms.slot import Key
from ropa.source.tree import Tree

FORMAT = "1"
SHEET = "_ropa"
"""The title of the hidden sheet."""
WIDEST = 64
"""How many cells a row of it has at most: there are fewer fields."""
PROPERTY = "ropa-digest"
"""The custom property of the workbook that repeats the digest."""
ID = "key"
"""The field of the hidden column of ids."""
REVIEW = ("review_status", "review_comment", "review_date")
"""The fields of the reviewer's columns."""


class NotCarried(Exception):
    """The rows are not those of a workbook made by ropa, or they are of a later format."""


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as it was: what it showed, the text that this stands for, and why it is locked, if it is."""

    shown: str
    text: str
    locked: str = ""


NO_CELL = Told("", "")


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a workbook carries.

    `meta` has `format`, `ropa` (the version of the program), `register`, `version`, `updated`,
    `language` and `files` (see `files_digest`). `titles` are those of the sheets by key; `headings`
    the whole texts of the heading cells by sheet and field; `rows` what each row is called, by sheet
    and id; `cells` the editable cells and the locked ones; `shown` the marks of all other texts, by
    sheet and row, those that are in no row (notes at headings, a sheet of no rows) by an empty one.
    """

    meta: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    cells: dict[Key, Told] = field(default_factory=dict)
    shown: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def normal(text: str) -> str:
    """A text as two are compared: programs change line ends, and spaces at the ends of lines."""
    if "\n" not in text and "\r" not in text:
        return text.rstrip(" \t")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).rstrip("\n")


def mark(text: str) -> str:
    """By what a text is known again that is only shown."""
    return sha256(normal(text).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def rows(carried: Carried) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet, the digest of the others among the first."""
    told = list(_rows(carried))
    return [*told[:1], ("meta", "digest", digest(told)), *told[1:]]


def _rows(carried: Carried) -> Iterator[tuple[str, ...]]:
    for name, value in {"format": FORMAT, **carried.meta}.items():
        yield "meta", name, value
    for sheet, title in carried.titles.items():
        yield "sheet", sheet, title
    asked = {(sheet, of) for sheet, _, of in carried.cells}
    fields: dict[str, list[str]] = defaultdict(list)
    for (sheet, of), heading in carried.headings.items():
        yield "field" if (sheet, of) in asked else "column", sheet, of, heading
        if (sheet, of) in asked:
            fields[sheet].append(of)
    for (sheet, row), name in carried.rows.items():
        yield from _row(carried, sheet, row, name, fields[sheet])
    for (sheet, row), marks in carried.shown.items():
        if (sheet, row) not in carried.rows:
            yield "shown", sheet, row, _joined(marks)


def _row(
    carried: Carried, sheet: str, row: str, name: str, fields: list[str]
) -> Iterator[tuple[str, ...]]:
    """A row of a table: what its cells showed, and what else is to be said of some of them."""
    cells = [(of, carried.cells.get((sheet, row, of), NO_CELL)) for of in fields]
    marks = _joined(carried.shown.get((sheet, row), frozenset()))
    yield "row", sheet, row, name, marks, *(told.shown for _, told in cells)
    for of, told in cells:
        if told is NO_CELL:
            yield "none", sheet, row, of
        elif told.text != told.shown:
            yield "instead", sheet, row, of, told.text
        if told.locked:
            yield "locked", sheet, row, of, told.locked


def _joined(marks: frozenset[str]) -> str:
    return " ".join(sorted(marks))


def digest(rows: Iterable[Sequence[str]]) -> str:
    """The digest over the rows, but for that of the digest itself; empty cells at their ends count not."""
    lines = (
        "\x1f".join(map(normal, row)).rstrip("\x1f")
        for row in rows
        if tuple(row[:2]) != ("meta", "digest")
    )
    return sha256("\x1e".join(lines).encode("utf-8", "backslashreplace")).hexdigest()


def digest_in(rows: Iterable[Sequence[str]]) -> str:
    """The digest that rows say they have; empty where they say none."""
    return next((row[2] for row in rows if tuple(row[:2]) == ("meta", "digest")), "")


def is_later(rows: Iterable[Sequence[str]]) -> bool:
    """Do rows say that they are of a later format than this one?"""
    told = next((row[2] for row in rows if tuple(row[:2]) == ("meta", "format") and row[2:]), "")
    return told.isdecimal() and int(told[:9]) > int(FORMAT)


def parse(rows: Iterable[Sequence[str]]) -> Carried:
    """What rows carry, the digest among the `meta`. Raises NotCarried."""
    carried = Carried()
    cells = carried.cells
    fields: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        match [*row, *[""] * (5 - len(row))]:
            case ["row", sheet, key, name, marks, *shown]:
                carried.rows[sheet, key] = name
                if marks:
                    carried.shown[sheet, key] = frozenset(marks.split())
                own = fields[sheet]
                for of, text in zip(own, chain(shown, repeat("")), strict=False):
                    cells[sheet, key, of] = Told(text, text)
            case ["instead", sheet, key, of, text, *_] if told := cells.get((sheet, key, of)):
                cells[sheet, key, of] = replace(told, text=text)
            case ["locked", sheet, key, of, why, *_] if told := cells.get((sheet, key, of)):
                cells[sheet, key, of] = replace(told, locked=why)
            case ["none", sheet, key, of, *_]:
                cells.pop((sheet, key, of), None)
            case ["meta", name, value, *_]:
                carried.meta[name] = value
            case ["sheet", sheet, title, *_]:
                carried.titles[sheet] = title
            case ["column" | "field" as kind, sheet, of, heading, *_]:
                carried.headings[sheet, of] = heading
                if kind == "field":
                    fields[sheet].append(of)
            case ["shown", sheet, key, marks, *_]:
                carried.shown[sheet, key] = frozenset(marks.split())
            case _ if any(row):
                raise NotCarried
    if carried.meta.get("format") != FORMAT:
        raise NotCarried
    return carried


def files_digest(tree: Tree) -> str:
    """The digest of a register's files: where each is, beside the first, and its text."""
    folder = PurePosixPath(tree.sources[0].path).parent
    parts = []
    for source in tree.sources:
        path = PurePosixPath(source.path)
        parts += [str(path.relative_to(folder) if path.is_relative_to(folder) else path)]
        parts += [source.text]
    return sha256("\x1e".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
