"""A reviewed workbook, read: what its cells say now, and what its reviewers noted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ropa.review import comma
from ropa.review.book import Book, Stored, book, place
from ropa.review.parts import Parts
from ropa.review.reviewed import NotAWorkbook, Refusal, Remark, Reviewed
from ropa.review.table import Table, quoted
from ropa.review.threads import persons, said
from ropa.review.unpacked import Unpacked, content_of
from ropa.review.values import NotText, text_of
from ropa.workbooks import lists
from ropa.workbooks.carried import (
    ID,
    PROPERTY,
    SHEET,
    Carried,
    NotCarried,
    digest,
    parse,
)

AUTHOR = "ropa"
"""Whose notes at headings are not those of a reviewer."""


def read(file: Path | bytes, known: Sequence[Carried] = ()) -> Reviewed:
    """A reviewed workbook, or one sheet of it saved as csv. Raises NotAWorkbook, and nothing else.

    `known` are what the workbook of the register as it is now would carry, in each language: by them
    the sheets and columns are found of a workbook that has lost what it carries.
    """
    content = content_of(file) if isinstance(file, Path) else file
    try:
        if isinstance(file, Path) and file.suffix.lower() in comma.SUFFIXES:
            return _of_csv(content, file.stem, known)
        return _of_workbook(content, known)
    except (ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError,
            TypeError, ValueError):  # fmt: skip
        raise NotAWorkbook("unreadable") from None


def _of_workbook(content: bytes, known: Sequence[Carried]) -> Reviewed:
    parts = Parts(Unpacked(content))
    stored = book(parts)
    carried, is_whole = _carried(stored)
    notices = ["macros"] if stored.macros else []
    if not is_whole:
        notices.append("base-differs" if carried else "base-gone")
        carried = _likest(stored, (*known, carried) if carried else known)
    if carried is None:
        raise NotAWorkbook("not-ours")
    found = _Found(carried)
    names = persons(parts, stored)
    for sheet in stored.sheets:
        if sheet.title in (SHEET, lists.SHEET):
            continue
        table = found.sheet(sheet, stored.since_1904)
        for each in said(parts, sheet, names):
            found.said(sheet, table, each.kind, each.address, each.text, each)
    return found.reviewed(is_whole, tuple(notices))


def _of_csv(content: bytes, stem: str, known: Sequence[Carried]) -> Reviewed:
    sheet, notices = comma.stored(content, stem)
    best: _Found | None = None
    for carried in known:
        for key in dict.fromkeys(sheet for sheet, _ in carried.headings):
            found = _Found(carried)
            found.table(key, sheet, since_1904=False)
            if best is None or len(found.fields) > len(best.fields):
                best = found
    if best is None or not best.tables:
        raise NotAWorkbook("not-ours")
    return best.reviewed(False, (*notices, "base-gone"), one=True)


def _carried(stored: Book) -> tuple[Carried | None, bool]:
    """What the workbook carries, and whether that is whole."""
    sheet = next((sheet for sheet in stored.sheets if sheet.title == SHEET), None)
    if sheet is None:
        return None, False
    try:
        rows = [
            tuple(text_of(cells.get(n, "")) for n in range(1, max(cells) + 1))
            for _, cells in sorted(sheet.rows.items())
            if max(cells) <= 7
        ]
        carried = parse(rows)
    except (NotCarried, NotText):
        return None, False
    told = carried.meta.get("digest", "")
    repeated = stored.properties.get(PROPERTY, told)
    return carried, bool(told) and told == repeated == digest(rows)


def _likest(stored: Book, known: Sequence[Carried]) -> Carried | None:
    """The one whose sheets the workbook has most of."""
    titles = {sheet.title for sheet in stored.sheets}
    scores = [len(titles & set(carried.titles.values())) for carried in known]
    best = max(scores, default=0)
    return known[scores.index(best)] if best else None


@dataclass(slots=True)
class _Found:
    """What is found in the sheets, one by one."""

    carried: Carried
    tables: dict[str, Table] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def fields(self) -> list[str]:
        """The fields of all tables."""
        return [of for table in self.tables.values() for of in table.fields.values()]

    def sheet(self, sheet: Stored, since_1904: bool) -> Table | None:
        """A sheet of a workbook: a table of the register, another of its sheets, or an added one."""
        key = self.key(sheet)
        if (key, ID) in self.carried.headings and key not in self.tables:
            return self.table(key, sheet, since_1904)
        return None

    def key(self, sheet: Stored) -> str:
        """The key of a sheet; empty for one that was added or renamed."""
        title = sheet.title.casefold()
        keys = (key for key, told in self.carried.titles.items() if told.casefold() == title)
        return next(keys, "")

    def table(self, key: str, sheet: Stored, since_1904: bool) -> Table | None:
        """Read a sheet as a table of the register."""
        table = Table(key, sheet, self.carried, since_1904)
        table.read()
        self.refusals += table.refusals
        if not table.is_read:
            return None
        self.tables[key] = table
        self.remarks += table.remarks
        return table

    def said(
        self, sheet: Stored, table: Table | None, kind: str, address: str, text: str, by: object
    ) -> None:
        """A note or comment; those at headings that ropa wrote are none."""
        author, date = str(getattr(by, "author", "")), str(getattr(by, "date", ""))
        row, of = "", ""
        if table:
            number, column = place(address)
            row, of = table.at(number, column)
            if number == table.head and of and kind == "note" and author.strip() in (AUTHOR, ""):
                return
        where = f"{quoted(sheet.title)}!{address}"
        resolved = bool(getattr(by, "resolved", False))
        self.remarks.append(
            Remark(kind, self.key(sheet), row, of, where, text, author, date, resolved)
        )

    def reviewed(self, is_whole: bool, notices: tuple[str, ...], one: bool = False) -> Reviewed:
        """All of it."""
        carried, tables = self.carried, self.tables
        unread = {str(refusal.facts.get("sheet")) for refusal in self.refusals}
        for key, title in carried.titles.items():
            is_table = (key, ID) in carried.headings
            if is_table and key not in tables and key not in unread and not one:
                self.refusals.append(Refusal(quoted(title), "sheet-gone", {"sheet": key}))
        cells = {k: told for k, told in carried.cells.items() if is_whole and k[0] in tables}
        return Reviewed(
            carried.meta.get("register", "") if is_whole else "",
            carried.meta.get("version", "") if is_whole else "",
            carried.meta.get("language", ""),
            is_whole,
            {key: told.text for key, told in cells.items()},
            {key: told.locked for key, told in cells.items() if told.locked},
            tuple(row for table in tables.values() for row in table.rows),
            tuple(self.remarks),
            tuple(self.refusals),
            {key: tables[key].sheet.title for key in tables},
            {k: heading for k, heading in carried.headings.items() if k[0] in tables},
            sum(table.hidden for table in tables.values()),
            notices,
            carried.meta.get("files", "") if is_whole else "",
        )
