"""Sheets to a file of Excel: where each text stands, how it looks, and how it is printed."""

# mypy: allow-untyped-calls

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ropa.pages.page import Tone
from ropa.words.words import Words
from ropa.workbooks import layout
from ropa.workbooks.package import packed
from ropa.workbooks.rows import Body, heading_cell, text_cell
from ropa.workbooks.ruler import BOLD
from ropa.workbooks.sheet import Look, Overview, Sheet, places
from ropa.workbooks.styles import styles
from ropa.workbooks.text import CELL, Shown, TooLong, escaped, length, show, visible

LINKS = 65_000
"""How many links a sheet may have: Excel ends at 65,530."""
OVERVIEW = (150.0, 354.0, 138.0, 138.0)
"""The widths of the overview's columns, in points: together as wide as the paper."""
GAP = 9.0
"""The height of an empty row of the overview, in points."""
LARGE = {Look.TITLE: (1.75, 1.9), Look.HEADING: (1.45, 1.7), Look.SUBTITLE: (1.1, 1.3)}
"""How much wider and taller than text some lines of the overview are."""
LINKED: dict[str, str] = {"name": "name-link", Look.PLAIN: "plain-link"}
ASIDES: dict[str, str] = {Look.TEXT: Tone.ASIDE, Look.PLAIN: "plain-aside"}
GRAVEST = (Tone.GAP, Tone.ERROR, Tone.QUESTION, Tone.WARNING, Tone.NOTE)


@dataclass(frozen=True, slots=True)
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


def lay(sheet: Sheet, words: Words) -> Laid:
    """A sheet with its texts and its layout. Raises TooLong: a text is refused, and never cut."""
    heads = [f"{c.heading}\n{c.article}" if c.article else c.heading for c in sheet.columns]
    rows = tuple(tuple(map(show, row.cells)) for row in sheet.rows)
    texts = [[shown.text for shown in row] for row in rows]
    for row in texts:
        for column, text in zip(sheet.columns, row, strict=True):
            _check(text, words, sheet.title, row[sheet.naming], column.heading)
    leading = [[bool(shown.target or shown.url) for shown in row] for row in rows]
    links = layout.link_widths(texts, leading, [column.link for column in sheet.columns])
    least = [max(link, c.least) for link, c in zip(links, sheet.columns, strict=True)]
    bold = (0, *sheet.compared[1:])
    return Laid(sheet, rows, layout.lay_out(heads, texts, least, bold, sheet.compared))


def _check(text: str, words: Words, sheet: str, row: str, column: str) -> None:
    if len(text) * 2 > CELL and length(escaped(text)) > CELL:
        raise TooLong(words, sheet, row, column, length(text))


def write(overview: Overview, sheets: Sequence[Laid], frame: Frame) -> bytes:
    """The workbook: the overview, then the tables. Raises TooLong."""
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
    return packed(workbook, writer.bodies)


