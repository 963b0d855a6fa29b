"""The history of a record as JSON, format version 1: a frozen shape that programs rely on.

`changelog.schema.json` is its schema, but for what it has in common with that of changes.
"""

import json
from pathlib import Path
from typing import Any

from ropa import __version__
from ropa.reports.changelog import Changelog, Entry
from ropa.reports.changes_json import SCHEMA as CHANGES
from ropa.reports.changes_json import as_change
from ropa.reports.json import dumped
from ropa.source.git import Commit

FORMAT_VERSION = 1
SCHEMA = Path(__file__).with_name("changelog.schema.json")


def schema_text() -> str:
    """Its JSON Schema, whole."""
    schema, changes = (json.loads(path.read_text("utf-8")) for path in (SCHEMA, CHANGES))
    schema["definitions"] = {**changes["definitions"], **schema["definitions"]}
    del schema["definitions"]["to_do"]
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def json_text(log: Changelog) -> str:
    """The history as JSON."""
    return dumped(as_json(log))


def as_json(log: Changelog) -> dict[str, Any]:
    """The history as plain data; every commit is there, whether it changed something or not."""
    levels = {level.value: number for level, number in log.report.counts.items()}
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "ropa", "version": __version__},
        "old": log.old.id if log.old else None,
        "new": log.new.id,
        "significance": log.level.value,
        "activity": log.activity or None,
        "summary": {
            "commits": len(log.entries),
            "unchanged": len(log.unchanged),
            "unread": sum(bool(entry.unread) for entry in log.entries),
            "changes": len(log.report.lines),
            **levels,
        },
        "commits": [_entry(entry, log) for entry in log.entries],
    }


def _entry(entry: Entry, log: Changelog) -> dict[str, Any]:
    return {
        "id": entry.commit.id,
        "date": entry.commit.date.isoformat(),
        "subject": entry.commit.subject,
        "changes": [as_change(line) for line in log.shown(entry)],
        "not_shown": log.below(entry),
        "unread": [_version(*each) for each in entry.unread],
        "compared_with": [_version(*each) for each in entry.compared_with],
        "command": entry.command or None,
    }


def _version(register: str, commit: Commit | None) -> dict[str, str | None]:
    return {"register": register, "last_read": commit.id if commit else None}
