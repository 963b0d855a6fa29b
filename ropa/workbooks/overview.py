"""The cover: whose record it is, how to edit it, what the sheets hold, a legend, how complete it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.pages.marks import Mark
from ropa.pages.page import Block, Cell, Field, Fields, Line, Page, Section, Table, Text, Tone
from ropa.words.terms import term
from ropa.words.words import Words
from ropa.workbooks.pieces import pieces
from ropa.workbooks.sheet import Entry, Look, Overview, Sheet, plain

ANSWER = 354.0
"""How wide an answer is, in points."""
WHOLE = 780.0
"""How wide a text is that takes the whole row."""
BLANK = Entry(())


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


EDITING = (
    _("Edit the white cells, and the red and amber ones among them, where something is missing. Grey "
      "cells are locked, because an edit there would be lost. To sort, or to delete a row, choose "
      "Review > Unprotect Sheet; there is no password."),
    _("In a list, each entry has a line of its own. What more is said of an entry stands below it, on "
      "lines that begin with a dash: “– Label: value”."),
    _("A new activity is a new row: fill in the row below the last one, and leave its id empty."),
    _("The columns for status, comment and date are yours, and so are notes on cells. They are read "
      "and reported, and never become part of the register."),
    _("Save the file as .xlsx and send it back. Whoever keeps the register reads your edits in with "
      "“ropa review apply”."),
)  # fmt: skip
"""How to edit the workbook."""


def overview(
    page: Page, sheets: Sequence[Sheet], missing: Mapping[str, str], title: str, words: Words,
    stand: str,
) -> Overview:  # fmt: skip
    """The cover of a register: `stand` is its version and date, empty where it states none; `missing`
    has the sheets that are left out, and why.
    """
    sections = {section.id: section for section in page.sections}
    return front(
        page, title, _stand(stand, words),
        section_entries(sections["_keeper"]), _editing(words), _legend(sheets, words),
        contents(sheets, missing, words), section_entries(sections["_verdict"]),
    )  # fmt: skip


def front(page: Page, title: str, *parts: Iterable[Entry]) -> Overview:
    """The first sheet: what the workbook is, and below it its parts."""
    entries = [_wide(Line(part), Look.TITLE) for part in pieces(page.title, WHOLE / 2, 10)]
    entries.append(_wide(Line(page.subtitle), Look.SUBTITLE))
    for part in parts:
        entries += [BLANK, *part]
    return Overview(title, tuple(entries))


def _wide(line: Line, look: Look) -> Entry:
    return Entry((((line,), look),), wide=True)


def section_entries(section: Section) -> Iterator[Entry]:
    """A section of a page as rows."""
    yield _wide(Line(section.heading), Look.HEADING)
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[Entry]:
    match block:
        case Text(lines):
            for line in lines:
                for part in pieces(line.text, WHOLE):
                    yield _wide(Line(part, line.tone), Look.PLAIN)
        case Fields(fields):
            for field in fields:
                yield from _field(field)
        case Table(caption, columns, rows):
            yield BLANK
            yield _wide(Line(caption), Look.CAPTION)
            yield Entry(tuple((plain(column.heading), Look.HEADER) for column in columns))
            for row in rows:
                yield Entry(tuple((cell, Look.TEXT) for cell in row))
            yield BLANK


def _field(field: Field) -> Iterator[Entry]:
    """A line of the answer on each row, so that each can lead to its own place."""
    label: Cell = plain(field.label)
    article: Cell = (Line(field.article, Tone.ASIDE),)
    for line in field.cell:
        for part in pieces(line.text, ANSWER):
            answer = (Line(part, line.tone, line.target, line.url),)
            yield Entry(((label, Look.LABEL), (answer, Look.PLAIN), (article, Look.PLAIN)))
            label = article = ()


def contents(sheets: Sequence[Sheet], missing: Mapping[str, str], words: Words) -> Iterator[Entry]:
    """The sheets, with what each holds and how many rows it has."""
    w = words
    yield _wide(Line(w("What this workbook holds")), Look.HEADING)
    heads = w("Sheet"), w("What it holds"), w("Rows")
    yield Entry(tuple((plain(head), Look.HEADER) for head in heads))
    for sheet in sheets:
        name: Cell = (Line(sheet.title, target=f"sheet/{sheet.key}"),)
        cells = name, plain(sheet.about), plain(str(len(sheet.rows)))
        yield Entry(tuple((cell, Look.TEXT) for cell in cells))
    for name_of, why in missing.items():
        cells = plain(name_of), plain(why), plain("–")
        yield Entry(tuple((cell, Look.TEXT) for cell in cells))


def _stand(stand: str, words: Words) -> Iterator[Entry]:
    """Of which version and date the workbook is."""
    line = (
        Line(stand)
        if stand
        else Line(words("The register states no version and no date"), Tone.ASIDE)
    )
    yield _wide(line, Look.LABEL if stand else Look.PLAIN)


def _editing(words: Words) -> Iterator[Entry]:
    """How to edit the workbook, in five lines."""
    w = words
    yield _wide(Line(w("How to edit it")), Look.HEADING)
    for number, text in enumerate(EDITING, 1):
        for part in pieces(f"{number}. {w(text)}", WHOLE):
            yield _wide(Line(part), Look.PLAIN)


def _legend(sheets: Sequence[Sheet], words: Words) -> Iterator[Entry]:
    w = words
    yield _wide(Line(w("How to read it")), Look.HEADING)
    article = w.cite("Art. 30(1)(d)")
    for text, look, meaning in (
        (w("White cell"), Look.TEXT, w("May be edited")),
        (w("Grey cell"), Look.LOCKED, w("Locked: worked out, or edited on another sheet")),
    ):
        yield Entry(((plain(text), look), (plain(meaning), Look.TEXT)))
    samples = (
        (w("Not stated, {article}", article=article), Tone.GAP,
         w("The article asks for it, and the record does not say")),
        (w("Open question"), Tone.QUESTION, w("Somebody has still to find it out")),
        (term(w, "severity", "error"), Tone.ERROR, w("A statutory duty is not met; or a file or a reference is broken")),
        (term(w, "severity", "warning"), Tone.WARNING,
         w("A further duty, or a duty that may apply; or an answer that says too little")),
        (term(w, "severity", "note"), Tone.NOTE, w("Good practice")),
        (w("– remark"), Tone.ASIDE, w("Says more about the entry above it")),
        (w("Empty cell"), Tone.PLAIN, w("Nothing is recorded here; where that is a gap, the findings say so")),
    )  # fmt: skip
    for text, tone, meaning in samples:
        yield Entry((((Line(text, tone),), Look.TEXT), (plain(meaning), Look.TEXT)))
    if any(sheet.compared for sheet in sheets):
        for text, tone, meaning in (
            (w("Word that went"), Tone.OLD, w("Struck through and red in the column “Before”")),
            (w("Word that came"), Tone.NEW, w("Bold and underlined in the column “Now”")),
        ):
            sample = Line(text, tone, marks=(Mark(text, True),))
            yield Entry((((sample,), Look.TEXT), (plain(meaning), Look.TEXT)))
