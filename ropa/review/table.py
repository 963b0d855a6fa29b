"""One table of a reviewed workbook: its headings, its rows, and what stands beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ropa.review.book import Area, Stored, letters
from ropa.review.instead import Instead, whole
from ropa.review.named import named
from ropa.review.reviewed import Cell, NotAWorkbook, Refusal, Remark, ReviewedRow
from ropa.review.values import NotText, Value, seen, text_of
from ropa.workbooks.carried import ID, REVIEW, Carried, Told, mark, normal

HEAD = 20
"""Within how many rows the headings are looked for: rows may have been put above them."""
COVERED = 1_000_000
"""How many cells may be merged."""
REMARKS = dict(zip(REVIEW, ("status", "comment", "reviewed-on"), strict=True))


@dataclass(slots=True)
class Table:
    """Reads one sheet; `carried` says what it had. What it finds is in its fields.

    `instead` knows the sentences that stand in place of texts; where the workbook is `lost`, it does not
    say itself which of its cells show one. `is_read` is False where nothing of the sheet could be read as rows. A sheet
    without cells that are read back is a view: nothing on it is refused.
    """

    key: str
    sheet: Stored
    carried: Carried
    instead: Instead
    since_1904: bool = False
    lost: bool = False
    rows: list[ReviewedRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    hidden: int = 0
    is_read: bool = True
    head: int = 0
    fields: dict[int, str] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    refused: set[tuple[int, int]] = field(default_factory=set)
    _known: set[str] = field(default_factory=set)
    _editable: set[str] = field(default_factory=set)

    def read(self) -> None:
        """Read the sheet. Raises NotAWorkbook where it is built to be endless."""
        cells = self.carried.cells
        self._known = {row for sheet, row in self.carried.rows if sheet == self.key}
        self._known |= {row for sheet, row, _ in cells if sheet == self.key}
        self._editable = {of for sheet, _, of in cells if sheet == self.key}
        if not self._find_headings():
            self._unread("no-headings")
            return
        ids = next((number for number, of in self.fields.items() if of == ID), 0)
        for merged in self.sheet.merged if self._editable else ():
            if merged[1] <= ids <= merged[3] and merged[2] > max(merged[0] - 1, self.head):
                self._unread("merged-ids", self.address(merged[0], ids))
                return
        if ids and any(cells.get(ids) for n, cells in self.sheet.rows.items() if n > self.head):
            self._find_ids(ids)
        else:
            self._find_names()
        for merged in self.sheet.merged:
            self._merged(merged)
        for number in sorted(self.sheet.rows):
            self._row(number, self.sheet.rows[number])

    @property
    def recognised(self) -> int:
        """How many rows are those that the sheet had."""
        return sum(row in self._known for row in self.ids.values())

    def address(self, row: int, column: int) -> str:
        """The address of a cell, with its sheet."""
        return f"{quoted(self.sheet.title)}!{letters(column)}{row}"

    def at(self, row: int, column: int) -> tuple[str, str]:
        """The id and the field at a place; empty where there is none."""
        return self.ids.get(row, ""), self.fields.get(column, "")

    # --- headings and ids -------------------------------------------------------------------------

    def _find_headings(self) -> bool:
        """Find the row of headings, and which field is in which column."""
        wanted: dict[str, list[str]] = {}
        for (sheet, of), heading in self.carried.headings.items():
            if sheet == self.key:
                wanted.setdefault(folded(heading), []).append(of)
        best: dict[str, list[int]] = {}
        for number in sorted(self.sheet.rows)[:HEAD]:
            found: dict[str, list[int]] = {}
            for column, value in sorted(self.sheet.rows[number].items()):
                if isinstance(value, str) and (name := folded(value)) in wanted:
                    found.setdefault(name, []).append(column)
            if len(found) > len(best):
                best, self.head = found, number
        if len(best) < min(2, len(wanted)):
            return False
        for name, fields in wanted.items():
            columns = best.get(name, [])
            if len(columns) == len(fields):
                self.fields.update(zip(columns, fields, strict=True))
            elif columns or self._editable.intersection(fields):
                self._no_column(name, fields, columns)
        return True

    def _no_column(self, name: str, fields: list[str], columns: list[int]) -> None:
        """A column that is gone, or there twice: nothing of it is read."""
        self.refused |= {(0, column) for column in columns}
        reason = "column-twice" if columns else "column-gone"
        for of in fields:
            where = self.address(self.head, columns[-1]) if columns else quoted(self.sheet.title)
            heading = self.carried.headings[self.key, of].replace("\n", " ")
            also = ", ".join(f"{letters(column)}{self.head}" for column in columns)
            facts: dict[str, object] = {"sheet": self.key, "field": of, "heading": heading}
            self.refusals.append(Refusal(where, reason, facts | ({"cells": also} if also else {})))

    def _find_ids(self, column: int) -> None:
        """The id of each row; rows that share one, or have one that is none, are not read."""
        where: dict[str, list[int]] = {}
        for number in sorted(self.sheet.rows):
            value = self.sheet.rows[number].get(column, "")
            if number <= self.head or value == "":
                continue
            try:
                row_id = text_of(value, self.since_1904).strip()
            except NotText as why:
                self._refuse(number, column, why.reason)
                self.refused.add((number, 0))
                continue
            self.ids[number] = row_id
            if not self._editable:
                continue
            if row_id in self._known:
                where.setdefault(row_id, []).append(number)
            elif row_id:
                self._refuse(number, column, "unknown-id", id=row_id)
                self.refused.add((number, 0))
        for row_id, numbers in where.items():
            if len(numbers) > 1:
                self.refused |= {(number, 0) for number in numbers}
                rows = ", ".join(map(str, numbers))
                for number in numbers:
                    self._refuse(number, column, "copied-id", id=row_id, rows=rows, row=row_id)
                self.rows.append(ReviewedRow(self.key, row_id, numbers[0], {}))

    def _find_names(self) -> None:
        """The ids of rows whose column of ids is gone, by what they are called; never by a guess."""
        found = named(self.sheet, self.head, self.fields, self.carried, self.key)
        self.ids |= found.ids
        if not self._editable:
            return
        for number, (column, reason, name) in found.unclear.items():
            self.refused.add((number, 0))
            self._refuse(number, column, reason, name=name)
        self.rows += [ReviewedRow(self.key, row, number, {}) for row, number in found.one_of]

    def _merged(self, merged: Area) -> None:
        """Merged cells hide all texts but one: none of them is read."""
        top, left, bottom, right = merged
        columns = [
            c for c, of in self.fields.items() if left <= c <= right and of in self._editable
        ]
        rows = [r for r in self.sheet.rows if max(top, self.head + 1) <= r <= bottom]
        if columns and rows and (len(columns) > 1 or len(rows) > 1 or merged[0] != merged[2]):
            self.refused |= {(row, column) for row in rows for column in columns}
            if len(self.refused) > COVERED:
                raise NotAWorkbook("merged-cells", sheet=self.sheet.title, limit=COVERED)
            self._refuse(top, left, "merged")

    # --- rows -------------------------------------------------------------------------------------

    def _row(self, number: int, cells: dict[int, Value]) -> None:
        if number == self.head or (number, 0) in self.refused:
            if number == self.head:
                self._beside(number, {c: v for c, v in cells.items() if c not in self.fields})
            return
        if number < self.head:
            self._beside(number, cells)
            return
        self.hidden += number in self.sheet.hidden
        row_id = self.ids.get(number, "")
        own = {c: v for c, v in cells.items() if self.fields.get(c) in self._editable}
        read = dict(
            self._known_row(number, row_id, cells) if row_id else self._new_row(number, own)
        )
        if (row_id and self._editable) or own:
            self.rows.append(ReviewedRow(self.key, row_id, number, read))
        only_shown = set(self.fields.values()) - self._editable - {ID, *REVIEW} if row_id else set()
        taken = self._editable | {ID} | only_shown
        self._beside(number, {c: v for c, v in cells.items() if self.fields.get(c) not in taken})
        self._shown(number, {c: v for c, v in cells.items() if self.fields.get(c) in only_shown})

    def _known_row(
        self, number: int, row_id: str, cells: dict[int, Value]
    ) -> Iterator[tuple[str, Cell]]:
        for column, of in self.fields.items():
            told = self.carried.cells.get((self.key, row_id, of))
            if not told and (of not in self._editable or column not in cells):
                continue
            text = self._text(number, column, cells.get(column, ""))
            if text is None:
                continue
            try:
                text = self._whole(text, told) if told else text
            except NotText as lost:
                self._refuse(number, column, lost.reason, sheet=self.key, row=row_id, field=of)
                continue
            if not told or (told.locked and normal(text) != normal(told.text)):
                why = told.locked if told else "not-editable-here"
                self._refuse(
                    number, column, "locked-cell", why=why, sheet=self.key, row=row_id, field=of
                )
            elif not told.locked:
                yield of, Cell(text, self.address(number, column))

    def _new_row(self, number: int, cells: dict[int, Value]) -> Iterator[tuple[str, Cell]]:
        for column, value in cells.items():
            text = self._text(number, column, value)
            if text is not None:
                said = self.instead.without(text)
                yield self.fields[column], Cell(said, self.address(number, column))

    def _beside(self, number: int, cells: dict[int, Value]) -> None:
        """The reviewer's columns, and text that is in no column of the table."""
        for column, value in sorted(cells.items()):
            if (0, column) in self.refused:
                continue
            of = self.fields.get(column, "")
            kind = REMARKS.get(of, "column") if number > self.head else "column"
            self._remark(kind, number, column, "" if kind != "column" else of, value)

    def _shown(self, number: int, cells: dict[int, Value]) -> None:
        """Texts that were changed where they are only shown."""
        if self.lost:
            return
        known = self.carried.shown.get((self.key, self.ids.get(number, "")), frozenset())
        for column, value in sorted(cells.items()):
            if mark(seen(value, self.since_1904)) not in known:
                self._remark("shown", number, column, self.fields[column], value)

    def _remark(self, kind: str, number: int, column: int, of: str, value: Value) -> None:
        """What was written beside the register; whatever it is, it is in nobody's way."""
        text = seen(value, self.since_1904)
        if text.strip():
            row, address = self.ids.get(number, ""), self.address(number, column)
            name = self.row_as(number)
            self.remarks.append(Remark(kind, self.key, row, of, address, text, row_as=name))

    def row_as(self, number: int) -> str:
        """What a row is called; where that is not told, what stands in its first cell."""
        if not (row := self.ids.get(number, "")):
            return ""
        ids = [column for column, of in self.fields.items() if of == ID]
        cells = self.sheet.rows.get(number, {})
        first = next((v for c, v in sorted(cells.items()) if c not in ids), "")
        return self.carried.rows.get((self.key, row)) or seen(first, self.since_1904)

    def _whole(self, text: str, told: Told) -> str:
        """The text that a cell stands for. Raises NotText."""
        told_again = whole(text, told)
        if normal(told_again) == normal(told.text):
            return told_again
        if self.lost and told_again == text:
            return self.instead.text_of(text)
        return self.instead.without(told_again, told.text)

    def _text(self, number: int, column: int, value: Value) -> str | None:
        """The text of a cell; None where it is refused."""
        if (number, column) in self.refused:
            return None
        try:
            return text_of(value, self.since_1904)
        except NotText as why:
            row_id, of = self.at(number, column)
            self._refuse(number, column, why.reason, sheet=self.key, row=row_id, field=of)
            return None

    def _refuse(self, row: int, column: int, reason: str, /, **facts: object) -> None:
        self.refusals.append(Refusal(self.address(row, column), reason, facts))

    def _unread(self, reason: str, address: str = "") -> None:
        self.is_read = False
        where = address or quoted(self.sheet.title)
        self.refusals.append(Refusal(where, reason, {"sheet": self.key}))


def quoted(title: str) -> str:
    """A sheet as addresses name it."""
    return f"'{title.replace(chr(39), chr(39) * 2)}'"


def heads(sheet: Stored) -> set[str]:
    """The texts of a sheet's first rows, folded: its headings are among them."""
    rows = (sheet.rows[number] for number in sorted(sheet.rows)[:HEAD])
    return {folded(value) for row in rows for value in row.values() if isinstance(value, str)}


def folded(heading: str) -> str:
    """A heading as two are compared."""
    return " ".join(heading.split()).casefold()
