"""4xx: time limits for erasure, Art. 5(1)(e), 30(1)(f)."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
