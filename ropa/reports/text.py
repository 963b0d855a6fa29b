"""Findings as text: one line each in a pipe; on a terminal with the source and a caret."""

import os

from ropa.findings import Severity
from ropa.reports.asked import not_asked
from ropa.reports.lines import Line
from ropa.reports.report import Report
from ropa.safe import log_line, safe_line
from ropa.words.citations import cite
from ropa.words.words import Words

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def plain_text(report: Report, words: Words) -> str:
    """A line for each finding that counts."""
    return "".join(f"{plain_line(line, words)}\n" for line in report.open_lines)


def closing_line(report: Report, words: Words) -> str:
    """What was checked, what came of it, and what was not asked."""
    activities = words.count("{number} activity", "{number} activities", report.activities)
    if report.unchecked:
        activities += words(", {number} not checked", number=report.unchecked)
    errors, warnings, notes = (report.count(severity) for severity in Severity)
    suppressed = len(report.lines) - len(report.open_lines)
    checked = words(
        "Checked {activities} in {registers} ({files}): {errors}, {warnings}, {notes}.",
        activities=activities,
        registers=words.count("{number} register", "{number} registers", report.registers),
        files=words.count("{number} file", "{number} files", report.files),
        errors=words.count("{number} error", "{number} errors", errors),
        warnings=words.count("{number} warning", "{number} warnings", warnings),
        notes=words.count("{number} note", "{number} notes", notes)
        + (words(", {number} suppressed", number=suppressed) if suppressed else ""),
    )
    stale = words.count(
        "{number} entry of the baseline is not found any more; --write-baseline drops it.",
        "{number} entries of the baseline are not found any more; --write-baseline drops them.",
        report.stale,
    )
    told = checked, not_asked(report.gate, words), stale if report.stale else ""
    return " ".join(filter(None, told))


def plain_line(line: Line, words: Words) -> str:
    """A finding on one line: `file:line:column: severity RULE activity: message [article]`."""
    return log_line(f"{_where(line)}: {line.severity} {line.rule} {said(line, words)}")


def said(line: Line, words: Words) -> str:
    """What a finding says: `activity: message [article]`."""
    subject = f"{line.activity}: " if line.activity else ""
    return f"{subject}{line.message} [{cite(line.citation, words)}]"


def _where(line: Line) -> str:
    return f"{line.file}:{line.span.line}:{line.span.column}"


def print_excerpts(report: Report, words: Words) -> None:
    """On a terminal: each finding's line of the source below it, a caret, and what to do."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        force_terminal=True, color_system=None if os.environ.get("NO_COLOR") else "auto", soft_wrap=True,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    for line in report.open_lines:
        subject = f"{line.activity}: " if line.activity else ""
        console.print(
            Text.assemble(
                (safe_line(_where(line)), "bold"), ": ",
                (f"{line.severity} {line.rule}", COLOURS[line.severity]),
                safe_line(f" {subject}{line.message}"), (f" [{cite(line.citation, words)}]", "dim"),
            )
        )  # fmt: skip
        for excerpt in _excerpt(report, line):
            console.print(Text(excerpt, "dim"))
        console.print(Text(safe_line(f"  = {words('To do')}: {line.fix}"), "dim"))


def _excerpt(report: Report, line: Line) -> list[str]:
    """The source line and, below it, carets under what is meant."""
    from rich.cells import cell_len  # a wide character takes two columns

    source = report.sources.get(line.file)
    if source is None or line.span.line > len(source.lines):
        return []
    text = source.lines[line.span.line - 1]
    margin = len(str(line.span.line))
    before = safe_line(text[: line.span.column - 1])
    end = line.span.end_column if line.span.end_line == line.span.line else len(text) + 1
    meant = safe_line(text[line.span.column - 1 : end - 1])
    after = safe_line(text[end - 1 :])
    caret = " " * cell_len(before) + "^" * max(1, cell_len(meant))
    return [f" {line.span.line} | {before}{meant}{after}", f" {' ' * margin} | {caret}"]
