"""What reading a file gives: its text, its data, and where each part of the data stands."""

from array import array
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""The way from the root to a part: `("activities", 3, "retention")`."""

NOWHERE = (0, 0, 0, 0)
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

    `marks` has, by the id of each dict or list in `data`, four numbers for every value in order
    (line, column, end line, end column, from 0), and for a dict four more for each key before them.
    """

    path: str
    text: str
    data: Any
    marks: dict[int, "array[int]"]
    _lines: list[str] | None = field(default=None, repr=False)

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
        return self._line(marks[0] + 1, marks[1] + 1) if marks else self._line(1, 1)

    def _child(self, part: Any, step: str | int) -> tuple[Any, Span | None, Span | None] | None:
        """The child of `part` at `step`, the span of its key, and the span of its value."""
        marks = self.marks.get(id(part))
        if marks is None:
            return None
        if isinstance(part, dict):
            if step not in part:
                return None
            child, at = part[step], 8 * list(part).index(str(step))
            key_span = self._span(marks[at : at + 4], scalar=True)
            return child, key_span, self._span(marks[at + 4 : at + 8], _is_scalar(child))
        if not isinstance(step, int) or not 0 <= step < len(part):
            return None
        child = part[step]
        return child, None, self._span(marks[4 * step : 4 * step + 4], _is_scalar(child))

    def _span(self, marks: "array[int]", scalar: bool) -> Span | None:
        if tuple(marks) == NOWHERE:
            return None
        line, column, end_line, end_column = marks
        if scalar and line == end_line:
            return Span(line + 1, column + 1, line + 1, end_column + 1)
        return self._line(line + 1, column + 1)

    def _line(self, line: int, column: int) -> Span:
        """From `column` to the end of the line."""
        end = len(self.lines[line - 1].rstrip()) + 1
        return Span(line, column, line, max(end, column + 1))


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, (dict, list))
