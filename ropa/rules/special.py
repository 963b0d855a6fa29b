"""3xx: special categories, criminal data and national identification numbers, Art. 9, 10, 87."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
