"""The cells of a sheet as SpreadsheetML. Each is a text: no formula, number or date can be written.

openpyxl makes the rest of the file; its own cells would take several times as long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from ropa.pages.page import Line, Tone
from ropa.workbooks.ruler import SIZE
from ropa.workbooks.styles import ARTICLE, CAME, FONT, GREY, STRONG, WENT, Ink
from ropa.workbooks.text import escaped


def _run(ink: Ink) -> str:
    bold = "<b/>" if ink.bold else ""
    struck = "<strike/>" if ink.struck else ""
    underlined = "<u/>" if ink.underlined else ""
    return (
        f'<rPr><rFont val="{FONT}"/>{bold}{struck}<color rgb="FF{ink.color}"/>'
        f'<sz val="{ink.size:g}"/>{underlined}</rPr>'
    )


ENTRY, REMARK = "", _run(Ink(GREY, SIZE))
HEADING = _run(STRONG), _run(ARTICLE)
WENT_OUT, CAME_IN = _run(WENT), _run(CAME)


@dataclass(slots=True)
class Body:
    """What stands in a sheet: its rows, how far they reach, the links from them, and the notes.

    `before` is how many columns stand before the first that is counted.
    """

    rows: list[str] = field(default_factory=list)
    columns: int = 1
    links: list[Hyperlink] = field(default_factory=list)
    notes: list[CommentRecord] = field(default_factory=list)
    before: int = 0

    @property
    def dimension(self) -> str:
        """The range of cells."""
        return f"A1:{get_column_letter(self.columns)}{max(1, len(self.rows))}"

    def add(self, cells: Sequence[str], height: float = 0.0) -> None:
        """Add a row below the others; one without a height is as high as its text."""
        number = len(self.rows) + 1
        self.columns = max(self.columns, len(cells))
        inside = "".join(cells)
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        self.rows.append(f'<row r="{number}"{tall}>{inside}</row>')

    def address(self, column: int) -> str:
        """The address of a cell in the row that is to be added next; columns count from 0."""
        return f"{letter(column + self.before)}{len(self.rows) + 1}"


def text_cell(address: str, style: int, lines: Sequence[Line]) -> str:
    """A cell with its lines; remarks among entries are grey, and changed words are marked."""
    if not lines:
        return f'<c r="{address}" s="{style}"/>'
    tones = {line.tone for line in lines}
    grey = len(tones) > 1 and tones <= {Tone.PLAIN, Tone.ASIDE, Tone.OLD, Tone.NEW}
    endings = ["\n"] * (len(lines) - 1) + [""]
    parts = [
        run for line, end in zip(lines, endings, strict=True) for run in _runs(line, end, grey)
    ]
    groups = groupby(parts, lambda run: run[0])
    return runs_cell(address, style, [(p, "".join(text for _, text in run)) for p, run in groups])


def _runs(line: Line, end: str, grey: bool) -> Iterator[tuple[str, str]]:
    """A line as runs."""
    if not line.marks:
        yield (REMARK if grey and line.tone is Tone.ASIDE else ENTRY), line.text + end
        return
    changed = CAME_IN if line.tone is Tone.NEW else WENT_OUT
    for mark in line.marks:
        yield (changed if mark.changed else ENTRY), mark.text
    if end:
        yield ENTRY, end


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


def string_cell(address: str, text: str) -> str:
    """A cell of a hidden sheet: a text that nobody looks at."""
    return f'<c r="{address}" t="inlineStr"><is>{_text(text)}</is></c>'


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape(escaped(text))}</t>'


@cache
def letter(column: int) -> str:
    """The letters of a column; columns count from 0."""
    return str(get_column_letter(column + 1))
