"""What entries are used for: definitions that nothing points to."""

from collections.abc import Iterator
from typing import Any

from ropa.model.activity import Activity
from ropa.model.party import Joint
from ropa.model.record import Record
from ropa.rules.references import LISTS

FIELDS = [
    (field, section) for field, (section, _) in LISTS.items() if field in Activity.model_fields
]


SECTIONS = ("recipients", "systems", "security_measures", "data_categories", "organisations")


def unused(record: Record) -> Iterator[tuple[str, str]]:
    """The entries that nothing points to, as section and id."""
    register = record.register
    used = _Uses(record).used
    for section in SECTIONS:
        for key in getattr(register, section):
            if key not in used[section]:
                yield section, key


class _Uses:
    """What is pointed to, by section."""

    def __init__(self, record: Record) -> None:
        register = record.register
        self.used: dict[str, set[Any]] = {section: set() for section in SECTIONS}
        for recipient in register.recipients.values():
            self._named(recipient.sub_processors, "recipients")
        self.used["recipients"].update(s.recipient for s in register.systems.values())
        # Without a list of controllers, the organisations are the controllers themselves.
        listed = register.controllers
        own = listed if isinstance(listed, tuple) else tuple(register.organisations)
        self.used["organisations"].update(own)
        self._joint(register.joint)
        if register.defaults:
            self._activity(register.defaults)
        for activity in register.activities:
            self._activity(activity)

    def _activity(self, activity: Activity) -> None:
        written = activity.__dict__
        for field, section in FIELDS:
            if type(value := written[field]) is tuple:
                self._named(value, section)
        if written["joint"] is not None:
            self._joint(activity.joint)
        for data_set in _entries(activity.data_sets):
            self._named(data_set.personal_data, "data_categories")
            self._named(data_set.recipients, "recipients")
        for transfer in _entries(activity.transfers):
            self.used["recipients"].update(
                k for k in (transfer.recipient, transfer.name) if type(k) is str
            )
        organisations = self.used["organisations"]
        organisations.update(p.organisation for p in _entries(activity.on_behalf_of))
        organisations.update(_entries(activity.controllers))

    def _joint(self, value: Any) -> None:
        if isinstance(value, Joint):
            self.used["organisations"].update(value.with_ or ())

    def _named(self, value: Any, section: str) -> None:
        used, may_engage = self.used[section], section == "recipients"
        for entry in _entries(value):
            name = entry.name
            if type(name) is str:
                used.add(name)
            if may_engage and entry.sub_processors is not None:
                self._named(entry.sub_processors, section)


def _entries(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()
