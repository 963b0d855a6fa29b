"""Changes as text: one line each, then what is to be done."""

import os
from collections.abc import Iterator

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import ChangeReport, counted, reasons, versions
from ropa.reports.change_sentences import whom
from ropa.reports.to_do import ToDo
from ropa.safe import log_line, safe_line
from ropa.words.words import Words

COLOURS = {Level.CRITICAL: "bold red", Level.MAJOR: "bold yellow", Level.MINOR: "bold cyan"}
NAMED = 5
"""How many activities a thing to do names."""


def plain_text(report: ChangeReport, words: Words) -> str:
    """A line for each change, and one for each thing to do."""
    lines = [plain_line(line, words) for line in report.lines]
    return "".join(f"{line}\n" for line in (*lines, *to_do_lines(report, words)))


def to_do_lines(report: ChangeReport, words: Words) -> Iterator[str]:
    """A line for each thing to do: `To do: Update the privacy notice: Newsletter, Orders`."""
    for one in report.to_do:
        yield log_line(f"{words('To do')}: {to_do_text(one, words, NAMED)}")


def to_do_text(one: ToDo, words: Words, most: int) -> str:
    """What to do, and with which activities, at most so many by name."""
    names = whom(one.activities, words, most, everyone=one.everyone)
    return f"{one.text.removesuffix('.')}: {names}" if names else one.text


def closing_line(report: ChangeReport, words: Words) -> str:
    """What was compared, and how much changed."""
    return f"{versions(report)}: {counted(report, words)}."


def plain_line(line: ChangeLine, words: Words) -> str:
    """A change on one line: `file:line:column: critical activity: message [article]`."""
    place = f"{where}: " if (where := _where(line)) else ""
    return log_line(f"{place}{line.level} {said(line, words)}")


def said(line: ChangeLine, words: Words) -> str:
    """What a change is: `activity: message [article]`."""
    subject = line.register if line.is_register else line.activity
    told = " ".join(filter(None, (line.told, reasons(line, words))))
    return f"{f'{subject}: ' if subject else ''}{told} [{words.cite(line.citation)}]"


def _where(line: ChangeLine) -> str:
    """The new place; the old one where nothing is new."""
    place = line.new_location or line.old_location
    return f"{place.file}:{place.span.line}:{place.span.column}" if place else ""


def print_coloured(report: ChangeReport, words: Words) -> None:
    """The same on a terminal, with the levels in colour."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        force_terminal=True, color_system=None if os.environ.get("NO_COLOR") else "auto", soft_wrap=True,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    for line in report.lines:
        place = f"{where}: " if (where := _where(line)) else ""
        console.print(
            Text.assemble(
                (safe_line(place), "bold"),
                (line.level.value, COLOURS.get(line.level, "dim")),
                safe_line(f" {said(line, words)}"),
            )
        )
    for to_do in to_do_lines(report, words):
        console.print(Text(safe_line(to_do)))
