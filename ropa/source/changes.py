"""What is to be done to one collection of a file."""

from dataclasses import dataclass, field
from typing import Any

from ropa.source.nodes import Item, Node


@dataclass(slots=True)
class Changes:
    """What is to be done to one collection; `above` are the entries that lead to it, outermost first."""

    node: Node
    column: int
    above: list[Item]
    places: list[Node]
    sets: dict[int, Any] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    inserts: dict[int, list[Any]] = field(default_factory=dict)
    keys: list[tuple[str, Any, tuple[str, ...]]] = field(default_factory=list)
