"""Sheets to a file of Excel: where each text stands, how it looks, and how it is printed."""

# mypy: allow-untyped-calls

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ropa.pages.page import Line
from ropa.words.words import Words
from ropa.workbooks import carried, carrying, layout, lists
from ropa.workbooks.laid import Laid, check
from ropa.workbooks.lists import Choices
from ropa.workbooks.notes import note
from ropa.workbooks.package import packed
from ropa.workbooks.paper import set_up
from ropa.workbooks.protection import protect
from ropa.workbooks.rows import Body, Strings, letter
from ropa.workbooks.ruler import BOLD
from ropa.workbooks.screen import set_view
from ropa.workbooks.sheet import Column, Entry, Look, Overview, Sheet, places
from ropa.workbooks.styles import style_of, styles
from ropa.workbooks.text import Shown, show, visible

LINKS = 65_000
"""How many links a sheet may have: Excel ends at 65,530."""
SPARE = 50
"""How many empty rows below a table may be written in."""
OVERVIEW = (150.0, 354.0, 138.0, 138.0)
"""The widths of the overview's columns, in points: together as wide as the paper."""
GAP = 9.0
"""The height of an empty row of the overview, in points."""
CLOSE = 3.0
"""How much lower a row is that goes on with the one above it."""
LARGE = {Look.TITLE: (1.75, 1.9), Look.HEADING: (1.45, 1.7), Look.SUBTITLE: (1.1, 1.3)}
"""How much wider and taller than text some lines of the overview are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet of a workbook has in common."""

    title: str
    stand: str
    language: str
    updated: date | None
    words: Words


def write(
    overview: Overview, sheets: Sequence[Laid], frame: Frame, meta: Mapping[str, str] | None = None
) -> bytes:
    """The workbook: the overview, then the tables. Raises TooLong.

    With `meta` it carries, on a hidden sheet, what it is of and what its cells show.
    """
    workbook = Workbook()
    properties = workbook.properties
    properties.creator = "ropa"
    properties.title = visible(frame.title)
    properties.language = frame.language
    stand = frame.updated or date(2000, 1, 1)
    properties.created = properties.modified = datetime(stand.year, stand.month, stand.day)
    writer = _Writer(workbook, frame, places(laid.sheet for laid in sheets), styles(workbook))
    writer.overview(overview)
    for laid in sheets:
        writer.table(laid)
    if writer.choices:
        writer.hidden(lists.SHEET, writer.choices.body(writer.strings), "hidden")
        workbook.defined_names.update({name.name: name for name in writer.choices.names()})
    if meta is not None:
        protect(workbook.worksheets[0])
        made = carrying.carried(sheets, meta, frame.words)
        told = carried.rows(carrying.with_marks(made, overview, sheets))
        writer.hidden(carried.SHEET, carrying.body(told, writer.strings), "veryHidden")
        digest = StringProperty(name=carried.PROPERTY, value=carried.digest_in(told))
        workbook.custom_doc_props.append(digest)
    return packed(workbook, writer.bodies, writer.strings)


