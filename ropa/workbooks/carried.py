"""What a workbook carries of itself, on a hidden sheet: what every cell showed when it was made.

A row each, of texts. `meta` has what the workbook is of; `sheet`, `column` and `row` say what the
sheets, headings and rows are called; `cell` has what an editable cell showed, and `instead` a cell
that showed something in place of its text: what is missing, or where the text is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from ropa.forms.slot import Key
from ropa.source.tree import Tree

FORMAT = "1"
SHEET = "_ropa"
"""The title of the hidden sheet."""
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


@dataclass(frozen=True, slots=True)
class Carried:
    """All that a workbook carries.

    `meta` has `format`, `ropa` (the version of the program), `register`, `version`, `updated`,
    `language` and `files` (see `files_digest`). `titles` are those of the sheets by key; `headings`
    the whole texts of the heading cells by sheet and field; `rows` what each row is called, by sheet
    and id; `cells` the editable cells and the locked ones.
    """

    meta: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    cells: dict[Key, Told] = field(default_factory=dict)


def normal(text: str) -> str:
    """A text as two are compared: programs change line ends, and spaces at the ends of lines."""
    if "\n" not in text and "\r" not in text:
        return text.rstrip(" \t")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).rstrip("\n")


def rows(carried: Carried) -> list[tuple[str, ...]]:
    """The rows of the hidden sheet, the digest of the others among the first."""
    told = list(_rows(carried))
    return [*told[:1], ("meta", "digest", digest(told)), *told[1:]]


def _rows(carried: Carried) -> Iterator[tuple[str, ...]]:
    for name, value in {"format": FORMAT, **carried.meta}.items():
        yield "meta", name, value
    for sheet, title in carried.titles.items():
        yield "sheet", sheet, title
    for (sheet, of), heading in carried.headings.items():
        yield "column", sheet, of, heading
    for (sheet, row), name in carried.rows.items():
        yield "row", sheet, row, name
    for (sheet, row, of), told in carried.cells.items():
        if told.shown == told.text:
            yield "cell", sheet, row, of, told.shown, "", told.locked
        else:
            yield "instead", sheet, row, of, told.shown, told.text, told.locked


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


def parse(rows: Iterable[Sequence[str]]) -> Carried:
    """What rows carry, the digest among the `meta`. Raises NotCarried."""
    carried = Carried()
    for row in rows:
        match [*row, *[""] * (7 - len(row))]:
            case ["meta", name, value, *_]:
                carried.meta[name] = value
            case ["sheet", sheet, title, *_]:
                carried.titles[sheet] = title
            case ["column", sheet, of, heading, *_]:
                carried.headings[sheet, of] = heading
            case ["row", sheet, key, name, *_]:
                carried.rows[sheet, key] = name
            case ["cell", sheet, key, of, shown, _, locked, *_]:
                carried.cells[sheet, key, of] = Told(shown, shown, locked)
            case ["instead", sheet, key, of, shown, text, locked, *_]:
                carried.cells[sheet, key, of] = Told(shown, text, locked)
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
