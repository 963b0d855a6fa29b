"""6xx: transfers to third countries, Art. 44-50; and where a transfer goes, which 1xx and 2xx ask too."""

from collections.abc import Iterator

from ropa.findings import Severity
from ropa.law.countries import country_named, is_third_country, names_a_country
from ropa.model.activity import Activity
from ropa.model.party import Recipient, Transfer
from ropa.model.record import Record
from ropa.rules.answers import answered_none, has_words, texts
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.uses import unused


def transfers_of(activity: Activity) -> Iterator[tuple[int, Transfer]]:
    """The transfers that an activity states, with their index; a placeholder is none."""
    if isinstance(activity.transfers, tuple):
        for index, transfer in enumerate(activity.transfers):
            if transfer.name is None or has_words(transfer.name):
                yield index, transfer


def transfers_answered(activity: Activity) -> bool:
    """Is a transfer stated, or that there is none?"""
    return answered_none(activity.transfers) or any(True for _ in transfers_of(activity))


def receiver(transfer: Transfer) -> str:
    """The id of the recipient of a transfer, as stated; a plain word may be one."""
    return transfer.recipient or (transfer.name if isinstance(transfer.name, str) else "")


def country_of(transfer: Transfer, record: Record) -> str | None:
    """Where a transfer goes: the country stated, else the recipient's, else the one it is named by."""
    recipient = record.register.recipients.get(receiver(transfer))
    if stated := transfer.country or (recipient.country if recipient else None):
        return stated
    language = record.register.language or "en"
    return next(filter(None, (country_named(t, language) for t in texts(transfer.name))), None)


def without_destination(activity: Activity, record: Record) -> Iterator[int]:
    """The transfers of an activity that say neither country nor international organisation."""
    for index, transfer in transfers_of(activity):
        if has_words(transfer.organisation) or country_of(transfer, record):
            continue
        language = record.register.language or "en"
        if not any(names_a_country(text, language) for text in texts(transfer.name)):
            yield index


def undocumented_49(activity: Activity) -> Iterator[int]:
    """The transfers under Art. 49(1), second subparagraph, without assessment or safeguards."""
    for index, transfer in transfers_of(activity):
        documented = has_words(transfer.assessment) and has_words(transfer.safeguards)
        if transfer.mechanism == "compelling-interests" and not documented:
            yield index


def _is_importer(recipient: Recipient) -> bool:
    """Is this somebody else, outside the EEA? Own staff there and data subjects are no importers."""
    elsewhere = recipient.kind not in ("internal", "data-subject")
    return elsewhere and is_third_country(recipient.country)


def _described(recipient: Recipient | None) -> bool:
    return bool(recipient and recipient.transfer and recipient.transfer.mechanism)


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
    transferred = set()
    for place, activity in zip(record.places, record.activities, strict=True):
        countries = set()
        for index, transfer in transfers_of(activity):
            country = country_of(transfer, record)
            countries.add(country)
            transferred.add(receiver(transfer))
            stated = transfer.mechanism or _described(recipients.get(receiver(transfer)))
            if is_third_country(country) and not stated:
                yield miss("activities", place, "transfers", index, country=country)
        for (field, at), recipient in record.receivers(activity):
            written_here = recipient is getattr(activity, str(field))[at]
            if written_here and _is_importer(recipient) and not _described(recipient):
                if (country := recipient.country) not in countries:
                    yield miss("activities", place, field, at, "country", country=country)
    yield from _of_recipients(record, transferred)


def _of_recipients(record: Record, transferred: set[str]) -> Iterator[Miss]:
    """The recipients outside the EEA that are pointed to, and of which no transfer says more."""
    silent = {
        key: recipient
        for key, recipient in record.register.recipients.items()
        if _is_importer(recipient) and key not in transferred and not _described(recipient)
    }
    idle = set(unused(record)) if silent else set()
    for key, recipient in silent.items():
        if ("recipients", key) not in idle:
            yield miss("recipients", key, "country", country=recipient.country)


FAMILY = (transfer_mechanism_missing,)
