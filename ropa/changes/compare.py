"""What changed between two versions of a record: facts, and no opinion.

Activities are paired by id, organisations and the like by theirs. Compared is what holds: defaults
are worked out first and `see` is followed, so that it is no change to say the same in another way.
Order is no change either, at any depth.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ropa.model.activity import Activity, Retention
from ropa.model.part import Part
from ropa.model.plain import keys, plain
from ropa.model.record import Record
from ropa.source.source import Route

UNSAID: dict[tuple[type[Part], str], str] = {
    (Activity, "role"): "controller",
    (Retention, "phase"): "active",
}
"""What holds where a field is left out."""


Meaning = Callable[[Any], Hashable]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed.

    `kind` is added, removed or changed. `activity` is None for the register as a whole, and for
    what several activities take from one place. `field` leads to the part below the activity or
    the register; empty for a whole activity. `old` and `new` are plain data, None where absent;
    `old_route` and `new_route` say where they are written. Of two lists, `entries_added` and
    `entries_removed` are those that only one of them has.
    """

    kind: str
    activity: str | None
    field: Route
    old: Any
    new: Any
    old_route: Route
    new_route: Route
    activities: tuple[str, ...] = ()
    entries_added: tuple[Any, ...] = ()
    entries_removed: tuple[Any, ...] = ()


def compare(old: Record, new: Record) -> list[Change]:
    """The changes from `old` to `new`: the head first, then activities in the order of `new`."""
    return list(_Comparison(old, new).changes())


@dataclass(frozen=True, slots=True)
class _At:
    """Where two values are compared: activity, field, and the routes in both versions."""

    activity: str | None
    field: Route
    old: Route
    new: Route

    def below(self, key: str) -> "_At":
        """The same place one step down."""
        return _At(self.activity, (*self.field, key), (*self.old, key), (*self.new, key))


class _Comparison:
    """Two versions of a record, and what they call the same."""

    def __init__(self, old: Record, new: Record) -> None:
        self.old = old
        self.new = new
        self.meaning = _Meaning(_language(old, new), {*_ids(old), *_ids(new)})

    def changes(self) -> Iterator[Change]:
        """All changes; those of a default once, with the activities that take it."""
        own = list(self._head())
        shared: dict[tuple[Route, Route, Route], list[Change]] = {}
        for change in self._activities():
            if change.old_route[:1] == change.new_route[:1] == ("defaults",):
                key = change.old_route, change.new_route, change.field
                shared.setdefault(key, []).append(change)
            else:
                own.append(change)
        for alike in shared.values():
            ids = tuple(change.activity or "" for change in alike)
            field = "defaults", *alike[0].field
            yield replace(alike[0], activity=None, field=field, activities=ids)
        yield from own

    def _head(self) -> Iterator[Change]:
        left, right = self.old.register, self.new.register
        for name, key in keys(type(left)):
            if name not in ("activities", "defaults"):
                before, after = getattr(left, name), getattr(right, name)
                at = _At(None, (key,), (key,), (key,))
                yield from self._parts(before, after, at, self.meaning.of_field)
        at = _At(None, (), (), ())
        yield from self._parts(left.extensions, right.extensions, at, self.meaning.of)

    def _activities(self) -> Iterator[Change]:
        old, new = self.old, self.new
        before = {a.id: (place, a) for place, a in zip(old.places, old.activities, strict=True)}
        for place, activity in zip(new.places, new.activities, strict=True):
            if activity.id not in before:
                route = "activities", place
                yield Change("added", activity.id, (), None, plain(activity), (), route)
                continue
            was_at, was = before.pop(activity.id)
            yield from self._activity((was_at, was), (place, activity))
        for place, activity in before.values():
            route = "activities", place
            yield Change("removed", activity.id, (), plain(activity), None, route, ())

    def _activity(
        self, before: tuple[int, Activity], after: tuple[int, Activity]
    ) -> Iterator[Change]:
        (old_place, was), (new_place, now) = before, after
        mine, yours = was.__dict__, now.__dict__
        for name, key in keys(Activity):
            one, other = mine[name], yours[name]
            if one != other and not self._both_say(Activity, name, one, other):
                there = self.old.origin(("activities", old_place, key))
                here = self.new.origin(("activities", new_place, key))
                at = _At(now.id, (key,), there, here)
                yield from self._parts(one, other, at, self.meaning.of_field)
        if was.extensions != now.extensions:
            at = _At(now.id, (), ("activities", old_place), ("activities", new_place))
            yield from self._parts(was.extensions, now.extensions, at, self.meaning.of)

    def _parts(self, old: Any, new: Any, at: _At, meaning: Meaning) -> Iterator[Change]:
        """The differences of two values: within mappings key by key, else as a whole."""
        if old == new or meaning(old) == meaning(new):
            return
        of, of_field = self.meaning.of, self.meaning.of_field
        if isinstance(old, Part) and type(old) is type(new):
            for name, key in keys(type(old)):
                one, other = getattr(old, name), getattr(new, name)
                if one != other and not self._both_say(type(old), name, one, other):
                    yield from self._parts(one, other, at.below(key), of_field)
            yield from self._parts(old.extensions, new.extensions, at, of)
        elif isinstance(old, dict) and isinstance(new, dict):
            for key in {**old, **new}:
                yield from self._parts(old.get(key), new.get(key), at.below(key), meaning)
        else:
            yield self._whole(old, new, at, meaning)

    def _whole(self, old: Any, new: Any, at: _At, meaning: Meaning) -> Change:
        kind = "added" if old is None else "removed" if new is None else "changed"
        change = Change(kind, at.activity, at.field, plain(old), plain(new), at.old, at.new)
        if not (isinstance(old, (tuple, list)) and isinstance(new, (tuple, list))):
            return change
        return replace(
            change,
            entries_added=tuple(map(plain, _beyond(new, old, meaning))),
            entries_removed=tuple(map(plain, _beyond(old, new, meaning))),
        )

    @staticmethod
    def _both_say(kind: type[Part], name: str, old: Any, new: Any) -> bool:
        """Is it the same, where one of the two leaves it unsaid?"""
        unsaid = UNSAID.get((kind, name))
        return unsaid is not None and (old or unsaid) == (new or unsaid)


