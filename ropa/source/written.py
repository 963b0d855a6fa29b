"""How new entries are written: in the indentation and in the style, block or brackets, of others."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ropa.source import scalars
from ropa.source.nodes import Item, Node, Spans
from ropa.source.scalars import Place, Written

SHORT = 80
"""A list or mapping of scalars that is not longer goes on one line, where no neighbour shows how."""

LONG = 160
"""A longer one does not, even where neighbours are in brackets."""
NEAR = 8
"""So many neighbours are looked at."""


def kin(items: list[Item], key: str | None) -> list[Item]:
    """What neighbours have at the same place: at a key, or in their lists; they show the style."""
    kind = "list" if key is None else "map"
    inner = [i for item in items[:NEAR] if item.node.kind == kind for i in item.node.items]
    return [i for i in inner if key is None or (i.key is not None and i.key.value == key)][:NEAR]


class Habits:
    """How one file is written: how far its mappings and lists stand in, and where it ends.

    `blocks` tells whether texts may be put into blocks of lines.
    """

    def __init__(self, spans: Spans, open_end: bool, blocks: bool = True) -> None:
        self.spans = spans
        self.open_end = open_end
        self.blocks = blocks
        self.steps: dict[str, int] = {}
        self.offset = 2
        self._look()

    def _look(self) -> None:
        """The most common indentation of mappings and lists below a key, and of entries after a dash."""
        steps: dict[str, Counter[int]] = {"map": Counter(), "list": Counter()}
        offsets: Counter[int] = Counter()
        todo = [self.spans.root]
        while todo:
            node = todo.pop()
            if node.flow or not node.items:
                continue
            column = self.spans.column(node.items[0].start)
            for item in node.items:
                child = item.node
                if child.items and not child.flow:
                    inner = self.spans.column(child.items[0].start)
                    if node.kind == "list":
                        if not self.spans.begins_line(child.items[0].start):
                            offsets[inner - column] += 1
                    elif self.spans.begins_line(child.items[0].start):
                        steps[child.kind][inner - column] += 1
                    todo.append(child)
        common = {kind: found.most_common(1) for kind, found in steps.items()}
        self.steps["map"] = common["map"][0][0] if common["map"] else 2
        self.steps["list"] = common["list"][0][0] if common["list"] else self.steps["map"]
        if offsets:
            self.offset = offsets.most_common(1)[0][0]

    # --- values ---------------------------------------------------------------------------------

    def value(
        self, value: Any, parent: Node, column: int, siblings: list[Item], place: Place
    ) -> Written:
        """A value for an entry at `column` of a collection in block style or brackets."""
        if parent.flow:
            return Written(self.flow(value, siblings, replace(place, flow=True, indent=None)))
        if not isinstance(value, (dict, list)):
            return scalars.scalar(value, place)
        if not value or self._in_brackets(value, siblings):
            return Written(self.flow(value, siblings))
        lines = self._lines(value, parent, column, siblings, place)
        # An anchor beside a key would be the key's.
        if parent.kind == "list" and not place.anchored:
            return Written(lines[0].lstrip(" "), tuple(lines[1:]), place.gap - 1)
        return Written("", tuple(lines))

    def entry(self, key: str, value: Any, parent: Node, column: int, siblings: list[Item]) -> str:
        """A whole new entry of a mapping, without the blanks before it; lines joined."""
        name = scalars.key(key, parent.flow)
        place = self._new(parent, column, siblings, value, key)
        written = self.value(value, parent, column, siblings, place)
        return "\n".join((f"{name}: {written.head}".rstrip(" "), *written.lines))

    def item(self, value: Any, parent: Node, column: int, siblings: list[Item]) -> str:
        """A whole new entry of a list, without the blanks before it; lines joined."""
        place = self._new(parent, column, siblings, value, None)
        written = self.value(value, parent, column, siblings, place)
        if parent.flow:
            return written.head
        gap = " " * (place.gap - 1)
        return "\n".join((f"-{gap}{written.head}", *written.lines))

    def flow(self, value: Any, near: list[Item], place: Place | None = None) -> str:
        """A value in brackets, or a scalar among such; `near` are entries with values like it."""
        if isinstance(value, dict):
            pairs = ((key, self.flow(part, kin(near, key))) for key, part in value.items())
            return "{" + ", ".join(f"{scalars.key(key, True)}: {part}" for key, part in pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(part, kin(near, None)) for part in value) + "]"
        return scalars.scalar(value, place or Place(_style(near, ""), flow=True)).head

    def _new(
        self, parent: Node, column: int, siblings: list[Item], value: Any, key: str | None
    ) -> Place:
        """The place of a value that stands alone so far: in quotes or a block as its like has it."""
        alike = [item for item in siblings if key is None or (item.key and item.key.value == key)]
        style = _style(alike, value)
        step = self.steps["map"]
        indent = column + step if self.blocks and not parent.flow else None
        gap = self.gap(siblings)
        return Place(style, None, parent.flow, indent, step, gap=gap, open_end=self.open_end)

    # --- blocks ---------------------------------------------------------------------------------

    def _lines(
        self, value: Any, parent: Node, column: int, siblings: list[Item], place: Place
    ) -> list[str]:
        """The lines of a collection below a key or after a dash, with all their blanks."""
        kind = "map" if isinstance(value, dict) else "list"
        beside = parent.kind == "list"
        inner = column + (place.gap if beside else self._step(kind, siblings))
        node = Node(kind, 0, 0)
        margin = " " * inner
        parts = (
            [self.entry(k, part, node, inner, kin(siblings, k)) for k, part in value.items()]
            if isinstance(value, Mapping)
            else [self.item(part, node, inner, kin(siblings, None)) for part in value]
        )
        return [line for part in parts for line in (margin + part).split("\n")]

    def _step(self, kind: str, siblings: list[Item]) -> int:
        for item in siblings:
            child = item.node
            if child.kind == kind and child.items and not child.flow:
                if self.spans.begins_line(child.items[0].start):
                    return self.spans.column(child.items[0].start) - self.spans.column(item.start)
        return self.steps[kind]

    def gap(self, siblings: list[Item]) -> int:
        """How far after the dash a value stands."""
        for item in siblings:
            if item.mark is not None and (item.node.kind != "scalar" or item.node.end > item.mark):
                if item.node.anchor is None and self._same_line(item):
                    return item.node.start - item.start
        return self.offset

    def _same_line(self, item: Item) -> bool:
        return "\n" not in self.spans.text[item.start : item.node.start]

    def _in_brackets(self, value: dict[str, Any] | list[Any], siblings: list[Item]) -> bool:
        """Is it written in brackets: as the nearest neighbour of its kind, else if it is short?"""
        kind = "map" if isinstance(value, dict) else "list"
        parts = _parts(value)
        for item in siblings:
            if item.node.kind == kind and item.node.items and _is_like(item.node, parts):
                deep = any(
                    isinstance(inner, (dict, list)) for part in parts for inner in _parts(part)
                )
                return item.node.flow and not deep and len(self.flow(value, siblings)) <= LONG
        if any(isinstance(part, (dict, list)) or "\n" in (part or "") for part in parts):
            return False
        return len(self.flow(value, siblings)) <= SHORT


def _style(alike: list[Item], value: Any) -> str:
    """The quotes of a value's like, or its block if the value is too long for a line.

    Quotes that one of them needs tell little: the others are asked first.
    """
    nodes = [item.node for item in alike if item.node.kind == "scalar"]
    nodes.sort(key=lambda node: scalars.needs_quotes(node.value, flow=True))
    style = nodes[0].style if nodes else ""
    long = isinstance(value, str) and (len(value) > SHORT or "\n" in value.rstrip("\n"))
    return style if long or style not in ("|", ">") else ""


def _is_like(node: Node, parts: list[Any]) -> bool:
    """Are a list's entries of the kind of these: single values, or mappings and lists?"""
    scalars_there = all(item.node.kind in ("scalar", "alias") for item in node.items)
    return node.kind == "map" or scalars_there == all(
        not isinstance(p, (dict, list)) for p in parts
    )


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
