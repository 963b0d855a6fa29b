"""What a change to a file's data can be: put in, put beside, take away."""

from dataclasses import dataclass
from typing import Any

from ropa.source.source import Route

Plain = Any
"""A text, None, or lists and mappings of them, as `Source.data` has them."""


@dataclass(frozen=True, slots=True)
class Set:
    """Put a value at a route: in place of what stands there, or as a new key of a mapping.

    `order` are the keys of that mapping in the order of the format: where a new key goes.
    """

    route: Route
    value: Plain
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a new entry into the list at `route`, before the entry at `index`, or at its end."""

    route: Route
    index: int
    value: Plain


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away an entry of a list or mapping, with what is written inside it."""

    route: Route


Edit = Set | Insert | Remove


class NotEdited(Exception):
    """An edit cannot be made without changing something else: which, and why.

    The reasons: `no-such-place` (the route leads to nothing, or not to a list or mapping),
    `overlapping` (another edit of the batch takes away or replaces what this one is about), `shared`
    (the route leads through an alias: make the edit where the anchor is), `anchor-needed` (an alias
    elsewhere points to what would go), `not-text` (a character that no register may have), `not-safe`
    (the edited text would not read as meant).
    """

    def __init__(self, edit: Edit, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.edit = edit
        self.reason = reason
        self.facts = facts
