"""How cells look: few named styles, each used by many cells. Colour never says anything alone."""

from dataclasses import dataclass, replace

from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook import Workbook

from ropa.pages.page import Tone
from ropa.workbooks.ruler import SIZE
from ropa.workbooks.sheet import Look

FONT = "Arial"
INK, GREY, BLUE, DARK, WHITE = "1A1A1A", "595959", "0B4F8A", "1F3A5F", "FFFFFF"
RED_INK, RED = "8A1C12", "FBE4E1"
AMBER_INK, AMBER = "6B4A00", "FFF2CC"
SKY_INK, SKY = "1F4E79", "E4EEF8"
LINES = "C4CBD3"

ASIDE = InlineFont(rFont=FONT, sz=SIZE, color=GREY)
ARTICLE = InlineFont(rFont=FONT, sz=SIZE - 2, color=WHITE)
STRONG = InlineFont(rFont=FONT, sz=SIZE - 1, color=WHITE, b=True)


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: its ink and fill, bold or underlined, its size; with lines around it or none."""

    ink: str = INK
    fill: str = ""
    bold: bool = False
    underline: bool = False
    size: float = SIZE
    lines: bool = True

    def named(self, name: str) -> NamedStyle:
        """The style as openpyxl has it."""
        side = Side("thin", LINES) if self.lines else Side()
        return NamedStyle(
            name=f"ropa {name}",
            font=Font(
                name=FONT, size=self.size, bold=self.bold, color=self.ink,
                underline="single" if self.underline else None,
            ),
            fill=PatternFill("solid", self.fill) if self.fill else PatternFill(),
            border=Border(side, side, side, side),
            alignment=Alignment("left", "top", wrap_text=True),
            number_format="@",
        )  # fmt: skip


STYLES: dict[str, Style] = {
    Look.TITLE: Style(DARK, bold=True, size=16, lines=False),
    Look.SUBTITLE: Style(GREY, size=11, lines=False),
    Look.HEADING: Style(DARK, bold=True, size=13, lines=False),
    Look.CAPTION: Style(bold=True, lines=False),
    Look.HEADER: Style(WHITE, DARK, bold=True, size=SIZE - 1),
    Look.LABEL: Style(bold=True, lines=False),
    Look.TEXT: Style(),
    Look.PLAIN: Style(lines=False),
    Tone.ASIDE: Style(GREY),
    Tone.GAP: Style(RED_INK, RED, bold=True),
    Tone.QUESTION: Style(AMBER_INK, AMBER),
    Tone.ERROR: Style(RED_INK, RED, bold=True),
    Tone.WARNING: Style(AMBER_INK, AMBER),
    Tone.NOTE: Style(SKY_INK, SKY),
    "name": Style(bold=True),
    "link": Style(BLUE, underline=True),
    "name-link": Style(BLUE, bold=True, underline=True),
    "plain-aside": Style(GREY, lines=False),
    "plain-link": Style(BLUE, underline=True, lines=False),
}
for _tone in (Tone.GAP, Tone.QUESTION, Tone.ERROR, Tone.WARNING, Tone.NOTE):
    STYLES[f"{_tone}-link"] = replace(STYLES[_tone], underline=True)


def styles(workbook: Workbook) -> dict[str, ExcelCell]:
    """A cell of each style, to make others like it: text, never a number or a formula."""
    workbook._named_styles["Normal"].font = Font(name=FONT, size=SIZE)  # widths are counted in it
    sheet = workbook.active
    models = {}
    for number, (name, style) in enumerate(STYLES.items(), 1):
        cell = ExcelCell(sheet, 1, number)
        cell.style = style.named(name)
        cell.quotePrefix = True
        models[str(name)] = cell
    return models
