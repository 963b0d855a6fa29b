"""Changes as workflow commands of GitHub Actions, which shows them beside the new version."""

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import ChangeReport
from ropa.reports.changes_text import plain_line, said, to_do_lines
from ropa.reports.github import SHOWN, command
from ropa.reports.places import Places
from ropa.words.words import Words

COMMANDS = {Level.CRITICAL: "error", Level.MAJOR: "warning", Level.MINOR: "notice"}
"""How GitHub shows a change of a level; editorial ones are lines of the log alone."""


def github_text(report: ChangeReport, words: Words) -> str:
    """A line for each change: commands for the gravest, plain lines for those after them."""
    places = Places()
    annotated: dict[Level, list[str]] = {level: [] for level in COMMANDS}
    others = []
    for line in report.lines:
        if len(annotated.get(line.level, ())) < SHOWN and line.level in annotated:
            annotated[line.level].append(_command(line, places, words))
        else:
            others.append(plain_line(line, words))
    told = [one for commands in annotated.values() for one in commands]
    return "".join(f"{line}\n" for line in (*told, *others, *to_do_lines(report, words)))


def _command(line: ChangeLine, places: Places, words: Words) -> str:
    """A change at its new place; what is gone, at what is written nearest to where it was."""
    place = line.new_location or line.near
    properties: dict[str, object] = {}
    if place:
        properties = {
            "file": places.path(place.file), "line": place.span.line, "col": place.span.column
        }  # fmt: skip
    properties["title"] = f"{line.level} {line.change}"
    return command(COMMANDS[line.level], properties, said(line, words), *line.follow_up)
