"""Who else has a value: activities that take it from the defaults, by `see`, by an anchor, or by name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ropa.forms.slot import Shared
from ropa.model.activity import Activity
from ropa.model.part import Worded
from ropa.model.record import Record
from ropa.reading import Reading
from ropa.source.edit import Edit, Insert
from ropa.source.source import Route, Source

SECTIONS = {
    "controllers": "organisations", "on_behalf_of": "organisations", "processors": "recipients",
    "recipients": "recipients", "systems": "systems", "security_measures": "security_measures",
    "personal_data": "data_categories",
}  # fmt: skip
"""The fields of an activity that name definitions, and the list of the register that has them."""
ALIAS = re.compile(r"(?:^|[\s\[{,:])\*\S", re.MULTILINE)
"""What a file with an alias has somewhere; others may have it too."""

NAME = re.compile(r"[^\s,\[\]{}]*")


class Sharing:
    """Who shares what in a register."""

    def __init__(self, reading: Reading) -> None:
        self.record = reading.record
        self._ids = {p: a.id for p, a in reading.record.by_place.items()}
        self._takers: dict[Route, list[str]] = defaultdict(list)
        for (place, _), origin in reading.record.origins.items():
            if place in self._ids:
                self._takers[origin].append(self._ids[place])
        groups = [routes for routes in _anchored(reading) if len(routes) > 1]
        self._exact = {route: routes for routes in groups for route in routes}
        self._anchored = {
            route[:depth]: routes
            for routes in groups
            for route in routes
            for depth in range(1, len(route) + 1)
        }

    def of_activity(self, place: int, field: str, written: Any) -> Shared | None:
        """How an activity has a field in common with others; `written` is what stands there itself."""
        origin = self.record.origins.get((place, field))
        if origin is None:
            return self.at(("activities", place, field))
        ids = self.takers(origin)
        if origin[0] == "activities" and (own := self._ids.get(int(origin[1]))):
            ids = own, *ids
        return Shared("defaults" if written is None else "see", origin, ids)

    def takers(self, origin: Route) -> tuple[str, ...]:
        """The activities that take what is stated elsewhere."""
        return tuple(self._takers.get(origin, ()))

    def at(self, route: Route) -> Shared | None:
        """How a value is shared through an anchor at the route, above it, or inside it."""
        if not self._anchored:
            return None
        above = (self._exact.get(route[:depth]) for depth in range(1, len(route)))
        routes = self._anchored.get(route) or next(filter(None, above), None)
        if routes is None:
            return None
        places = (each[1] for each in routes if each[0] == "activities" and len(each) > 1)
        ids = dict.fromkeys(self._ids[int(place)] for place in places if int(place) in self._ids)
        return Shared("anchor", route if _inside(routes[0], route) else routes[0], tuple(ids))

    def touched(self, edit: Edit) -> bool:
        """Does an edit change a value that others reach through an anchor?"""
        if any(edit.route[:depth] in self._exact for depth in range(1, len(edit.route) + 1)):
            return True
        return not isinstance(edit, Insert) and edit.route in self._anchored


def _inside(route: Route, other: Route) -> bool:
    return route[: len(other)] == other


def users(record: Record) -> dict[tuple[str, str], tuple[str, ...]]:
    """The activities that name each definition, by section and id."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for activity in record.activities:
        for named in _named(activity):
            found[named][activity.id] = None
    for (place, field), origin in record.origins.items():
        section, taker = SECTIONS.get(field), record.by_place.get(place)
        stated = record.by_place.get(int(origin[1])) if origin[0] == "activities" else None
        if section and taker and stated:
            for key in _ids(getattr(stated, field, None)):
                found[section, key][taker.id] = None
    return {named: tuple(ids) for named, ids in found.items()}


def _named(activity: Activity) -> Iterator[tuple[str, str]]:
    sets = activity.data_sets if isinstance(activity.data_sets, tuple) else ()
    for field, section in SECTIONS.items():
        for part in (activity, *sets):
            yield from ((section, key) for key in _ids(getattr(part, field, None)))
    transfers = activity.transfers if isinstance(activity.transfers, tuple) else ()
    yield from (("recipients", t.recipient) for t in transfers if t.recipient)


def _ids(entries: Any) -> Iterator[str]:
    for entry in entries if isinstance(entries, tuple) else ():
        word = getattr(entry, entry.word_key, None) if isinstance(entry, Worded) else entry
        if isinstance(word, str):
            yield word


# --- anchors ----------------------------------------------------------------------------------------


def _anchored(reading: Reading) -> Iterator[tuple[Route, ...]]:
    """For every value with an anchor that is used, the routes that lead to it; first where it stands."""
    tree = reading.tree
    moved: dict[str, dict[Route, Route]] = defaultdict(dict)
    if len(tree.sources) > 1:
        for route in _heads(tree.data):
            source, local = tree.origin(route)
            moved[source.path][local] = route
    for source in tree.sources:
        if not ALIAS.search(source.text):
            continue
        groups: dict[str, list[Route]] = {}
        for route, name, anchor in _marked(source, source.data, ()):
            whole = _moved(route, moved[source.path])
            if anchor:  # a name may be given again
                yield tuple(groups.pop(name, ()))
                groups[name] = [whole]
            else:
                groups.setdefault(name, []).append(whole)
        yield from map(tuple, groups.values())


def _heads(data: Any) -> Iterator[Route]:
    """The entries of every list of the register, and its other keys."""
    for key, value in data.items():
        steps: Iterable[str | int] = range(len(value)) if isinstance(value, list) else value or ()
        if isinstance(value, (list, dict)):
            yield from ((key, step) for step in steps)
        yield (key,)


def _moved(route: Route, moved: dict[Route, Route]) -> Route:
    """A route of a file as a route of the register."""
    for depth in (2, 1):
        if len(route) >= depth and (whole := moved.get(route[:depth])):
            return whole + route[depth:]
    return route


def _marked(source: Source, part: Any, route: Route) -> Iterator[tuple[Route, str, bool]]:
    """Every value below a part that has an anchor, or is an alias: its route, the name, is it the anchor?"""
    marks, text = source.marks.get(id(part)), source.text
    if marks is None:
        return
    is_map = isinstance(part, dict)
    steps = list(part) if is_map else range(len(part))
    for number, step in enumerate(steps):
        start = marks[4 * number + 2] if is_map else marks[2 * number]
        sign, child = text[start : start + 1], part[step]
        if sign in ("&", "*") and start:
            name = NAME.match(text, start + 1)
            yield (*route, step), name[0] if name else "", sign == "&"
        if sign != "*" or not start:
            yield from _marked(source, child, (*route, step))
