"""To whom an entry of a list leads: the recipient that it names, those below it, who runs a system."""

from collections.abc import Hashable, Iterator
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.likeness import names
from ropa.model.activity import DataSet
from ropa.model.part import Item
from ropa.model.party import Recipient
from ropa.model.record import Record
from ropa.model.values import Texts


def identity(name: Texts | None, record: Record) -> Hashable:
    """What a recipient is known by: the id of its definition, else its words."""
    if isinstance(name, str) and name in record.register.recipients:
        return name
    return names(name)


def known_as(change: Change, record: Record) -> Hashable:
    """What the recipient that something changed of is known by: where it is named, or defined."""
    new = change.entry[1] if change.entry else None
    if isinstance(new, Recipient):
        return identity(new.name, record)
    return str(change.field[1])


def leads(value: Any, topic: str, record: Record) -> set[Hashable]:
    """Everybody that an entry, or a list of entries, of a question leads to."""
    found: set[Hashable] = set()
    for entry in value if isinstance(value, tuple) else (value,):
        if isinstance(entry, DataSet):
            _collect(entry.recipients, record, found)
        elif isinstance(entry, Recipient):
            _collect((entry,), record, found)
        elif topic == "systems" and isinstance(entry, Item):
            found.update(_of_system(entry, record, found))
    return found


def _of_system(entry: Item, record: Record, found: set[Hashable]) -> Iterator[Hashable]:
    """A system itself, and who runs it."""
    yield f"systems {entry.name}"
    system = record.register.systems.get(str(entry.name))
    if system and system.recipient:
        _collect((Recipient.known(system.recipient),), record, found)


def _collect(listed: Any, record: Record, found: set[Hashable]) -> None:
    """Recipients and those below them; who is met again is not followed again."""
    for entry in listed if isinstance(listed, tuple) else ():
        known_by = identity(entry.name, record)
        if known_by in found:
            continue
        found.add(known_by)
        _collect(record.defined(entry).sub_processors, record, found)
