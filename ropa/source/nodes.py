"""The nodes of a YAML text, and where each stands."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ropa.source.source import Route


@dataclass(slots=True, eq=False)
class Node:
    """A value in the text, from `start` to `end`; its anchor is written before it.

    `style` is the first character of a scalar that is not plain, `flow` tells a collection in
    brackets. `value` is the text of a scalar as the parser reads it, `name` that of an alias.
    """

    kind: str  # scalar, alias, map, list
    start: int
    end: int
    style: str = ""
    flow: bool = False
    anchor: str | None = None
    value: str = ""
    name: str | None = None
    items: list["Item"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Item:
    """An entry of a collection: from its dash, its question mark or its key, or from its value.

    `mark` is the place after the dash or colon, or after the anchor of the value: where a value goes
    that is not written yet; None where there is no colon.
    """

    start: int
    node: Node
    key: Node | None = None
    mark: int | None = None

    @property
    def end(self) -> int:
        """Where the last letter of the entry stands, exclusive."""
        ends = [self.node.end, self.start]
        if self.key is not None:
            ends.append(self.key.end)
        if self.mark is not None:
            ends.append(self.mark)
        return max(ends)


@dataclass(slots=True)
class Spans:
    """One text with its nodes; `comments` are the start and end of each."""

    text: str
    root: Node
    comments: list[tuple[int, int]]

    def comments_within(self, start: int, end: int) -> list[str]:
        """The comments in a stretch of the text, from the number sign on."""
        at = bisect_left(self.comments, (start, start))
        found = []
        while at < len(self.comments) and self.comments[at][1] <= end:
            found.append(self.text[slice(*self.comments[at])].rstrip())
            at += 1
        return found

    def walk(self) -> Iterator[tuple[Route | None, Node]]:
        """Every node in the order of the text, with its route; a key has none."""
        todo: list[tuple[Route | None, Node]] = [((), self.root)]
        while todo:
            route, node = todo.pop()
            yield route, node
            for index, item in reversed(list(enumerate(node.items))):
                step = item.key.value if item.key else index
                todo.append(((*(route or ()), step), item.node))
                if item.key is not None:
                    todo.append((None, item.key))

    def anchored(self) -> dict[Route, Route]:
        """The route of every alias, and the route of the anchor that it stands for."""
        if "*" not in self.text:
            return {}
        found: dict[Route, Route] = {}
        names: dict[str, Route | None] = {}
        for route, node in self.walk():
            if node.anchor is not None:
                names[node.anchor] = route
            if node.name is not None and (anchor := names[node.name]) is not None:
                found[route or ()] = anchor
        return found

    def last(self) -> Node:
        """The last value of the text."""
        node = self.root
        while node.items:
            node = node.items[-1].node
        return node

    def column(self, offset: int) -> int:
        """How far an offset is from the start of its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """The start of an offset's line."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """The start of the line after an offset's."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def blanks_before(self, offset: int) -> int:
        """The start of the blanks before an offset; the offset itself where they begin the line."""
        start = self.line_start(offset)
        kept = len(self.text[start:offset].rstrip(" \t"))
        return start + kept if kept else offset

    def begins_line(self, offset: int) -> bool:
        """Is there nothing but blanks before it on its line?"""
        return not self.text[self.line_start(offset) : offset].strip(" \t")
