"""Controllers, joint controllers, representatives, officers: Art. 4(7), 26, 27, 37."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
