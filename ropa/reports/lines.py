"""Findings with their places and their words: what every report is made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from ropa.findings import Confidence, Finding, Severity, Suppression
from ropa.reading import Reading
from ropa.rules import CATALOGUE, cited
from ropa.source.source import Route, Span
from ropa.source.tree import Location
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


def report_lines(reading: Reading, findings: Iterable[Finding], words: Words) -> list[Line]:
    """The findings of one register in the order of its files and lines."""
    seen: dict[str, int] = {}
    lines = [_line(reading, finding, words, seen) for finding in findings]
    order = {source.path: index for index, source in enumerate(reading.tree.sources)}
    return sorted(lines, key=lambda line: (order.get(line.file, -1), line.span, line.rule))


def _line(reading: Reading, finding: Finding, words: Words, seen: dict[str, int]) -> Line:
    rule = CATALOGUE[finding.rule]
    location = place(reading, finding)
    activity = finding.activities[0] if len(finding.activities) == 1 else None
    identity = f"{rule.code}:{reading.name}:{_stable(finding, reading)}"
    count = seen[identity] = seen.get(identity, 0) + 1
    from hashlib import sha256  # loads OpenSSL, and a clean register needs none of it

    digest = sha256(f"{identity}:{count}".encode()).hexdigest()[:16]
    return Line(
        rule.code, rule.name, finding.severity, words.message(finding), words.fix(finding),
        cited(finding), reading.name, activity, show_route(finding.route) or None,
        location.file, location.span, digest, finding.confidence, finding.suppressed,
    )  # fmt: skip


def place(reading: Reading, finding: Finding) -> Location:
    """Where a finding is."""
    return finding.location or reading.tree.locate(finding.route, key=finding.at_key)


def show_route(route: Route) -> str:
    """A route as people read it: `activities[3].retention[0]`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in route)
    return "".join(parts).removeprefix(".")


def _stable(finding: Finding, reading: Reading) -> str:
    """What a finding is about, whatever moves: ids instead of places in the list of activities."""
    route = finding.route
    if len(route) > 1 and route[0] == "activities" and finding.activities:
        route = "activities", finding.activities[0], *route[2:]
    facts = ",".join(f"{k}={finding.facts[k]}" for k in sorted(finding.facts) if k == "key")
    return f"{finding.variant}:{show_route(route)}:{facts}"
