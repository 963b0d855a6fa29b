"""Records of processing activities (GDPR Art. 30) as code: read, validate, compare, render."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.changes.facts import Change
    from ropa.changes.judge import Judged
    from ropa.findings import Finding
    from ropa.gate.gate import Gate
    from ropa.reading import Reading
    from ropa.reports.since import Since

__version__ = "0.1.0"
__all__ = ["compare", "judge", "read", "render", "validate"]


def read(*paths: str | Path) -> "list[Reading]":
    """The registers at `paths`: files, folders that are a register, folders of registers."""
    from ropa.reading import read_registers

    return read_registers([Path(path) for path in paths])


def validate(reading: "Reading", gate: "Gate | None" = None) -> "list[Finding]":
    """What the format and the law find in a register.

    `gate` says what is asked, as of which day, and what is accepted; without it: the whole catalogue,
    as of the register's last update or of the tables of the law if that is later.
    """
    from ropa.gate.gate import Gate

    return (gate or Gate()).findings(reading)


def compare(old: "Reading", new: "Reading") -> "list[Change]":
    """What changed between two versions of a register: facts, without judgement."""
    from ropa.changes.compare import compare as changes

    return changes(old.record, new.record)


def judge(
    old: "Reading", new: "Reading", *, then: date | None = None, today: date | None = None
) -> "list[Judged]":
    """What the changes between two versions of a register mean in law, in the order of the record.

    `then` and `today` are the days as of which the old and the new version hold; without them: the
    day of each register's last update, or of the tables of the law if that is later. What changed in
    the law between them, and not in the register, stands last.
    """
    from ropa.changes.judge import judge as judged
    from ropa.changes.law import law_moved
    from ropa.gate.gate import Gate

    days = [Gate(day).day(side.record.register) for day, side in ((then, old), (today, new))]
    versions = old.record, new.record, compare(old, new)
    return [*judged(*versions, *days), *law_moved(*versions, *days)]


def render(
    reading: "Reading", format: str, *, language: str | None = None,
    findings: "Sequence[Finding] | None" = None, gate: "Gate | None" = None,
    since: "Since | None" = None,
) -> bytes:  # fmt: skip
    """A register as `md`, `html`, `xlsx`, `json` or `csv`, in its own language unless told.

    It shows `findings`, or what `gate` finds; and what `gate` did not ask. The workbook alone shows
    what changed `since` an earlier version: raises ValueError for it in another format.
    """
    from ropa.views import VIEWS, workbook_since
    from ropa.words.languages import speakable
    from ropa.words.words import Words

    own = reading.record.register.language
    words = Words(language or speakable(own), own)
    found = validate(reading, gate) if findings is None else findings
    if since is None:
        return VIEWS[format](reading, found, words, gate)
    if VIEWS[format] is not workbook_since:
        raise ValueError(f"{format}: only the workbook shows what changed since a version")
    return workbook_since(reading, found, words, gate, since)
