"""The files of one register as one tree of data; a route leads back to the file and the place."""

from dataclasses import dataclass, field
from types import NoneType
from typing import Any, NamedTuple

from ropa.source.source import Route, Source, Span

SHAPES: dict[str, type] = {
    "activities": list,
    "organisations": dict,
    "recipients": dict,
    "systems": dict,
    "security_measures": dict,
    "data_categories": dict,
}
"""What a further file of a folder register may add to, and its shape."""


class Location(NamedTuple):
    """A place in a file."""

    file: str
    span: Span


@dataclass(slots=True)
class Clash:
    """A key of a further file that cannot be taken in: a key of the messages, place and facts."""

    reason: str
    location: Location
    facts: dict[str, Any]


@dataclass(slots=True)
class Tree:
    """One register's data, and of which file each of its parts is."""

    sources: list[Source]
    data: Any = None
    clashes: list[Clash] = field(default_factory=list)
    _origin: dict[tuple[str | int, ...], tuple[Source, str | int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.sources) == 1:
            self.data = self.sources[0].data
            return
        self.data = {}
        for source in self.sources:
            if isinstance(source.data, dict):
                self._take(source)
            elif source.data is not None:
                self._clash("not-a-register", source, ())

    def locate(self, route: Route, *, key: bool = False) -> Location:
        """Where the part at `route` stands, or its nearest ancestor that is written."""
        source, local = self.origin(route)
        return Location(source.path, source.locate(local, key=key))

    def origin(self, route: Route) -> tuple[Source, Route]:
        """The file in which the part at `route` stands, or would stand, and its route there."""
        for depth in (2, 1):
            if len(route) >= depth and (found := self._origin.get(route[:depth])):
                source, step = found
                return source, (*route[: depth - 1], step, *route[depth:])
        return self.sources[0], route

    def source(self, path: str) -> Source | None:
        """The file that messages call `path`."""
        return next((s for s in self.sources if s.path == path), None)

    def _take(self, source: Source) -> None:
        further = source is not self.sources[0]
        for key, value in source.data.items():
            shape, said = SHAPES.get(key), self.data.get(key)
            if shape and isinstance(value, shape) and isinstance(said, (shape, NoneType)):
                self._origin.setdefault((key,), (source, key))
                self._add(source, key, value)
            elif said is not None:
                if value is not None and (key, value) != ("ropa", said):
                    self._clash("said-elsewhere", source, (key,), given=key)
            elif further and value is not None and not shape and not key.startswith("x-"):
                self._clash("not-in-further-file", source, (key,), given=key)
            else:
                self.data[key] = value
                self._origin[(key,)] = source, key

    def _add(self, source: Source, key: str, value: Any) -> None:
        """Add the activities or entries of one file to those of the files before it."""
        if isinstance(value, list):
            activities = self.data[key] = self.data.get(key) or []
            for index, activity in enumerate(value):
                self._origin[key, len(activities)] = source, index
                activities.append(activity)
            return
        entries = self.data[key] = self.data.get(key) or {}
        for name, entry in value.items():
            if name in entries:
                self._clash("said-elsewhere", source, (key, name), given=name)
                continue
            self._origin[key, name] = source, name
            entries[name] = entry

    def _clash(self, reason: str, source: Source, route: Route, **facts: Any) -> None:
        location = Location(source.path, source.locate(route, key=True))
        self.clashes.append(Clash(reason, location, facts))
