"""Sheets to a file of Excel. Every text is a text: there is no formula, number or date in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ropa.pages.page import Cell, Line, Tone
from ropa.workbooks import layout
from ropa.workbooks.package import packed
from ropa.workbooks.ruler import measure, natural
from ropa.workbooks.sheet import Look, Overview, Sheet, places
from ropa.workbooks.styles import ARTICLE, ASIDE, STRONG, styles
from ropa.workbooks.text import CELL, Shown, TooLong, escaped, length, show, visible
from ropa.words.words import Words

LINKS = 65_000
"""How many links a sheet may have: Excel ends at 65,530."""
OVERVIEW = (150.0, 330.0, 150.0, 150.0)
"""The widths of the overview's columns, in points: together as wide as the paper."""
GAP = 9.0
"""The height of an empty row of the overview, in points."""
TALL = {Look.TITLE: 1.9, Look.HEADING: 1.7, Look.SUBTITLE: 1.3}
"""How much taller than text some lines of the overview are."""
LINKED = {"name": "name-link", Look.PLAIN: "plain-link"}
ASIDES = {Look.TEXT: Tone.ASIDE, Look.PLAIN: "plain-aside"}
GRAVEST = (Tone.GAP, Tone.ERROR, Tone.QUESTION, Tone.WARNING, Tone.NOTE)


