"""What is in a reviewed workbook as JSON, format version 1: a frozen shape that programs rely on.

`review-status.schema.json` is its schema, but for what it has in common with that of `apply`.
"""

import json
from pathlib import Path
from typing import Any

from ropa import __version__
from ropa.reports.json import dumped
from ropa.review.report_json import SCHEMA as REVIEW
from ropa.review.report_json import as_notice, as_refusal, as_remark
from ropa.review.status import Change, Status
from ropa.words.words import Words

FORMAT_VERSION = 1
SCHEMA = Path(__file__).with_name("review-status.schema.json")


def schema_text() -> str:
    """Its JSON Schema, whole."""
    schema, review = (json.loads(path.read_text("utf-8")) for path in (SCHEMA, REVIEW))
    shared = {
        name: review["definitions"][name]
        for name in ("count", "text", "comment", "refusal", "notice")
    }
    schema["definitions"] = {**shared, **schema["definitions"]}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def json_text(status: Status, words: Words) -> str:
    """The status as JSON."""
    return dumped(as_json(status, words))


def as_json(status: Status, words: Words) -> dict[str, Any]:
    """The status as plain data."""
    reviewed = status.reviewed
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "ropa", "version": __version__},
        "workbook": status.workbook,
        "register": reviewed.register or None,
        "version": reviewed.version or None,
        "language": reviewed.language,
        "carried": reviewed.carried,
        "register_changed": status.since,
        "summary": {
            "cells": status.count("cell"),
            "rows_added": status.count("row-added"),
            "rows_removed": status.count("row-removed"),
            "refused": len(reviewed.refusals),
            "comments": len(status.comments),
        },
        "changes": [_change(change) for change in status.changes],
        "comments": [as_remark(remark) for remark in reviewed.remarks],
        "refusals": [as_refusal(refusal, words) for refusal in reviewed.refusals],
        "notices": [as_notice(key, words) for key in reviewed.notices],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "sheet": change.sheet,
        "row": change.row or None,
        "name": change.name or None,
        "field": change.field or None,
        "address": change.address,
        "before": change.before,
        "after": change.after,
    }
