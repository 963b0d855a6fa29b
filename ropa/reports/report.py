"""What a run of validate found: the lines of all registers, and what was checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ropa.findings import Finding, Severity
from ropa.reading import Reading, written_activities
from ropa.reports.lines import Line, report_lines
from ropa.source.source import Source
from ropa.words.words import Words


@dataclass(slots=True)
class Report:
    """All findings of a run with their places and words, and the counts of what was checked.

    `activities` are those that the rules were asked of; `unchecked`, those that could not be read.
    """

    lines: list[Line] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    registers: int = 0
    files: int = 0
    activities: int = 0
    unchecked: int = 0

    def add(self, reading: Reading, findings: Sequence[Finding], words: Words) -> None:
        """Take in a register and its findings."""
        self.lines += report_lines(reading, findings, words)
        self.registers += 1
        refused = {finding.location.file for finding in findings if finding.location}
        paths = {source.path for source in reading.tree.sources}
        self.files += len(paths | refused)
        checked = len(reading.record.activities)
        self.activities += checked
        self.unchecked += len(written_activities(reading.tree.data)) - checked
        if findings:
            self.sources.update((source.path, source) for source in reading.tree.sources)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(line.severity is severity for line in self.lines)

    def fails(self, fail_on: str) -> bool:
        """Is there a finding at or above `fail_on`? `never` fails on none."""
        if fail_on == "never":
            return False
        return any(line.severity.rank <= Severity(fail_on).rank for line in self.lines)
