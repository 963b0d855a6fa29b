"""A baseline: the findings that were there before, accepted for now. It only shrinks."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ropa.findings import Finding, Suppression
from ropa.fingerprints import fingerprints, show_route
from ropa.gate.mistaken import LIMIT, Mistaken, text_of
from ropa.gate.profile import READING
from ropa.reading import Reading
from ropa.source.store import DISK, Store

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Entry:
    """A finding that is accepted, for the activities that it concerned when it was first seen.

    `field` is for whoever reads the file.
    """

    fingerprint: str
    rule: str
    register: str
    activities: tuple[str, ...]
    field: str | None
    first_seen: date

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The activities for which the finding is accepted."""
        return frozenset(self.activities)


@dataclass(frozen=True)
class Baseline:
    """The entries of a baseline."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def _same(self) -> dict[str, Entry]:
        return {entry.fingerprint: entry for entry in self.entries}

    @cached_property
    def _shared(self) -> dict[tuple[str, str], list[Entry]]:
        """The entries about several activities, by register and rule."""
        shared: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if len(entry.activities) > 1:
                shared.setdefault((entry.register, entry.rule), []).append(entry)
        return shared

    def accepting(self, found: Entry) -> Entry | None:
        """The entry that accepts what is found: the same finding, about no further activity.

        What was one finding about many activities accepts what is left of it in each of them.
        """
        same = self._same.get(found.fingerprint)
        if same and same.accepted.issuperset(found.activities):
            return same
        if not found.activities:
            return None
        shared = self._shared.get((found.register, found.rule), ())
        return next((e for e in shared if e.accepted.issuperset(found.activities)), None)

    @staticmethod
    def of(entries: Iterable[Entry]) -> "Baseline":
        """A baseline that begins; of entries with one fingerprint it has one."""
        return Baseline(tuple({entry.fingerprint: entry for entry in entries}.values()))

    def judged(self, registers: Collection[str], off: Collection[str]) -> list[Entry]:
        """The entries that a run of these registers can find or miss; it has rules switched off."""
        return [e for e in self.entries if e.register in registers and e.rule not in off]

    def without(self, registers: Collection[str]) -> "Baseline":
        """The baseline without its entries about these registers."""
        return Baseline(tuple(entry for entry in self.entries if entry.register not in registers))

    def renewed(
        self, found: Iterable[Entry], registers: Collection[str], off: Collection[str]
    ) -> "Baseline":
        """The baseline without what a run of `registers` could find, and did not.

        Raises Mistaken where something is found that it does not have: it only shrinks.
        """
        kept: list[Entry] = []
        new: list[Entry] = []
        for entry in found:
            if known := self.accepting(entry):
                kept.append(replace(entry, first_seen=known.first_seen))
            else:
                new.append(entry)
        if new:
            raise Mistaken(
                f"a baseline only shrinks, and what is found is not all in it: {new[0].rule} in"
                f" {new[0].register} is new ({len(new)} in all); mend it, accept it by a comment, or"
                " delete the file to begin anew"
            )
        judged = {entry.fingerprint for entry in self.judged(registers, off)}
        return Baseline.of([*(e for e in self.entries if e.fingerprint not in judged), *kept])

    def content(self) -> bytes:
        """The baseline as a file, sorted: the same bytes for the same entries."""
        rows = sorted((_row(entry) for entry in self.entries), key=_key)
        data = {"format_version": FORMAT_VERSION, "entries": rows}
        return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _row(entry: Entry) -> dict[str, Any]:
    row = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    return {**row, "activities": sorted(entry.activities), "first_seen": str(entry.first_seen)}


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["register"], row["rule"], row["activities"], row["field"] or "", row["fingerprint"],
    )  # fmt: skip


def accept(reading: Reading, findings: Sequence[Finding], baseline: Baseline) -> list[Finding]:
    """The findings of a register, those marked that the baseline has and nothing else accepts."""
    judged = []
    for finding, entry in zip(findings, _entries(reading, findings), strict=True):
        known = baseline.accepting(entry) if _may_be_accepted(finding) else None
        suppression = Suppression("baseline", since=known.first_seen) if known else None
        judged.append(replace(finding, suppressed=suppression) if suppression else finding)
    return judged


def entries(reading: Reading, findings: Sequence[Finding], today: date) -> list[Entry]:
    """What a baseline would have of the findings: those that count, but not those of reading."""
    made = zip(findings, _entries(reading, findings, today), strict=True)
    return [entry for finding, entry in made if _may_be_accepted(finding)]


def stale(
    reading: Reading, findings: Sequence[Finding], baseline: Baseline, off: Collection[str]
) -> int:
    """How many entries about a register accept nothing that is found in it any more."""
    made = zip(findings, _entries(reading, findings), strict=True)
    found = [e for f, e in made if f.suppressed and f.suppressed.kind == "baseline"]
    used = {known.fingerprint for entry in found if (known := baseline.accepting(entry))}
    return sum(e.fingerprint not in used for e in baseline.judged({reading.name}, off))


def _may_be_accepted(finding: Finding) -> bool:
    return not finding.suppressed and not finding.rule.startswith(READING)


def _entries(
    reading: Reading, findings: Sequence[Finding], today: date = date.min
) -> Iterator[Entry]:
    """Each finding as the entry that a baseline has of it."""
    for finding, key in zip(findings, fingerprints(reading, findings), strict=True):
        field = show_route(finding.route) or None
        yield Entry(key, finding.rule, reading.name, finding.concerned, field, today)


# --- the file -------------------------------------------------------------------------------------


def read_baseline(path: Path, store: Store = DISK, limit: int = 4 * LIMIT) -> Baseline:
    """The baseline in a file. Raises Mistaken for what is none, OSError if it cannot be read."""
    try:
        data = json.loads(text_of(path, limit, store))
    except (ValueError, RecursionError):
        raise Mistaken(f"{path.as_posix()}: is not JSON, as a baseline is") from None
    rows = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(rows, list) or data.get("format_version") != FORMAT_VERSION:
        raise Mistaken(f"{path.as_posix()}: is not a baseline of format version {FORMAT_VERSION}")
    return Baseline(tuple(_entry(row, number, path) for number, row in enumerate(rows, 1)))


def _entry(row: Any, number: int, path: Path) -> Entry:
    try:
        first_seen = date.fromisoformat(row["first_seen"])
        entry = Entry(**{**row, "activities": tuple(row["activities"]), "first_seen": first_seen})
        texts = entry.fingerprint, entry.rule, entry.register, entry.field or ""
        listed = type(row["activities"]) is list
        if listed and all(type(text) is str for text in (*texts, *entry.activities)):
            return entry
    except (KeyError, TypeError, ValueError):
        pass
    raise Mistaken(f"{path.as_posix()}: entry {number} is not that of a baseline")
