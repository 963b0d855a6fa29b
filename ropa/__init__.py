"""Records of processing activities (GDPR Art. 30) as code: read, validate, compare, render."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ropa.changes.compare import Change
    from ropa.findings import Finding
    from ropa.reading import Reading

__version__ = "0.1.0"
__all__ = ["compare", "read", "render", "validate"]


def read(*paths: str | Path) -> "list[Reading]":
    """The registers at `paths`: files, folders that are a register, folders of registers."""
    from ropa.reading import read_registers

    return read_registers([Path(path) for path in paths])


def validate(reading: "Reading", today: "date | None" = None) -> "list[Finding]":
    """What the format and the law find in a register as of `today`.

    Without it: the day of the register's last update, or of the tables of the law if that is later.
    """
    from ropa.law.table import AS_OF
    from ropa.rules import RULES
    from ropa.rules.rule import check

    today = today or max(AS_OF, reading.record.register.updated or AS_OF)
    return [*reading.findings, *check(reading.record, RULES, today, whole=reading.whole)]


def compare(old: "Reading", new: "Reading") -> "list[Change]":
    """What changed between two versions of a register: facts, without judgement."""
    from ropa.changes.compare import compare as changes

    return changes(old.record, new.record)


def render(
    reading: "Reading", format: str, *, language: str | None = None,
    findings: "Sequence[Finding] | None" = None,
) -> bytes:  # fmt: skip
    """A register as `md`, `html`, `xlsx`, `json` or `csv`, in its own language unless told."""
    from ropa.views import VIEWS
    from ropa.words.languages import speakable
    from ropa.words.words import Words

    own = reading.record.register.language
    words = Words(language or speakable(own), own)
    return VIEWS[format](reading, validate(reading) if findings is None else findings, words)
