"""Findings as SARIF 2.1.0, within what GitHub code scanning takes.

GitHub refuses a file with a result that has no place, or with an empty text; it takes 25,000 results.
A suppressed finding stays in it, marked: one that vanished would be taken for mended.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from ropa import __version__
from ropa.findings import Confidence, Severity
from ropa.reports.catalogue import without_facts
from ropa.reports.families import FAMILIES, family
from ropa.reports.json import dumped, run_gate
from ropa.reports.lines import Line
from ropa.reports.places import Places
from ropa.reports.report import Report
from ropa.reports.text import said
from ropa.rules import CATALOGUE
from ropa.rules.rule import Rule
from ropa.source.source import Span
from ropa.words.words import Words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000
"""How many results GitHub takes in a run."""
LONGEST = 1024
"""How many characters of a description GitHub takes."""
ROOT = "%SRCROOT%"
PRECISION = {
    Confidence.CERTAIN: "very-high", Confidence.LIKELY: "high", Confidence.POSSIBLE: "medium",
}  # fmt: skip
PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def sarif_text(report: Report, words: Words) -> str:
    """The report as SARIF."""
    return dumped(as_sarif(report, words))


def as_sarif(report: Report, words: Words) -> dict[str, Any]:
    """The report as one run: the gravest findings first, those that do not count last."""
    lines = sorted(report.lines, key=lambda line: (line.suppressed is not None, line.severity.rank))
    told = lines[:MOST]
    codes = sorted({line.rule for line in told})
    results = _Results({code: index for index, code in enumerate(codes)}, report, words)
    driver = {
        "name": "ropa",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(CATALOGUE[code], words) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(len(lines) - len(told), words)],
        "results": [results.result(line) for line in told],
        "properties": {"gate": run_gate(report)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(left: int, words: Words) -> dict[str, Any]:
    """That the run went well, and how many findings had no room."""
    if not left:
        return {"executionSuccessful": True}
    text = words.count(
        "{number} further finding is left out: GitHub takes {most} of a run.",
        "{number} further findings are left out: GitHub takes {most} of a run.",
        left, most=MOST,
    )  # fmt: skip
    told = {"level": "warning", "message": {"text": text}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [told]}


def _rule(rule: Rule, words: Words) -> dict[str, Any]:
    message, why, fix = (without_facts(t, words) for t in (rule.message, rule.why, rule.fix))
    law = words.cite(rule.citation)
    to_do = words("To do")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _short(message)},
        "fullDescription": {"text": _short(f"{message} {why}")},
        "help": {
            "text": f"{why}\n\n{to_do}: {fix}\n\n{law}",
            "markdown": f"{why}\n\n**{to_do}:** {fix}\n\n*{law}*",
        },
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": ["gdpr", FAMILIES[family(rule.code)][0]],
            "precision": PRECISION[rule.confidence],
            "problem.severity": PROBLEM[rule.severity],
        },
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _is_known(line: Line) -> bool:
    """Does the baseline have it?"""
    return line.suppressed is not None and line.suppressed.kind == "baseline"


class _Results:
    """Makes results; `rules` are the places of the rules in the driver."""

    def __init__(self, rules: dict[str, int], report: Report, words: Words) -> None:
        self._rules = rules
        self._words = words
        self._places = Places()
        self._compared = any(_is_known(line) for line in report.lines)

    def result(self, line: Line) -> dict[str, Any]:
        """A finding; what it has no answer to is left out, never empty."""
        told: dict[str, Any] = {
            "ruleId": line.rule,
            "ruleIndex": self._rules[line.rule],
            "level": line.severity.value,
            "message": {"text": said(line, self._words)},
            "locations": [self._location(line.file, line.span)],
            "partialFingerprints": {"primaryLocationLineHash": line.fingerprint},
            "properties": {"confidence": line.confidence.value, "register": line.register},
        }
        told["properties"] |= {
            name: value
            for name, value in (("activity", line.activity), ("field", line.field))
            if value
        }
        if line.suppressed:
            told["suppressions"] = [self._suppression(line)]
        if self._compared:
            told["baselineState"] = "unchanged" if _is_known(line) else "new"
        return told

    def _suppression(self, line: Line) -> dict[str, Any]:
        """A comment in the source, or the baseline beside it."""
        told = line.suppressed
        assert told is not None
        suppression: dict[str, Any] = {"kind": "external" if _is_known(line) else "inSource"}
        if told.reason:
            suppression["justification"] = told.reason
        if told.place:
            suppression["location"] = self._location(*told.place)
        if told.until:
            suppression["properties"] = {"until": told.until.isoformat()}
        return suppression

    def _location(self, file: str, span: Span) -> dict[str, Any]:
        region = {
            "startLine": span.line, "startColumn": span.column,
            "endLine": span.end_line, "endColumn": span.end_column,
        }  # fmt: skip
        return {"physicalLocation": {"artifactLocation": self._file(file), "region": region}}

    def _file(self, file: str) -> dict[str, str]:
        """Relative to the root of the repository; where it is outside of that, as it is."""
        path = Path(self._places.path(file))
        if path.is_absolute():
            return {"uri": path.as_uri()}
        return {"uri": quote(path.as_posix()), "uriBaseId": ROOT}
