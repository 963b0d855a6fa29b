"""Findings with their places and their words: what every report is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.findings import Confidence, Finding, Severity, Suppression
from ropa.fingerprints import fingerprints, place, show_route
from ropa.reading import Reading
from ropa.rules import CATALOGUE, cited
from ropa.source.source import Span
from ropa.words.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as it is reported. `activity` and `field` are None where it is about the register."""

    rule: str
    name: str
    severity: Severity
    message: str
    fix: str
    citation: str
    register: str
    activity: str | None
    field: str | None
    file: str
    span: Span
    fingerprint: str
    confidence: Confidence = Confidence.CERTAIN
    suppressed: Suppression | None = None


def report_lines(reading: Reading, findings: Sequence[Finding], words: Words) -> list[Line]:
    """The findings of one register in the order of its files and lines."""
    keys = fingerprints(reading, findings)
    lines = [_line(reading, *pair, words) for pair in zip(findings, keys, strict=True)]
    order = {source.path: index for index, source in enumerate(reading.tree.sources)}
    return sorted(lines, key=lambda line: (order.get(line.file, -1), line.span, line.rule))


def _line(reading: Reading, finding: Finding, fingerprint: str, words: Words) -> Line:
    rule = CATALOGUE[finding.rule]
    location = place(reading, finding)
    activity = finding.activities[0] if len(finding.activities) == 1 else None
    return Line(
        rule.code, rule.name, finding.severity, words.message(finding), words.fix(finding),
        cited(finding), reading.name, activity, show_route(finding.route) or None,
        location.file, location.span, fingerprint, finding.confidence, finding.suppressed,
    )  # fmt: skip
