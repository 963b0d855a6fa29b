"""A reviewed workbook, read: what its cells say now, and what its reviewers noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ropa.review import comma
from ropa.review.book import Book, Stored, book, letters, place
from ropa.review.instead import Instead
from ropa.review.parts import Parts
from ropa.review.reviewed import NotAWorkbook, Refusal, Remark, Reviewed
from ropa.review.table import REMARKS, Table, folded, heads, quoted
from ropa.review.threads import Said, persons, said
from ropa.review.unpacked import Unpacked, content_of
from ropa.review.values import NotText, seen, text_of
from ropa.words.languages import speakable
from ropa.words.words import Words
from ropa.workbooks import lists
from ropa.workbooks.carried import (
    ID,
    PROPERTY,
    REVIEW,
    SHEET,
    WIDEST,
    Carried,
    NotCarried,
    digest,
    is_later,
    mark,
    parse,
)

OWN = ("", "ropa")
"""The authors of notes at headings that are not those of a reviewer, if nothing else tells them apart."""


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
    found = _Found(carried, is_whole)
    names = persons(parts, stored)
    sheets = [sheet for sheet in stored.sheets if sheet.title not in (SHEET, lists.SHEET)]
    found.name(sheets)
    for sheet in sheets:
        table = found.sheet(sheet, stored.since_1904)
        for each in said(parts, sheet, names):
            found.said(sheet, table, each)
    return found.reviewed(tuple(notices))


def _of_csv(content: bytes, stem: str, known: Sequence[Carried]) -> Reviewed:
    sheet, notices = comma.stored(content, stem)
    best: _Found | None = None
    for carried in known:
        for key in dict.fromkeys(sheet for sheet, _ in carried.headings):
            found = _Found(carried, False)
            found.table(key, sheet, since_1904=False)
            if best is None or found.fit > best.fit:
                best = found
    if best is None or not best.tables:
        raise NotAWorkbook("not-ours")
    return best.reviewed((*notices, "base-gone"), one=True)


def _carried(stored: Book) -> tuple[Carried | None, bool]:
    """What the workbook carries, and whether that is whole."""
    sheet = next((sheet for sheet in stored.sheets if sheet.title == SHEET), None)
    if sheet is None:
        return None, False
    try:
        rows = [
            tuple(text_of(cells.get(n, "")) for n in range(1, max(cells) + 1))
            for _, cells in sorted(sheet.rows.items())
            if max(cells) <= WIDEST
        ]
        if is_later(rows):
            raise NotAWorkbook("later-format")
        carried = parse(rows)
    except (NotCarried, NotText):
        return None, False
    told = carried.meta.get("digest", "")
    repeated = stored.properties.get(PROPERTY, told)
    return carried, bool(told) and told == repeated == digest(rows)


def _likest(stored: Book, known: Sequence[Carried]) -> Carried | None:
    """The one whose sheets the workbook has most of, by their titles and their headings."""
    titles = {sheet.title for sheet in stored.sheets}
    scores = [
        (
            len(titles & set(carried.titles.values())),
            sum(map(bool, map(_keys_of(carried), stored.sheets))),
        )
        for carried in known
    ]
    best = max(scores, default=(0, 0))
    return known[scores.index(best)] if any(best) else None


def _keys_of(carried: Carried) -> Callable[[Stored], list[str]]:
    """Gives the tables whose headings all stand in a sheet."""
    wanted: dict[str, set[str]] = {}
    for (key, _), heading in carried.headings.items():
        wanted.setdefault(key, set()).add(folded(heading))

    def keys(sheet: Stored) -> list[str]:
        told = heads(sheet)
        return [key for key, headings in wanted.items() if headings <= told]

    return keys


@dataclass(slots=True)
class _Found:
    """What is found in the sheets, one by one; `keys` are those of the sheets, by their titles."""

    carried: Carried
    is_whole: bool
    keys: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    instead: Instead = field(init=False)

    def __post_init__(self) -> None:
        language = speakable(self.carried.meta.get("language", ""))
        self.instead = Instead(Words(language))

    @property
    def fit(self) -> tuple[int, int, int]:
        """How well a sheet is the table that it was read as: rows that are known, columns, columns gone."""
        rows = sum(table.recognised for table in self.tables.values())
        columns = sum(len(table.fields) for table in self.tables.values())
        return rows, columns, -len(self.refusals)

    def name(self, sheets: Sequence[Stored]) -> None:
        """Say which sheet is which: by their titles, and by their headings those that were renamed."""
        keys = {title.casefold(): key for key, title in self.carried.titles.items()}
        self.keys = {s.title: keys[t] for s in sheets if (t := s.title.casefold()) in keys}
        headed = _keys_of(self.carried)
        may_be: dict[str, list[str]] = {}
        for sheet in sheets:
            if sheet.title not in self.keys:
                own = [key for key in headed(sheet) if key not in self.keys.values()]
                for key in own if len(own) == 1 else self._by_ids(own, sheet):
                    may_be.setdefault(key, []).append(sheet.title)
        self.keys |= {titles[0]: key for key, titles in may_be.items() if len(titles) == 1}

    def _by_ids(self, keys: Sequence[str], sheet: Stored) -> list[str]:
        """Of several tables of the same headings, the one that has the rows of a sheet."""
        told = {v for cells in sheet.rows.values() for v in cells.values() if isinstance(v, str)}
        own = [
            k for k in keys if told.intersection(row for of, row in self.carried.rows if of == k)
        ]
        return own if len(own) == 1 else []

    def sheet(self, sheet: Stored, since_1904: bool) -> Table | None:
        """A sheet of a workbook: a table of the register, another of its sheets, or an added one."""
        key = self.keys.get(sheet.title, "")
        if (key, ID) in self.carried.headings and key not in self.tables:
            table = self.table(key, sheet, since_1904)
        else:
            table = self._view(key or sheet.title, sheet, since_1904)
        if not table and sheet.title not in self._unread:
            self._beside(key, sheet, since_1904)
        return table

    def table(self, key: str, sheet: Stored, since_1904: bool) -> Table | None:
        """Read a sheet as a table of the register."""
        table = Table(key, sheet, self.carried, self.instead, since_1904, not self.is_whole)
        table.read()
        self.refusals += table.refusals
        if not table.is_read:
            return None
        self.tables[key] = table
        self.remarks += table.remarks
        return table

    def _view(self, key: str, sheet: Stored, since_1904: bool) -> Table | None:
        """A view of a workbook that has lost what it carries: only what its reviewer wrote is read."""
        own = {of: h for (_, of), h in self.carried.headings.items() if of in (ID, *REVIEW)}
        if self.is_whole or not {folded(heading) for heading in own.values()} <= heads(sheet):
            return None
        headings = {(key, of): heading for of, heading in own.items()}
        view = replace(self.carried, headings=headings, rows={}, cells={})
        table = Table(key, sheet, view, self.instead, since_1904, not self.is_whole)
        table.read()
        self.remarks += [each for each in table.remarks if each.kind in REMARKS.values()]
        return table

    @property
    def _unread(self) -> set[object]:
        """The titles of sheets that are refused as a whole."""
        titles = {key: title for title, key in self.keys.items()}
        return {titles.get(str(each.facts.get("sheet"))) for each in self.refusals}

    def _beside(self, key: str, sheet: Stored, since_1904: bool) -> None:
        """The texts of a sheet that was added, a remark for each row; of one that is only shown, new ones."""
        if key and not self.is_whole:
            return
        known = frozenset[str]().union(
            *(m for (of, _), m in self.carried.shown.items() if of == key)
        )
        for number, cells in sorted(sheet.rows.items()):
            texts = {c: seen(value, since_1904) for c, value in sorted(cells.items())}
            new = {c: text for c, text in texts.items() if text.strip() and mark(text) not in known}
            if new:
                where = f"{quoted(sheet.title)}!{letters(min(new))}{number}"
                kind = "shown" if key else "sheet"
                self.remarks.append(Remark(kind, key, "", "", where, "; ".join(new.values())))

    def said(self, sheet: Stored, table: Table | None, each: Said) -> None:
        """A note or comment; those at headings that ropa wrote are none."""
        key, row, of, name = self.keys.get(sheet.title, ""), "", "", ""
        if table:
            number, column = place(each.address)
            row, of = table.at(number, column)
            name = table.row_as(number)
        if each.kind == "note" and self._is_own(each, at_head=bool(table and of and not row)):
            return
        where = f"{quoted(sheet.title)}!{each.address}"
        self.remarks.append(
            Remark(
                each.kind, key, row, of, where, each.text, each.author.strip(), each.date,
                each.resolved, name,
            )
        )  # fmt: skip

    def _is_own(self, note: Said, *, at_head: bool) -> bool:
        """Is a note one of ropa? Programs lose who wrote it."""
        if self.is_whole:
            own = (marks for (_, row), marks in self.carried.shown.items() if not row)
            return mark(note.text) in frozenset().union(*own)
        return at_head and note.author.strip() in OWN

    def reviewed(self, notices: tuple[str, ...], one: bool = False) -> Reviewed:
        """All of it."""
        carried, tables, is_whole = self.carried, self.tables, self.is_whole
        unread = {str(refusal.facts.get("sheet")) for refusal in self.refusals}
        read_back = {sheet for sheet, _, _ in carried.cells}
        for key, title in carried.titles.items():
            if key in read_back and key not in tables and key not in unread and not one:
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
