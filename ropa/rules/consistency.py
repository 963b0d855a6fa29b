"""9xx: what a register says in two places, and does not fit together."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
