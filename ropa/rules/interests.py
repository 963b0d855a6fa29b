"""3xx: legitimate interests, Art. 6(1)(f)."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
