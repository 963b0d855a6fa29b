"""A register with its defaults and references worked out: what each activity says in effect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import Part, See
from ropa.model.party import Organisation, Recipient
from ropa.model.plain import plain
from ropa.model.register import Register
from ropa.source.source import Route


@dataclass(frozen=True)
class Lost:
    """What of a register could not be read, so that nothing is concluded from its absence.

    `parts` are keys and entries, by route; an activity also by its id. The empty route is all of it.
    `sections` may have other entries than those that were read. `principals` are the organisations
    that unread activities act on behalf of.
    """

    parts: frozenset[Route] = frozenset()
    sections: frozenset[str] = frozenset()
    principals: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.parts or self.sections)

    def has(self, section: str, key: str) -> bool:
        """May a section have an entry that was not read?"""
        return section in self.sections or (section,) in self.parts or (section, key) in self.parts

    def some_of(self, section: str) -> bool:
        """May a section have more than was read of it?"""
        return section in self._wanting

    def concerns(self, route: Route) -> bool:
        """Is something at, above or below a route unread?"""
        if route[:1] == ("activities",):  # those that could not be read are not asked about
            return False
        return any(part[: len(route)] == route[: len(part)] for part in self._of_head)

    @cached_property
    def _of_head(self) -> list[Route]:
        return [part for part in self.parts if part[:1] != ("activities",)]

    @cached_property
    def _wanting(self) -> set[str]:
        return {*self.sections, *(str(part[0]) for part in self.parts if part)}


NOTHING = Lost()


@dataclass(frozen=True)
class Record:
    """A register as it holds: `activities` have the defaults, and `see` is followed.

    `places` has, for each activity, its place in the written list. `origins` says, for the fields
    that an activity does not state itself, where they are stated. `lost` is what could not be read.
    `read` are the texts of its files, each once; None where it was made of no files.
    """

    register: Register
    activities: tuple[Activity, ...]
    places: tuple[int, ...]
    origins: dict[tuple[int, str], Route] = field(default_factory=dict)
    lost: Lost = NOTHING
    read: frozenset[str] | None = None

    @cached_property
    def texts(self) -> frozenset[str]:
        """Every text of the register once, ids and closed words among them; keys are none."""
        return frozenset(_texts(plain(self.register))) if self.read is None else self.read

    def origin(self, route: Route) -> Route:
        """Where the part at `route` is stated: there, in the defaults, or where `see` leads."""
        if len(route) > 2 and route[0] == "activities":
            stated = self.origins.get((int(route[1]), str(route[2])))
            if stated:
                return stated + route[3:]
        return route

    @cached_property
    def keepers(self) -> dict[str, Organisation]:
        """Who keeps this record: the register's controllers, else the organisations it names.

        Those that activities act on behalf of are others.
        """
        register = self.register
        if isinstance(register.controllers, tuple):
            named = register.controllers
            return {i: o for i, o in register.organisations.items() if i in named}
        if self.lost.has("controllers", ""):
            return {}
        others = {
            principal.organisation
            for activity in self.activities
            if isinstance(activity.on_behalf_of, tuple)
            for principal in activity.on_behalf_of
        } | self.lost.principals
        return {i: o for i, o in register.organisations.items() if i not in others}

    @cached_property
    def by_id(self) -> dict[str, Activity]:
        """The activities by id."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def by_place(self) -> dict[int, Activity]:
        """The activities by their place in the written list."""
        return dict(zip(self.places, self.activities, strict=True))

    @cached_property
    def worked_out(self) -> dict[tuple[str, int], Any]:
        """What rules work out once of a part, for each other: by a name and the identity of the part.

        Parts live as long as their record does.
        """
        return {}

    @cached_property
    def _merged(self) -> dict[int, tuple[Recipient, Recipient]]:
        return {}

    def definition(self, recipient: Recipient) -> Recipient | None:
        """The definition that an entry points to, if it points to one."""
        if isinstance(recipient.name, str):
            return self.register.recipients.get(recipient.name)
        return None

    def defined(self, recipient: Recipient) -> Recipient:
        """What an entry points to, with what the entry itself states; or the entry itself."""
        definition = self.definition(recipient)
        if definition is None or definition is recipient:
            return recipient
        _, merged = self._merged.get(id(recipient), (None, None))
        if merged is None:
            own = {**_stated(recipient), **recipient.extensions}
            merged = definition.model_copy(update=own) if own else definition
            self._merged[id(recipient)] = recipient, merged  # which also keeps the entry alive
        return merged

    def receivers(self, activity: Activity) -> Iterator[tuple[Route, Recipient]]:
        """Every recipient and processor of an activity with its route, as defined."""
        for name in ("processors", "recipients"):
            value = getattr(activity, name)
            if isinstance(value, tuple):
                for index, entry in enumerate(value):
                    yield (name, index), self.defined(entry)

    def named(self, activity: Activity) -> Iterator[Recipient]:
        """Every recipient and processor of an activity and of its data sets, as written."""
        sets = activity.data_sets if isinstance(activity.data_sets, tuple) else ()
        lists = (activity.processors, activity.recipients, *(each.recipients for each in sets))
        for value in lists:
            if isinstance(value, tuple):
                yield from value


def resolve(
    register: Register,
    places: list[int],
    lost: Lost = NOTHING,
    read: frozenset[str] | None = None,
) -> Record:
    """The record that a register comes to; `read` are the texts of its files."""
    origins: dict[tuple[int, str], Route] = {}
    defaults = _stated(register.defaults) if register.defaults else {}
    activities = []
    for place, activity in zip(places, register.activities, strict=True):
        written = activity.__dict__
        inherited = {name: value for name, value in defaults.items() if written[name] is None}
        if inherited:
            activity = activity.model_copy(update=inherited)
            origins.update({(place, name): ("defaults", name) for name in inherited})
        activities.append(activity)
    _follow(activities, places, origins)
    return Record(register, tuple(activities), tuple(places), origins, lost, read)


def _stated(part: Part) -> dict[str, Any]:
    """The fields of a part that are stated, but for what it is called."""
    return {
        name: value
        for name, value in part.__dict__.items()
        if value is not None and name not in ("id", "name")
    }


def _follow(
    activities: list[Activity], places: list[int], origins: dict[tuple[int, str], Route]
) -> None:
    """Replace each `see` by what is said there; one that leads nowhere or in a circle stays."""
    by_id: dict[str, int] | None = None
    for index, activity in enumerate(activities):
        for name, value in activity.__dict__.items():
            if type(value) is not See:
                continue
            by_id = by_id or {a.id: i for i, a in enumerate(activities)}
            seen = {activity.id}
            target = index
            while type(value) is See and value.see in by_id and value.see not in seen:
                seen.add(value.see)
                target = by_id[value.see]
                value = activities[target].__dict__[name]
            if type(value) is not See and target != index:
                activities[index] = activities[index].model_copy(update={name: value})
                there = (places[target], name)
                origins[places[index], name] = origins.get(there, ("activities", *there))


def _texts(value: Any) -> Iterator[str]:
    """The texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
