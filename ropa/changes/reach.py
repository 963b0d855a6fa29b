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
            systems = (name for each in keys for name in self._run_by.get(each, ()))
            found = {i for each in systems for i in self._named.get(("systems", each), ())}
        else:
            found = set()
        found.update(i for each in keys for i in self._named.get((section, each), ()))
        return tuple(sorted(found, key=self._places.__getitem__))

    def _engaging(self, key: str) -> set[str]:
        """A recipient, and those that pass data on to it."""
        found, new = {key}, [key]
        while new:
            more = self._above.get(new.pop(), set()) - found
            found |= more
            new += more
        return found

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """Recipients, and those that name them as whom they pass data on to."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, recipient in self._record.register.recipients.items():
            for below in _names(recipient.sub_processors):
                found[below].add(name)
        return found

    @cached_property
    def _run_by(self) -> dict[str, list[str]]:
        """Recipients, and the systems that they run."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, system in self._record.register.systems.items():
            if system.recipient:
                found[system.recipient].append(name)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        """The ids of activities, and where each stands."""
        return {activity.id: at for at, activity in enumerate(self._record.activities)}

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[str]]:
        """Section and id, and the activities that name it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for activity in self._record.activities:
            for named in dict.fromkeys(_pointers(activity, self._record)):
                found[named].append(activity.id)
        return found


def _pointers(activity: Activity, record: Record) -> Iterator[tuple[str, str]]:
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
    own = activity.controllers
    if own is None and not activity.is_processor:  # it has those of the register
        own = tuple(record.keepers)
    for organisations in (own, activity.on_behalf_of, joint):
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
