"""Time limits for erasure: Art. 5(1)(e), 30(1)(f)."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
