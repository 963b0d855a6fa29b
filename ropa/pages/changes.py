"""What changed between two versions, as a page for whoever judges it: old and new side by side."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ropa.changes.significance import Level
from ropa.pages.activity import ART_30
from ropa.pages.marks import marked
from ropa.pages.page import Cell, Column, Line, Page, Section, Table, Tasks, Text, Tone
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import ChangeReport, counted, level_name, reasons, versions
from ropa.reports.change_sentences import whom
from ropa.reports.to_do import ToDo
from ropa.source.tree import Location
from ropa.words.words import Words

QUESTIONS = {question.field: question.label for question in ART_30}
"""What the record calls its fields."""
TONES = {Level.CRITICAL: Tone.ERROR, Level.MAJOR: Tone.WARNING, Level.MINOR: Tone.NOTE}


def changes_page(report: ChangeReport, words: Words) -> Page:
    """The changes: how many, what is to be done, then a table for each register and activity."""
    sections = [Section("_summary", words("Summary"), 2, (Text(tuple(_summary(report, words))),))]
    if report.to_do:
        heading = words("To do")
        tasks = Tasks(tuple(_task(one, words) for one in report.to_do))
        sections.append(Section("_to_do", heading, 2, (tasks,)))
    sections += _registers(report.lines, words)
    spoken = words("Removed:"), words("Added:")
    title, told = words("Changes"), tuple(sections)
    return Page(words.language, title, versions(report), told, words("Contents"), spoken)


def _summary(report: ChangeReport, words: Words) -> Iterator[Line]:
    yield Line(f"{counted(report, words)}.")
    meanings = {
        Level.CRITICAL: words("Critical: to be assessed before the change goes live."),
        Level.MAJOR: words("Major: a notice, a contract or an assessment must change."),
        Level.MINOR: words("Minor: the record is to be kept right."),
        Level.EDITORIAL: words("Editorial: no meaning in law."),
    }
    for level, meaning in meanings.items():
        if report.counts[level]:
            yield Line(meaning, Tone.ASIDE)


def _task(one: ToDo, words: Words) -> Cell:
    names = whom(one.activities, words, len(one.activities), everyone=False)
    if one.everyone:
        names = whom(one.activities, words, 0, everyone=True)
    return (Line(one.text), *((Line(names, Tone.ASIDE),) if names else ()))


# --- registers and activities ---------------------------------------------------------------------


def _registers(lines: Sequence[ChangeLine], words: Words) -> Iterator[Section]:
    """A part for each register, and in it one for each activity, the gravest first."""
    registers: dict[str, dict[str | None, list[ChangeLine]]] = {}
    for line in lines:
        registers.setdefault(line.register, {}).setdefault(line.activity, []).append(line)
    for number, (register, subjects) in enumerate(registers.items()):
        shared = subjects.pop(None, [])
        tables = (_table(subject_name(shared[0], words), shared, words),) if shared else ()
        yield Section(f"_register-{number}", register or words("Gate"), 2, tables)
        for at, mine in enumerate(subjects.values()):
            name = mine[0].activity_name
            yield Section(f"_activity-{number}-{at}", name, 3, (_table(name, mine, words),))


def _table(caption: str, lines: Sequence[ChangeLine], words: Words) -> Table:
    columns = (
        Column(words("What changed"), 3), Column(words("Significance"), 2),
        Column(words("Before"), 4), Column(words("Now"), 4), Column(words("To do"), 3),
    )  # fmt: skip
    return Table(caption, columns, tuple(_row(line, words) for line in lines))


def _row(line: ChangeLine, words: Words) -> tuple[Cell, ...]:
    before, now = sides(line)
    return (
        (Line(line.message), *((Line(line.reach, Tone.ASIDE),) if line.reach else ())),
        tuple(significance(line, words)),
        _value(before, line.old_location),
        _value(now, line.new_location),
        tuple(map(Line, line.follow_up)) or (Line("–"),),
    )


def subject_name(line: ChangeLine, words: Words) -> str:
    """What a change is about: an activity, the register, or what is asked of all registers."""
    if line.activity is not None:
        return line.activity_name
    return words("The register") if line.register else words("Gate")


def significance(line: ChangeLine, words: Words) -> Iterator[Line]:
    """The level, the article, and why it weighs more here."""
    yield Line(level_name(line.level, words), TONES.get(line.level, Tone.PLAIN))
    yield Line(words.cite(line.citation), Tone.ASIDE)
    if why := reasons(line, words):
        yield Line(why, Tone.ASIDE)


def sides(line: ChangeLine) -> tuple[Cell, Cell]:
    """The entries of both versions; what is different about them is marked."""
    if line.field is None:  # a whole activity or register: all of it is new, or gone
        return tuple(map(Line, line.before)), tuple(map(Line, line.now))
    gone = [entry for entry in line.before if entry not in line.now]
    come = [entry for entry in line.now if entry not in line.before]
    marks = [marked(old, new) for old, new in zip_longest(gone, come, fillvalue="")]
    olds = dict(zip(gone, (old for old, _ in marks), strict=False))
    news = dict(zip(come, (new for _, new in marks), strict=False))
    return (
        tuple(Line(entry, Tone.OLD, marks=olds.get(entry, ())) for entry in line.before),
        tuple(Line(entry, Tone.NEW, marks=news.get(entry, ())) for entry in line.now),
    )


def _value(shown: Cell, location: Location | None) -> Cell:
    if location is None:
        return shown or (Line("–"),)
    return *shown, Line(f"{location.file}:{location.span.line}", Tone.ASIDE)
