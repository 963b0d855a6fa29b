"""One fact that changed between two versions of a record, without an opinion."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ropa.model.part import Part
from ropa.model.plain import plain
from ropa.source.source import Route


class Kind(StrEnum):
    """What happened: something came, went, says something else, or has another id."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


MIRROR = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.CHANGED: Kind.CHANGED,
    Kind.RENAMED: Kind.RENAMED,
}
"""What is said of the same fact in the other direction."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed.

    `activity` is None for the register as a whole, for what stands in its defaults and for what it
    defines. `activities` are all that the fact reaches: those that take a default, or that a
    supplier serves; for a fact of one activity alone, that one. `field` leads by keys to what
    changed, below the activity or the register, without places in lists; a whole activity has an
    empty one. `before` and `after` are values of the model as they hold, None where there is
    nothing; `old_route` and `new_route` say where they are written, or the nearest place above.

    Of a field inside an entry of a list, `entry` has the whole entry before and after.
    """

    kind: Kind
    activity: str | None
    field: Route
    before: Any
    after: Any
    old_route: Route
    new_route: Route
    activities: tuple[str, ...] = ()
    entry: tuple[Part, Part] | None = None

    @property
    def old(self) -> Any:
        """What was there, as plain data."""
        return plain(self.before)

    @property
    def new(self) -> Any:
        """What is there now, as plain data."""
        return plain(self.after)

    @property
    def topic(self) -> str:
        """The question of the record that it is about: `retention`, also where it is a default."""
        steps = [str(step) for step in self.field]
        return (
            (steps[1] if steps[:1] == ["defaults"] and len(steps) > 1 else steps[0])
            if steps
            else ""
        )
