"""`ropa diff`: what changed between two versions of a register, and what it means in law."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.compared import both_read, changed, pairs
from ropa.cli.gates import settings_moved
from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, Limit, language, must_be_whole
from ropa.cli.reports import print_lines, report_files, summarise
from ropa.cli.settings import ConfigFile, Isolated, Then, Today, settle
from ropa.cli.versions import Side, Versions, sides
from ropa.views import CHANGE_VIEWS, Unshowable

if TYPE_CHECKING:
    from ropa.cli.gates import Pair
    from ropa.gate.move import Move
    from ropa.reports.change_report import ChangeReport
    from ropa.words.words import Words


class DiffFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    MD = "md"
    HTML = "html"
    XLSX = "xlsx"


class FailOn(StrEnum):
    """From which level on changes make the command fail."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


def diff(
    ctx: typer.Context,
    versions: Versions = None,
    format: Annotated[DiffFormat, typer.Option(help="How to print changes.")] = DiffFormat.TEXT,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit 1 if a change is of this level or graver."),
    ] = None,
    report_to: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="Write a report; may be repeated."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write what --format says to a file."),
    ] = None,
    then: Then = None,
    today: Today = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Show what changed between two versions, what it means in law, and what to do.

    Exit code: 0; 1 with changes at --fail-on; 2 if it could not be done.
    """
    from ropa.changes.significance import Level
    from ropa.words.words import Words

    asked = settle(config, isolated, lang=lang)
    spoken = language(asked.lang) or "en"
    files = report_files(report_to, output, format, asked.files, CHANGE_VIEWS.keys())
    if format is DiffFormat.XLSX and not output and sys.stdout.isatty():
        raise Failed("xlsx: a workbook is not for a terminal: write it with -o FILE")
    old, new = sides(ctx, versions, asked.registers)
    before, after = both_read(old, new, limit)
    for side, found in ((old, before), (new, after)):
        must_be_whole(found, f"not compared: {side.name} cannot be read whole")
    both = list(pairs(before, after))
    days = _days(old, new, then, today)
    moves = settings_moved(old, new, both, days[1], config, isolated)
    report = _report(old, new, both, days, moves, spoken)
    _hand_over(report, Words(spoken), format, files, print_it=output is None)
    return int(report.fails(Level(fail_on.value) if fail_on else None))


def _report(
    old: Side, new: Side, both: "list[Pair]", days: tuple[date, date], moves: "list[Move]", spoken: str
) -> "ChangeReport":  # fmt: skip
    """What changed in the registers, and in what is asked of them; the gravest first."""
    from ropa.reports.change_lines import by_level
    from ropa.reports.change_report import ChangeReport
    from ropa.reports.gate_lines import gate_lines
    from ropa.words.words import Words

    lines = [line for pair in both for line in changed(*pair, spoken, *days)]
    lines += gate_lines(moves, Words(spoken))
    made = old.commit.date if old.commit else None, new.commit.date if new.commit else None
    return ChangeReport(by_level(lines), old.name, new.name, made)


def _days(old: Side, new: Side, then: date | None, today: date | None) -> tuple[date, date]:
    """The days as of which both sides are judged: those told, else those of their commits.

    What is not of a commit is judged today; and the old side like the new one.
    """
    now = today or (new.commit.date if new.commit else date.today())
    return then or (old.commit.date if old.commit else now), now


def _hand_over(
    report: "ChangeReport", words: "Words", format: DiffFormat, files: dict[Path, str], *, print_it: bool
) -> None:  # fmt: skip
    """Write the files, then print the changes, and say on stderr how many there are."""
    from ropa.reports.changes_text import closing_line, print_coloured
    from ropa.source.write import write

    for path, form in files.items():
        write(path, _shown(report, words, form))
        say(f"wrote {path.as_posix()}")
    if print_it and format is DiffFormat.TEXT and sys.stdout.isatty():
        print_coloured(report, words)
    elif print_it and format is DiffFormat.XLSX:
        sys.stdout.buffer.write(_shown(report, words, format.value))
    elif print_it:
        print_lines(_shown(report, words, format.value).decode())
    sys.stdout.flush()
    if format is DiffFormat.GITHUB:
        summarise(lambda room: _shown(report, words, "md"))
    say(closing_line(report, words))


def _shown(report: "ChangeReport", words: "Words", form: str) -> bytes:
    try:
        return CHANGE_VIEWS[form](report, words)
    except Unshowable as error:
        raise Failed(str(error)) from None
