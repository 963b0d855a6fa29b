"""What a run of validate found: the lines of all registers, and what was checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ropa.findings import Finding, Severity
from ropa.gate.gate import Gate
from ropa.reading import Reading, written_activities
from ropa.reports.lines import Line, report_lines
from ropa.source.source import Source
from ropa.words.words import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """A register that was checked: its name, and the roles of its activities by their ids."""

    register: str
    activities: Mapping[str, str]


@dataclass(slots=True)
class Report:
    """All findings of a run with their places and words, and the counts of what was checked.

    `activities` are those that the rules were asked of; `unchecked`, those that could not be read.
    `gate` says what was asked; `stale` entries of its baseline are not found any more. From the
    severity `fail_on` on the run fails; with `never` it does not.
    """

    lines: list[Line] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    registers: int = 0
    files: int = 0
    activities: int = 0
    unchecked: int = 0
    checked: list[Checked] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    fail_on: str = Severity.ERROR.value
    stale: int = 0

    def add(self, reading: Reading, findings: Sequence[Finding], words: Words) -> None:
        """Take in a register and its findings."""
        self.lines += report_lines(reading, findings, words)
        self.registers += 1
        self.stale += self.gate.stale(reading, findings)
        refused = {finding.location.file for finding in findings if finding.location}
        paths = {source.path for source in reading.tree.sources}
        self.files += len(paths | refused)
        roles = {
            activity.id: "processor" if activity.is_processor else "controller"
            for activity in reading.record.activities
        }
        self.checked.append(Checked(reading.name, roles))
        checked = len(reading.record.activities)
        self.activities += checked
        self.unchecked += len(written_activities(reading.tree.data)) - checked
        if findings:
            self.sources.update((source.path, source) for source in reading.tree.sources)

    @property
    def open_lines(self) -> list[Line]:
        """The findings that count: those that nobody suppressed."""
        return [line for line in self.lines if line.suppressed is None]

    def worst(self) -> list[Line]:
        """The findings that count, the gravest first."""
        return sorted(self.open_lines, key=lambda line: line.severity.rank)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are that count."""
        return sum(line.severity is severity for line in self.open_lines)

    def fails(self) -> bool:
        """Is there a finding that counts at or above `fail_on`?"""
        if self.fail_on == "never":
            return False
        least = Severity(self.fail_on).rank
        return any(line.severity.rank <= least for line in self.open_lines)
