"""Findings as GitLab Code Quality reads them: an array, each with a fingerprint of its own."""

from collections import Counter
from typing import Any

from ropa.findings import Severity
from ropa.reports.json import dumped
from ropa.reports.lines import Line
from ropa.reports.places import Places
from ropa.reports.report import Report
from ropa.reports.text import said
from ropa.words.words import Words

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab_text(report: Report, words: Words) -> str:
    """The findings that count. GitLab would keep one of two with the same fingerprint."""
    places = Places()
    seen: Counter[str] = Counter()
    entries = []
    for line in report.open_lines:
        seen[line.fingerprint] += 1
        entries.append(_entry(line, seen[line.fingerprint], places, words))
    return dumped(entries)


def _entry(line: Line, number: int, places: Places, words: Words) -> dict[str, Any]:
    again = f"-{number}" if number > 1 else ""
    return {
        "description": said(line, words),
        "check_name": line.rule,
        "fingerprint": line.fingerprint + again,
        "severity": SEVERITIES[line.severity],
        "location": {"path": places.path(line.file), "lines": {"begin": line.span.line}},
    }
