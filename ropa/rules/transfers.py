"""6xx: transfers to third countries, Art. 44-50; and where a transfer goes, which 1xx and 2xx ask too."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.findings import Severity
from ropa.law.countries import country_named, eea_as_of, is_third_country, names_a_country
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.part import NoneStated, NotApplicable
from ropa.model.party import Recipient, Transfer
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import answered_none, has_phrase, has_words, normal, texts
from ropa.rules.reach import reached
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.uses import unused
from ropa.source.source import Route


def transfers_of(activity: Activity) -> Iterator[tuple[int, Transfer]]:
    """The transfers that an activity states, with their index; a placeholder is none."""
    if isinstance(activity.transfers, tuple):
        for index, transfer in enumerate(activity.transfers):
            if transfer.name is None or has_words(transfer.name):
                yield index, transfer


def transfers_answered(activity: Activity) -> bool:
    """Is a transfer stated, or that there is none?"""
    return answered_none(activity.transfers) or any(True for _ in transfers_of(activity))


def no_transfer_stated(activity: Activity) -> bool:
    """Does the answer deny every transfer: `none`, or words such as “only within the EU/EEA”?

    A reason that makes an exception (“unless …”, “adequate level of protection”) does not.
    """
    answer = activity.transfers
    if isinstance(answer, tuple):
        return bool(answer) and all(_only_eea(t.name) and not t.country for t in answer)
    return answered_none(answer) and not any(
        has_phrase(normal(text), "eea_except") for text in texts(reason_of(activity))
    )


def reason_of(activity: Activity) -> Texts | None:
    """What is said beside the answer that there is no transfer."""
    answer = activity.transfers
    if isinstance(answer, NoneStated):
        return answer.none
    return answer.not_applicable if isinstance(answer, NotApplicable) else None


@cache
def _says_only_eea(text: str) -> bool:
    return f"{text}.".startswith(tuple(phrases("eea_only"))) and not has_phrase(text, "eea_except")


def _only_eea(words: Texts | None) -> bool:
    return words is not None and all(_says_only_eea(normal(text)) for text in texts(words))


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
        if (to := receiver(transfer)) and record.lost.has("recipients", to):
            continue
        own = record.register.language or "en"
        named = transfer.name if isinstance(transfer.name, dict) else {own: transfer.name or ""}
        if not any(names_a_country(text, language) for language, text in named.items()):
            yield index


def undocumented_49(activity: Activity) -> Iterator[int]:
    """The transfers under Art. 49(1), second subparagraph, without assessment or safeguards."""
    for index, transfer in transfers_of(activity):
        documented = has_words(transfer.assessment) and has_words(transfer.safeguards)
        if transfer.mechanism == "compelling-interests" and not documented:
            yield index


def is_importer(recipient: Recipient) -> bool:
    """Is this somebody else, outside the EEA? Own staff there and data subjects are no importers."""
    elsewhere = recipient.kind not in ("internal", "data-subject")
    return elsewhere and is_third_country(recipient.country)


def described(recipient: Recipient | None) -> bool:
    """Is it said of a recipient what transfers to it rest on?"""
    return bool(recipient and recipient.transfer and recipient.transfer.mechanism)


@rule(
    "ROPA601", "transfer-mechanism-missing", Severity.WARNING, "GDPR Art. 44-49, 13(1)(f)",
    fix="State the `mechanism`: adequacy, scc-commission, bcr, …; or `not-a-transfer` with the reason."
    " The list of EEA members is as of {as_of}, and not verified at its source.",
    lawfulness=True,
    variants={
        "recipient": "{recipient} is outside the EEA ({country}), and what the transfer rests on is "
        "not stated."
    },
    silent="Silent for countries of the EEA, for own staff abroad, for the data subjects "
    "themselves, where a transfer to the country names no recipient, where `not-a-transfer` says why "
    "it is none, and where the answer is that there is none: of that ROPA608 speaks.",
)  # fmt: skip
def transfer_mechanism_missing(record: Record) -> Iterator[Miss]:
    """Data go outside the EEA ({country}), and what the transfer rests on is not stated.

    A transfer to a third country needs an adequacy decision, appropriate safeguards or a derogation.
    Data that the data subject sends there directly, or that an employee takes along, are no
    transfer (EDPB Guidelines 05/2021).
    """
    recipients = record.register.recipients
    transferred: set[str] = set()
    everywhere: set[str | None] = set()
    as_of = eea_as_of()
    for place, activity in zip(record.places, record.activities, strict=True):
        countries: set[str | None] = set()
        for index, transfer in transfers_of(activity):
            country = country_of(transfer, record)
            countries.add(country)
            transferred.add(receiver(transfer))
            to = receiver(transfer)
            stated = transfer.mechanism or described(recipients.get(to))
            unread = bool(to) and record.lost.has("recipients", to)
            if is_third_country(country) and not stated and not unread:
                yield miss("activities", place, "transfers", index, country=country, as_of=as_of)
        everywhere |= countries
        for route, recipient in () if no_transfer_stated(activity) else _written_in(activity):
            if recipient.name not in recipients and _is_silent(recipient):
                if recipient.country not in countries:
                    yield _of_recipient(recipient, "activities", place, *route)
    if not record.lost:
        yield from _of_recipients(record, transferred, everywhere)


def _is_silent(recipient: Recipient) -> bool:
    return is_importer(recipient) and not described(recipient)


def _written_in(activity: Activity) -> Iterator[tuple[Route, Recipient]]:
    """The recipients of an activity and of its data sets, and their sub-processors, as written."""
    for field in ("processors", "recipients"):
        yield from _and_below(getattr(activity, field), field)
    if isinstance(activity.data_sets, tuple):
        for index, data_set in enumerate(activity.data_sets):
            yield from _and_below(data_set.recipients, "data_sets", index, "recipients")


def _and_below(listed: Any, *above: str | int) -> Iterator[tuple[Route, Recipient]]:
    if type(listed) is tuple:
        for index, recipient in enumerate(listed):
            if recipient.country is not None:
                yield (*above, index), recipient
            if recipient.sub_processors is not None:
                yield from _and_below(recipient.sub_processors, *above, index, "sub_processors")


def _of_recipient(recipient: Recipient, *route: str | int) -> Miss:
    return miss(
        *route, "country", variant="recipient", recipient=recipient.name, country=recipient.country,
        as_of=eea_as_of(),
    )  # fmt: skip


def _of_recipients(
    record: Record, transferred: set[str], countries: set[str | None]
) -> Iterator[Miss]:
    """The recipients outside the EEA that are pointed to, and of which no transfer says more.

    The same of their sub-processors, unless some transfer goes to that country.
    """
    recipients = record.register.recipients
    silent: list[tuple[str, Route, Recipient]] = []
    for key, defined in recipients.items():
        if key not in transferred and _is_silent(defined):
            silent.append((key, ("recipients", key), defined))
        for route, below in _and_below(defined.sub_processors, "recipients", key, "sub_processors"):
            told = below.country in countries or below.name in recipients
            if _is_silent(below) and not told:
                silent.append((key, route, below))
    unasked, covered = _unasked_and_told(record) if silent else (set(), set())
    for key, route, recipient in silent:
        if key not in unasked and not (key in covered and route == ("recipients", key)):
            yield _of_recipient(recipient, *route)


def _unasked_and_told(record: Record) -> tuple[set[str], set[str]]:
    """The recipients of which ROPA601 says nothing: nobody uses them, or ROPA608 speaks.

    That is, of those who only serve activities that answer that there is no transfer. And those of
    whom every other activity tells by a transfer to their country that names no recipient.
    """
    denied: set[str] = set()
    others: set[str] = set()
    untold: set[str] = set()
    for activity in record.activities:
        if no_transfer_stated(activity):
            denied.update(met.key for met in reached(activity, record))
            continue
        countries = _to_anybody(activity, record)
        for met in reached(activity, record):
            others.add(met.key)
            if met.recipient.country not in countries:
                untold.add(met.key)
    idle = {key for section, key in unused(record) if section == "recipients"}
    return idle | (denied - others), others - untold


def _to_anybody(activity: Activity, record: Record) -> set[str | None]:
    """The countries of the transfers of an activity that name no recipient of the register."""
    recipients = record.register.recipients
    return {
        country_of(transfer, record)
        for _, transfer in transfers_of(activity)
        if not transfer.recipient and receiver(transfer) not in recipients
    }


FAMILY = (transfer_mechanism_missing,)
