"""The history of a record as a page, for the authority that asks and for the controller's evidence."""

from collections.abc import Iterator

from ropa.pages.changes import significance, subject_name
from ropa.pages.page import Block, Cell, Column, Line, Page, Section, Text, Tone, table
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import counted
from ropa.reports.changelog import Changelog, Entry, closing_lines, notes, short, stretch, subject
from ropa.words.words import Words


def changelog_page(log: Changelog, words: Words) -> Page:
    """How much changed and what is not shown; then a section for each commit that changed something."""
    number = words.count("{number} commit", "{number} commits", len(log.entries))
    counts = Line(f"{number}. {counted(log.report, words)}.")
    hidden = (Line(line, Tone.ASIDE) for line in closing_lines(log, words))
    first = Section("_summary", words("Summary"), 2, (Text((counts, *hidden)),))
    sections = (_section(entry, log, words) for entry in log.told)
    title = words("History of the record")
    if log.activity:
        title = f"{title}: {log.activity}"
    return Page(words.language, title, stretch(log, words), (first, *sections), words("Contents"))


def _section(entry: Entry, log: Changelog, words: Words) -> Section:
    heading = f"{words.date(entry.commit.date)} {subject(entry.commit, words)}"
    return Section(f"commit-{short(entry.commit)}", heading, 2, tuple(_blocks(entry, log, words)))


def _blocks(entry: Entry, log: Changelog, words: Words) -> Iterator[Block]:
    told = [Line(words("Commit {commit}", commit=short(entry.commit)))]
    if entry.command:
        told.append(
            Line(f"{words('The whole record as it was then:')} {entry.command}", Tone.ASIDE)
        )
    told += (Line(note, Tone.ASIDE) for note in notes(entry, log, words))
    yield Text(tuple(told))
    registers: dict[str, list[ChangeLine]] = {}
    for line in log.shown(entry):
        registers.setdefault(line.register, []).append(line)
    columns = (
        Column(words("Activity")), Column(words("What changed"), 3), Column(words("Significance"), 1)
    )  # fmt: skip
    for register, lines in registers.items():
        yield from table(register, columns, [_row(line, words) for line in lines])


def _row(line: ChangeLine, words: Words) -> tuple[Cell, ...]:
    said = Line(line.message), *((Line(line.reach, Tone.ASIDE),) if line.reach else ())
    return (Line(subject_name(line, words)),), said, tuple(significance(line, words))