@dataclass(slots=True)
class Frame:
    """What every sheet of a workbook has in common."""

    title: str
    stand: str
    language: str
    updated: date | None
    words: Words


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet as it is shown: its texts, and its layout."""

    sheet: Sheet
    rows: tuple[tuple[Shown, ...], ...]
    layout: layout.Layout


def lay(sheet: Sheet) -> Laid:
    """A sheet with its texts and its layout."""
    heads = [f"{c.heading}\n{c.article}" if c.article else c.heading for c in sheet.columns]
    rows = tuple(tuple(map(show, row.cells)) for row in sheet.rows)
    texts = [[shown.text for shown in row] for row in rows]
    links = [0.0] * len(heads)
    for row in rows:
        for number, shown in enumerate(row):
            if (shown.target or shown.url) and (wide := natural(measure(shown.text))) <= sheet.columns[number].link:
                links[number] = max(links[number], wide)
    return Laid(sheet, rows, layout.lay_out(heads, texts, links))


def write(overview: Overview, sheets: Sequence[Laid], frame: Frame) -> bytes:
    """The workbook: the overview, then the tables. Raises TooLong."""
    workbook = Workbook()
    properties = workbook.properties
    properties.creator = "ropa"
    properties.title = visible(frame.title)
    properties.language = frame.language
    stand = frame.updated or date(2000, 1, 1)
    properties.created = properties.modified = datetime(stand.year, stand.month, stand.day)
    writer = _Writer(workbook, frame, places(laid.sheet for laid in sheets))
    writer.overview(overview)
    for laid in sheets:
        writer.table(laid)
    return packed(workbook)


@dataclass(slots=True)
class _Writer:
    workbook: Workbook
    frame: Frame
    places: dict[str, str]
    models: dict[str, ExcelCell] = field(init=False)
    links: int = 0

    def __post_init__(self) -> None:
        self.models = styles(self.workbook)

    # --- the two kinds of sheet -----------------------------------------------------------------

    def overview(self, overview: Overview) -> None:
        """The first sheet: a page to read, without a grid."""
        sheet = self.workbook.active
        sheet.title = overview.title
        sheet.sheet_view.showGridLines = False
        _widen(sheet, OVERVIEW)
        for number, entry in enumerate(overview.entries, 1):
            widths = (sum(OVERVIEW),) if entry.wide else OVERVIEW
            tallest = 1.0
            for column, (cell, look) in enumerate(entry.cells, 1):
                shown = show(cell)
                self._check(overview.title, shown, entry.cells[0][0], "")
                self._put(sheet, number, column, shown, look, widths[column - 1])
                taken = layout.lines_in(shown.text, widths[column - 1])
                tallest = max(tallest, taken * TALL.get(look, 1.0))
            if entry.wide:
                sheet.merge_cells(None, number, 1, number, len(OVERVIEW))
            sheet.row_dimensions[number].height = layout.points(tallest) if entry.cells else GAP
        self._page(sheet)

    def table(self, laid: Laid) -> None:
        """A sheet with one table: its headings stay in sight, and every page repeats them."""
        sheet = self.workbook.create_sheet(laid.sheet.title)
        columns, widths = laid.sheet.columns, laid.layout.widths
        self.links = 0
        _widen(sheet, widths)
        self._headings(sheet, laid)
        for number, (row, shown) in enumerate(zip(laid.sheet.rows, laid.rows, strict=True), 2):
            for column, one in enumerate(shown, 1):
                self._check(sheet.title, one, row.cells[0], columns[column - 1].heading)
                look = Look.TEXT if column > 1 else "name"
                self._put(sheet, number, column, one, look, widths[column - 1])
            sheet.row_dimensions[number].height = layout.points(laid.layout.lines[number - 2])
        sheet.freeze_panes = "C2" if len(columns) > 1 and columns[1].key == "id" else "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(laid.rows) + 1}"
        sheet.print_title_rows = "1:1"
        self._page(sheet)

    # --- cells ----------------------------------------------------------------------------------

    def _headings(self, sheet: Worksheet, laid: Laid) -> None:
        texts = []
        for number, column in enumerate(laid.sheet.columns, 1):
            cell = self._cell(sheet, 1, number, Look.HEADER)
            heading, article = visible(column.heading), visible(column.article)
            texts.append(f"{heading}\n{article}" if article else heading)
            parts = TextBlock(STRONG, f"{heading}\n"), TextBlock(ARTICLE, article)
            cell.value = CellRichText(*parts) if article else escaped(heading)
            cell.data_type = "s"
        high = layout.heading_lines(texts, laid.layout.widths)
        sheet.row_dimensions[1].height = layout.points(high * 0.92) + 4

    def _check(self, sheet: str, shown: Shown, name: Cell, heading: str) -> None:
        """A text that a cell cannot hold is refused, and never cut."""
        if length(escaped(shown.text)) > CELL:
            row = " ".join(line.text for line in name)
            raise TooLong(self.frame.words, sheet, row, heading, length(shown.text))

    def _put(
        self, sheet: Worksheet, row: int, column: int, shown: Shown, look: str, width: float
    ) -> None:
        """Write a cell. LibreOffice does not wrap a link, so one that needs a second line is none."""
        location = self.places.get(shown.target, "")
        linked = bool(shown.text and (location or shown.url)) and self.links < LINKS
        linked = linked and layout.on_one_line(shown.text, width)
        tones = {line.tone for line in shown.lines}
        cell = self._cell(sheet, row, column, _style(look, tones, linked))
        if not shown.text:
            return
        runs = tones == {Tone.PLAIN, Tone.ASIDE}
        cell.value = CellRichText(*_runs(shown.lines)) if runs else escaped(shown.text)
        cell.data_type = "s"
        if linked:
            self.links += 1
            cell.hyperlink = Hyperlink(ref="", location=location) if location else shown.url

    def _cell(self, sheet: Worksheet, row: int, column: int, style: str) -> ExcelCell:
        cell = sheet.cell(row, column)
        cell._style = self.models[style]._style
        return cell

    # --- paper ----------------------------------------------------------------------------------

    def _page(self, sheet: Worksheet) -> None:
        w = self.frame.words
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.7, 0.6
        margins.header = margins.footer = 0.3
        head, foot = sheet.oddHeader, sheet.oddFooter
        head.left.text, head.right.text = _printed(self.frame.title), "&A"
        foot.left.text = _printed(self.frame.stand)
        foot.right.text = w("Page {page} of {pages}", page="&P", pages="&N")
        for part in (head.left, head.right, foot.left, foot.right):
            part.size = 9
        sheet.HeaderFooter.scaleWithDoc = False
        sheet.HeaderFooter.alignWithMargins = True


def _widen(sheet: Worksheet, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = layout.characters(width)


def _style(look: str, tones: set[Tone], linked: bool) -> str:
    """A cell looks like the gravest of its lines."""
    for tone in GRAVEST:
        if tone in tones:
            return f"{tone}-link" if linked else tone
    if linked:
        return LINKED.get(look, "link")
    return ASIDES.get(look, look) if tones == {Tone.ASIDE} else look


def _runs(lines: Sequence[Line]) -> list[str | TextBlock]:
    """Entries in the cell's own font, remarks in grey."""
    runs: list[str | TextBlock] = []
    for number, line in enumerate(lines, 1):
        text = escaped(line.text) + ("\n" if number < len(lines) else "")
        runs.append(TextBlock(ASIDE, text) if line.tone is Tone.ASIDE else text)
    return runs


def _printed(text: str) -> str:
    """A text in a header or footer, where `&` begins a code, and 255 characters are all."""
    text = " ".join(visible(text).split())
    return (text if len(text) <= 100 else text[:99] + "…").replace("&", "&&")
