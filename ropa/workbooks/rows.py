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
from openpyxl.xml.constants import SHEET_MAIN_NS

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
GREYED = {Tone.PLAIN, Tone.ASIDE, Tone.OLD, Tone.NEW}


class Strings:
    """The texts of a workbook, each once: a cell has the number of its text.

    Many cells say the same, and what the workbook carries says all of it again.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._items: list[str] = []
        self._uses = 0

    def plain(self, text: str) -> int:
        """The number of a visible text."""
        self._uses += 1
        number = self._numbers.get(text)
        return self._new(text, _text(text)) if number is None else number

    def runs(self, runs: Sequence[tuple[str, str]]) -> int:
        """The number of a text of runs, each with its properties."""
        self._uses += 1
        inside = "".join(f"<r>{properties}{_text(text)}</r>" for properties, text in runs)
        number = self._numbers.get(inside)
        return self._new(inside, inside) if number is None else number

    def _new(self, key: str, inside: str) -> int:
        number = self._numbers[key] = len(self._items)
        self._items.append(f"<si>{inside}</si>")
        return number

    def part(self) -> bytes:
        """All of them, as a part of the file."""
        head = (
            f'<sst xmlns="{SHEET_MAIN_NS}" count="{self._uses}" uniqueCount="{len(self._items)}">'
        )
        return "".join((head, *self._items, "</sst>")).encode()


@dataclass(slots=True)
class Body:
    """What stands in a sheet: its rows, how far they reach, the links from them, and the notes.

    `strings` are the texts of the workbook; `before` is how many columns stand before the first that
    is counted.
    """

    strings: Strings
    rows: list[str] = field(default_factory=list)
    columns: int = 1
    links: list[Hyperlink] = field(default_factory=list)
    notes: list[CommentRecord] = field(default_factory=list)
    before: int = 0
    _next: str = "1"

    @property
    def dimension(self) -> str:
        """The range of cells."""
        return f"A1:{get_column_letter(self.columns)}{max(1, len(self.rows))}"

    def add(self, cells: Sequence[str], height: float = 0.0) -> None:
        """Add a row below the others; one without a height is as high as its text."""
        self.columns = max(self.columns, len(cells))
        inside = "".join(cells)
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        self.rows.append(f'<row r="{self._next}"{tall}>{inside}</row>')
        self._next = str(len(self.rows) + 1)

    def address(self, column: int) -> str:
        """The address of a cell in the row that is to be added next; columns count from 0."""
        return f"{letter(column + self.before)}{self._next}"

    # --- cells of the row that is to be added next ------------------------------------------------

    def cell(self, column: int, style: int, lines: Sequence[Line]) -> str:
        """A cell with its lines; remarks among entries are grey, and changed words are marked."""
        address = f"{letter(column + self.before)}{self._next}"
        if not lines:
            return f'<c r="{address}" s="{style}"/>'
        if len(lines) == 1 and not lines[0].marks:
            number = self.strings.plain(lines[0].text)
        elif _is_plain(lines):
            number = self.strings.plain("\n".join([line.text for line in lines]))
        else:
            number = self._of_runs(list(_joined(lines)))
        return f'<c r="{address}" s="{style}" t="s"><v>{number}</v></c>'

    def heading(self, column: int, style: int, heading: str, article: str = "") -> str:
        """The head of a column: what it holds, and below it the article."""
        runs = [(HEADING[0], f"{heading}\n"), (HEADING[1], article)]
        number = self._of_runs(runs if article else [(ENTRY, heading)])
        return f'<c r="{self.address(column)}" s="{style}" t="s"><v>{number}</v></c>'

    def text(self, column: int, text: str) -> str:
        """A cell of a hidden sheet: a text that nobody looks at."""
        return f'<c r="{self.address(column)}" t="s"><v>{self.strings.plain(text)}</v></c>'

    def _of_runs(self, runs: Sequence[tuple[str, str]]) -> int:
        """The number of a text of runs; one without any properties is the cell's own text."""
        if len(runs) == 1 and not runs[0][0]:
            return self.strings.plain(runs[0][1])
        return self.strings.runs(runs)


def _is_plain(lines: Sequence[Line]) -> bool:
    """Do all lines look as the cell does?"""
    first = lines[0]
    return all(line.tone is first.tone and not line.marks for line in lines)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Lines as runs: properties, and the text that has them."""
    tones = {line.tone for line in lines}
    grey = len(tones) > 1 and tones <= GREYED
    endings = (*("\n",) * (len(lines) - 1), "")
    pairs = zip(lines, endings, strict=True)
    parts = (run for line, end in pairs for run in _runs(line, end, grey))
    for properties, run in groupby(parts, lambda run: run[0]):
        yield properties, "".join(text for _, text in run)


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


def _text(text: str) -> str:
    kept = "" if text.strip() == text else ' xml:space="preserve"'
    return f"<t{kept}>{escape(escaped(text))}</t>"


@cache
def letter(column: int) -> str:
    """The letters of a column; columns count from 0."""
    return str(get_column_letter(column + 1))
