"""Entries that come to a list or mapping in block style, or go from it: whole lines, mostly."""

from collections.abc import Callable

from ropa.source.changes import Changes
from ropa.source.nodes import Item, Node, Spans
from ropa.source.owned import above, tail


class Blocks:
    """Makes the splices for one collection in block style; `put` takes them."""

    def __init__(self, spans: Spans, put: Callable[[int, int, str], None]) -> None:
        self.spans = spans
        self.text = spans.text
        self._put = put

    def change(self, changes: Changes, new: dict[int, list[str]]) -> None:
        """Take away the entries that go, and put in the new ones, by the index that they go before."""
        items, margin = changes.node.items, " " * changes.column
        top = above(self.spans, items[0], changes.node)
        inline = 0 if self.spans.begins_line(items[0].start) else self._leading(changes)
        if inline or (0 in new and not self.spans.begins_line(items[0].start)):
            first = [entry for index in range(inline + 1) for entry in new.pop(index, [])]
            self._at_the_dash(changes, first, inline)
        for index in sorted(changes.removed):
            if index >= inline:
                self._cut(changes, index, tidy=not new)
        for index, entries in new.items():
            at = tail(self.spans, items[index - 1]) if index else top
            blank = self._apart(changes.node, index)
            blank = blank and not (index and self._keeps(items[index - 1]))
            pieces = [f"{margin}{entry}\n" for entry in entries]
            if blank and index:
                pieces = [f"\n{piece}" for piece in pieces]
            elif blank:
                pieces = [f"{piece}\n" for piece in pieces]
            self._put(at, at, "".join(pieces))

    def _leading(self, changes: Changes) -> int:
        """How many entries are taken away from a collection that begins beside its dash."""
        count = 0
        while count in changes.removed:
            count += 1
        return count

    def _at_the_dash(self, changes: Changes, entries: list[str], count: int) -> None:
        """The first entries of a collection that begins on the line of its dash go, or others come."""
        items, margin = changes.node.items, " " * changes.column
        start = items[0].start
        text = "".join(f"{entry}\n{margin}" for entry in entries)
        if not count:
            self._put(start, start, text)
            return
        if count == len(items):
            self._put(start, tail(self.spans, items[-1]), text.rstrip(" "))
            return
        last = tail(self.spans, items[count - 1])
        following = self.spans.line_start(items[count].start)
        if self.text[last:following].strip():  # comments of the next entry: they keep their lines
            start = start if entries else self.spans.blanks_before(start)
            self._put(start, last, text.rstrip(" ") or "\n")
        else:
            self._put(start, items[count].start, text)

    def _cut(self, changes: Changes, index: int, tidy: bool) -> None:
        """Take away the lines of an entry, and one of two gaps around it."""
        item = changes.node.items[index]
        start, end = above(self.spans, item, changes.node), tail(self.spans, item)
        blank_below = not self.text[end : self.spans.line_end(end)].strip()
        floor = tail(self.spans, changes.node.items[index - 1]) if index else 0
        before = max((n for n in range(index) if n not in changes.removed), default=None)
        if before is None:
            beside = self.text[self.spans.line_start(start - 1) : start].strip() if start else ""
            blanks_go = tidy and bool(beside) and index < len(changes.node.items) - 1
        else:
            blanks_go = self._keeps(changes.node.items[before])
        if blanks_go:
            while end < len(self.text) and not self.text[end : self.spans.line_end(end)].strip():
                end = self.spans.line_end(end)
        elif tidy and blank_below and floor < start:
            while start > floor and not self.text[self.spans.line_start(start - 1) : start].strip():
                start = max(floor, self.spans.line_start(start - 1))
        self._put(start, end, "")

    def _keeps(self, item: Item) -> bool:
        """Does it end with a block of lines that the blank lines after it would belong to?"""
        node = item.node
        while node.items:
            node = node.items[-1].node
        return node.style in ("|", ">") and "+" in self.text[node.start :][:3]

    def _apart(self, node: Node, index: int) -> bool:
        """Are the entries around there separated by blank lines?"""
        pairs = list(zip(node.items, node.items[1:], strict=False))
        if not pairs:
            return False
        one, other = pairs[min(max(index - 1, 0), len(pairs) - 1)]
        between = self.text[tail(self.spans, one) : self.spans.line_start(other.start)]
        return any(not line.strip() for line in between.split("\n")[:-1])
