"""Security, automated decisions and impact assessments: Art. 22, 32, 35."""

from ropa.changes.judge import Judge

JUDGES: dict[str, Judge] = {}
