"""How cells look: few named styles, each used by many cells. Colour never says anything alone."""

# mypy: allow-untyped-calls

from dataclasses import dataclass, replace
from functools import cache

from openpyxl.cell.cell import Cell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.styles.named_styles import NamedStyle
from openpyxl.styles.protection import Protection
from openpyxl.workbook.workbook import Workbook

from ropa.pages.page import Tone
from ropa.workbooks.ruler import SIZE
from ropa.workbooks.sheet import Look

FONT = "Arial"
INK, GREY, BLUE, DARK, WHITE = "1A1A1A", "595959", "0B4F8A", "1F3A5F", "FFFFFF"
TEAL = "2F7F79"
RED_INK, RED = "8A1C12", "FBE4E1"
AMBER_INK, AMBER = "6B4A00", "FFF2CC"
SKY_INK, SKY = "1F4E79", "E4EEF8"
LINES = "C4CBD3"
LOCKED = "EDEFF1"
"""The grey of a cell that may not be written in, among others that may."""
LINKED: dict[str, str] = {"name": "name-link", Look.PLAIN: "plain-link"}
ASIDES: dict[str, str] = {Look.TEXT: Tone.ASIDE, Look.PLAIN: "plain-aside"}
GRAVEST = (Tone.GAP, Tone.ERROR, Tone.QUESTION, Tone.WARNING, Tone.NOTE)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a part of a cell looks."""

    color: str
    size: float
    bold: bool = False
    struck: bool = False
    underlined: bool = False


STRONG, ARTICLE = Ink(WHITE, SIZE - 1, bold=True), Ink(WHITE, SIZE - 2)
"""The two lines of a heading."""
WENT = Ink(RED_INK, SIZE, struck=True)
CAME = Ink(INK, SIZE, bold=True, underlined=True)
"""Words of an old text that the new one does not have, and the other way round."""


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: its ink and fill, bold or underlined, its size; with lines around it or none.

    One that is `open` may be written in on a sheet that is protected. One that is not `wrapped` makes no
    row higher, though other programs count the lines of columns that are hidden.
    """

    ink: str = INK
    fill: str = ""
    bold: bool = False
    underline: bool = False
    size: float = SIZE
    lines: bool = True
    open: bool = False
    wrapped: bool = True

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
            alignment=Alignment("left", "top", wrap_text=self.wrapped),
            number_format="@",
            protection=Protection(locked=not self.open),
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
    "id": Style(GREY, wrapped=False),
    "name": Style(bold=True),
    "link": Style(BLUE, underline=True),
    "name-link": Style(BLUE, bold=True, underline=True),
    "plain-aside": Style(GREY, lines=False),
    "plain-link": Style(BLUE, underline=True, lines=False),
}
STYLES |= {f"{tone}-link": replace(STYLES[tone], underline=True) for tone in Tone if tone in STYLES}
LINED = {name: style for name, style in STYLES.items() if style.lines}
STYLES |= {f"{name} open": replace(style, open=True) for name, style in LINED.items()}
STYLES |= {f"{name} locked": replace(s, fill=s.fill or LOCKED) for name, s in LINED.items()}


def styles(workbook: Workbook) -> dict[str, int]:
    """The styles of a workbook, by name: text with a prefix, never a number or a formula."""
    workbook._named_styles["Normal"].font = Font(name=FONT, size=SIZE)  # widths are counted in it
    numbers = {}
    for column, (name, style) in enumerate(STYLES.items(), 1):
        cell = Cell(workbook.active, 1, column)
        cell.style = style.named(name)
        cell.quotePrefix = True
        numbers[str(name)] = cell.style_id
    return numbers


@cache
def style_of(look: str, tones: frozenset[Tone], linked: bool) -> str:
    """The name of a cell's style: it looks like the gravest of its lines."""
    for tone in GRAVEST:
        if tone in tones:
            return f"{tone}-link" if linked else tone
    if linked:
        return LINKED.get(look, "link")
    return ASIDES.get(look, look) if tones == {Tone.ASIDE} else look
