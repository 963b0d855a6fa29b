"""Whom data reach abroad: recipients, those they pass data on to, and who runs the systems.

Art. 4(9), 28(2), 28(4). Rules on transfers ask it; what is defined once is followed for each activity.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ropa.law.countries import is_third_country
from ropa.model.activity import Activity
from ropa.model.party import Recipient
from ropa.model.record import Record
from ropa.model.register import System
from ropa.source.source import Route


class Reached(NamedTuple):
    """Somebody whom the data of an activity reach.

    `entry` is what is written at `route`: below the activity, or with `defined` from the root. `key`
    is the id that it points to, if any, and `recipient` what it says in effect.
    """

    entry: Recipient
    recipient: Recipient
    key: str
    route: Route
    defined: bool

    def place(self, name: str) -> tuple[Route, bool]:
        """Where a key is stated, and whether in a definition: the entry's own goes first."""
        if self.key and getattr(self.entry, name) is None:
            return ("recipients", self.key, name), True
        return (*self.route, name), self.defined


def reached(activity: Activity, record: Record) -> tuple[Reached, ...]:
    """Everybody whom the data of an activity reach, but for those surely within the EEA.

    Who is defined in the register is met once.
    """
    key = "reached", id(activity)
    met: tuple[Reached, ...] | None = record.worked_out.get(key)
    if met is None:
        met = record.worked_out[key] = tuple(_reached(activity, record))
    return met


def _reached(activity: Activity, record: Record) -> Iterator[Reached]:
    seen: set[str] = set()
    for field in ("processors", "recipients"):
        yield from _listed(getattr(activity, field), (field,), False, record, seen)
    if type(activity.data_sets) is tuple:
        for index, data_set in enumerate(activity.data_sets):
            above = "data_sets", index, "recipients"
            yield from _listed(data_set.recipients, above, False, record, seen)
    for _, system in systems_of(activity, record):
        key = system.recipient or ""
        operator = record.register.recipients.get(key)
        unread = partly_unread("recipients", key, record)
        if operator and key not in seen and not unread and _may_be_abroad(operator):
            yield Reached(operator, operator, key, ("recipients", key), True)
            yield from _below(key, record, seen)


def systems_of(activity: Activity, record: Record) -> Iterator[tuple[str, System]]:
    """The systems that an activity points to, by id."""
    systems = record.register.systems
    if systems and type(activity.systems) is tuple:
        for item in activity.systems:
            name = item.name
            if type(name) is str and name in systems:
                if not partly_unread("systems", name, record):
                    yield name, systems[name]


def _listed(
    listed: Any, above: Route, defined: bool, record: Record, seen: set[str]
) -> Iterator[Reached]:
    """The entries of a list of recipients, and below each its sub-processors."""
    if type(listed) is not tuple:
        return
    for index, entry in enumerate(listed):
        definition = record.definition(entry)
        if record.lost and definition and partly_unread("recipients", str(entry.name), record):
            continue
        if not (_may_be_abroad(entry) or (definition and _may_be_abroad(definition))):
            continue
        route = *above, index
        recipient = record.defined(entry)
        key = entry.name if definition else ""
        if key not in seen or recipient is not definition:
            yield Reached(entry, recipient, key, route, defined)
        if entry.sub_processors is not None:
            below = *route, "sub_processors"
            yield from _listed(entry.sub_processors, below, defined, record, seen)
        if key:
            yield from _below(key, record, seen)


def partly_unread(section: str, key: str, record: Record) -> bool:
    """May a definition say more than was read of it, or be one that was not read?"""
    lost = record.lost
    return bool(lost) and bool(key) and (lost.has(section, key) or lost.concerns((section, key)))


def _may_be_abroad(recipient: Recipient) -> bool:
    """Is anything said that a transfer may follow from?"""
    return (
        recipient.transfer is not None
        or recipient.sub_processors is not None
        or is_third_country(recipient.country)
    )


def _below(key: str, record: Record, seen: set[str]) -> Iterator[Reached]:
    """The sub-processors of somebody defined in the register, the first time that it is met."""
    if key not in seen:
        seen.add(key)
        listed = record.register.recipients[key].sub_processors
        yield from _listed(listed, ("recipients", key, "sub_processors"), True, record, seen)
