"""What the law asks of a record: the catalogue, in the order of the law."""

from ropa.findings import Finding
from ropa.rules import (
    consent,
    consistency,
    controller,
    governance,
    hygiene,
    interests,
    lawfulness,
    parties,
    processor,
    protection,
    purposes,
    reading,
    recipients,
    retention,
    risk,
    safeguards,
    special,
    transfers,
)
from ropa.rules.rule import Rule

_FAMILIES: tuple[tuple[Rule, ...], ...] = (
    parties.FAMILY,
    controller.FAMILY,
    protection.FAMILY,
    processor.FAMILY,
    lawfulness.FAMILY,
    consent.FAMILY,
    interests.FAMILY,
    special.FAMILY,
    purposes.FAMILY,
    retention.FAMILY,
    recipients.FAMILY,
    transfers.FAMILY,
    safeguards.FAMILY,
    risk.FAMILY,
    governance.FAMILY,
    hygiene.FAMILY,
    consistency.FAMILY,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for family in _FAMILIES for rule in family), key=lambda rule: rule.code)
)
"""The rules that are asked of a record."""

CATALOGUE: dict[str, Rule] = {rule.code: rule for rule in (*reading.FAMILY, *RULES)}
"""Every rule by its code, those of reading (0xx) among them."""


def cited(finding: Finding) -> str:
    """The law that a finding rests on: its own citation, else its rule's."""
    return finding.citation or CATALOGUE[finding.rule].citation
