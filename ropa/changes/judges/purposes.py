"""Purposes: Art. 5(1)(b), 6(4)."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
