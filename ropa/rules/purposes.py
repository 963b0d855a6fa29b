"""3xx: further use, direct marketing and cookies, Art. 6(4), 21, ePrivacy Art. 5(3)."""

from ropa.rules.rule import Rule

FAMILY: tuple[Rule, ...] = ()
