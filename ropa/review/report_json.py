"""What came of a reviewed workbook as JSON, format version 1: a frozen shape that programs rely on.

`review.schema.json` is its schema.
"""

from pathlib import Path
from typing import Any

from ropa import __version__
from ropa.reports.json import dumped
from ropa.review.outcome import Item, State
from ropa.review.reasons import notice, reason
from ropa.review.report import ReviewReport
from ropa.review.report_words import told
from ropa.review.reviewed import Refusal, Remark
from ropa.words.words import Words

FORMAT_VERSION = 1
SCHEMA = Path(__file__).with_name("review.schema.json")


def json_text(report: ReviewReport, words: Words) -> str:
    """The report as JSON."""
    return dumped(as_json(report, words))


def as_json(report: ReviewReport, words: Words) -> dict[str, Any]:
    """The report as plain data; lines and columns count from 1."""
    counts = {_counted_as(state): report.count(state) for state in State}
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "ropa", "version": __version__},
        "workbook": report.workbook,
        "register": report.outcome.register,
        "compared_with": report.base,
        "written": report.written,
        "summary": {**counts, "comments": len(report.comments)},
        "edits": [_edit(item, words) for item in report.items],
        "comments": [as_remark(remark) for remark in report.remarks],
        "refusals": [as_refusal(refusal, words) for refusal in report.refusals],
        "notices": [as_notice(key, words) for key in report.outcome.notices],
        "files": [
            {"file": change.file, "diff": change.diff, "comments_removed": list(change.comments)}
            for change in report.changes
        ],
    }


def _counted_as(state: State) -> str:
    return {State.CONFLICT: "conflicts", State.QUESTION: "questions"}.get(state, state.value)


def _edit(item: Item, words: Words) -> dict[str, Any]:
    place = item.location
    return {
        "state": item.state.value,
        "what": item.what,
        "sheet": item.sheet,
        "row": item.row,
        "name": item.row_as or None,
        "field": item.field or None,
        "address": item.address,
        "base": item.base,
        "theirs": item.theirs,
        "ours": item.ours,
        "why": item.why or None,
        "message": told(item, words),
        "file": place.file if place else None,
        "line": place.span.line if place else None,
        "column": place.span.column if place else None,
        "sharers": list(item.sharers),
    }


def as_remark(remark: Remark) -> dict[str, Any]:
    """A remark as plain data."""
    return {
        "kind": remark.kind,
        "sheet": remark.sheet,
        "row": remark.row or None,
        "name": remark.row_as or None,
        "field": remark.field or None,
        "address": remark.address,
        "text": remark.text,
        "author": remark.author or None,
        "date": remark.date or None,
        "resolved": remark.resolved,
    }


def as_refusal(refusal: Refusal, words: Words) -> dict[str, Any]:
    """A cell that is not read as plain data."""
    return {
        "address": refusal.address,
        "why": refusal.reason,
        "message": reason(refusal.reason, refusal.facts, words),
    }


def as_notice(key: str, words: Words) -> dict[str, Any]:
    """What is to be known of the workbook as a whole as plain data."""
    return {"code": key, "message": notice(key, words)}
