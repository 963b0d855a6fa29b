"""A reviewed workbook as data: what its cells say now, what they said, and what was noted beside."""

from dataclasses import dataclass, field

from ropa.forms.slot import Key


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an editable column: its text now (line ends as LF), and its address (`'Sheet'!C4`)."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row of a sheet. `key` is its hidden id, empty in a row that the reviewer added."""

    sheet: str
    key: str
    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer wrote beside the register, never content of it.

    `kind` is `status`, `comment`, `reviewed-on` (the reviewer's columns), `note`, `thread` (notes and
    threaded comments of Excel), `column` (text outside the table's own columns), `shown` (text that was
    changed where it is only shown) or `sheet` (a row of a sheet that the reviewer added). `row` and
    `field` are empty where it stands beside no row or field; `row_as` is what the row is called. A thread
    may be `resolved`.
    """

    kind: str
    sheet: str
    row: str
    field: str
    address: str
    text: str
    author: str = ""
    date: str = ""
    resolved: bool = False
    row_as: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, row or column that cannot be read: its address, and why, as a key of the messages."""

    address: str
    reason: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A workbook that was read.

    `base` has what every cell showed when the workbook was made, and `locked` the cells that are not
    read back; both are empty where the workbook has lost what it carries, and `carried` is then
    False. `language` is that of its texts. `titles` are the titles of its sheets by key, `headings`
    those of their columns by sheet and field. `hidden` counts the rows that are hidden or filtered.
    Sheets that are gone or cannot be read are not in `titles`, nor are their cells in `base`: their rows
    are not gone. A row that is there twice has no cells. A cell that is refused is in no row.
    `files` is the digest of the register's files that it was made from, empty where that is lost.
    """

    register: str
    version: str
    language: str
    carried: bool
    base: dict[Key, str]
    locked: dict[Key, str]
    rows: tuple[ReviewedRow, ...]
    remarks: tuple[Remark, ...]
    refusals: tuple[Refusal, ...]
    titles: dict[str, str]
    headings: dict[tuple[str, str], str]
    hidden: int = 0
    notices: tuple[str, ...] = ()
    """Keys of messages about the whole: macros that were left aside, a digest that differs."""
    files: str = ""


class NotAWorkbook(Exception):
    """A file is not read: why, as a key of the messages, and facts."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
