"""The sheet of texts that are taller than a row of Excel can be."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ropa.pages.page import Line, Tone
from ropa.words.words import Words
from ropa.workbooks.laid import Laid, lay
from ropa.workbooks.pieces import pieces
from ropa.workbooks.reviewing import reviewable
from ropa.workbooks.sheet import Column, Row, Sheet, plain
from ropa.workbooks.text import CELL, escaped, length

LONG = 560.0
"""How wide a long text is, in points."""


def with_long_texts(sheets: Iterable[Sheet], title: str, words: Words) -> list[Laid]:
    """The sheets, and one called `title` with the texts that are too tall. Raises TooLong."""
    mark = words("In full on the sheet “{sheet}”", sheet=title)
    rows: list[Row] = []
    done = []
    for sheet in sheets:
        laid = lay(sheet, words)
        sheet = laid.sheet
        for row, column in laid.layout.cut:
            rows += _long(laid, row, column)
            if length(escaped(laid.rows[row][column].text + mark)) < CELL - 5:
                sheet = _marked(sheet, row, column, mark)
        done.append(lay(sheet, words) if laid.layout.cut else laid)
    if rows:
        columns = (
            Column("row", words("Row")), Column("column", words("Column")),
            Column("text", words("Text")),
        )  # fmt: skip
        about = words("Texts that are too long to be printed whole in their row")
        long = Sheet("long", title, about, columns, tuple(rows))
        reviewed = any(laid.sheet.reviewed for laid in done)
        done.append(lay(reviewable(long, words) if reviewed else long, words))
    return done


def _long(laid: Laid, row: int, column: int) -> Iterator[Row]:
    """A long text in parts, a row each."""
    whole = laid.sheet.rows[row]
    names = whole.cells[laid.sheet.naming]
    name = tuple(Line(line.text, target=line.target or whole.key) for line in names)
    heading = laid.sheet.columns[column].heading
    for part in pieces(laid.rows[row][column].text, LONG):
        yield Row("", (name, plain(heading), plain(part)))


def _marked(sheet: Sheet, row: int, column: int, mark: str) -> Sheet:
    """A sheet that says, at the head of a cell, where the cell is in full; that line is not read back."""
    rows = list(sheet.rows)
    marked, key = rows[row], sheet.columns[column].key
    cells = list(marked.cells)
    slots = dict(marked.slots)
    if slot := slots.get(key):
        mark = f"– {mark}"
        slots[key] = replace(slot, shown=f"{mark}\n{slot.shown}")
    cells[column] = Line(mark, Tone.ASIDE), *cells[column]
    rows[row] = replace(marked, cells=tuple(cells), slots=slots)
    return replace(sheet, rows=tuple(rows))
