"""Changes as text and JSON."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from ropa.reports.change_lines import ChangeLine
from ropa.reports.json import dumped
from ropa.safe import log_line
from ropa.source.tree import Location
from ropa.words.words import Words

FORMAT_VERSION = 1
LEVELS = ("critical", "major", "minor", "editorial")


def print_text(lines: Sequence[ChangeLine], old: str, new: str, words: Words) -> None:
    """A line each on stdout, at the new place where there is one; a closing line on stderr."""
    for line in lines:
        place = line.new_location or line.old_location
        where = f"{place.file}:{place.span.line}:{place.span.column}: " if place else ""
        whole = line.register if line.change.startswith("register-") else None
        subject = f"{about}: " if (about := line.activity or whole) else ""
        sys.stdout.write(log_line(f"{where}{line.change} {subject}{line.message}") + "\n")
    sys.stdout.flush()
    closing = words.count("{number} change.", "{number} changes.", len(lines))
    sys.stderr.write(log_line(f"{old} → {new}: {closing}") + "\n")


def print_json(lines: Sequence[ChangeLine], old: str, new: str, words: Words) -> None:
    """The changes as JSON, format version 1. What they mean in law is not judged: null."""
    data = {
        "format_version": FORMAT_VERSION,
        "old": old,
        "new": new,
        "summary": {"changes": len(lines), **dict.fromkeys(LEVELS)},
        "changes": [_json(line) for line in lines],
    }
    sys.stdout.write(dumped(data))


def _json(line: ChangeLine) -> dict[str, Any]:
    return {
        "change": line.change,
        "significance": None,
        "register": line.register,
        "activity": line.activity,
        "field": line.field,
        "old": line.old,
        "new": line.new,
        "message": line.message,
        "citation": None,
        "follow_up": [],
        "old_location": _location(line.old_location),
        "new_location": _location(line.new_location),
    }


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {"file": location.file, "line": location.span.line, "column": location.span.column}


REPORTS: dict[str, Callable[[Sequence[ChangeLine], str, str, Words], None]] = {
    "text": print_text,
    "json": print_json,
}
