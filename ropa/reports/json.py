"""Findings as JSON, format version 1: a frozen shape that programs rely on."""

import json
import sys
from typing import Any

from ropa import __version__
from ropa.findings import Severity
from ropa.reports.lines import Line
from ropa.reports.report import Report

FORMAT_VERSION = 1


def print_json(report: Report) -> None:
    """Write the report to stdout."""
    json.dump(as_json(report), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data; lines and columns count from 1, the end column is exclusive."""
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "ropa", "version": __version__},
        "summary": {
            "registers": report.registers,
            "files": report.files,
            "activities": report.activities,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "suppressed": 0,
        },
        "findings": [_finding(line) for line in report.lines],
    }


def _finding(line: Line) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "name": line.name,
        "severity": line.severity.value,
        "message": line.message,
        "fix": line.fix,
        "citation": line.citation,
        "register": line.register,
        "activity": line.activity,
        "field": line.field,
        "file": line.file,
        "line": line.span.line,
        "column": line.span.column,
        "end_line": line.span.end_line,
        "end_column": line.span.end_column,
        "fingerprint": line.fingerprint,
        "suppressed": None,
    }
