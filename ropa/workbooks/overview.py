"""The first sheet: who keeps the record, how complete it is, what the other sheets hold, a legend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ropa.pages.page import Block, Cell, Field, Fields, Line, Page, Section, Table, Text, Tone
from ropa.words.terms import term
from ropa.words.words import Words
from ropa.workbooks.layout import pieces
from ropa.workbooks.sheet import Entry, Look, Overview, Sheet, plain

ANSWER = 354.0
"""How wide an answer is, in points."""
WHOLE = 780.0
"""How wide a text is that takes the whole row."""
BLANK = Entry(())


def overview(
    page: Page, sheets: Sequence[Sheet], missing: Mapping[str, str], title: str, words: Words
) -> Overview:
    """The overview of a register; `missing` has the sheets that are left out, and why."""
    own = tuple(section for section in page.sections if section.id in ("_keeper", "_verdict"))
    return front(replace(page, sections=own), sheets, missing, title, words, _legend(words))


def front(
    page: Page, sheets: Sequence[Sheet], missing: Mapping[str, str], title: str, words: Words,
    legend: Iterable[Entry],
) -> Overview:  # fmt: skip
    """A page as the first sheet, with what the others hold, and how to read them."""
    entries = [_wide(Line(part), Look.TITLE) for part in pieces(page.title, WHOLE / 2, 10)]
    entries.append(_wide(Line(page.subtitle), Look.SUBTITLE))
    for section in page.sections:
        entries += [BLANK, *section_entries(section)]
    entries += [BLANK, *_contents(sheets, missing, words)]
    entries += [BLANK, *legend]
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


def _contents(sheets: Sequence[Sheet], missing: Mapping[str, str], words: Words) -> Iterator[Entry]:
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


def _legend(words: Words) -> Iterator[Entry]:
    w = words
    yield _wide(Line(w("How to read it")), Look.HEADING)
    article = w.cite("Art. 30(1)(d)")
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
