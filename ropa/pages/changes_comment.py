"""What changed, as a comment on the change: the gravest first, on one screen; the rest folded."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ropa.changes.significance import Level
from ropa.pages.changes import subject_name
from ropa.pages.page import Block, Cell, Column, Line, Page, Section, Table, Tasks, Text, Tone
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import (
    ChangeReport,
    level_counts,
    level_name,
    reasons,
    sides,
    versions,
)
from ropa.reports.change_sentences import some, whom
from ropa.reports.to_do import ToDo
from ropa.words.words import Words

MOST = 65_536
"""How many characters GitHub takes for a comment."""
SHOWN = 12
"""How many rows, and how many things to do, stand there at once."""
FOLDED = 400
"""How many more there are to open, at most."""
NAMED = 3
GRAVE = (Level.CRITICAL, Level.MAJOR)


@dataclass(frozen=True, slots=True)
class Alike:
    """Changes that say the same of several activities: the first of them, of whom, how many."""

    line: ChangeLine
    subjects: tuple[str, ...]
    number: int


def changes_comment(
    report: ChangeReport, words: Words, render: Callable[[Page], bytes], most: int = MOST
) -> bytes:
    """The comment as a renderer writes it, below `most` characters: with as much as has room."""
    for folded in (FOLDED, FOLDED // 2, FOLDED // 4, FOLDED // 16, 0):
        for shown in (SHOWN, *((SHOWN // 2, 1, 0) if not folded else ())):
            text = render(comment_page(report, words, shown, folded))
            if len(text.decode()) < most:
                return text
    return text


def comment_page(
    report: ChangeReport, words: Words, shown: int = SHOWN, folded: int = FOLDED
) -> Page:
    """The comment: critical and major changes in a table, all others folded; then what to do."""
    title = f"{words('Changes')}: {level_counts(report, words, *Level)}"
    if not report.lines:
        old, new = sides(report)
        said = words("Nothing changed from {old} to {new}.", old=old, new=new)
        return Page(words.language, words("Changes"), said, ())
    grave = _alike([line for line in report.lines if line.level in GRAVE])
    light = _alike([line for line in report.lines if line.level not in GRAVE])
    sections: list[Section] = []
    if grave[:shown]:
        heading = words("Critical and major changes")
        first = (_table(heading, grave[:shown], words),)
        sections.append(Section("", heading, 2, first))
    more = words.count(
        "{number} more critical or major change", "{number} more critical or major changes",
        _number(grave[shown:]),
    )  # fmt: skip
    sections += _folded("_more", more, grave[shown:], folded, words)
    rest = level_counts(report, words, Level.MINOR, Level.EDITORIAL)
    sections += _folded("_light", rest, light, folded, words)
    sections += _to_do(report, words, shown, folded)
    return Page(words.language, title, versions(report), tuple(sections))


def _alike(lines: Sequence[ChangeLine]) -> list[Alike]:
    """The changes, those together that say the same, in the order of the first."""
    groups: dict[tuple[object, ...], list[ChangeLine]] = {}
    for line in lines:
        said = line.level, line.change, line.message, line.because
        groups.setdefault(said, []).append(line)
    return [
        Alike(same[0], tuple(dict.fromkeys(filter(None, map(_subject, same)))), len(same))
        for same in groups.values()
    ]


def _subject(line: ChangeLine) -> str:
    return line.register if line.is_register else line.activity_name


def _folded(
    key: str, heading: str, rows: Sequence[Alike], most: int, words: Words
) -> Iterator[Section]:
    """What is folded, and how much of it has no room."""
    if not rows:
        return
    blocks: list[Block] = [_table(heading, rows[:most], words)] if most else []
    if left := _number(rows[most:]):
        blocks.append(_not_shown(left, words))
    yield Section(key, heading, 2, tuple(blocks), folded=True)


def _number(rows: Sequence[Alike]) -> int:
    """How many changes rows stand for."""
    return sum(row.number for row in rows)


def _not_shown(number: int, words: Words) -> Text:
    left = words.count("{number} more is not shown.", "{number} more are not shown.", number)
    return Text((Line(left),))


def _table(caption: str, rows: Sequence[Alike], words: Words) -> Table:
    columns = (
        Column(words("Significance"), 1), Column(words("Activity"), 1),
        Column(words("What changed"), 3), Column(words("Article"), 1),
    )  # fmt: skip
    return Table(caption, columns, tuple(_row(row, words) for row in rows))


def _row(row: Alike, words: Words) -> tuple[Cell, ...]:
    line = row.line
    grave = Tone.GAP if line.level is Level.CRITICAL else Tone.PLAIN
    said = " ".join(filter(None, (line.message, reasons(line, words))))
    return (
        (Line(level_name(line.level, words), grave),),
        (Line(_whom(row, words)),),
        (Line(said),),
        (Line(words.cite(line.citation)),),
    )


def _whom(row: Alike, words: Words) -> str:
    """The activities that say so; how many, where the sentence names them."""
    if row.subjects:
        return some(row.subjects, words, NAMED)
    number = len(row.line.activities)
    if not number:
        return subject_name(row.line, words)
    if row.line.everyone:
        return words("All {number} activities", number=number)
    return words.count("{number} activity", "{number} activities", number)


def _to_do(report: ChangeReport, words: Words, shown: int, folded: int) -> Iterator[Section]:
    heading = words("To do")
    if not report.to_do:
        return
    first, rest = report.to_do[:shown], report.to_do[shown:]
    if first:
        yield Section("", heading, 2, (_tasks(first, words),))
    if not rest:
        return
    more = words.count("{number} more thing to do", "{number} more things to do", len(rest))
    blocks: list[Block] = [_tasks(rest[:folded], words)] if folded else []
    if (left := len(rest) - folded) > 0:
        blocks.append(_not_shown(left, words))
    yield Section("_more_to_do", more, 2, tuple(blocks), folded=True)


def _tasks(tasks: Sequence[ToDo], words: Words) -> Tasks:
    return Tasks(
        tuple(
            (Line(one.text), *((Line(names, Tone.ASIDE),) if names else ()))
            for one in tasks
            for names in (whom(one.activities, words, NAMED, everyone=one.everyone),)
        )
    )
