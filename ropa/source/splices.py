"""What to cut out of a text and what to put there, so that a collection gets its edits."""

import re
from collections.abc import Sequence
from typing import Any

from ropa.source.blocks import Blocks
from ropa.source.brackets import Brackets
from ropa.source.changes import Changes
from ropa.source.lines import Splice
from ropa.source.nodes import Item, Node, Spans
from ropa.source.owned import tail
from ropa.source.scalars import Place, Written
from ropa.source.spans import HEADER
from ropa.source.written import NEAR, Habits, kin
from ropa.source.yaml import NULLS


class Splicer:
    """Makes the splices for one text."""

    def __init__(self, spans: Spans, habits: Habits) -> None:
        self.spans = spans
        self.text = spans.text
        self.habits = habits
        self.found: list[Splice] = []
        self.rank = 0

    def change(self, changes: Changes) -> None:
        """Add the splices for one collection."""
        self.rank = -len(changes.above)
        node = changes.node
        for index, value in changes.sets.items():
            self._replace(changes, index, value)
        new = self._new_entries(changes)
        if not new and not changes.removed:
            return
        if node.flow:
            Brackets(self.spans, self._put).change(changes, new)
        elif len(changes.removed) == len(node.items) and not new:
            self._emptied(changes)
        else:
            Blocks(self.spans, self._put).change(changes, new)

    def settle_end(self, open_end: bool) -> None:
        """Text after a block of lines that the file ended with, without a line break, gives it none."""
        size = len(self.text)
        last = self.spans.last()
        if not open_end or last.style not in ("|", ">") or last.end < size - 1:
            return
        head = self.text[last.start : self._header_end(last)]
        kept = all(splice.end <= last.start or splice.start >= size for splice in self.found)
        if kept and "-" not in head and any(splice.start == size for splice in self.found):
            self._put(last.start, last.start + len(head), head.replace("+", "") + "-")

    def _put(self, start: int, end: int, text: str) -> None:
        if end > start or text:
            self.found.append(Splice(start, end, self.rank, text))

    # --- another value for an entry ---------------------------------------------------------------

    def _replace(self, changes: Changes, index: int, value: Any) -> None:
        item = changes.node.items[index]
        near = self._near(changes, index, item.key.value if item.key else None)
        place = self._place(changes, item, near)
        column = self.spans.column(item.start)
        written = self.habits.value(value, changes.node, column, near, place)
        node = item.node
        if node.style in ("|", ">"):
            self._replace_block_scalar(node, written)
        elif node.kind in ("map", "list") and not node.flow:
            self._replace_block(item, node, written)
        elif node.kind == "scalar" and not node.style and node.start == node.end:
            self._fill(item, written)
        else:
            start = node.start
            if not written.head:
                start = self.spans.blanks_before(node.start)
            self._put(start, node.end, written.head)
            self._below(node.end, written.lines)

    def _place(self, changes: Changes, item: Item, near: list[Item]) -> Place:
        """How the old value is written, and where."""
        node, column = item.node, self.spans.column(item.start)
        is_text = node.kind == "scalar" and (node.style or node.start < node.end)
        old = node.value if is_text and (node.style or node.value not in NULLS) else None
        step = self.habits.steps["map"]
        width, indent = 0, column + step
        if node.style in ("|", ">") and node.end > node.start:
            lines = self.text[node.start : node.end].split("\n")[1:]
            width = max((len(line) for line in lines), default=0)
            first = next((line for line in lines if line.strip()), "")
            given = re.search(r"[1-9]", self.text[node.start : self._header_end(node)])
            if given:
                step, indent = int(given[0]), column + int(given[0])
            elif first:
                indent = len(first) - len(first.lstrip(" "))
                step = indent - column
        on_line = item.mark is not None and "\n" not in self.text[item.mark : node.start]
        blocks = (
            self.habits.blocks and not changes.node.flow and (on_line or node.style in ("|", ">"))
        )
        open_end = self.habits.open_end and node.end >= len(self.text) - 1
        return Place(
            node.style, old, changes.node.flow, indent if blocks else None, step, width,
            self._gap(item, near), open_end, node.anchor is not None,
        )  # fmt: skip

    def _gap(self, item: Item, near: list[Item]) -> int:
        """How far from the start of its entry a new value comes to stand."""
        node = item.node
        lines = node.kind in ("map", "list") and not node.flow
        empty = node.start == node.end or node.anchor is not None
        if empty or (lines and self.spans.begins_line(node.start)):
            return self.habits.gap(near)
        return self.spans.column(node.start) - self.spans.column(item.start)

    def _replace_block_scalar(self, node: Node, written: Written) -> None:
        """New lines for the old ones; a comment after the sign of the block stays there."""
        head = self._header_end(node)
        first = self.spans.line_end(head) - 1
        start = node.start
        if not written.head:
            start = self.spans.blanks_before(start)
        self._put(start, head, written.head)
        lines = "".join(f"\n{line}" for line in written.lines)
        self._put(first, max(first, node.end), lines)

    def _header_end(self, node: Node) -> int:
        found = HEADER.match(self.text, node.start)
        return found.end() if found else node.start

    def _replace_block(self, item: Item, node: Node, written: Written) -> None:
        """Something else for a mapping or list in block style."""
        if not self.spans.begins_line(node.start) or item.mark is None:
            self._put(node.start, node.end, "\n".join((written.head, *written.lines)))
            return
        self._put(item.mark, item.mark, " " * written.gap + written.head if written.head else "")
        start, end = self.spans.line_start(node.start), tail(self.spans, node.items[-1])
        self._put(start, end, "".join(f"{line}\n" for line in written.lines))

    def _fill(self, item: Item, written: Written) -> None:
        """A value where only a key or a dash stood."""
        if item.mark is None:
            at = item.key.end if item.key else item.node.start
            if self.text[item.start] == "?" and self.spans.begins_line(item.start):
                at = self.spans.line_end(at) - 1
                self._put(at, at, "\n" + " " * self.spans.column(item.start))
            self._put(at, at, ":")
        else:
            at = item.mark
        self._put(at, at, " " * written.gap + written.head if written.head else "")
        self._below(at, written.lines)

    def _below(self, at: int, lines: Sequence[str]) -> None:
        end = self.spans.line_end(at) - 1
        self._put(end, end, "".join(f"\n{line}" for line in lines))

    # --- entries that come and go, in block style -------------------------------------------------

    def _new_entries(self, changes: Changes) -> dict[int, list[str]]:
        """The new entries as they are written, by the index of the entry that they go before."""
        node, new = changes.node, {}
        for index, values in changes.inserts.items():
            near = self._near(changes, index, None)
            new[index] = [self.habits.item(v, node, changes.column, near) for v in values]
        ranked = sorted(changes.keys, key=lambda k: k[2].index(k[0]) if k[0] in k[2] else len(k[2]))
        for name, value, order in ranked:
            index = self._index(node, name, order)
            near = self._near(changes, index, name)
            entry = self.habits.entry(name, value, node, changes.column, near)
            new.setdefault(index, []).append(entry)
        return new

    def _index(self, node: Node, name: str, order: tuple[str, ...]) -> int:
        """Where a new key goes: after the nearest key that comes before it, else before the next."""
        if name not in order:
            return len(node.items)
        places = {item.key.value: index for index, item in enumerate(node.items) if item.key}
        at = order.index(name)
        for before in reversed(order[:at]):
            if before in places:
                return places[before] + 1
        return next((places[after] for after in order[at:] if after in places), len(node.items))

    def _near(self, changes: Changes, index: int, key: str | None) -> list[Item]:
        """The neighbours that show how an entry is written, the best first."""
        items = changes.node.items
        cousins: list[Item] = []
        if len(changes.places) > 1 and changes.above:
            around = changes.places[-2].items
            at = next((n for n, i in enumerate(around) if i is changes.above[-1]), 0)
            others = [i for i in _nearest(around, at) if i is not changes.above[-1]]
            cousins = kin(others, key)
        own = [i for i in _nearest(items, index) if i.node.kind != "alias"]
        return [*cousins, *own] if changes.node.kind == "map" or not items else [*own, *cousins]

    def _emptied(self, changes: Changes) -> None:
        """Nothing is left: the brackets of an empty list or mapping say so."""
        node, brackets = changes.node, "[]" if changes.node.kind == "list" else "{}"
        if not changes.above:
            start = self.spans.line_start(node.start)
            self._put(start, tail(self.spans, node.items[-1]), f"{brackets}\n")
        else:
            self._replace_block(changes.above[-1], node, Written(brackets))


def _nearest(items: list[Item], index: int) -> list[Item]:
    """Some entries around a place, the nearest first, those before it before those after it."""
    before = items[max(0, index - NEAR) : index][::-1]
    return [*before, *items[index : index + NEAR]]
