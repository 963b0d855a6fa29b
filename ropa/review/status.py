"""What is in a reviewed workbook, before anything is applied: beside what it carries itself alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from ropa.reading import Reading
from ropa.review.report import COMMENTS
from ropa.review.reviewed import Remark, Reviewed, ReviewedRow
from ropa.workbooks.carried import files_digest, normal


@dataclass(frozen=True, slots=True)
class Change:
    """A cell or row that is not as it was made.

    `what` is `cell`, `row-added` or `row-removed`; `row` is the hidden id, `name` what the row is
    called.
    """

    what: str
    sheet: str
    row: str
    name: str
    field: str
    address: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A workbook, what was changed in it, and whether the register has changed since it was made.

    `since` is None where no register is at hand, or the workbook does not say what it was made from.
    """

    workbook: str
    reviewed: Reviewed
    changes: tuple[Change, ...]
    since: bool | None = None

    @property
    def comments(self) -> list[Remark]:
        """What the reviewers wrote in words."""
        return [remark for remark in self.reviewed.remarks if remark.kind in COMMENTS]

    def count(self, what: str) -> int:
        """How many changes there are of a kind."""
        return sum(change.what == what for change in self.changes)


def status(workbook: str, reviewed: Reviewed, reading: Reading | None) -> Status:
    """What is in a workbook; `reading` is the register that it is of, where it is at hand.

    A workbook that has lost what it carries has no changes that could be told.
    """
    changes = tuple(_changes(reviewed)) if reviewed.carried else ()
    known = reading is not None and reviewed.files
    since = files_digest(reading.tree) != reviewed.files if reading and known else None
    return Status(workbook, reviewed, changes, since)


def _changes(reviewed: Reviewed) -> Iterator[Change]:
    """The cells and rows in the order of the workbook; then the rows that are gone."""
    names = _names(reviewed)
    present = {(row.sheet, row.key) for row in reviewed.rows}
    for row in reviewed.rows:
        name = names.get((row.sheet, row.key), "") or _name_of(row)
        if row.key:
            yield from _cells(row, name, reviewed)
        else:
            yield Change("row-added", row.sheet, "", name, "", _address(row, reviewed))
    for sheet, key in dict.fromkeys((sheet, row) for sheet, row, _ in reviewed.base):
        if (sheet, key) not in present:
            yield Change("row-removed", sheet, key, names.get((sheet, key), key), "", "")


def _cells(row: ReviewedRow, name: str, reviewed: Reviewed) -> Iterator[Change]:
    for field, cell in row.cells.items():
        key = row.sheet, row.key, field
        before = reviewed.base.get(key)
        if before is not None and normal(before) != normal(cell.text):
            yield Change("cell", *key[:2], name, field, cell.address, before, cell.text)


def _names(reviewed: Reviewed) -> dict[tuple[str, str], str]:
    """What the rows were called when the workbook was made; those of activities on every sheet."""
    called = {(s, row): text for (s, row, field), text in reviewed.base.items() if field == "name"}
    activities = {
        row: text for (s, row), text in called.items() if s in ("controller", "processor")
    }
    every = {(sheet, row) for sheet, row, _ in reviewed.base}
    return {
        (sheet, row): called.get((sheet, row)) or activities.get(row.partition("/")[0]) or row
        for sheet, row in every
    }


def _name_of(row: ReviewedRow) -> str:
    """What a row that was added is called."""
    return row.cells["name"].text if "name" in row.cells else row.key


def _address(row: ReviewedRow, reviewed: Reviewed) -> str:
    title = reviewed.titles.get(row.sheet, row.sheet).replace("'", "''")
    first = next(iter(row.cells.values()), None)
    return first.address if first else f"'{title}'!A{row.number}"
