"""A register with its defaults and references worked out: what each activity says in effect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import See
from ropa.model.party import Organisation, Recipient
from ropa.model.register import Register
from ropa.source.source import Route


@dataclass(frozen=True)
class Record:
    """A register as it holds: `activities` have the defaults, and `see` is followed.

    `places` has, for each activity, its place in the written list. `origins` says, for the fields
    that an activity does not state itself, where they are stated.
    """

    register: Register
    activities: tuple[Activity, ...]
    places: tuple[int, ...]
    origins: dict[tuple[int, str], Route] = field(default_factory=dict)

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
        others = {
            principal.organisation
            for activity in self.activities
            if isinstance(activity.on_behalf_of, tuple)
            for principal in activity.on_behalf_of
        }
        return {i: o for i, o in register.organisations.items() if i not in others}

    @cached_property
    def by_id(self) -> dict[str, Activity]:
        """The activities by id."""
        return {activity.id: activity for activity in self.activities}

    def defined(self, recipient: Recipient) -> Recipient:
        """The recipient that an entry points to, or the entry itself."""
        if isinstance(recipient.name, str):
            return self.register.recipients.get(recipient.name, recipient)
        return recipient

    def receivers(self, activity: Activity) -> Iterator[tuple[Route, Recipient]]:
        """Every recipient and processor of an activity with its route, as defined."""
        for name in ("processors", "recipients"):
            value = getattr(activity, name)
            if isinstance(value, tuple):
                for index, entry in enumerate(value):
                    yield (name, index), self.defined(entry)


def resolve(register: Register, places: list[int]) -> Record:
    """The record that a register comes to."""
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
    return Record(register, tuple(activities), tuple(places), origins)


def _stated(defaults: Activity) -> dict[str, Any]:
    return {
        name: value
        for name, value in defaults.__dict__.items()
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
