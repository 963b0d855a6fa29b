"""Changes as JSON, format version 1: a frozen shape that programs rely on.

`changes.schema.json` is its schema.
"""

from pathlib import Path
from typing import Any

from ropa import __version__
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import ChangeReport
from ropa.reports.json import dumped
from ropa.source.tree import Location

FORMAT_VERSION = 1
SCHEMA = Path(__file__).with_name("changes.schema.json")


def json_text(report: ChangeReport) -> str:
    """The report as JSON."""
    return dumped(as_json(report))


def as_json(report: ChangeReport) -> dict[str, Any]:
    """The report as plain data; lines and columns count from 1."""
    levels = {level.value: number for level, number in report.counts.items()}
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "ropa", "version": __version__},
        "old": report.old,
        "new": report.new,
        "summary": {"changes": len(report.lines), **levels},
        "changes": [as_change(line) for line in report.lines],
        "to_do": [
            {
                "duty": one.duty,
                "text": one.text,
                "significance": one.level.value,
                "activities": list(one.ids),
                "names": list(one.activities),
            }
            for one in report.to_do
        ],
    }


def as_change(line: ChangeLine) -> dict[str, Any]:
    """A change as plain data."""
    return {
        "change": line.change,
        "significance": line.level.value,
        "register": line.register,
        "activity": line.activity,
        "activities": list(line.activities),
        "field": line.field,
        "old": line.old,
        "new": line.new,
        "message": line.told,
        "circumstances": list(line.circumstances),
        "because": list(line.because),
        "citation": line.citation,
        "duties": list(line.duties),
        "follow_up": list(line.follow_up),
        "old_location": _location(line.old_location),
        "new_location": _location(line.new_location),
    }


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {"file": location.file, "line": location.span.line, "column": location.span.column}
