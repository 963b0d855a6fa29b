"""Entries that come to a list or mapping in brackets, or go from it: with their commas and lines."""

from collections.abc import Callable

from ropa.source.changes import Changes
from ropa.source.nodes import Item, Node, Spans
from ropa.source.spans import BETWEEN


class Brackets:
    """Makes the splices for one collection in brackets; `put` takes them."""

    def __init__(self, spans: Spans, put: Callable[[int, int, str], None]) -> None:
        self.spans = spans
        self.text = spans.text
        self._put = put

    def change(self, changes: Changes, new: dict[int, list[str]]) -> None:
        """Take away the entries that go, and put in the new ones, by the index that they go before."""
        node = changes.node
        if self.text[node.start] not in "[{" or (node.items and node.items[0].start == node.start):
            self._braced(changes, new)
            return
        if len(changes.removed) == len(node.items):
            entries = [entry for index in sorted(new) for entry in new[index]]
            self._put(node.start + 1, node.end - 1, ", ".join(entries))
            return
        for index in sorted(changes.removed):
            self._cut_in_brackets(changes, index, new)
        self._commas(changes, new)
        for index, entries in new.items():
            self._add_in_brackets(changes, index, entries)

    def _braced(self, changes: Changes, new: dict[int, list[str]]) -> None:
        """A pair that stands in a list without braces gets them."""
        node = changes.node
        if changes.removed:
            entries = [entry for index in sorted(new) for entry in new[index]]
            self._put(node.start, node.end, "{" + ", ".join(entries) + "}")
            return
        before = "".join(f"{entry}, " for entry in new.get(0, []))
        after = "".join(f", {entry}" for entry in new.get(1, []))
        self._put(node.start, node.start, "{" + before)
        self._put(node.end, node.end, after + "}")

    def _comma(self, item: Item, node: Node) -> int | None:
        """The place of the comma after an entry."""
        found = BETWEEN.match(self.text, item.end)
        at = found.end() if found else item.end
        return at if at < node.end and self.text[at] == "," else None

    def _past(self, item: Item, node: Node) -> int:
        comma = self._comma(item, node)
        return item.end if comma is None else comma + 1

    def _alone(self, item: Item, node: Node) -> bool:
        """Has an entry in brackets its lines for itself?"""
        past = self._past(item, node)
        rest = self.text[past : self.spans.line_end(past)].strip()
        return self.spans.begins_line(item.start) and (not rest or rest.startswith("#"))

    def _cut_in_brackets(self, changes: Changes, index: int, new: dict[int, list[str]]) -> None:
        """Take away an entry, its comma, and the blanks that no other entry needs."""
        node, item = changes.node, changes.node.items[index]
        past = self._past(item, node)
        if self._alone(item, node):
            self._put(self.spans.line_start(item.start), self.spans.line_end(past), "")
            return
        comma = self._comma(item, node)
        start, end = item.start, past
        if comma is not None and self.text[item.end : comma].strip():  # a comment lies between
            self._put(comma, comma + 1, "")
            end = item.end
        after = end
        while self.text[after] in " \t":
            after += 1
        at_end = self.text[after] in "\n#" or index == len(node.items) - 1
        if not at_end and index + 1 not in new:
            end = after
        elif index - 1 not in changes.removed and (index or not new.get(0)):
            start = self.spans.blanks_before(start)
        self._put(start, end, "")

    def _add_in_brackets(self, changes: Changes, index: int, entries: list[str]) -> None:
        node, items = changes.node, changes.node.items
        neighbour = items[index - 1] if index else items[0]
        own_lines = self.spans.begins_line(neighbour.start)
        margin = self.text[self.spans.line_start(neighbour.start) : neighbour.start]
        last = index == len(items)
        ends = [","] * (len(entries) - 1) + ["" if last and not self._trailing(node) else ","]
        if not index and own_lines and self._alone(neighbour, node):
            at = self.spans.line_start(neighbour.start)
            self._put(at, at, "".join(f"{margin}{e},\n" for e in entries))
        elif not index:
            glue = f"\n{margin}" if own_lines else " "
            self._put(items[0].start, items[0].start, "".join(f"{e},{glue}" for e in entries))
        elif own_lines and self._alone(neighbour, node):
            at = self.spans.line_end(self._past(neighbour, node))
            lines = [f"{margin}{e}{end}\n" for e, end in zip(entries, ends, strict=True)]
            self._put(at, at, "".join(lines))
        else:
            at = self._past(neighbour, node)
            texts = [f" {e}{end}" for e, end in zip(entries, ends, strict=True)]
            self._put(at, at, "".join(texts))

    def _trailing(self, node: Node) -> bool:
        return self._comma(node.items[-1], node) is not None

    def _commas(self, changes: Changes, new: dict[int, list[str]]) -> None:
        """The last entry that stays has a comma after it, if something follows or there was one."""
        node, items = changes.node, changes.node.items
        last = max(index for index in range(len(items)) if index not in changes.removed)
        follows = any(index > last for index in new)
        comma = self._comma(items[last], node)
        if last == len(items) - 1 and comma is None and follows:
            self._put(items[last].end, items[last].end, ",")
        elif (
            last < len(items) - 1 and comma is not None and not follows and not self._trailing(node)
        ):
            self._put(comma, comma + 1, "")
