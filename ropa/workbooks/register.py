"""A register as a workbook: which sheets there are, in which order, and what each holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ropa import __version__
from ropa.findings import Finding
from ropa.forms.forms import Forms
from ropa.forms.slots import slots
from ropa.gate.gate import Gate
from ropa.pages.activity import _
from ropa.pages.page import Cell, Fields, Section, Table, Text
from ropa.pages.register import RegisterPage
from ropa.reading import Reading
from ropa.reports.since import Since
from ropa.words.words import Words
from ropa.workbooks import carried, carrying, lists
from ropa.workbooks.activities import ActivitySheets
from ropa.workbooks.carried import files_digest
from ropa.workbooks.columns import Columns
from ropa.workbooks.definitions import Definitions
from ropa.workbooks.excel import Frame, write
from ropa.workbooks.long_texts import with_long_texts
from ropa.workbooks.overview import overview
from ropa.workbooks.reviewing import SlotCells, reviewable
from ropa.workbooks.sheet import MANY, Column, Row, Sheet, plain
from ropa.workbooks.text import sheet_title
from ropa.workbooks.views import TITLES as VIEWS
from ropa.workbooks.views import WITHOUT, views

TITLES = {
    "overview": _("Overview"),
    "controller": _("Controller activities"),
    "processor": _("Processor activities"),
    "duties": _("Other duties"),
    "keeping": _("Keeping of the record"),
    "sets": _("Data sets"),
    "common": _("Common answers"),
    "recipients": _("Recipients"),
    "systems": _("Systems"),
    "organisations": _("Organisations"),
    "security_measures": _("Security measures"),
    "data_categories": _("Data categories"),
    "long": _("Long texts"),
}
"""The names of the sheets that are not sections of the page."""
ABOUT = {
    "_others": _("One row for each recipient that activities describe themselves"),
    "_further": _("What the record says of itself, in its own keys"),
    "_accepted": _("One row for each finding that is accepted, and why"),
}
"""What the sections of the page hold."""


def workbook(
    reading: Reading, findings: Sequence[Finding], words: Words, gate: Gate | None = None,
    since: Since | None = None,
) -> bytes:  # fmt: skip
    """The register as an Excel workbook, with what changed `since` an earlier version.

    Raises TooLong where a text is more than a cell can hold.
    """
    view = RegisterPage(reading, findings, words, gate)
    page = view.front()
    book = _Book(view, reading, since)
    made = (reviewable(sheet, words) for sheet in book.sheets())
    laid = with_long_texts(made, book.title("long"), words)
    sheets = [one.sheet for one in laid]
    front = overview(
        page, sheets, book.missing(sheets), book.title("overview"), words, book.stand()
    )
    register = reading.record.register
    frame = Frame(page.title, book.stand(), words.language, register.updated, words)
    return write(front, laid, frame, _meta(reading, words))


def carry(reading: Reading, words: Words) -> carried.Carried:
    """What the workbook of a register carries. Raises TooLong as `workbook` does."""
    book = _Book(RegisterPage(reading, (), words, None), reading, None)
    made = [reviewable(sheet, words) for sheet in book.sheets()]
    laid = with_long_texts(made, book.title("long"), words)
    told = carrying.carried(laid, _meta(reading, words), words)
    own = {key: title for key, title in book.titles.items() if key not in told.titles}
    return replace(told, titles={**told.titles, **own})


def _meta(reading: Reading, words: Words) -> dict[str, str]:
    """What a workbook is of."""
    register = reading.record.register
    return {
        "ropa": __version__,
        "register": reading.name,
        "version": register.version or "",
        "updated": register.updated.isoformat() if register.updated else "",
        "language": words.language,
        "files": files_digest(reading.tree),
    }


class _Book:
    def __init__(self, view: RegisterPage, reading: Reading, since: Since | None) -> None:
        self.view = view
        self.reading = reading
        self.words = view.words
        self.since = since
        self.titles: dict[str, str] = {"lists": lists.SHEET, "ropa": carried.SHEET}
        for key, text in {**TITLES, **VIEWS}.items():
            self.title(key, self.words(text, version=since.name if since else ""))

    def title(self, key: str, text: str = "") -> str:
        """The name of a sheet, which no other sheet has."""
        if key not in self.titles:
            self.titles[key] = sheet_title(text, self.titles.values())
        return self.titles[key]

    def stand(self) -> str:
        """Version and date of the register, for the foot of each page."""
        w, register = self.words, self.reading.record.register
        version = f"{w('Version')} {register.version}" if register.version else ""
        updated = f"{w('Updated')} {w.date(register.updated)}" if register.updated else ""
        return ", ".join(part for part in (version, updated) if part)

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that have rows."""
        view, record = self.view, self.reading.record
        told = slots(self.reading, self.words)
        cells = SlotCells(self.words, record)
        columns = Columns(Forms(record, self.words), self.words)
        said_once = Definitions(view.sections, self.titles, told, cells, columns)
        yield from ActivitySheets(
            record.activities, view.counted, view.sections, self.titles, told, cells, columns
        ).sheets()
        yield from filter(None, (said_once.sets(), said_once.common()))
        yield from said_once.sheets()
        for section in view.lists.rest():
            yield self._section(section)
        yield from views(view.lists, view.found, self.titles, self.since)

    def missing(self, sheets: Sequence[Sheet]) -> dict[str, str]:
        """Sheets that a reader may look for, and why they are not there."""
        w = self.words
        there = {sheet.key for sheet in sheets}
        nothing = w("Left out: nothing is recorded")
        expected = {
            "controller": (self.titles["controller"], nothing),
            "processor": (self.titles["processor"], nothing),
            "recipients": (self.titles["recipients"], nothing),
        }
        for key, why in WITHOUT.items():
            if key != "since" or self.since:
                version = self.since.name if self.since else ""
                expected[key] = self.titles[key], w(why, version=version)
        return dict(told for key, told in expected.items() if key not in there)

    # --- sections of the page -------------------------------------------------------------------

    def _section(self, section: Section) -> Sheet:
        """A list of the page as a sheet."""
        w = self.words
        title = self.title(section.id, section.heading)
        texts = [line.text for b in section.blocks if isinstance(b, Text) for line in b.lines]
        about = " ".join(texts) or w(ABOUT.get(section.id, ""))
        for block in section.blocks:
            if isinstance(block, Table):
                rows = tuple(Row("", tuple(map(self._counted, row))) for row in block.rows)
                return Sheet(section.id, title, about, _columns(block), rows)
        fields = [f for b in section.blocks if isinstance(b, Fields) for f in b.fields]
        columns = [Column("question", w("Question")), Column("answer", w("Answer"))]
        cells: list[tuple[Cell, ...]] = [(plain(f.label), f.cell) for f in fields]
        if any(field.article for field in fields):
            columns.append(Column("article", w("Article")))
            cells = [(*c, plain(f.article)) for c, f in zip(cells, fields, strict=True)]
        rows = tuple(Row("", row) for row in cells)
        return Sheet(section.id, title, about, tuple(columns), rows)

    def _counted(self, cell: Cell) -> Cell:
        """A cell that names a great many activities counts them."""
        ids = self.reading.record.by_id
        if len(cell) <= MANY or not all(line.target in ids for line in cell):
            return cell
        return plain(self.words.count("{number} activity", "{number} activities", len(cell)))


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(Column(str(n), column.heading) for n, column in enumerate(table.columns, 1))
