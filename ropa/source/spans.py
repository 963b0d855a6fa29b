"""Where every node of a YAML text stands, letter by letter: made for editing the text in place.

The parsers' marks are odd for empty values, anchored scalars, aliases and block scalars. So only the
ends of plain and quoted scalars are taken from them; all else is looked up in the text, going from
token to token. What lies between the tokens is blank, or a comment.
"""

import re
from functools import lru_cache
from typing import Any

from ropa.source.nodes import Item, Node, Spans
from ropa.source.parser import events
from ropa.source.source import Route

BETWEEN = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
BETWEEN_FLOW = re.compile(r"(?:[ \t\n,]|#[^\n]*)*")
COMMENT = re.compile(r"#[^\n]*")
NAME = re.compile(r"[&*][^\s,\[\]{}]+")
HEADER = re.compile(r"[|>][-+0-9]*")
LAST_LINES = re.compile(r"(?:\n[ \t]*)+\Z")


def spans(text: str) -> Spans:
    """The nodes of a text that read_yaml reads, with LF as line ends and without byte order mark."""
    return Walk(text).walk(events(text))


@lru_cache(maxsize=16)
def anchored(text: str) -> dict[Route, Route]:
    """The route of every alias in a text, and the route of the anchor that it stands for."""
    return spans(text).anchored() if "*" in text else {}


class Walk:
    """Goes through a text by the parser's events; `at` is the end of the token before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.comments: list[tuple[int, int]] = []

    def walk(self, found: list[Any]) -> Spans:
        """One pass over the events; the innermost open collection is at the end of the stack."""
        root = Node("scalar", 0, 0)
        stack: list[Node] = []
        key: Item | None = None
        for event in found:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                self._document()
                root.start = root.end = self.at
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._close(stack.pop())
                key = None
            elif kind in STARTS or kind in ("ScalarEvent", "AliasEvent"):
                above = stack[-1] if stack else None
                if above is not None and above.kind == "map" and key is None:
                    key = self._key(event, above)
                    continue
                mark = self._before(above, key)
                node = self._node(event, kind)
                if above is None:
                    root = node
                elif key is not None:
                    key.node, key.mark, key = node, mark and self._mark(mark, node), None
                else:
                    start = mark - 1 if mark is not None else self._outer(node)
                    above.items.append(Item(start, node, None, mark and self._mark(mark, node)))
                if kind in STARTS:
                    stack.append(node)
        self._skip()
        self._comments_in(self.at, len(self.text))
        return Spans(self.text, root, self.comments)

    def _document(self) -> None:
        self._skip()
        while self.text.startswith("%", self.at):
            end = self.text.find("\n", self.at)
            self._comments_in(self.at, end)
            self.at = end
            self._skip()
        if self.text.startswith("---", self.at):
            self.at += 3

    def _key(self, event: Any, above: Node) -> Item:
        self._skip(flow=above.flow)
        start = self.at
        if self.text[start] == "?" and self.text[start + 1 : start + 2] in ("", " ", "\t", "\n"):
            self.at += 1
        key = self._node(event, "ScalarEvent")
        item = Item(start, key, key)
        above.items.append(item)
        if not above.flow or self.text[above.start] != "{":
            above.start = above.items[0].start
        return item

    def _before(self, above: Node | None, key: Item | None) -> int | None:
        """Go over the dash or colon before a value; the place after it."""
        if above is None:
            return None
        if key is None:
            self._skip(flow=above.flow)
            if above.flow:
                return None
            if not above.items:
                above.start = self.at
        else:
            at, count = self.at, len(self.comments)
            self._skip()
            if self.text[self.at : self.at + 1] != ":":
                self.at = at
                del self.comments[count:]
                return None
        self.at += 1
        return self.at

    def _node(self, event: Any, kind: str) -> Node:
        """The node that begins next; a collection is not complete till it is closed."""
        empty = kind == "ScalarEvent" and not event.value and not event.style
        anchor = None if kind == "AliasEvent" else event.anchor
        if anchor is not None or not empty:
            self._skip()
        if anchor is not None:
            self.at = self._match(NAME)
            if not empty:
                self._skip()
        start = self.at
        if kind == "AliasEvent":
            self.at = self._match(NAME)
            return Node("alias", start, self.at, name=event.anchor)
        if kind in STARTS:
            if event.flow_style and self.text[start] in "[{":
                self.at += 1
            return Node(STARTS[kind], start, start, "", bool(event.flow_style), anchor)
        if not empty:
            self.at = self._scalar_end(event)
        return Node("scalar", start, self.at, event.style or "", False, anchor, event.value)

    def _scalar_end(self, event: Any) -> int:
        end: int = event.end_mark.index
        if event.style not in ("|", ">"):
            return end
        head = self._match(HEADER)
        first = self.text.find("\n", head)
        first = len(self.text) if first < 0 else first
        self._comments_in(head, first)
        if "+" in self.text[self.at : head]:
            return (
                end - 1 if end > first + 1 and self.text[end - 1 : end] == "\n" else max(end, first)
            )
        body = LAST_LINES.sub("", self.text[first : max(end, first)])
        return first + len(body) if body else head

    def _close(self, node: Node) -> None:
        """The end of a collection: its bracket, or its last entry."""
        if (
            node.flow
            and self.text[node.start] in "[{"
            and not (node.items and node.items[0].start == node.start)
        ):
            self._skip(flow=True)
            self.at += 1
            node.end = self.at
        else:
            node.end = node.items[-1].end

    def _mark(self, mark: int, node: Node) -> int:
        """The place where a new value goes: after the anchor, if there is one."""
        if node.anchor is None:
            return mark
        return NAME.match(self.text, BETWEEN.match(self.text, mark).end()).end()  # type: ignore[union-attr]

    def _outer(self, node: Node) -> int:
        """The start of an item in brackets, with its anchor."""
        if node.anchor is None:
            return node.start
        return self.text.rfind(f"&{node.anchor}", 0, node.start + 1)

    def _skip(self, flow: bool = False) -> None:
        found = (BETWEEN_FLOW if flow else BETWEEN).match(self.text, self.at)
        end = found.end() if found else self.at
        if end > self.at:
            self._comments_in(self.at, end)
        self.at = end

    def _comments_in(self, start: int, end: int) -> None:
        if self.text.find("#", start, end) >= 0:
            self.comments += [found.span() for found in COMMENT.finditer(self.text, start, end)]

    def _match(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        return found.end() if found else self.at


STARTS = {"MappingStartEvent": "map", "SequenceStartEvent": "list"}
