"""What a workbook carries of itself, from its sheets as they are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.words.words import Words
from ropa.workbooks.carried import ID, Carried, Told
from ropa.workbooks.laid import Laid, check
from ropa.workbooks.rows import Body, string_cell
from ropa.workbooks.sheet import Sheet


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


def body(told: Sequence[tuple[str, ...]]) -> Body:
    """The hidden sheet."""
    made = Body()
    for row in told:
        texts = ((column, text) for column, text in enumerate(row) if text)
        made.add([string_cell(made.address(column), text) for column, text in texts])
    made.columns = max(map(len, told))
    return made
