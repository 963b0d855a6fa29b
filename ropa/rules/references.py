"""What entries point to: references that lead nowhere, and definitions that nothing points to."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import See
from ropa.model.record import Record
from ropa.model.register import Register
from ropa.rules.answers import texts
from ropa.source.source import Route

ID_LIKE = re.compile("[a-z0-9]+(-[a-z0-9]+)+")
WORD_LIKE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")

# Lists whose entries are ids or free text, and the section that the ids are of. Where free text
# commonly looks like an id (`e-postadress`), only a near miss of an id counts as one.
LISTS = {
    "recipients": ("recipients", True),
    "processors": ("recipients", True),
    "systems": ("systems", True),
    "security_measures": ("security_measures", True),
    "personal_data": ("data_categories", False),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that points to an entry of `kind`, and the ids that there are."""

    route: Route
    name: str
    kind: str
    among: Collection[str]


def dangling(record: Record) -> Iterator[Reference]:
    """The references of a register, as written, that lead nowhere."""
    register = record.register
    yield from _ids(register.controllers, ("controllers",), "organisations", register.organisations)
    for key, recipient in register.recipients.items():
        yield from _named(recipient.sub_processors, ("recipients", key), "sub_processors", register)
    for key, system in register.systems.items():
        if system.recipient and system.recipient not in register.recipients:
            route = "systems", key, "recipient"
            yield Reference(route, system.recipient, "recipients", register.recipients)
    if register.defaults:
        yield from _of_activity(register.defaults, ("defaults",), record)
    for place, activity in zip(record.places, register.activities, strict=True):
        yield from _of_activity(activity, ("activities", place), record)


def _of_activity(activity: Activity, above: Route, record: Record) -> Iterator[Reference]:
    register = record.register
    organisations = register.organisations
    yield from _ids(activity.controllers, (*above, "controllers"), "organisations", organisations)
    if isinstance(activity.on_behalf_of, tuple):
        for index, principal in enumerate(activity.on_behalf_of):
            if principal.organisation and principal.organisation not in organisations:
                route = *above, "on_behalf_of", index
                yield Reference(route, principal.organisation, "organisations", organisations)
    if isinstance(activity.transfers, tuple):
        for index, transfer in enumerate(activity.transfers):
            if transfer.recipient and transfer.recipient not in register.recipients:
                route = *above, "transfers", index, "recipient"
                yield Reference(route, transfer.recipient, "recipients", register.recipients)
    for field, value in activity.__dict__.items():
        if type(value) is See and value.see not in record.by_id:
            yield Reference((*above, field, "see"), value.see, "activities", record.by_id)
    for field in LISTS:
        yield from _named(getattr(activity, field), above, field, register)
    yield from _covered(activity, above, register)


def _ids(value: Any, route: Route, kind: str, among: Collection[str]) -> Iterator[Reference]:
    if isinstance(value, tuple):
        for index, name in enumerate(value):
            if name not in among:
                yield Reference((*route, index), name, kind, among)


def _named(value: Any, above: Route, field: str, register: Register) -> Iterator[Reference]:
    """Entries that are ids or free text: which of them are ids, and lead nowhere."""
    section, hyphen_is_id = LISTS.get(field, ("recipients", True))
    among = getattr(register, section)
    if not isinstance(value, tuple) or not among:
        return
    for index, entry in enumerate(value):
        name = entry.name
        if not isinstance(name, str) or name in among or not WORD_LIKE.fullmatch(name):
            continue
        if (hyphen_is_id and ID_LIKE.fullmatch(name)) or _near(name, among):
            yield Reference((*above, field, index), name, section, among)


def _near(name: str, among: Collection[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(name, among, 1, 0.85))


def _covered(activity: Activity, above: Route, register: Register) -> Iterator[Reference]:
    """`for` names purposes, data or data subjects of the same activity, by id or by name."""
    mine: set[str] | None = None
    for field in ("legal_basis", "special_conditions", "retention"):
        value = getattr(activity, field)
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            for at, covered in enumerate(entry.for_ or ()):
                if mine is None:
                    mine = _own_names(activity, register)
                if not any(text in mine for text in texts(covered)):
                    name = next(texts(covered), "")
                    yield Reference((*above, field, index, "for", at), name, "for", mine)


def _own_names(activity: Activity, register: Register) -> set[str]:
    found: set[str] = set()
    for field in ("purposes", "personal_data", "data_subjects", "processing"):
        value = getattr(activity, field)
        for entry in value if isinstance(value, tuple) else ():
            found.update(texts(entry.name))
            if isinstance(entry.name, str) and entry.name in register.data_categories:
                found.update(texts(register.data_categories[entry.name].name))
    return found


def unused(record: Record) -> Iterator[tuple[str, str]]:
    """The entries that nothing points to, as section and id."""
    used = set(_used(record))
    register = record.register
    for section in ("recipients", "systems", "security_measures", "data_categories"):
        for key in getattr(register, section):
            if (section, key) not in used:
                yield section, key
    named = {i for i in (register.controllers or ()) if isinstance(i, str)} if isinstance(
        register.controllers, tuple
    ) else set(register.organisations)
    for key in register.organisations:
        if key not in named and ("organisations", key) not in used:
            yield "organisations", key


def _used(record: Record) -> Iterator[tuple[str, str]]:
    register = record.register
    for recipient in register.recipients.values():
        for entry in recipient.sub_processors if isinstance(recipient.sub_processors, tuple) else ():
            yield "recipients", str(entry.name)
    for system in register.systems.values():
        if system.recipient:
            yield "recipients", system.recipient
    if isinstance(getattr(register.joint, "with_", None), tuple):
        for key in register.joint.with_:  # type: ignore[union-attr]
            yield "organisations", key
    activities = [*register.activities, *([register.defaults] if register.defaults else [])]
    for activity in activities:
        yield from _used_by(activity)


def _used_by(activity: Activity) -> Iterator[tuple[str, str]]:
    for field, (section, _) in LISTS.items():
        yield from _entries(getattr(activity, field), section)
    for data_set in activity.data_sets if isinstance(activity.data_sets, tuple) else ():
        yield from _entries(data_set.personal_data, "data_categories")
        yield from _entries(data_set.recipients, "recipients")
    for transfer in activity.transfers if isinstance(activity.transfers, tuple) else ():
        if transfer.recipient:
            yield "recipients", transfer.recipient
    for principal in activity.on_behalf_of if isinstance(activity.on_behalf_of, tuple) else ():
        if principal.organisation:
            yield "organisations", principal.organisation
    controllers = activity.controllers if isinstance(activity.controllers, tuple) else ()
    joint = getattr(activity.joint, "with_", None) or ()
    for key in (*controllers, *joint):
        yield "organisations", key


def _entries(value: Any, section: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for entry in value:
            if isinstance(entry.name, str):
                yield section, entry.name
