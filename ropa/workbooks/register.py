"""A register as a workbook: which sheets there are, in which order, and what each holds."""

from collections.abc import Iterator, Sequence

from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.pages.activity import ActivitySections, _
from ropa.pages.page import Cell, Fields, Line, Page, Section, Table, Text
from ropa.pages.register import RegisterPage
from ropa.reading import Reading
from ropa.words.words import Words
from ropa.workbooks.activities import ActivitySheets
from ropa.workbooks.excel import Frame, write
from ropa.workbooks.findings import findings_sheet
from ropa.workbooks.long_texts import with_long_texts
from ropa.workbooks.overview import overview
from ropa.workbooks.sheet import MANY, Column, Row, Sheet, plain
from ropa.workbooks.text import sheet_title

TITLES = {
    "overview": _("Overview"),
    "controller": _("Controller activities"),
    "processor": _("Processor activities"),
    "duties": _("Other duties"),
    "keeping": _("Keeping of the record"),
    "sets": _("Data sets"),
    "findings": _("Findings"),
    "long": _("Long texts"),
}
"""The names of the sheets that are not sections of the page."""
ABOUT = {
    "_recipients": _("One row for each recipient and processor, and the activities that name it"),
    "_transfers": _("One row for each transfer to a third country, and what it rests on"),
    "_systems": _("One row for each system"),
    "_further": _("What the record says of itself, in its own keys"),
    "_questions": _("One row for each question that is still open"),
    "_accepted": _("One row for each finding that is accepted, and why"),
}
"""What the sections of the page hold."""
ELSEWHERE = ("_keeper", "_verdict", "_controller", "_processor", "_findings")
"""Sections of the page that the other sheets hold."""


def workbook(
    reading: Reading, findings: Sequence[Finding], words: Words, gate: Gate | None = None
) -> bytes:
    """The register as an Excel workbook. Raises TooLong where a text is more than a cell can hold."""
    view = RegisterPage(reading, findings, words, gate)
    page = view.page()
    book = _Book(reading, view.counted, words, page, view.sections)
    laid = with_long_texts(book.sheets(), book.title("long"), words)
    sheets = [one.sheet for one in laid]
    front = overview(page, sheets, book.missing(sheets), book.title("overview"), words)
    register = reading.record.register
    frame = Frame(page.title, book.stand(), words.language, register.updated, words)
    return write(front, laid, frame)


class _Book:
    def __init__(
        self,
        reading: Reading,
        findings: Sequence[Finding],
        words: Words,
        page: Page,
        sections: ActivitySections,
    ) -> None:
        self.reading = reading
        self.found = findings
        self.words = words
        self.page = page
        self.sections = sections
        self.titles: dict[str, str] = {}
        for key, text in TITLES.items():
            self.title(key, words(text))

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
        record = self.reading.record
        activities = record.activities
        yield from ActivitySheets(activities, self.found, self.sections, self.titles).sheets()
        if sets := self._data_sets():
            yield sets
        for section in self.page.sections:
            if section.level == 2 and section.id not in ELSEWHERE:
                yield self._section(section)
        found = findings_sheet(self.reading, self.found, self.titles["findings"], self.words)
        if found:
            yield found

    def missing(self, sheets: Sequence[Sheet]) -> dict[str, str]:
        """Sheets that a reader may look for, and why they are not there."""
        w = self.words
        there = {sheet.key for sheet in sheets}
        nothing = w("Left out: nothing is recorded")
        expected = {
            "controller": (self.titles["controller"], nothing),
            "processor": (self.titles["processor"], nothing),
            "_recipients": (w("Recipients"), nothing),
            "_transfers": (w("Transfers to third countries"), nothing),
            "findings": (self.titles["findings"], w("Left out: nothing was found")),
        }
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

    def _data_sets(self) -> Sheet | None:
        """The data sets of all activities, or what is answered in place of them."""
        w = self.words
        columns: tuple[Column, ...] = (Column("1", w("Which data about whom")),)
        rows = []
        for section in self.page.sections:
            name = (Line(section.heading, target=section.id),)
            for block in section.blocks[1:] if section.level == 3 else ():
                if isinstance(block, Table):
                    columns = _columns(block)
                    rows += [(section.id, (name, *row)) for row in block.rows]
                elif isinstance(block, Text):
                    rows.append((section.id, (name, block.lines)))
        if not rows:
            return None
        about = w("One row for each data set: which data about whom, how long, and to whom")
        columns = Column("name", w("Activity")), *columns
        empty: tuple[Cell, ...] = ((),) * len(columns)
        filled = tuple(Row(key, (*cells, *empty)[: len(columns)]) for key, cells in rows)
        return Sheet("sets", self.titles["sets"], about, columns, filled)


def _columns(table: Table) -> tuple[Column, ...]:
    return tuple(Column(str(n), column.heading) for n, column in enumerate(table.columns, 1))
