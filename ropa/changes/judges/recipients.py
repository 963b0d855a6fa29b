"""Recipients, processors and their sub-processors: Art. 13(1)(e), 26, 28."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
