"""A baseline: the findings that were there before, accepted for now. It only shrinks."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ropa.findings import Finding, Suppression
from ropa.fingerprints import fingerprints, show_route
from ropa.gate.mistaken import LIMIT, Mistaken, text_of
from ropa.gate.profile import READING
from ropa.reading import Reading

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Entry:
    """A finding that is accepted, and the day on which it was first seen.

    Only the fingerprint tells it apart; the rest is for whoever reads the file.
    """

    fingerprint: str
    rule: str
    register: str
    activity: str | None
    field: str | None
    first_seen: date


@dataclass(frozen=True)
class Baseline:
    """The entries of a baseline."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def since(self) -> dict[str, date]:
        """When each finding was first seen, by its fingerprint."""
        return {entry.fingerprint: entry.first_seen for entry in self.entries}

    @staticmethod
    def of(entries: Iterable[Entry]) -> "Baseline":
        """A baseline that begins; of entries with one fingerprint it has one."""
        return Baseline(tuple({entry.fingerprint: entry for entry in entries}.values()))

    def judged(self, registers: Collection[str], off: Collection[str]) -> list[Entry]:
        """The entries that a run of these registers can find or miss; it has rules switched off."""
        return [e for e in self.entries if e.register in registers and e.rule not in off]

    def renewed(
        self, found: Iterable[Entry], registers: Collection[str], off: Collection[str]
    ) -> "Baseline":
        """The baseline without what a run of `registers` could find, and did not.

        Raises Mistaken where something is found that it does not have: it only shrinks.
        """
        there = {entry.fingerprint: entry for entry in found}
        new = [entry for key, entry in there.items() if key not in self.since]
        if new:
            raise Mistaken(
                f"a baseline only shrinks, and what is found is not all in it: {new[0].rule} in"
                f" {new[0].register} is new ({len(new)} in all); mend it, accept it by a comment, or"
                " delete the file to begin anew"
            )
        gone = {e.fingerprint for e in self.judged(registers, off)} - there.keys()
        return Baseline.of(entry for entry in self.entries if entry.fingerprint not in gone)

    def content(self) -> bytes:
        """The baseline as a file, sorted: the same bytes for the same entries."""
        rows = sorted(
            ({**vars(e), "first_seen": str(e.first_seen)} for e in self.entries), key=_key
        )
        data = {"format_version": FORMAT_VERSION, "entries": rows}
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        row[name] or "" for name in ("register", "rule", "activity", "field", "fingerprint")
    )


def accept(reading: Reading, findings: Sequence[Finding], baseline: Baseline) -> list[Finding]:
    """The findings of a register, those marked that the baseline has and nothing else accepts."""
    judged = []
    for finding, key in zip(findings, fingerprints(reading, findings), strict=True):
        since = baseline.since.get(key)
        if since is None or finding.suppressed or finding.rule.startswith(READING):
            judged.append(finding)
        else:
            judged.append(replace(finding, suppressed=Suppression("baseline", since=since)))
    return judged


def entries(reading: Reading, findings: Sequence[Finding], today: date) -> list[Entry]:
    """What a baseline would have of the findings: those that count, but not those of reading."""
    return [
        Entry(
            key, finding.rule, reading.name,
            finding.activities[0] if len(finding.activities) == 1 else None,
            show_route(finding.route) or None, today,
        )
        for finding, key in zip(findings, fingerprints(reading, findings), strict=True)
        if not finding.suppressed and not finding.rule.startswith(READING)
    ]  # fmt: skip


# --- the file -------------------------------------------------------------------------------------


def read_baseline(path: Path, limit: int = 4 * LIMIT) -> Baseline:
    """The baseline in a file. Raises Mistaken for what is none, OSError if it cannot be read."""
    try:
        data = json.loads(text_of(path, limit))
    except (ValueError, RecursionError):
        raise Mistaken(f"{path.as_posix()}: is not JSON, as a baseline is") from None
    rows = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(rows, list) or data.get("format_version") != FORMAT_VERSION:
        raise Mistaken(f"{path.as_posix()}: is not a baseline of format version {FORMAT_VERSION}")
    return Baseline(tuple(_entry(row, number, path) for number, row in enumerate(rows, 1)))


def _entry(row: Any, number: int, path: Path) -> Entry:
    try:
        entry = Entry(**{**row, "first_seen": date.fromisoformat(row["first_seen"])})
        texts = entry.fingerprint, entry.rule, entry.register
        further = entry.activity or "", entry.field or ""
        if all(type(text) is str for text in (*texts, *further)):
            return entry
    except (KeyError, TypeError, ValueError):
        pass
    raise Mistaken(f"{path.as_posix()}: entry {number} is not that of a baseline")
