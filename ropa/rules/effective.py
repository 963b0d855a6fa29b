"""Transfers as they hold: what an activity says of them, and what their recipients say."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ropa.findings import Confidence
from ropa.model.activity import Activity
from ropa.model.party import Transfer
from ropa.model.record import Record
from ropa.rules.reach import partly_unread, reached
from ropa.rules.rule import Miss
from ropa.rules.transfers import country_of, receiver, transfers_of
from ropa.source.source import Route

TO_WHOM = {"name", "recipient", "country", "mechanism"}
"""Keys of a transfer that say nothing that its recipient does not."""


class InEffect(NamedTuple):
    """A transfer of an activity as it holds: what it says itself, and what its recipient says."""

    transfer: Transfer
    country: str | None
    route: Route
    defined: bool

    def miss(self, variant: str = "", confidence: Confidence | None = None, **facts: Any) -> Miss:
        """A miss at the mechanism; in a definition it is one, however many activities point there."""
        route = *self.route, "mechanism"
        return Miss(route, facts, variant, defined=self.defined, confidence=confidence)


def in_effect(activity: Activity, record: Record) -> tuple[InEffect, ...]:
    """The transfers of an activity: those it lists, and what the others it reaches say of theirs.

    What a transfer in the list leaves to its recipient, or only repeats, is told where the
    recipient is defined.
    """
    key = "transfers", id(activity)
    found: tuple[InEffect, ...] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = tuple(_in_effect(activity, record))
    return found


def _in_effect(activity: Activity, record: Record) -> Iterator[InEffect]:
    recipients = record.register.recipients
    listed = set()
    if type(activity.transfers) is tuple:
        for index, transfer in transfers_of(activity):
            to = receiver(transfer)
            listed.add(to)
            if partly_unread("recipients", to, record):
                continue
            theirs = recipients[to].transfer if to in recipients else None
            country = country_of(transfer, record)
            if theirs and theirs.mechanism and transfer.mechanism in (None, theirs.mechanism):
                whole = _with_details(theirs, transfer)
                yield InEffect(whole, country, ("recipients", to, "transfer"), True)
            elif transfer.mechanism:
                if theirs and not theirs.mechanism:  # certified, say, and the ground stands here
                    transfer = _with_details(theirs, transfer)
                yield InEffect(transfer, country, ("transfers", index), False)
    for met in reached(activity, record):
        theirs = met.recipient.transfer
        if theirs and theirs.mechanism and (met.key or met.recipient.name) not in listed:
            route, defined = met.place("transfer")
            yield InEffect(theirs, theirs.country or met.recipient.country, route, defined)


def _with_details(theirs: Transfer, transfer: Transfer) -> Transfer:
    """What a recipient says of transfers to it, and what one transfer adds."""
    own = {key: value for key, value in transfer.__dict__.items() if value is not None}
    adds = own.keys() - TO_WHOM or not theirs.mechanism
    return theirs.model_copy(update=own) if adds else theirs
