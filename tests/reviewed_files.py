"""Reviewed workbooks for the tests, made by hand: what a workbook of ropa has, and what came back."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.custom import StringProperty

from ropa.workbooks.carried import PROPERTY, SHEET, Carried, Told, digest, mark, rows

FIELDS = (
    "key",
    "name",
    "purposes",
    "retention",
    "findings",
    "review_status",
    "review_comment",
    "review_date",
)
HEADINGS = (
    "Id",
    "Activity",
    "Purposes\nArt. 30(1)(b)",
    "Time limits",
    "Findings",
    "Review",
    "Comment",
    "Reviewed on",
)
GAP = "Not stated, Art. 30(1)(f)"
SHOWN = {
    "newsletter": ("Newsletter", "Advertising\n– Note: by mail", GAP, "1 note"),
    "payroll": ("Payroll", "Wages", "7 years", "–"),
    "visits": ("Visits", "Security", "See common answers", "–"),
}
TITLE = "Controller's activities"
NOTES = "What it is for", "How long the data are kept"
"""What notes at headings say."""


def carried() -> Carried:
    """What the workbook carries."""
    told = Carried(
        {"format": "1", "register": "acme", "version": "3", "language": "en", "files": "f00"}
    )
    told.titles.update({"controller": TITLE, "overview": "Overview"})
    told.shown["controller", ""] = frozenset(map(mark, NOTES))
    told.headings.update({("controller", of): h for of, h in zip(FIELDS, HEADINGS, strict=True)})
    full = {GAP: "", "See common answers": "1 year"}
    for row_id, texts in SHOWN.items():
        told.rows["controller", row_id] = texts[0]
        told.shown["controller", row_id] = frozenset((mark(texts[3]),))
        for of, text in zip(FIELDS[1:4], texts, strict=False):
            told.cells["controller", row_id, of] = Told(text, full.get(text, text))
    told.cells["controller", "visits", "purposes"] = Told("Security", "Security", "see")
    return told


def made() -> Workbook:
    """The workbook as it was sent."""
    book = Workbook()
    book.active.title = "Overview"
    sheet = book.create_sheet(TITLE)
    sheet.append(HEADINGS)
    for row_id, texts in SHOWN.items():
        sheet.append((row_id, *texts))
    hidden = book.create_sheet(SHEET)
    hidden.sheet_state = "veryHidden"
    told = rows(carried())
    for row in told:
        hidden.append(row)
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=digest(told)))
    return book


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def edited(**cells: object) -> bytes:
    """The workbook with other values in cells of its table."""
    book = made()
    for address, value in cells.items():
        book[TITLE][address] = value
    return saved(book)


def members(file: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A file of parts."""
    content = BytesIO()
    with ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def opened(file: bytes) -> Workbook:
    """A file as openpyxl reads it."""
    return load_workbook(BytesIO(file))
