"""Data and data subjects, and where the data come from: Art. 5(1)(c), 9, 10, 14."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
