"""What reading a file gives: its text, its data, and where each part of the data stands."""

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""The way from the root to a part: `("activities", 3, "retention")`."""

NOWHERE = (0, 0)
"""The marks of a value that is not written out (`key:` and nothing after it)."""


class Span(NamedTuple):
    """A stretch of text on one line or more; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Refused(Exception):
    """A file is not read: `reason` is a key of the messages, `span` the place, `args` its facts."""

    def __init__(self, reason: str, span: Span, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span
        self.facts = facts


@dataclass(slots=True)
class Source:
    """One file: `path` as messages show it, its text, its data, and the marks of its collections.

    `marks` has, by the id of each dict or list in `data`, two numbers for every value in order: the
    offsets in the text of its start and its end. For a dict, those of each key come before. `texts`
    are its scalar values, each once; keys are none.
    """

    path: str
    text: str
    data: Any
    marks: dict[int, "array[int]"]
    texts: frozenset[Any] = frozenset()
    _lines: list[str] | None = field(default=None, repr=False)
    _starts: list[int] | None = field(default=None, repr=False)
    _orders: dict[int, dict[str, int]] = field(default_factory=dict, repr=False)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def locate(self, route: Route, *, key: bool = False) -> Span:
        """Where the part at `route` stands; where it is not written, its nearest ancestor that is.

        With `key`, where its key stands, as for a key that should not be there. A collection is
        shown by its first line.
        """
        part, span = self.data, self._start()
        for index, step in enumerate(route):
            if step == 0 and not isinstance(part, list):
                continue  # a value that stands alone, without the brackets of a list
            found = self._child(part, step)
            if found is None:
                break
            part, key_span, value_span = found
            if key and index == len(route) - 1:
                return key_span or value_span or span
            span = value_span or key_span or span
        return span

    def _start(self) -> Span:
        """Where the data begin: after the comments at the top of the file."""
        marks = self.marks.get(id(self.data))
        return self._first_line(marks[0] if marks else 0)

    def _child(self, part: Any, step: str | int) -> tuple[Any, Span | None, Span | None] | None:
        """The child of `part` at `step`, the span of its key, and the span of its value."""
        marks = self.marks.get(id(part))
        if marks is None:
            return None
        if isinstance(part, dict):
            if step not in part:
                return None
            child, at = part[step], 4 * self._order(part)[str(step)]
            return child, self._span(marks[at : at + 2]), self._span(marks[at + 2 : at + 4], child)
        if not isinstance(step, int) or not 0 <= step < len(part):
            return None
        child = part[step]
        return child, None, self._span(marks[2 * step : 2 * step + 2], child)

    def _order(self, part: dict[str, Any]) -> dict[str, int]:
        """The number of each key of `part`."""
        order = self._orders.get(id(part))
        if order is None:
            order = self._orders[id(part)] = {key: index for index, key in enumerate(part)}
        return order

    def _span(self, marks: "array[int]", value: Any = "") -> Span | None:
        start, end = marks
        if (start, end) == NOWHERE:
            return None
        line, column = self.place(start)
        end_line, end_column = self.place(end)
        if line == end_line and not isinstance(value, (dict, list)):
            return Span(line, column, line, end_column)
        return self._first_line(start)

    def _first_line(self, start: int) -> Span:
        """From an offset to the end of its line."""
        line, column = self.place(start)
        end = len(self.lines[line - 1].rstrip()) + 1
        return Span(line, column, line, max(end, column + 1))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, from 1."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
