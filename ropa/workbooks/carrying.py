"""What a workbook carries of itself, from its sheets as they are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.words.words import Words
from ropa.workbooks.carried import ID, Carried, Told, mark
from ropa.workbooks.laid import Laid, check
from ropa.workbooks.rows import Body, Strings
from ropa.workbooks.sheet import Overview, Sheet
from ropa.workbooks.text import show, visible

FRONT = "overview"
"""The key of the first sheet, of which nothing is read back."""


def carried(sheets: Iterable[Laid], meta: Mapping[str, str], words: Words) -> Carried:
    """What the sheets carry that a reviewer writes in. Raises TooLong: nothing is ever cut."""
    told = Carried(dict(meta))
    for laid in sheets:
        sheet = laid.sheet
        if not sheet.reviewed:
            continue
        told.titles[sheet.key] = sheet.title
        told.headings[sheet.key, ID] = words("Id")
        for column in sheet.columns:
            told.headings[sheet.key, column.key] = column.head
        for key, row, shown in zip(row_ids(sheet), sheet.rows, laid.rows, strict=True):
            told.rows[sheet.key, key] = shown[sheet.naming].text
            for column, cell in zip(sheet.columns, shown, strict=True):
                if slot := row.slots.get(column.key):
                    told.cells[sheet.key, key, column.key] = Told(cell.text, slot.text, slot.locked)
                    check(slot.text, words, sheet.title, shown[sheet.naming].text, column.heading)
    return told


def with_marks(told: Carried, front: Overview, sheets: Iterable[Laid]) -> Carried:
    """The same with the marks of all that is only shown: the first sheet, notes, cells without a slot."""
    known = _Marks()
    told.titles[FRONT] = front.title
    for number, entry in enumerate(front.entries, 1):
        if entry.cells:
            told.shown[FRONT, str(number)] = known.of(show(cell).text for cell, _ in entry.cells)
    for laid in sheets:
        sheet = laid.sheet
        notes = [column.note for column in sheet.columns if column.note]
        if notes:
            told.shown[sheet.key, ""] = known.of(map(visible, notes))
        for key, row, shown in zip(row_ids(sheet), sheet.rows, laid.rows, strict=True):
            cells = zip(sheet.columns, shown, strict=True)
            texts = [cell.text for column, cell in cells if column.key not in row.slots]
            if any(texts):
                told.shown[sheet.key, key] = known.of(texts)
    return told


class _Marks:
    """The marks of texts, each worked out once: many cells say the same."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, texts: Iterable[str]) -> frozenset[str]:
        """The marks of the texts that are not empty."""
        return frozenset(self._known.get(text) or self._new(text) for text in texts if text)

    def _new(self, text: str) -> str:
        made = self._known[text] = mark(text)
        return made


def row_ids(sheet: Sheet) -> Iterator[str]:
    """By what each row is found again: its id, else its key, else its number; each once."""
    used: set[str] = set()
    for number, row in enumerate(sheet.rows, 1):
        key = first = row.id or row.key or str(number)
        again = 1
        while key in used:
            again += 1
            key = f"{first}#{again}"
        used.add(key)
        yield key


def body(told: Sequence[tuple[str, ...]], strings: Strings) -> Body:
    """The hidden sheet."""
    made = Body(strings)
    for row in told:
        made.add([made.text(column, text) for column, text in enumerate(row) if text])
    made.columns = max(map(len, told))
    return made
