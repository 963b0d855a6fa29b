"""5xx: recipients, processors and joint control, Art. 4(9), 26, 28."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
