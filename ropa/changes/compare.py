"""What changed between two versions of a record: facts, and no opinion.

Activities are paired by id, organisations and the like by theirs. Compared is what holds: defaults
are worked out first and `see` is followed, so that it is no change to say the same in another way.
Order is no change either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import Part
from ropa.model.plain import keys, plain
from ropa.model.record import Record
from ropa.source.source import Route


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed.

    `kind` is added, removed or changed. `activity` is None for the register as a whole, and for
    what several activities take from one place. `field` leads to the part below the activity or
    the register; empty for a whole activity. `old` and `new` are plain data, None where absent;
    `old_route` and `new_route` say where they are written.
    """

    kind: str
    activity: str | None
    field: Route
    old: Any
    new: Any
    old_route: Route
    new_route: Route
    activities: tuple[str, ...] = ()


def compare(old: Record, new: Record) -> list[Change]:
    """The changes from `old` to `new`: the head first, then activities in the order of `new`."""
    changes = list(_head(old, new))
    shared: dict[tuple[Route, Route, Route], Change] = {}
    for change in _activities(old, new):
        one_place = change.old_route[:1] == change.new_route[:1] == ("defaults",)
        if not one_place:
            changes.append(change)
            continue
        key = change.old_route, change.new_route, change.field
        known = shared.get(key)
        ids = (*known.activities, change.activity or "") if known else (change.activity or "",)
        shared[key] = Change(
            change.kind, None, ("defaults", *change.field), change.old, change.new,
            change.old_route, change.new_route, ids,
        )  # fmt: skip
    return [*shared.values(), *changes]


def _head(old: Record, new: Record) -> Iterator[Change]:
    left, right = old.register, new.register
    for name, key in keys(type(left)):
        if name in ("activities", "defaults"):
            continue
        before, after = getattr(left, name), getattr(right, name)
        if before != after:
            yield from _parts(before, after, None, (key,), (key,), (key,))
    yield from _parts(left.extensions, right.extensions, None, (), (), ())


def _activities(old: Record, new: Record) -> Iterator[Change]:
    before = {a.id: (place, a) for place, a in zip(old.places, old.activities, strict=True)}
    for place, activity in zip(new.places, new.activities, strict=True):
        if activity.id not in before:
            route = "activities", place
            yield Change("added", activity.id, (), None, plain(activity), (), route)
            continue
        was_at, was = before.pop(activity.id)
        if was.__dict__ != activity.__dict__ or was.extensions != activity.extensions:
            yield from _activity(old, new, (was_at, was), (place, activity))
    for place, activity in before.values():
        route = "activities", place
        yield Change("removed", activity.id, (), plain(activity), None, route, ())


def _activity(
    old: Record, new: Record, before: tuple[int, Activity], after: tuple[int, Activity]
) -> Iterator[Change]:
    (old_place, was), (new_place, now) = before, after
    for name, key in keys(Activity):
        one, other = getattr(was, name), getattr(now, name)
        if one != other:
            there = old.origin(("activities", old_place, key))
            here = new.origin(("activities", new_place, key))
            yield from _parts(one, other, now.id, (key,), there, here)
    old_route, new_route = ("activities", old_place), ("activities", new_place)
    yield from _parts(was.extensions, now.extensions, now.id, (), old_route, new_route)


def _parts(
    old: Any, new: Any, activity: str | None, field: Route, old_route: Route, new_route: Route
) -> Iterator[Change]:
    """The differences of two values: within mappings key by key, else as a whole."""
    if isinstance(old, Part) and type(old) is type(new):
        pairs = [(key, getattr(old, name), getattr(new, name)) for name, key in keys(type(old))]
        pairs += _by_key(old.extensions, new.extensions)
    elif isinstance(old, dict) and isinstance(new, dict):
        pairs = _by_key(old, new)
    else:
        if not _same(old, new):
            kind = "added" if old is None else "removed" if new is None else "changed"
            yield Change(kind, activity, field, plain(old), plain(new), old_route, new_route)
        return
    for key, before, after in pairs:
        if before != after:
            yield from _parts(
                before, after, activity, (*field, key), (*old_route, key), (*new_route, key)
            )


def _by_key(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(key, old.get(key), new.get(key)) for key in {**old, **new}]


def _same(old: Any, new: Any) -> bool:
    """Are two values the same but for the order of a list?"""
    if old == new:
        return True
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return sorted(map(repr, old)) == sorted(map(repr, new))
    return False