@dataclass(slots=True)
class _Writer:
    workbook: Workbook
    frame: Frame
    places: dict[str, str]
    styles: dict[str, int]
    bodies: dict[str, Body] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    strings: Strings = field(default_factory=Strings)

    # --- the kinds of sheet -----------------------------------------------------------------

    def overview(self, overview: Overview) -> None:
        """The first sheet: a page to read, without a grid."""
        sheet = self.workbook.active
        sheet.title = overview.title
        sheet.sheet_view.showGridLines = False
        body = self.bodies[sheet.title] = Body(self.strings)
        heights: list[float] = []
        for number, entry in enumerate(overview.entries, 1):
            widths = (sum(OVERVIEW),) if entry.wide else OVERVIEW
            cells, tallest = [], 1.0
            for column, (cell, look) in enumerate(entry.cells):
                shown = show(cell)
                check(shown.text, self.frame.words, sheet.title, shown.text[:60], "")
                wide, tall = LARGE.get(look, (1.0, 1.0))
                cells.append(self._cell(body, column, shown, look, widths[column]))
                lines = layout.lines_in(shown.text, widths[column] / wide)
                tallest = max(tallest, lines * tall)
            if entry.wide:
                sheet.merged_cells.add(f"A{number}:D{number}")
            heights.append(_height(entry, tallest))
            body.add(cells, heights[-1])
        for number in layout.breaks(heights, [entry.opens for entry in overview.entries]):
            sheet.row_breaks.append(Break(number))
        self._page(sheet, OVERVIEW, 0)

    def table(self, laid: Laid) -> None:
        """A sheet with one table: its headings stay in sight, and every page repeats them."""
        table, measured = laid.sheet, laid.layout
        before = int(table.reviewed)
        sheet = self.workbook.create_sheet(table.title)
        body = self.bodies[sheet.title] = Body(self.strings, before=before)
        self._headings(body, laid)
        self._rows(body, laid)
        last = len(body.rows)
        end = letter(len(table.columns) - 1 + before)
        sheet.freeze_panes = f"{letter(table.kept + before)}2"
        sheet.auto_filter.ref = f"A1:{end}{last}"
        sheet.print_title_rows = "1:1"
        self._page(sheet, measured.widths, before)
        if table.reviewed:
            sheet.print_area = f"A1:{letter(laid.printed - 1 + before)}{last}"
        if table.grows:
            self._spare(body, table)
        self._offer(sheet, body, table.columns)
        if table.reviewed:
            sheet.column_dimensions["A"].hidden = True
            protect(sheet)
        set_view(sheet, table)

    def hidden(self, title: str, body: Body, state: str) -> None:
        """A sheet that nobody looks at."""
        sheet = self.workbook.create_sheet(title)
        sheet.sheet_state = state
        self.bodies[title] = body
        protect(sheet)

    # --- rows -----------------------------------------------------------------------------------

    def _rows(self, body: Body, laid: Laid) -> None:
        """The rows of a table, each with its id where it is to be found again."""
        table, widths = laid.sheet, laid.layout.widths
        ids = carrying.row_ids(table)
        kinds, written = [_kind(table, c.free) for c in table.columns], _kind(table, True)
        columns = [
            (number, column.key, Look.TEXT.value if number else "name", widths[number])
            for number, column in enumerate(table.columns)
        ]
        if not _names_fit(laid):
            columns[0] = 0, table.columns[0].key, "name", 0.0
        for row, shown, lines in zip(table.rows, laid.rows, laid.layout.lines, strict=True):
            cells, slots = [], row.slots
            if table.reviewed:
                cells.append(self._id(body, next(ids)))
            for (number, key, look, width), cell in zip(columns, shown, strict=True):
                slot = slots.get(key)
                kind = written if slot and not slot.locked else kinds[number]
                cells.append(self._cell(body, number, cell, look, width, kind))
            body.add(cells, layout.points(lines))

    def _spare(self, body: Body, table: Sheet) -> None:
        """Empty rows, in which may be written what may be written in the others."""
        fields = {field for row in table.rows for field in row.slots}
        names = [
            self.styles[Look.TEXT + _kind(table, c.free or c.key in fields)] for c in table.columns
        ]
        for _ in range(SPARE):
            numbered = enumerate(names)
            body.add([self._id(body, ""), *(body.cell(n, style, ()) for n, style in numbered)])

    def _id(self, body: Body, key: str) -> str:
        lines = (Line(visible(key)),) if key else ()
        return body.cell(-1, self.styles["id"], lines)

    def _offer(self, sheet: Worksheet, body: Body, columns: Sequence[Column]) -> None:
        """What may be chosen in the cells of each column."""
        for number, column in enumerate(columns, body.before):
            if column.choices:
                cells = f"{letter(number)}2:{letter(number)}{len(body.rows)}"
                rule = self.choices.offered(column.choices, cells, strict=column.strict)
                sheet.add_data_validation(rule)

    # --- cells ----------------------------------------------------------------------------------

    def _headings(self, body: Body, laid: Laid) -> None:
        columns, style = laid.sheet.columns, self.styles[Look.HEADER]
        cells = []
        if laid.sheet.reviewed:
            cells.append(body.heading(-1, style, self.frame.words("Id")))
        for number, column in enumerate(columns):
            heading, article = visible(column.heading), visible(column.article)
            cells.append(body.heading(number, style, heading, article))
            if column.note:
                body.notes.append(note(body.address(number), column.note))
        lines = layout.heading_lines([column.head for column in columns], laid.layout.widths)
        body.add(cells, layout.points(lines) + 4)

    def _cell(
        self, body: Body, column: int, shown: Shown, look: str, width: float, kind: str = ""
    ) -> str:
        """A cell. LibreOffice does not wrap a link, so one that needs a second line is none."""
        if not shown.lines:
            return body.cell(column, self.styles[look + kind], ())
        location = self.places.get(shown.target, "") if shown.target else ""
        linked = bool(shown.text and (location or shown.url)) and len(body.links) < LINKS
        if linked and layout.on_one_line(shown.text, width / BOLD if look == "name" else width):
            target = None if location else shown.url
            address = body.address(column)
            body.links.append(Hyperlink(ref=address, location=location or None, target=target))
        else:
            linked = False
        style = style_of(look, frozenset([line.tone for line in shown.lines]), linked)
        return body.cell(column, self.styles[style + kind], shown.lines)

    def _page(self, sheet: Worksheet, widths: Sequence[float], before: int) -> None:
        """How wide the columns are, and how the sheet is printed."""
        for number, width in enumerate(widths, before):
            sheet.column_dimensions[letter(number)].width = layout.characters(width)
        page = self.frame.words("Page {page} of {pages}", page="&P", pages="&N")
        set_up(sheet, self.frame.title, self.frame.stand, page)


def _height(entry: Entry, lines: float) -> float:
    """The height of a row of the overview: what goes on with the answer above it stands close to it."""
    goes_on = entry.cells and not entry.wide and not entry.cells[0][0]
    return layout.points(lines) - (CLOSE if goes_on else 0.0) if entry.cells else GAP


def _names_fit(laid: Laid) -> bool:
    """May all names of rows be links? Some that are, among others that are not, say nothing."""
    room = laid.layout.widths[0] / BOLD
    names = (row[0] for row in laid.rows if row[0].target or row[0].url)
    return all(layout.on_one_line(name.text, room) for name in names)


def _kind(table: Sheet, is_open: bool) -> str:
    """Which kind of a style: one that may be written in, one that may not, or neither."""
    return (" open" if is_open else " locked") if table.reviewed else ""
