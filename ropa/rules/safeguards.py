"""6xx: what a transfer rests on, Art. 45-49."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
