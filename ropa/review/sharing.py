"""Values that several activities take from one place: whom an edit is for, and where it goes."""

from ropa.forms.sheets import DEFINITIONS
from ropa.forms.slot import Shared, Slot
from ropa.model.activity import Activity, DataSet
from ropa.model.plain import keys
from ropa.review.lists import Entries
from ropa.review.outcome import State
from ropa.review.sides import Claim, Sides
from ropa.source.edit import Edit, Plain, Remove, Set, applied
from ropa.source.source import Route


class Asked(Exception):
    """An edit is not made as it is: a question or a refusal, and why, as a key of the messages."""

    def __init__(self, state: State, why: str, /, **facts: object) -> None:
        super().__init__(why)
        self.state = state
        self.why = why
        self.facts = facts


def placed(sides: Sides, slot: Slot, before: Entries, after: Entries) -> Claim:
    """The edits for a cell, where its value is stated or here alone. Raises Asked."""
    shared, order = sides.shared(slot), key_order(slot.sheet)
    if shared and shared.how == "anchor":
        own = sides.forms.edits(slot.shape, slot.route, slot.raw, before, after, order)
        shared = shared if sides.touches(own) else sides.seen(slot)
    if shared is None:
        route = slot.route
    elif sides.wishes.sharing is None:
        raise Asked(State.QUESTION, "shared", how=shared.how)
    elif sides.wishes.sharing == "only-here":
        return _here(sides, slot, shared, before, after)
    else:
        route = shared.origin
        if at(sides.data, route) != slot.raw:
            raise Asked(State.REFUSED, "shared-in-part", how=shared.how)
    edits = sides.forms.edits(slot.shape, route, slot.raw, before, after, order)
    return Claim(route, tuple(edits), after, slot.key)


def _here(sides: Sides, slot: Slot, shared: Shared, before: Entries, after: Entries) -> Claim:
    """The edit that gives the activity a value of its own. Raises Asked."""
    if shared.origin == slot.route:
        raise Asked(State.REFUSED, "anchor-needed", how=shared.how)
    value = plain(sides, slot, before, after)
    if value is None and shared.how == "defaults":
        raise Asked(State.REFUSED, "default-instead", how=shared.how)
    edit: Edit = Set(slot.route, value, key_order(slot.sheet))
    return Claim(slot.route, (Remove(slot.route) if value is None else edit,), after, slot.key)


def plain(sides: Sides, slot: Slot, before: Entries, after: Entries) -> Plain:
    """The whole of a new value, with what of the old one is not shown; None where nothing is said."""
    edits = sides.forms.edits(slot.shape, ("value",), slot.raw, before, after)
    held = {} if slot.raw is None else {"value": slot.raw}
    return applied(held, edits).get("value")


def at(data: Plain, route: Route) -> Plain:
    """What is written at a route; None where nothing is."""
    for step in route:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def key_order(sheet: str) -> tuple[str, ...]:
    """The keys of what a row of a sheet is, in the order of the format."""
    part = {**DEFINITIONS, "sets": DataSet}.get(sheet, Activity)
    return tuple(key for _, key in keys(part))
