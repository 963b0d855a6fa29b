"""The edits of a file by the list or mapping that each changes."""

from collections.abc import Sequence
from typing import NamedTuple

from ropa.source.applied import place_of
from ropa.source.changes import Changes
from ropa.source.edits import Edit, Insert, NotEdited, Set
from ropa.source.nodes import Item, Node, Spans
from ropa.source.source import Route


class Gone(NamedTuple):
    """A node that goes by an edit; where not `whole`, its anchor stays, and what it has goes."""

    node: Node
    whole: bool
    edit: Edit


def grouped(before: Spans, edits: Sequence[Edit]) -> list[Changes]:
    """The edits by the collection that they change.

    Raises NotEdited: `no-such-place`, `anchor-needed`.
    """
    groups = Groups(before)
    gone: list[Gone] = []
    for one in edits:
        inner = isinstance(one, Insert)
        changes = groups.changes(one.route if inner else one.route[:-1], one)
        if isinstance(one, Insert):
            at = place_of(one, len(changes.node.items))
            changes.inserts.setdefault(at, []).append(one.value)
            continue
        if not one.route:
            raise NotEdited(one, "no-such-place")
        index = groups.index(changes.node, one.route[-1])
        if index is None and isinstance(one, Set):
            changes.keys.append((str(one.route[-1]), one.value, one.order))
        elif index is None:
            raise NotEdited(one, "no-such-place")
        elif isinstance(one, Set):
            changes.sets[index] = one.value
            gone.append(Gone(changes.node.items[index].node, False, one))
        else:
            changes.removed.add(index)
            gone.append(Gone(changes.node.items[index].node, True, one))
            if (key := changes.node.items[index].key) is not None:
                gone.append(Gone(key, True, one))
    _refuse_lost_anchors(before, gone)
    return groups.all()


class Groups:
    """Finds the collections of routes, and keeps what is to be done to each."""

    def __init__(self, before: Spans) -> None:
        self.spans = before
        self.found: dict[int, Changes] = {}
        self.orders: dict[int, dict[str, int]] = {}

    def index(self, node: Node, step: str | int) -> int | None:
        """The number of the entry at a key or index."""
        if isinstance(step, int):
            return step if node.kind == "list" and 0 <= step < len(node.items) else None
        if id(node) not in self.orders:
            keys = (item.key.value if item.key else "" for item in node.items)
            self.orders[id(node)] = {key: index for index, key in enumerate(keys)}
        return self.orders[id(node)].get(step) if node.kind == "map" else None

    def changes(self, route: Route, one: Edit) -> Changes:
        """What is to be done so far to the collection at a route; NotEdited where there is none."""
        places, above = [self.spans.root], list[Item]()
        for step in route:
            index = self.index(places[-1], step)
            if index is None:
                raise NotEdited(one, "no-such-place")
            above.append(places[-1].items[index])
            places.append(above[-1].node)
        return self._at(places, above)

    def all(self) -> list[Changes]:
        """All that is to be done; an empty list or mapping that gets entries is written anew."""
        for changes in list(self.found.values()):
            node = changes.node
            if node.items or not changes.above or changes.places[-2].flow:
                continue
            if "\n" not in self.spans.text[node.start : node.end]:
                del self.found[id(node)]
                around = self._at(changes.places[:-1], changes.above[:-1])
                new = [value for values in changes.inserts.values() for value in values]
                keys = {key: value for key, value, _ in changes.keys}
                around.sets[around.node.items.index(changes.above[-1])] = keys or new
        return list(self.found.values())

    def _at(self, places: list[Node], above: list[Item]) -> Changes:
        node = places[-1]
        if id(node) not in self.found:
            column = self.spans.column(node.items[0].start) if node.items else 0
            self.found[id(node)] = Changes(node, column, above, places)
        return self.found[id(node)]


def _refuse_lost_anchors(before: Spans, gone: list[Gone]) -> None:
    """Raise NotEdited, `anchor-needed`, where an alias that stays points to an anchor that goes."""
    if "*" not in before.text:
        return
    going: set[int] = set()
    anchors_going: dict[int, Edit] = {}
    todo = list(gone)
    while todo:
        node, whole, edit = todo.pop()
        going.add(id(node))
        if whole:
            anchors_going[id(node)] = edit
        parts = [part for item in node.items for part in (item.key, item.node) if part]
        todo += [Gone(part, True, edit) for part in parts]
    names: dict[str, Node] = {}
    for _, node in before.walk():
        if node.anchor is not None:
            names[node.anchor] = node
        if node.name is not None and id(node) not in going:
            if (needed := anchors_going.get(id(names[node.name]))) is not None:
                raise NotEdited(needed, "anchor-needed")