class _Meaning:
    """What a value says, whatever its order and its spelling; asked of unequal values only.

    `own` is the language of texts that name none; `ids` are words that point to a definition, and
    a text in a language points to none.
    """

    def __init__(self, own: str | None, ids: set[str]) -> None:
        self.own = own
        self.ids = ids

    def of(self, value: Any) -> Hashable:
        """The same for all values that say the same."""
        match value:
            case Part():
                return self._part(value)
            case tuple() | list():
                return list, _bag(self.of(entry) for entry in value)
            case dict():
                return dict, frozenset((key, self.of(entry)) for key, entry in value.items())
            case _:
                return type(value), value

    def _part(self, part: Part) -> Hashable:
        kind = type(part)
        said = []
        for name, _ in keys(kind):
            value = getattr(part, name)
            if value is None:
                value = UNSAID.get((kind, name))
            if value is not None:
                said.append((name, self.of_field(value)))
        extensions = part.extensions
        return kind, frozenset(said), self.of(extensions) if extensions else None

    def of_field(self, value: Any) -> Hashable:
        """The value of a field; a mapping there is a text per language, or parts by id."""
        if isinstance(value, tuple):
            return list, _bag(self.of_field(entry) for entry in value)
        if isinstance(value, dict) and value.keys() == {self.own}:
            text = value[self.own]
            if isinstance(text, str) and text not in self.ids:
                return str, text
        return self.of(value)


def _beyond(these: Iterable[Any], those: Iterable[Any], meaning: Meaning) -> Iterator[Any]:
    """The entries of `these` that `those` lack, in their order."""
    left = Counter(map(meaning, those))
    for entry in these:
        means = meaning(entry)
        left[means] -= 1
        if left[means] < 0:
            yield entry


def _bag(meanings: Iterable[Hashable]) -> Hashable:
    return frozenset(Counter(meanings).items())


def _language(old: Record, new: Record) -> str | None:
    """The language of texts that name none, where both versions agree on it."""
    one, other = old.register.language, new.register.language
    return (one or other) if one == other or not (one and other) else None


def _ids(record: Record) -> Iterator[str]:
    register = record.register
    for section in (register.recipients, register.systems, register.security_measures):
        yield from section
    yield from register.data_categories
