"""Which activities a definition reaches: those that point to it, or to somebody who does."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import Item
from ropa.model.party import Principal, Recipient, Transfer
from ropa.model.record import Record


class Reach:
    """What the definitions of two versions reach; worked out when it is first asked."""

    def __init__(self, old: Record, new: Record, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        self._old = _Side(old)
        self._new = _Side(new)

    def of(self, section: str, old_id: str, new_id: str) -> tuple[str, ...]:
        """The activities that a definition reaches, in the order of the new version, then the old."""
        now = self._new.of(section, new_id)
        was = (self._renamed.get(i, i) for i in self._old.of(section, old_id))
        return tuple(dict.fromkeys((*now, *was)))


class _Side:
    def __init__(self, record: Record) -> None:
        self._record = record

    def of(self, section: str, key: str) -> tuple[str, ...]:
        """The activities that point to a definition, directly or through others."""
        keys = {key}
        if section == "recipients":
            keys = self._engaging(key)
            systems = {
                name for name, system in self._record.register.systems.items()
                if system.recipient in keys
            }  # fmt: skip
            found = {i for each in systems for i in self._named["systems", each]}
        else:
            found = set()
        found.update(i for each in keys for i in self._named[section, each])
        return tuple(a.id for a in self._record.activities if a.id in found) if found else ()

    def _engaging(self, key: str) -> set[str]:
        """A recipient, and those that pass data on to it."""
        above: dict[str, set[str]] = defaultdict(set)
        for name, recipient in self._record.register.recipients.items():
            for below in _names(recipient.sub_processors):
                above[below].add(name)
        found, new = {key}, [key]
        while new:
            more = above[new.pop()] - found
            found |= more
            new += more
        return found

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[str]]:
        """Section and id, and the activities that name it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for activity in self._record.activities:
            for named in dict.fromkeys(_pointers(activity)):
                found[named].append(activity.id)
        return found


def _pointers(activity: Activity) -> Iterator[tuple[str, str]]:
    """What an activity names, by section: ids, and free text that leads nowhere."""
    for receivers in (activity.processors, activity.recipients):
        for receiver in receivers if isinstance(receivers, tuple) else ():
            yield from _recipients(receiver)
    for transfer in activity.transfers if isinstance(activity.transfers, tuple) else ():
        yield from _recipients(transfer)
    named = (
        ("data_categories", activity.personal_data),
        ("security_measures", activity.security_measures),
        ("systems", activity.systems),
    )
    for section, listed in named:
        yield from ((section, name) for name in _names(listed))
    for data_set in activity.data_sets if isinstance(activity.data_sets, tuple) else ():
        yield from (("data_categories", name) for name in _names(data_set.personal_data))
        for entry in data_set.recipients or ():
            yield from _recipients(entry)
    joint = getattr(activity.joint, "with_", None)
    for organisations in (activity.controllers, activity.on_behalf_of, joint):
        yield from (("organisations", name) for name in _names(organisations))


def _recipients(entry: Recipient | Transfer) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Transfer):
        yield "recipients", entry.recipient or ""
        return
    yield from (("recipients", name) for name in _names((entry,)))
    yield from (("recipients", name) for name in _names(entry.sub_processors))


def _names(listed: Any) -> Iterator[str]:
    for entry in listed if isinstance(listed, tuple) else ():
        if isinstance(entry, Principal):
            yield entry.organisation or ""
        elif isinstance(entry, str):
            yield entry
        elif isinstance(entry, Item) and isinstance(entry.name, str):
            yield entry.name
