"""Findings as workflow commands of GitHub Actions, which shows them beside the source.

GitHub shows ten errors, ten warnings and ten notices of a step; the rest are lines of the log.
"""

from collections.abc import Mapping

from ropa.findings import Severity
from ropa.reports.lines import Line
from ropa.reports.places import Places
from ropa.reports.report import Report
from ropa.reports.text import plain_line, said
from ropa.safe import safe_line
from ropa.words.words import Words

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SHOWN = 10
"""How many of each level GitHub shows."""


def github_text(report: Report, words: Words) -> str:
    """A line for each finding: commands for the worst, plain lines for those after them."""
    places = Places()
    annotated: dict[Severity, list[str]] = {severity: [] for severity in COMMANDS}
    others = []
    for line in report.open_lines:
        if len(annotated[line.severity]) < SHOWN:
            annotated[line.severity].append(_command(line, places, words))
        else:
            others.append(plain_line(line, words))
    told = [command for commands in annotated.values() for command in commands] + others
    return "".join(f"{line}\n" for line in told)


def _command(line: Line, places: Places, words: Words) -> str:
    properties = {
        "file": places.path(line.file),
        "line": line.span.line,
        "col": line.span.column,
        "endLine": line.span.end_line,
        "title": f"{line.rule} {line.name}",
    }
    return command(COMMANDS[line.severity], properties, said(line, words), line.fix)


def command(name: str, properties: Mapping[str, object], *texts: str) -> str:
    """A workflow command: where it is shown, its title, and texts one below the other."""
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = "%0A".join(_data(text) for text in texts if text)
    return f"::{name} {given}::{message}"


def _data(text: str) -> str:
    """A text on one line; the runner takes `%0A` and the like for what they stand for."""
    return safe_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
