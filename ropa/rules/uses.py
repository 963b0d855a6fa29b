"""What entries are used for: definitions that nothing points to."""

from collections.abc import Iterator
from typing import Any

from ropa.model.activity import Activity
from ropa.model.party import Joint, Recipient
from ropa.model.record import Record
from ropa.rules.references import LISTS


def unused(record: Record) -> Iterator[tuple[str, str]]:
    """The entries that nothing points to, as section and id."""
    register = record.register
    used = set(_used(record))
    for section in ("recipients", "systems", "security_measures", "data_categories"):
        for key in getattr(register, section):
            if (section, key) not in used:
                yield section, key
    if isinstance(register.controllers, tuple):  # else they are the controllers themselves
        for key in register.organisations:
            if key not in register.controllers and ("organisations", key) not in used:
                yield "organisations", key


def _used(record: Record) -> Iterator[tuple[str, str]]:
    register = record.register
    for recipient in register.recipients.values():
        yield from _named(recipient.sub_processors, "recipients")
    for system in register.systems.values():
        if system.recipient:
            yield "recipients", system.recipient
    yield from _joint(register.joint)
    if register.defaults:
        yield from _used_by(register.defaults)
    for activity in register.activities:
        yield from _used_by(activity)


def _used_by(activity: Activity) -> Iterator[tuple[str, str]]:
    for field, (section, _) in LISTS.items():
        if type(value := activity.__dict__.get(field)) is tuple:
            yield from _named(value, section)
    for data_set in _entries(activity.data_sets):
        yield from _named(data_set.personal_data, "data_categories")
        yield from _named(data_set.recipients, "recipients")
    for transfer in _entries(activity.transfers):
        for key in (transfer.recipient, transfer.name):
            if isinstance(key, str):
                yield "recipients", key
    for principal in _entries(activity.on_behalf_of):
        if principal.organisation:
            yield "organisations", principal.organisation
    for key in _entries(activity.controllers):
        yield "organisations", key
    yield from _joint(activity.joint)


def _joint(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Joint):
        for key in value.with_ or ():
            yield "organisations", key


def _named(value: Any, section: str) -> Iterator[tuple[str, str]]:
    for entry in _entries(value):
        if isinstance(entry.name, str):
            yield section, entry.name
        if isinstance(entry, Recipient):
            yield from _named(entry.sub_processors, section)


def _entries(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
