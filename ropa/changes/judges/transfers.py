"""Transfers to third countries: Art. 44-49."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
