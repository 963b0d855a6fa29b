"""A sheet as it is shown: its texts as Excel can hold them, and its layout."""

from dataclasses import dataclass, replace

from ropa.forms.slot import Slot
from ropa.pages.page import Cell
from ropa.words.words import Words
from ropa.workbooks import layout
from ropa.workbooks.sheet import Row, Sheet
from ropa.workbooks.text import (
    BREAKS,
    CELL,
    Shown,
    TooLong,
    escaped,
    length,
    show,
    squeezed,
    verbatim,
    visible,
)

BESIDE = 1.7
"""How much wider than at least the reviewer's columns are where they are beside the paper."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet as it is shown: its texts, its layout, and how many of its columns are printed."""

    sheet: Sheet
    rows: tuple[tuple[Shown, ...], ...]
    layout: layout.Layout
    printed: int


def lay(sheet: Sheet, words: Words) -> Laid:
    """A sheet with its texts and its layout. Raises TooLong: a text is refused, and never cut."""
    sheet = replace(sheet, rows=tuple(map(_held, sheet.rows)))
    rows = tuple(tuple(_shown(sheet, row)) for row in sheet.rows)
    texts = [[shown.text for shown in row] for row in rows]
    for row in texts:
        for column, text in zip(sheet.columns, row, strict=True):
            check(text, words, sheet.title, row[sheet.naming], column.heading)
    leading = [[bool(shown.target or shown.url) for shown in row] for row in rows]
    links = layout.link_widths(texts, leading, [column.link for column in sheet.columns])
    measured, printed = _measured(sheet, texts, links)
    return Laid(sheet, rows, measured, printed)


def _measured(
    sheet: Sheet, texts: list[list[str]], links: list[float]
) -> tuple[layout.Layout, int]:
    """The layout. Where they would make the print small, the reviewer's columns are beside the paper."""
    bold = (0, *sheet.compared[1:])
    least = [column.least for column in sheet.columns]
    heads = [column.head for column in sheet.columns]
    whole = layout.lay_out(heads, texts, least, bold, sheet.compared, links)
    number = sum(not column.free for column in sheet.columns)
    if number == len(heads) or (not whole.cut and sum(whole.widths) <= layout.LEGIBLE):
        return whole, len(heads)
    said = [row[:number] for row in texts]
    alone = layout.lay_out(heads[:number], said, least[:number], bold, sheet.compared, links)
    beside = (max(w, BESIDE * c.least) for w, c in zip(whole.widths, sheet.columns, strict=True))
    return replace(alone, widths=(*alone.widths, *list(beside)[number:])), number


def check(text: str, words: Words, sheet: str, row: str, column: str) -> None:
    """Raises TooLong where a text is more than a cell of Excel holds."""
    if len(text) * 2 > CELL and length(escaped(text)) > CELL:
        raise TooLong(words, sheet, row, column, length(text))


def _shown(sheet: Sheet, row: Row) -> list[Shown]:
    """The cells of a row; those that are read back are shown as they are."""
    pairs = zip(sheet.columns, row.cells, strict=True)
    return [
        _as_it_is(row.slots[column.key], cell) if column.key in row.slots else show(cell)
        for column, cell in pairs
    ]


def _as_it_is(slot: Slot, cell: Cell) -> Shown:
    return verbatim(squeezed(cell) if slot.locked else cell)


def _held(row: Row) -> Row:
    """A row whose slots are locked where a cell of Excel would hold another text than theirs."""
    kept = {field: _holdable(slot) for field, slot in row.slots.items()}
    return row if kept == row.slots else replace(row, slots=kept)


def _holdable(slot: Slot) -> Slot:
    if slot.text.isprintable() and slot.shown.isprintable():
        return slot
    text, shown = visible(slot.text), visible(slot.shown)
    if (text, shown) != (slot.text, slot.shown):
        return replace(slot, text=text, shown=shown, locked=slot.locked or "unseen-characters")
    if shown.count("\n") > BREAKS and not slot.locked:
        return replace(slot, locked="line-breaks")
    return slot
