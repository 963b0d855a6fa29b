"""Rows that the workbook had and has no more."""

from ropa.forms.sheets import DEFINITIONS
from ropa.forms.slot import Slot
from ropa.review.outcome import Item, State
from ropa.review.sides import ACTIVITIES, BESIDE, Claim, Draft, Sides, same
from ropa.rules.uses import unused
from ropa.source.edit import Plain, Remove
from ropa.source.source import Route

REFERRING = ("see", "copy_of")
"""The keys by which activities name one another."""


def gone(sides: Sides, sheet: str, row: str, present: set[tuple[str, str]]) -> Draft | None:
    """The draft for a row that the workbook had and has no more; `present` are the rows that it has."""
    activity = row.partition("/")[0] if sheet == "sets" else row
    kept = any((of, activity) in present for of in ACTIVITIES)
    slots = [slot for key in _cells(sides, sheet, row) if (slot := sides.slot(key))]
    draft = _gone(sides, sheet, row, slots)
    if sheet in BESIDE:
        return draft.becomes(State.REFUSED, "row-said-elsewhere") if kept and slots else None
    if sheet == "sets" and not kept:
        return None  # they go with their activity
    if sheet in ACTIVITIES and kept:
        return draft.becomes(State.REFUSED, "row-on-other-sheet")
    if not slots:
        return draft.becomes(State.SAME, "")
    if sheet == "common":
        return draft.becomes(State.REFUSED, "no-rows-here")
    if _changed(sides, sheet, row):
        if sides.wishes.prefer == "yaml":
            return draft.becomes(State.KEPT, "preferred")
        if sides.wishes.prefer is None:
            return draft.becomes(State.CONFLICT, "row-changed")
    if by := _referring(sides, sheet, row):
        return draft.becomes(State.REFUSED, "still-referred", by=by)
    if any(slot.locked == "stated-elsewhere" for slot in slots):
        return draft.becomes(State.REFUSED, "stated-elsewhere")
    if not sides.wishes.allow_delete:
        return draft.becomes(State.PROPOSED, "")
    route = _route(slots)
    return Draft(draft.becomes(State.TAKEN, "").item, (Claim(route, (Remove(route),)),))


def _cells(sides: Sides, sheet: str, row: str) -> list[tuple[str, str, str]]:
    return [key for key in sides.base if key[:2] == (sheet, row)]


def _route(slots: list[Slot]) -> Route:
    """Where a row is: what its cells have in common."""
    route = slots[0].route
    for slot in slots:
        while slot.route[: len(route)] != route:
            route = route[:-1]
    return route


def _changed(sides: Sides, sheet: str, row: str) -> bool:
    """Has the register changed what the row says, on whatever sheet, since the workbook was made?"""
    sheets = (*ACTIVITIES, *BESIDE) if sheet in ACTIVITIES else (sheet,)
    for key, base in sides.base.items():
        if key[0] in sheets and key[1] == row:
            slot = sides.slot(key)
            own = slot and not (slot.shared and slot.shared.how == "defaults")
            if own and slot and not same(slot.text, base):
                return True
    return False


def _referring(sides: Sides, sheet: str, row: str) -> tuple[str, ...]:
    """Who still names an activity or a definition: ids of activities, or other parts of the register."""
    if sheet in DEFINITIONS and (sheet, row) in set(unused(sides.reading.record)):
        return ()
    if sheet not in DEFINITIONS and sheet not in ACTIVITIES:
        return ()
    wanted = REFERRING if sheet in ACTIVITIES else None
    found: dict[str, None] = {}
    for key, part in sides.data.items():
        entries = enumerate(part) if isinstance(part, list) else _items(part)
        for step, entry in entries:
            if (key, step) != (sheet, row) and _names(entry, row, wanted, key):
                own = entry.get("id") if isinstance(entry, dict) else None
                found[str(own or f"{key}.{step}" if step != "" else key)] = None
    users = sides.ours[sheet, row, "name"].shared if sheet in DEFINITIONS else None
    return (
        tuple(found)
        or (users.activities if users else ())
        or ((row,) if sheet in DEFINITIONS else ())
    )


def _items(part: Plain) -> list[tuple[str, Plain]]:
    return list(part.items()) if isinstance(part, dict) else [("", part)]


def _names(value: Plain, made: str, keys: tuple[str, ...] | None, key: str) -> bool:
    """Is an id named below a value, under one of the keys, or under any?"""
    if isinstance(value, dict):
        return any(_names(v, made, keys, k) for k, v in value.items() if k != "id")
    if isinstance(value, list):
        return any(_names(each, made, keys, key) for each in value)
    return bool(value == made and (keys is None or key in keys))


def _gone(sides: Sides, sheet: str, row: str, slots: list[Slot]) -> Draft:
    title = sides.reviewed.titles.get(sheet, sheet).replace("'", "''")
    place = sides.reading.tree.locate(_route(slots)) if slots else None
    item = Item(
        State.PROPOSED, "row-removed", sheet, row, "", f"'{title}'", location=place,
        row_as=sides.row_as(sheet, row),
    )  # fmt: skip
    return Draft(item)
