"""Which of the changes between two versions have to do with a flow to a third country, and how much."""

from collections.abc import Hashable, Iterator
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.flows import Flow, place_of
from ropa.changes.judge import Case
from ropa.changes.judges.entries import path
from ropa.changes.leads import identity, leads
from ropa.model.party import Transfer
from ropa.model.record import Record
from ropa.rules.transfers import receiver

SAYS = {
    "transfers": 0, "country": 1, "transfer": 2, "processors": 3, "recipients": 3, "data_sets": 3,
    "sub_processors": 4, "systems": 5, "kind": 6, "name": 6, "defined": 7,
}  # fmt: skip
"""How much a change says of a flow, the most first: by where it is, or by key of a recipient."""


def relevant(changes: list[Change], flow: Flow, case: Case) -> Iterator[tuple[int, Change]]:
    """The changes that have to do with a flow; the one that says most of it has the least number."""
    for change in changes:
        steps = path(change)
        weight = None
        if steps[0] == "transfers":
            weight = SAYS["transfers"] if _speaks_of(change, flow, case) else None
        elif change.activity is None and change.field[:1] != ("defaults",) and len(steps) > 1:
            weight = _of_definition(change, flow, case)
        elif flow.to in _led_to(change, steps, case):
            weight = SAYS[str(steps[0])]
        if weight is not None:
            yield weight, change


def _of_definition(change: Change, flow: Flow, case: Case) -> int | None:
    """How much a change of what the register defines says of a flow."""
    section, key, *below = change.field
    if section == "recipients" and key == flow.to:
        return SAYS.get(str(below[0])) if below else SAYS["defined"]
    if section == "recipients" and below[:1] == ["sub_processors"]:
        return SAYS["sub_processors"] if flow.to in _led_to(change, ("recipients",), case) else None
    if section == "systems":
        listed = [r.register.systems.get(str(key)) for r in (case.old, case.new)]
        ran = {f"systems {key}", *(s.recipient for s in listed if s and s.recipient)}
        return SAYS["systems" if below else "defined"] if flow.to in ran else None
    return None


def _led_to(change: Change, steps: Any, case: Case) -> set[Hashable]:
    """Everybody that the entries of a change lead to, in either version."""
    topic = str(steps[0])
    old, new = change.entry or (change.before, change.after)
    return leads(old, topic, case.old) | leads(new, topic, case.new)


def _speaks_of(change: Change, flow: Flow, case: Case) -> bool:
    """Is a changed transfer this flow? A whole answer speaks of all."""
    old, new = change.entry or (change.before, change.after)
    stated = [*_transfers(old, case.old), *_transfers(new, case.new)]
    return not stated or any(
        to == flow.to or (place == flow.place and not isinstance(to, str)) for to, place in stated
    )


def _transfers(value: Any, record: Record) -> Iterator[tuple[Hashable, str]]:
    """Of each transfer in a value: who it goes to, and where."""
    for each in value if isinstance(value, tuple) else (value,):
        if isinstance(each, Transfer):
            yield identity(receiver(each) or each.name, record), place_of(each, record)
