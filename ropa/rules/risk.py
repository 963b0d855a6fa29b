"""7xx: impact assessment, automated decisions, source, officer, Art. 14, 22, 35, 37."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
