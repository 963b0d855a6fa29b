"""Whole activities, their status and role: Art. 30(1), 30(2)."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
