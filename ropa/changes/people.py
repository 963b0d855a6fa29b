"""Who receives the data of an activity, and in what role: Art. 4(8), 4(9), 28."""

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case
from ropa.changes.leads import identity, leads
from ropa.model.activity import Activity
from ropa.model.party import Recipient
from ropa.model.record import Record
from ropa.rules.engaged import listed

INDEPENDENT = ("controller", "joint-controller", "group")
"""Kinds of recipient that have purposes of their own, or may have."""


class Receiver(NamedTuple):
    """Somebody who receives the data: the role, empty where it is not stated, and what is said of them."""

    role: str
    meant: Recipient


People = dict[Hashable, Receiver]


def role_of(meant: Recipient, engaged: bool, by_processor: bool) -> str:
    """In what role somebody receives data; whom a processor engages is a sub-processor, Art. 28(2)."""
    role = meant.kind or ("processor" if engaged else "")
    if by_processor and role in ("", "processor"):
        return "sub-processor"
    return role or ("controller" if meant.purpose else "")


def people(activity: Activity, record: Record) -> People:
    """Who receives the data of an activity, by what they are known by."""
    key = "people", id(activity)
    found: People | None = record.worked_out.get(key)
    if found is None:
        found = {}
        for route, entry in listed(activity):
            meant = record.defined(entry)
            role = role_of(meant, route[0] == "processors", activity.is_processor)
            known_by = identity(entry.name, record)
            if known_by not in found or not found[known_by].role:
                found[known_by] = Receiver(role, meant)
        record.worked_out[key] = found
    return found


def before(case: Case, activity_id: str) -> People:
    """Who received the data of an activity in the old version, by the ids of the new one."""
    activity = case.old.by_id.get(case.renamed.get(activity_id, activity_id))
    were = people(activity, case.old) if activity else {}
    ids = new_ids(case)
    return {ids.get(key, key): one for key, one in were.items()} if ids else were


def after(case: Case, activity_id: str) -> People:
    """Who receives the data of an activity now."""
    activity = case.new.by_id.get(activity_id)
    return people(activity, case.new) if activity else {}


def new_ids(case: Case, section: str = "recipients") -> dict[Hashable, Hashable]:
    """The ids of recipients, or of another section, that have another one now, with that one."""
    return case.once(
        ("new ids", section),
        lambda: {
            change.before: change.after
            for change in case.all
            if change.kind is Kind.RENAMED and change.field[:1] == (section,)
        },
    )


def definitions(entry: Recipient, record: Record, case: Case) -> tuple[Change, ...]:
    """The whole definitions that came or went with an entry that leads to them."""
    return definitions_of("recipients", leads(entry, "recipients", record), case)


def definitions_of(section: str, keys: Collection[Hashable], case: Case) -> tuple[Change, ...]:
    """The whole definitions of a section that came or went under some ids."""
    moved = case.once("definitions", lambda: _definitions_moved(case.all))
    found = (moved[section, key] for key in keys if (section, key) in moved)
    return tuple(change for _, change in sorted(found, key=lambda each: each[0]))


def _definitions_moved(changes: Iterable[Change]) -> dict[Hashable, tuple[int, Change]]:
    """By section and id: the definitions that came or went, each with its place among the changes."""
    return {
        change.field: (place, change)
        for place, change in enumerate(changes)
        if change.activity is None
        and len(change.field) == 2
        and change.kind in (Kind.ADDED, Kind.REMOVED)
    }
