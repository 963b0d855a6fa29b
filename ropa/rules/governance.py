"""8xx: exemption, review, ownership and outdated law, Art. 5(2), 24, 30(2), 30(4), 30(5)."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
