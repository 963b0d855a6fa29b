"""Findings as JSON, format version 1: a frozen shape that programs rely on.

`findings.schema.json` is its schema.
"""

import json
import re
from pathlib import Path
from typing import Any

from ropa import __version__
from ropa.findings import Severity, Suppression
from ropa.gate.gate import Gate
from ropa.reports.lines import Line
from ropa.reports.report import Report
from ropa.safe import UNSEEN

FORMAT_VERSION = 1
SCHEMA = Path(__file__).with_name("findings.schema.json")
COMMAND = re.compile(r"(?<=#)#(?=\[|vso\[)")


def json_text(report: Report) -> str:
    """The report as JSON."""
    return dumped(as_json(report))


def dumped(data: Any) -> str:
    """Data as JSON: what would steer a terminal or a CI service that reads along is escaped."""
    text = UNSEEN.sub(_escaped, json.dumps(data, indent=2, ensure_ascii=False))
    return COMMAND.sub(_escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON may write any within a text: `\\u001b`, in two halves above U+FFFF."""
    return json.dumps(found[0])[1:-1] if found[0] != "#" else "\\u0023"


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
            "suppressed": len(report.lines) - len(report.open_lines),
        },
        "gate": run_gate(report),
        "findings": [_finding(line) for line in report.lines],
    }


def run_gate(report: Report) -> dict[str, Any]:
    """What a run asked, and from which severity on it fails."""
    return {**gate_data(report.gate), "fail_on": report.fail_on}


def gate_data(gate: Gate) -> dict[str, Any]:
    """What was asked, and what counts: the profile, the day as of which it was, whether comments and
    the baseline accept anything, how much the baseline accepts, and the rules that were not asked.
    """
    return {
        "profile": gate.profile,
        "today": gate.today.isoformat() if gate.today else None,
        "ignores": gate.ignores,
        "baseline": len(gate.baseline.entries) if gate.baseline else None,
        "switched_off": [rule.code for rule in gate.switched_off()],
    }


def _finding(line: Line) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "name": line.name,
        "severity": line.severity.value,
        "confidence": line.confidence.value,
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
        "suppressed": suppression(line.suppressed),
    }


def suppression(suppressed: Suppression | None) -> dict[str, Any] | None:
    """Why a finding does not count; the day after which it does again; since when it is known."""
    if suppressed is None:
        return None
    return {
        "kind": suppressed.kind,
        "reason": suppressed.reason,
        "until": suppressed.until.isoformat() if suppressed.until else None,
        "since": suppressed.since.isoformat() if suppressed.since else None,
    }
