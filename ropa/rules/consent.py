"""3xx: consent, Art. 4(11), 7, 8."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
