"""What changed between two versions of a register, as a page."""

from collections.abc import Iterator, Sequence

from ropa.pages.activity import ART_30
from ropa.pages.page import Cell, Column, Line, Page, Section, Table, Text, Tone
from ropa.reports.change_lines import ChangeLine
from ropa.source.tree import Location
from ropa.words.words import Words

QUESTIONS = {question.field: question.label for question in ART_30}
"""What the record calls its fields."""


def changes_page(lines: Sequence[ChangeLine], old: str, new: str, words: Words) -> Page:
    """The changes: a sentence that counts them, then a table for the register and each activity."""
    count = words.count("{number} change.", "{number} changes.", len(lines))
    summary = Section("_summary", words("Summary"), 2, (Text((Line(count),)),))
    sections = summary, *_sections(lines, words)
    return Page(words.language, words("Changes"), f"{old} → {new}", sections)


def _sections(lines: Sequence[ChangeLine], words: Words) -> Iterator[Section]:
    subjects: dict[tuple[str, str | None], list[ChangeLine]] = {}
    for line in lines:
        subjects.setdefault((line.register, line.activity), []).append(line)
    several = len({register for register, _ in subjects}) > 1
    for number, ((register, activity), mine) in enumerate(subjects.items()):
        heading = mine[0].activity_name or words("The register")
        if several or mine[0].change.startswith("register-"):
            heading = f"{register}: {heading}"
        columns = Column(words("What")), Column(words("Before"), 3), Column(words("Now"), 3)
        table = Table(heading, columns, tuple(map(_row, mine)))
        name = (f"{register}-{activity}" if several else activity) if activity else None
        yield Section(name or f"_register-{number}", heading, 2, (table,))


def _row(line: ChangeLine) -> tuple[Cell, ...]:
    before, now = line.before, line.now
    if not line.field:  # a whole activity or register: what it is called
        name = (line.activity_name or line.register,)
        before, now = name if line.old_location else (), name if line.new_location else ()
    what = (Line(line.label or line.message),)
    return what, _value(before, line.old_location), _value(now, line.new_location)


def _value(shown: tuple[str, ...], location: Location | None) -> Cell:
    if location is None:
        return (Line("–"),)
    return *map(Line, shown), Line(f"{location.file}:{location.span.line}", Tone.ASIDE)
