"""What the law asks of a record: the catalogue, in the order of the law."""

from ropa.findings import Finding
from ropa.rules import (
    controller,
    hygiene,
    lawfulness,
    parties,
    processor,
    protection,
    reading,
    transfers,
)
from ropa.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *parties.FAMILY,
    *controller.FAMILY,
    *protection.FAMILY,
    *processor.FAMILY,
    *lawfulness.FAMILY,
    *transfers.FAMILY,
    *hygiene.FAMILY,
)
"""The rules that are asked of a record."""

CATALOGUE: dict[str, Rule] = {rule.code: rule for rule in (*reading.FAMILY, *RULES)}
"""Every rule by its code, those of reading (0xx) among them."""


def cited(finding: Finding) -> str:
    """The law that a finding rests on: its own citation, else its rule's."""
    return finding.citation or CATALOGUE[finding.rule].citation