@dataclass(slots=True)
class _Writer:
    workbook: Workbook
    frame: Frame
    places: dict[str, str]
    styles: dict[str, int]
    bodies: dict[str, Body] = field(default_factory=dict)

    # --- the two kinds of sheet -----------------------------------------------------------------

    def overview(self, overview: Overview) -> None:
        """The first sheet: a page to read, without a grid."""
        sheet = self.workbook.active
        sheet.title = overview.title
        sheet.sheet_view.showGridLines = False
        body = self.bodies[sheet.title] = Body()
        heights: list[float] = []
        for number, entry in enumerate(overview.entries, 1):
            widths = (sum(OVERVIEW),) if entry.wide else OVERVIEW
            cells, tallest = [], 1.0
            for column, (cell, look) in enumerate(entry.cells):
                shown = show(cell)
                _check(shown.text, self.frame.words, sheet.title, shown.text[:60], "")
                wide, tall = LARGE.get(look, (1.0, 1.0))
                cells.append(self._cell(body, column, shown, look, widths[column]))
                lines = layout.lines_in(shown.text, widths[column] / wide)
                tallest = max(tallest, lines * tall)
            if entry.wide:
                sheet.merged_cells.add(f"A{number}:D{number}")
            heights.append(layout.points(tallest) if entry.cells else GAP)
            body.add(cells, heights[-1])
        for number in layout.breaks(heights, [entry.opens for entry in overview.entries]):
            sheet.row_breaks.append(Break(number))
        self._page(sheet, OVERVIEW)

    def table(self, laid: Laid) -> None:
        """A sheet with one table: its headings stay in sight, and every page repeats them."""
        columns, measured = laid.sheet.columns, laid.layout
        sheet = self.workbook.create_sheet(laid.sheet.title)
        body = self.bodies[sheet.title] = Body()
        self._headings(body, laid)
        for row, lines in zip(laid.rows, measured.lines, strict=True):
            cells = [
                self._cell(body, number, shown, Look.TEXT if number else "name", width)
                for number, (shown, width) in enumerate(zip(row, measured.widths, strict=True))
            ]
            body.add(cells, layout.points(lines))
        sheet.freeze_panes = f"{get_column_letter(laid.sheet.kept + 1)}2"
        sheet.auto_filter.ref = body.dimension
        sheet.print_title_rows = "1:1"
        for number, column in enumerate(columns, 1):
            if column.choices:
                sheet.add_data_validation(_choice(column.choices, number, len(body.rows)))
        self._page(sheet, measured.widths)

    # --- cells ----------------------------------------------------------------------------------

    def _headings(self, body: Body, laid: Laid) -> None:
        texts, cells = [], []
        for number, column in enumerate(laid.sheet.columns):
            heading, article = visible(column.heading), visible(column.article)
            texts.append(f"{heading}\n{article}" if article else heading)
            address, style = body.address(number), self.styles[Look.HEADER]
            cells.append(heading_cell(address, style, heading, article))
        lines = layout.heading_lines(texts, laid.layout.widths)
        body.add(cells, layout.points(lines) + 4)

    def _cell(self, body: Body, column: int, shown: Shown, look: str, width: float) -> str:
        """A cell. LibreOffice does not wrap a link, so one that needs a second line is none."""
        address = body.address(column)
        location = self.places.get(shown.target, "")
        linked = bool(shown.text and (location or shown.url)) and len(body.links) < LINKS
        if linked and layout.on_one_line(shown.text, width / BOLD if look == "name" else width):
            target = None if location else shown.url
            body.links.append(Hyperlink(ref=address, location=location or None, target=target))
        else:
            linked = False
        style = _style(look, {line.tone for line in shown.lines}, linked)
        return text_cell(address, self.styles[style], shown.lines)

    # --- paper ----------------------------------------------------------------------------------

    def _page(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        for number, width in enumerate(widths, 1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = layout.characters(width)
        setup, margins = sheet.page_setup, sheet.page_margins
        setup.orientation, setup.paperSize = "landscape", 9
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.7, 0.6
        margins.header = margins.footer = 0.3
        head, foot = sheet.oddHeader, sheet.oddFooter
        head.left.text, head.right.text = _printed(self.frame.title), "&A"
        foot.left.text = _printed(self.frame.stand)
        foot.right.text = self.frame.words("Page {page} of {pages}", page="&P", pages="&N")
        for part in (head.left, head.right, foot.left, foot.right):
            part.size = 9
        sheet.HeaderFooter.scaleWithDoc = False


def _style(look: str, tones: set[Tone], linked: bool) -> str:
    """A cell looks like the gravest of its lines."""
    for tone in GRAVEST:
        if tone in tones:
            return f"{tone}-link" if linked else tone
    if linked:
        return LINKED.get(look, "link")
    return ASIDES.get(look, look) if tones == {Tone.ASIDE} else look


def _choice(choices: Sequence[str], column: int, last: int) -> DataValidation:
    """The list that the cells of a column offer; Excel ends at 255 characters."""
    listed, letter = ",".join(choices), get_column_letter(column)
    if len(listed) > 253 or listed.count(",") >= len(choices) or '"' in listed:
        raise ValueError(listed)
    return DataValidation(
        type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True,
        errorStyle="warning", sqref=f"{letter}2:{letter}{last}",
    )  # fmt: skip


def _printed(text: str) -> str:
    """A text in a header or footer, where `&` begins a code, and 255 characters are all."""
    text = " ".join(visible(text).split())
    return (text if len(text) <= 110 else text[:109] + "…").replace("&", "&&")
