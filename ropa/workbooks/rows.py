"""The cells of a sheet as SpreadsheetML. Each is a text: no formula, number or date can be written.

openpyxl makes the rest of the file; its own cells would take several times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from ropa.pages.page import Line, Tone
from ropa.workbooks.ruler import SIZE
from ropa.workbooks.styles import ARTICLE, FONT, GREY, STRONG, Ink
from ropa.workbooks.text import escaped


def _run(ink: Ink) -> str:
    bold = "<b/>" if ink.bold else ""
    return f'<rPr><rFont val="{FONT}"/>{bold}<color rgb="FF{ink.color}"/><sz val="{ink.size:g}"/></rPr>'


ENTRY, REMARK = "", _run(Ink(GREY, SIZE))
HEADING = _run(STRONG), _run(ARTICLE)


@dataclass(slots=True)
class Body:
    """What stands in a sheet: its rows, how far they reach, and the links from them."""

    rows: list[str] = field(default_factory=list)
    columns: int = 1
    links: list[Hyperlink] = field(default_factory=list)

    @property
    def dimension(self) -> str:
        """The range of cells."""
        return f"A1:{get_column_letter(self.columns)}{max(1, len(self.rows))}"

    def add(self, cells: Sequence[str], height: float) -> None:
        """Add a row below the others."""
        number = len(self.rows) + 1
        self.columns = max(self.columns, len(cells))
        inside = "".join(cells)
        self.rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{inside}</row>')

    def address(self, column: int) -> str:
        """The address of a cell in the row that is to be added next; columns count from 0."""
        return f"{_letter(column)}{len(self.rows) + 1}"


def text_cell(address: str, style: int, lines: Sequence[Line]) -> str:
    """A cell with its lines; remarks among entries are grey."""
    if not lines:
        return f'<c r="{address}" s="{style}"/>'
    tones = {line.tone for line in lines}
    if len(tones) > 1 and tones == {Tone.PLAIN, Tone.ASIDE}:
        runs = []
        for remark, group in groupby(lines, lambda line: line.tone is Tone.ASIDE):
            text = "\n".join(line.text for line in group)
            runs.append((REMARK if remark else ENTRY, text))
        return runs_cell(address, style, _joined(runs))
    return runs_cell(address, style, [(ENTRY, "\n".join(line.text for line in lines))])


def heading_cell(address: str, style: int, heading: str, article: str) -> str:
    """The head of a column: what it holds, and below it the article."""
    if not article:
        return runs_cell(address, style, [(ENTRY, heading)])
    return runs_cell(address, style, [(HEADING[0], f"{heading}\n"), (HEADING[1], article)])


def runs_cell(address: str, style: int, runs: Sequence[tuple[str, str]]) -> str:
    """A cell of runs, each with its properties; one without any is the cell's own text."""
    if len(runs) == 1 and not runs[0][0]:
        inside = _text(runs[0][1])
    else:
        inside = "".join(f"<r>{properties}{_text(text)}</r>" for properties, text in runs)
    return f'<c r="{address}" s="{style}" t="inlineStr"><is>{inside}</is></c>'


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape(escaped(text))}</t>'


def _joined(runs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The runs with the line breaks between them."""
    return [(p, f"{text}\n") for p, text in runs[:-1]] + [runs[-1]]


@cache
def _letter(column: int) -> str:
    return str(get_column_letter(column + 1))
