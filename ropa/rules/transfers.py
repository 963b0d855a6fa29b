"""6xx: transfers to third countries, Art. 44-50."""

from collections.abc import Iterator

from ropa.findings import Severity
from ropa.law.countries import is_third_country
from ropa.model.record import Record
from ropa.rules.rule import Miss, miss, rule


@rule(
    "ROPA601", "transfer-mechanism-missing", Severity.WARNING, "GDPR Art. 44-49, 13(1)(f)",
    fix="State the `mechanism`: adequacy, scc-commission, bcr, …; or `not-a-transfer` with the reason.",
)  # fmt: skip
def transfer_mechanism_missing(record: Record) -> Iterator[Miss]:
    """Data go to {country}, outside the EEA, and what the transfer rests on is not stated.

    A transfer to a third country needs an adequacy decision, appropriate safeguards or a derogation.
    Data that the data subject sends there directly, or that an employee takes along, are no
    transfer (EDPB Guidelines 05/2021).
    """
    recipients = record.register.recipients
    described = {key for key, r in recipients.items() if r.transfer and r.transfer.mechanism}
    transferred = set()
    for place, activity in zip(record.places, record.activities, strict=True):
        if not isinstance(activity.transfers, tuple):
            continue
        for index, transfer in enumerate(activity.transfers):
            transferred.add(transfer.recipient)
            recipient = recipients.get(transfer.recipient or "")
            country = transfer.country or (recipient.country if recipient else None)
            stated = transfer.mechanism or transfer.recipient in described
            if is_third_country(country) and not stated:
                yield miss("activities", place, "transfers", index, country=country)
    for key, recipient in recipients.items():
        if is_third_country(recipient.country) and recipient.kind != "data-subject":
            if key not in described and key not in transferred:
                yield miss("recipients", key, "country", country=recipient.country)


FAMILY = (transfer_mechanism_missing,)
