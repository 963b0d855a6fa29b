"""What changed between two versions of a register, as a page."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ropa.pages.frame import written
from ropa.pages.page import Cell, Column, Line, Page, Section, Table, Text, Tone
from ropa.words.words import Words

if TYPE_CHECKING:
    from ropa.changes.lines import ChangeLine


def changes_page(lines: "Sequence[ChangeLine]", old: str, new: str, words: Words) -> Page:
    """The changes: a sentence that counts them, then a table for the register and each activity."""
    count = words.count("{number} change.", "{number} changes.", len(lines))
    summary = Section("_summary", words("Summary"), 2, (Text((Line(count),)),))
    sections = summary, *_sections(lines, words)
    return Page(words.language, words("Changes"), f"{old} → {new}", sections)


def _sections(lines: "Sequence[ChangeLine]", words: Words) -> "Iterator[Section]":
    subjects = list(dict.fromkeys((line.register, line.activity) for line in lines))
    several = len({register for register, _ in subjects}) > 1
    for number, (register, activity) in enumerate(subjects):
        mine = [x for x in lines if (x.register, x.activity) == (register, activity)]
        heading = mine[0].activity_name or words("The register")
        if several:
            heading = f"{register}: {heading}"
        columns = Column(words("What")), Column(words("Before"), 3), Column(words("Now"), 3)
        rows = tuple((_what(x), _value(x, "old"), _value(x, "new")) for x in mine)
        table = Table(heading, columns, rows)
        yield Section(activity or f"_register-{number}", heading, 2, (table,))


def _what(line: "ChangeLine") -> Cell:
    return (Line(line.field or line.message),)


def _value(line: "ChangeLine", side: str) -> Cell:
    value = getattr(line, side)
    location = getattr(line, f"{side}_location")
    if value is None:
        return (Line("–"),)
    shown = written(value) if line.field else (Line(line.activity_name),)
    return *shown, Line(f"{location.file}:{location.span.line}", Tone.ASIDE)
