"""What a run of diff found: the changes of all registers, and what there is to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine
from ropa.reports.to_do import ToDo, to_do
from ropa.words.durations import plural
from ropa.words.terms import term
from ropa.words.words import Words

COUNTS = {
    Level.CRITICAL: plural("{number} critical", "{number} critical"),
    Level.MAJOR: plural("{number} major", "{number} major"),
    Level.MINOR: plural("{number} minor", "{number} minor"),
    Level.EDITORIAL: plural("{number} editorial", "{number} editorial"),
}
"""How many changes of a level, about one and about many: other languages tell these apart."""


@dataclass(frozen=True)
class ChangeReport:
    """The changes between two versions, the gravest first; `old` and `new` say which versions, `days`
    of which day each is, where that is known.
    """

    lines: Sequence[ChangeLine]
    old: str
    new: str
    days: tuple[date | None, date | None] = (None, None)

    @cached_property
    def to_do(self) -> list[ToDo]:
        """What follows from the changes, each thing once."""
        return to_do(self.lines)

    @cached_property
    def counts(self) -> dict[Level, int]:
        """How many changes there are of each level."""
        found = Counter(line.level for line in self.lines)
        return {level: found[level] for level in Level}

    def fails(self, fail_on: Level | None) -> bool:
        """Is there a change at or above a level?"""
        return fail_on is not None and any(line.level.rank <= fail_on.rank for line in self.lines)


def versions(report: ChangeReport) -> str:
    """What was compared: `v1:registers (2026-01-31) → registers`."""
    return " → ".join(sides(report))


def sides(report: ChangeReport) -> tuple[str, str]:
    """The name of each version, with its day where that is known."""
    old, new = report.days
    return _dated(report.old, old), _dated(report.new, new)


def _dated(name: str, day: date | None) -> str:
    return f"{name} ({Words.date(day)})" if day else name


def counted(report: ChangeReport, words: Words) -> str:
    """How many changes there are, and of which levels: `3 changes: 1 critical, 2 minor`."""
    if not report.lines:
        return words("Nothing changed")
    number = words.count("{number} change", "{number} changes", len(report.lines))
    return f"{number}: {level_counts(report, words, *Level)}"


def level_counts(report: ChangeReport, words: Words, *levels: Level) -> str:
    """How many changes there are of each of some levels; those of which there is none are left out."""
    counts = ((COUNTS[level], report.counts[level]) for level in levels)
    return ", ".join(words.count(*forms, number) for forms, number in counts if number)


def level_name(level: Level, words: Words) -> str:
    """What a level is called."""
    return term(words, "significance", level.value)


def reasons(line: ChangeLine, words: Words) -> str:
    """Why a change weighs more than others of its kind; empty where it does not."""
    because = "; ".join(line.because)
    return words("Weighs more here: {reasons}.", reasons=because) if because else ""
