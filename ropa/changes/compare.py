"""What changed between two versions of a record: facts, and no opinion.

Activities are paired by id, organisations and the like by theirs, entries of lists by what they
are known by. Compared is what holds: defaults are worked out first, `see` is followed and what an
entry points to is looked up, so that it is no change to say the same in another way. Order is no
change either, at any depth.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ropa.changes.facts import Change, Kind
from ropa.changes.ids import POINTING, SECTIONS, Ids, renamed_ids
from ropa.changes.meaning import Meaning, both_say, is_synonym
from ropa.changes.pairing import Entry, paired
from ropa.changes.reach import Reach
from ropa.model.activity import Activity
from ropa.model.part import Part
from ropa.model.plain import keys
from ropa.model.record import Record
from ropa.source.source import Route


def compare(old: Record, new: Record) -> list[Change]:
    """The changes from `old` to `new`: the head first, then activities in the order of `new`."""
    return list(_Comparison(old, new).changes())


class _At(NamedTuple):
    """Where two values are compared: activity, field, the routes in both versions, the entry."""

    activity: str | None
    field: Route
    old: Route
    new: Route
    entry: tuple[Part, Part] | None = None

    def below(self, key: str, old: str | int, new: str | int) -> "_At":
        """The same place one step down; `key` is empty for an entry of a list."""
        field = (*self.field, key) if key else self.field
        return self._replace(field=field, old=(*self.old, old), new=(*self.new, new))


class _Comparison:
    """Two versions of a record, and what they call the same."""

    def __init__(self, old: Record, new: Record) -> None:
        self.old = old
        self.new = new
        self.meaning = Meaning(old, new)
        self.ids = Ids(old, new, renamed_ids(old, new, self.meaning))
        self.reach = Reach(old, new, self.ids.renamed["activities"])
        self._open: set[Hashable] = set()
        self._described: set[tuple[Kind, Route]] = set()
        self._places: dict[str, tuple[int, int]] = {}
        self._followed = any(
            route[0] == "activities" for side in (old, new) for route in side.origins.values()
        )

    def changes(self) -> Iterator[Change]:
        """All changes; what activities take from one place once, with those that take it."""
        head, activities = list(self._head()), list(self._activities())
        yield from (change for change in head if not self._only_moved(change))
        yield from self._shared_once(activities)

    def _only_moved(self, change: Change) -> bool:
        """Is it a definition of what was described, or is now, where it is named? What it says besides
        is told there.
        """
        return len(change.field) == 2 and (change.kind, change.field) in self._described

    # --- what several activities share ----------------------------------------------------------

    def _shared_once(self, changes: list[Change]) -> Iterator[Change]:
        """The changes of activities: those from one place together, in the order of the first."""
        groups: dict[Hashable, list[Change]] = {}
        of = self.meaning.of
        for number, change in enumerate(changes):
            places = tuple(self._elsewhere(change))
            if places == (None, None):
                key: Hashable = self._owner_key(change) if self._followed else number
            elif any(place and place[0] == "activities" for place in places):
                key = change.kind, change.field, change.old_route, change.new_route
            else:
                key = change.kind, change.field, places, of(change.before), of(change.after)
            groups.setdefault(key, []).append(change)
        for alike in groups.values():
            yield self._once(alike) if len(alike) > 1 or _is_default(alike[0]) else alike[0]

    @staticmethod
    def _owner_key(change: Change) -> Hashable:
        return change.kind, change.field, change.old_route, change.new_route

    def _elsewhere(self, change: Change) -> Iterator[Route | None]:
        """Where both sides stand, if not in the activity: in the defaults, or where `see` leads."""
        places = self._places.get(change.activity or "", (None, None))
        for route, place in zip((change.old_route, change.new_route), places, strict=True):
            own = not route or route[:2] == ("activities", place)
            yield None if own else route

    def _once(self, alike: list[Change]) -> Change:
        """One change of several activities: of the one that states it, or of the defaults."""
        ids = tuple(change.activity or "" for change in alike)
        owner = next((c for c in alike if tuple(self._elsewhere(c)) == (None, None)), None)
        if owner:
            return replace(owner, activities=ids)
        first = alike[0]
        shared = "defaults" in (*first.old_route[:1], *first.new_route[:1])
        field = ("defaults", *first.field) if shared else first.field
        return replace(first, activity=None, field=field, activities=ids)

    # --- the register ---------------------------------------------------------------------------

    def _head(self) -> Iterator[Change]:
        left, right = self.old.register, self.new.register
        for name, key in keys(type(left)):
            if name in SECTIONS:
                yield from self._section(name)
            elif name not in ("activities", "defaults"):
                before, after = self.ids.renewed(getattr(left, name), key), getattr(right, name)
                at = _At(None, (key,), (key,), (key,))
                yield from self._values(before, after, at)
        at = _At(None, (), (), ())
        yield from self._mapping(left.extensions, right.extensions, at)

    def _section(self, name: str) -> Iterator[Change]:
        """What is defined by id: with the activities that it reaches."""
        old, new = getattr(self.old.register, name), getattr(self.new.register, name)
        back = self.ids.back(name)
        for key, after in new.items():
            was = back.get(key, key)
            at = _At(None, (name, key), (name, was), (name, key))
            before = self.ids.renewed(old.get(was))
            if was != key:
                yield self._change(Kind.RENAMED, was, key, at, name, key)
            for change in self._values(before, after, at):
                reached = self.reach.of(name, was, key)
                yield replace(change, activities=reached)
        for key, before in old.items():
            if key not in new and key not in self.ids.renamed[name]:
                at = _At(None, (name, key), (name, key), (name, key))
                for change in self._values(before, None, at):
                    yield replace(change, activities=self.reach.of(name, key, key))

    def _change(
        self, kind: Kind, before: Any, after: Any, at: _At, section: str = "", key: str = ""
    ) -> Change:
        reached = self.reach.of(section, str(before), key) if section else ()
        own = (at.activity,) if at.activity else reached
        return Change(kind, at.activity, at.field, before, after, at.old, at.new, own, at.entry)

    # --- the activities -------------------------------------------------------------------------

    def _activities(self) -> Iterator[Change]:
        old, new = self.old, self.new
        before = {a.id: (place, a) for place, a in zip(old.places, old.activities, strict=True)}
        back = self.ids.back("activities")
        for place, activity in zip(new.places, new.activities, strict=True):
            was = before.pop(back.get(activity.id, activity.id), None)
            route = "activities", place
            if was is None:
                at = _At(activity.id, (), (), route)
                yield self._change(Kind.ADDED, None, activity, at)
                continue
            if was[1].id != activity.id:
                at = _At(activity.id, ("id",), ("activities", was[0], "id"), (*route, "id"))
                yield self._change(Kind.RENAMED, was[1].id, activity.id, at)
            self._places[activity.id] = was[0], place
            yield from self._activity((was[0], self.ids.renewed(was[1])), (place, activity))
        for place, activity in before.values():
            at = _At(activity.id, (), ("activities", place), ())
            yield self._change(Kind.REMOVED, activity, None, at)

    def _activity(
        self, before: tuple[int, Activity], after: tuple[int, Activity]
    ) -> Iterator[Change]:
        (old_place, was), (new_place, now) = before, after
        mine, yours = was.__dict__, now.__dict__
        for name, key in keys(Activity):
            one, other = mine[name], yours[name]
            if name == "id" or (one == other and not self.ids.concern(one, key)):
                continue
            if not both_say(Activity, name, one, other):
                there = self.old.origin(("activities", old_place, key))
                here = self.new.origin(("activities", new_place, key))
                yield from self._values(one, other, _At(now.id, (key,), there, here))
        if was.extensions != now.extensions:
            at = _At(now.id, (), ("activities", old_place), ("activities", new_place))
            yield from self._mapping(was.extensions, now.extensions, at)

    # --- values ---------------------------------------------------------------------------------

    def _values(self, old: Any, new: Any, at: _At) -> Iterator[Change]:
        """The differences of two values of a field: mappings key by key, lists entry by entry."""
        if old == new and not self.ids.concern(new, str(at.field[-1])):
            return
        if isinstance(old, Part) and type(old) is type(new):
            yield from self._part(old, new, at)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self._lists(old, new, at)
        elif isinstance(old, dict) and isinstance(new, dict) and _by_id(old, new):
            yield from self._mapping(old, new, at)
        elif self.meaning.of_field(old) != self.meaning.of_field(new):
            kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
            yield self._change(kind, old, new, at)

    def _part(self, old: Part, new: Part, at: _At) -> Iterator[Change]:
        for name, key in keys(type(old)):
            one, other = getattr(old, name), getattr(new, name)
            if one == other or both_say(type(old), name, one, other):
                continue
            if not (is_synonym(old, name) and is_synonym(new, name)) and not _is_only_worded(
                old, new, name
            ):
                yield from self._values(one, other, at.below(key, key, key))
        yield from self._mapping(old.extensions, new.extensions, at)

    def _mapping(self, old: dict[str, Any], new: dict[str, Any], at: _At) -> Iterator[Change]:
        for key in {**old, **new}:
            one, other = old.get(key), new.get(key)
            if one == other or self.meaning.of(one) == self.meaning.of(other):
                continue
            below = at.below(key, key, key)
            if isinstance(one, dict) and isinstance(other, dict):
                yield from self._mapping(one, other, below)
            else:
                kind = (
                    Kind.ADDED if one is None else Kind.REMOVED if other is None else Kind.CHANGED
                )
                yield self._change(kind, one, other, below)

    def _lists(self, old: tuple[Any, ...], new: tuple[Any, ...], at: _At) -> Iterator[Change]:
        """The entries that came, went, or say something else."""
        left, right = (
            [Entry(place, one, self.ids.effective(one, at.field, record))
             for place, one in enumerate(listed)]
            for listed, record in ((old, self.old), (new, self.new))
        )  # fmt: skip
        for one, other in paired(left, right, self._said):
            if one and other:
                below = at.below("", one.place, other.place)
                yield from self._entry(one, other, below)
            elif one:
                route = (*at.old, one.place)
                yield self._change(Kind.REMOVED, one.written, None, at._replace(old=route))
            elif other:
                route = (*at.new, other.place)
                yield self._change(Kind.ADDED, None, other.written, at._replace(new=route))

    def _said(self, entry: Entry) -> Hashable:
        """What an entry says as written; one whose definition came or went is looked up."""
        return self.meaning.of_field(entry.written), entry.effective is entry.written

    def _entry(self, one: Entry, other: Entry, at: _At) -> Iterator[Change]:
        """What differs in two entries that are known to be the same.

        Where both point to one definition, only what they add to it: that is compared by itself.
        """
        before, after = one.effective, other.effective
        for kind, side, by_words in ((Kind.ADDED, other, one), (Kind.REMOVED, one, other)):
            if side.effective is not side.written and by_words.effective is by_words.written:
                section = POINTING.get(str(at.field[-1]), "")
                self._described.add((kind, (section, str(side.written.name))))
        if self.ids.point_alike(one.written, other.written, at.field, self.new):
            before, after = one.written, other.written
        if isinstance(before, Part) and isinstance(after, Part):
            at = at._replace(entry=(before, after))
            if type(before) is type(after):
                known = self.meaning.of(one.written), self.meaning.of(other.written)
                if known not in self._open:  # suppliers may engage each other in a circle
                    self._open.add(known)
                    yield from self._part(before, after, at)
                    self._open.discard(known)
                return
        if self.meaning.of_field(before) != self.meaning.of_field(after):
            yield self._change(Kind.CHANGED, before, after, at)


def _is_default(change: Change) -> bool:
    """Does it stand in the defaults of both versions?"""
    return change.old_route[:1] == change.new_route[:1] == ("defaults",)


def _by_id(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Are these parts by id, and no text per language?"""
    return any(isinstance(value, Part) for value in (*old.values(), *new.values()))


def _is_only_worded(old: Part, new: Part, name: str) -> bool:
    """Does one side say the closed word, and the other only other words for it?"""
    return (is_synonym(old, name) and getattr(new, name) is None) or (
        is_synonym(new, name) and getattr(old, name) is None
    )
