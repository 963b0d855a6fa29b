"""Where the data of an activity go outside the EEA, to whom, and on what that rests: Art. 44-49.

A transfer that an activity lists and the recipient that it names are one flow, whatever of it is said
where. What is said of it is looked up as the rules on transfers do.
"""

from collections.abc import Hashable, Iterator
from datetime import date
from typing import NamedTuple

from ropa.changes.leads import identity
from ropa.law.adequacy import Decision, adequate_country, adequate_organisation
from ropa.law.countries import country_named, is_third_country
from ropa.model.activity import Activity
from ropa.model.party import Transfer
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.model.vocabulary import COUNTRIES, MECHANISM_ARTICLES
from ropa.rules.answers import has_words, texts
from ropa.rules.destinations import is_explained
from ropa.rules.reach import reached, systems_of
from ropa.rules.transfers import (
    country_of,
    is_importer,
    no_transfer_stated,
    receiver,
    transfers_of,
)

NO_TRANSFER = "not-a-transfer"
STAFF = ("internal", "data-subject")
UNSTATED = 47
"""The rank of a transfer of which nothing is stated, where a decision for the whole country may carry it."""
UNDECIDED = 98
"""The rank of what is said to rest on an adequacy decision, where none is in force."""
UNFOUNDED = 99
"""The rank of a transfer that rests on nothing stated: after Art. 45, 46 and 49."""


NOTHING_SAID = Transfer.model_validate({})
"""What is said of a transfer of which nothing is."""


class Flow(NamedTuple):
    """Data that go to one destination: `place` is a country code, else the words for it.

    `to` is who gets them there: an id, or words; empty where nobody is named. `transfer` is all that
    is said of it, and `name` what they are called.
    """

    place: str
    to: Hashable
    transfer: Transfer
    name: Texts = ""

    @property
    def mechanism(self) -> str | None:
        """What it is said to rest on."""
        return self.transfer.mechanism

    @property
    def rank(self) -> int:
        """The article that it is said to rest on: 45 before 46 before 49, and nothing after all."""
        article = MECHANISM_ARTICLES.get(self.mechanism or "")
        return int(article[:2]) if article else UNFOUNDED


Key = tuple[Hashable, str]
"""By whom and where flows are told apart."""


def flows(activity: Activity, record: Record) -> dict[Key, Flow]:
    """The flows of an activity, by whom they go to and where; what is no transfer is none."""
    said = all_flows(activity, record)
    return {key: flow for key, flow in said.items() if flow.mechanism != NO_TRANSFER}


def all_flows(activity: Activity, record: Record) -> dict[Key, Flow]:
    """The flows of an activity, with those that are said to be no transfer, Art. 44."""
    key = "flows", id(activity)
    found: dict[Key, Flow] | None = record.worked_out.get(key)
    if found is None:
        found = {}
        for flow in _flows(activity, record):
            found.setdefault((flow.to, flow.place), flow)
        record.worked_out[key] = found
    return found


def decision_for(flow: Flow, day: date) -> Decision | None:
    """The adequacy decision in force on a day for where a flow goes."""
    organisation = next(iter(texts(flow.transfer.organisation)), "")
    named = adequate_organisation(organisation, day) if organisation else None
    return named or adequate_country(flow.place, day) or adequate_organisation(flow.place, day)


def rank(flow: Flow, day: date) -> int:
    """What a flow rests on as of a day: 45, 46, 49; adequacy without a decision, and nothing, after."""
    if flow.mechanism is None and is_adequate(flow, day):
        return UNSTATED
    if flow.mechanism != "adequacy":
        return flow.rank
    uncovered = flow.transfer.certified is False and flow.place == "US"
    return UNDECIDED if uncovered or decision_for(flow, day) is None else 45


def is_adequate(flow: Flow, day: date) -> bool:
    """Does a flow rest on an adequacy decision that holds on a day, or may it by its country alone?"""
    decision = decision_for(flow, day)
    if decision is None:
        return False
    return flow.mechanism == "adequacy" or (flow.mechanism is None and not decision.limited)


def footing(flow: Flow, day: date) -> tuple[str, ...]:
    """The circumstance that a flow rests on safeguards, on nothing stated, or on nothing at all."""
    order = rank(flow, day)
    if order in (45, 46, UNSTATED):
        return {46: ("safeguards",), UNSTATED: ("unstated",)}.get(order, ())
    return () if flow.mechanism == NO_TRANSFER else ("ungrounded",)


def _flows(activity: Activity, record: Record) -> Iterator[Flow]:
    listed = list(_listed(activity, record))
    yield from listed
    to_anybody = {flow.place for flow in listed if not flow.to}
    told = {flow.to for flow in listed}
    denied = no_transfer_stated(activity)
    for to, name, country, transfer in _elsewhere(activity, record):
        if to in told or (country in to_anybody and transfer is None):
            continue
        told.add(to)
        if not (denied and transfer is None and is_explained(activity, name, country, record)):
            yield Flow(country, to, transfer or NOTHING_SAID, name)


def _listed(activity: Activity, record: Record) -> Iterator[Flow]:
    """The transfers that an activity lists, each with what its recipient says of it."""
    if no_transfer_stated(activity):
        return
    recipients = record.register.recipients
    for _, transfer in transfers_of(activity):
        to = receiver(transfer)
        recipient = recipients.get(to)
        country, place = country_of(transfer, record), place_of(transfer, record)
        if place and (country is None or is_third_country(country) or transfer.organisation):
            theirs = recipient.transfer if recipient else None
            own = {key: value for key, value in transfer.__dict__.items() if value is not None}
            whole = theirs.model_copy(update=own) if theirs else transfer
            named = bool(recipient) or (country is not None and not _is_country(transfer, record))
            known_by = identity(to or transfer.name, record) if named else ""
            yield Flow(
                place, known_by, whole, (recipient.name if recipient else transfer.name) or ""
            )


def place_of(transfer: Transfer, record: Record) -> str:
    """Where a transfer goes: a country, else the words for the organisation or for whom it goes to."""
    recipient = record.register.recipients.get(receiver(transfer))
    words = transfer.organisation or (recipient.name if recipient else transfer.name)
    return country_of(transfer, record) or next(iter(texts(words)), "")


def _is_country(transfer: Transfer, record: Record) -> bool:
    """Is a transfer called by nothing but its country?"""
    language = record.register.language or "en"
    return not has_words(transfer.name) or any(
        country_named(text, language) for text in texts(transfer.name)
    )


def _elsewhere(
    activity: Activity, record: Record
) -> Iterator[tuple[Hashable, Texts, str, Transfer | None]]:
    """Who is outside the EEA and gets the data: recipients, those below them, and systems there."""
    for met in reached(activity, record):
        recipient = met.recipient
        stated = recipient.transfer
        country = (stated.country if stated else None) or recipient.country
        if recipient.kind not in STAFF and is_third_country(country):
            to = met.key or identity(recipient.name, record)
            yield to, recipient.name, country or "", stated
    language = record.register.language or "en"
    for key, system in systems_of(activity, record):
        operator = record.register.recipients.get(system.recipient or "")
        where = next(iter(texts(system.location)), "")
        country = where if where in COUNTRIES else country_named(where, language)
        if not is_third_country(country) or (operator and operator.kind in STAFF):
            continue
        runs = system.recipient if operator and is_importer(operator) else ""
        stated = operator.transfer if operator else None
        yield runs or f"systems {key}", system.name, country or "", stated
