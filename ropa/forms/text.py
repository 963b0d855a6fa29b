"""Entries as the lines of a cell.

Each entry begins on a line of its own; what it says beside its word follows on lines that begin with
a dash and a label. A value goes on on lines that begin with two spaces.
"""

from collections.abc import Iterator

from ropa.forms.entries import answer_of
from ropa.forms.entry import Entry, Path, Told
from ropa.forms.labels import ANSWERS, Labels
from ropa.forms.shape import Shape, value_shape
from ropa.forms.tidy import tidy
from ropa.forms.values import Values

DASH = "– "
GOES_ON = "  "
SEPARATOR = "; "


class Writer:
    """Writes entries for the readers of one language."""

    def __init__(self, values: Values, labels: Labels) -> None:
        self.values = values
        self.labels = labels
        self._lines: dict[tuple[Shape, Entry], str] = {}

    def text(self, shape: Shape, entries: tuple[Entry, ...]) -> str:
        """The text of a cell; empty where nothing is told."""
        if shape.plain:
            return entries[0].head if entries else ""
        if answer_of(entries):
            return "\n".join(self._entry(shape, entries[0]))
        return "\n".join(self._written(shape, entry) for entry in entries)

    def _written(self, shape: Shape, entry: Entry) -> str:
        if len(entry.told) > 1:
            return "\n".join(self._entry(shape, entry))
        key = shape, entry
        if key not in self._lines:
            self._lines[key] = "\n".join(self._entry(shape, entry))
        return self._lines[key]

    def _entry(self, shape: Shape, entry: Entry) -> Iterator[str]:
        known = self.labels.known(shape)
        for number, (path, told) in enumerate(entry.told):
            place, text = self._value(shape, path, told)
            label = f"{known.label(place)}: " if place else ""
            dash = DASH if number else ""
            yield tidy(f"{dash}{label}{text}".replace("\n", "\n" + GOES_ON))

    def _value(self, shape: Shape, path: Path, told: Told) -> tuple[Path, str]:
        """Where a value stands, and its text; an answer stands at the key that it answers."""
        if path and path[-1] in ANSWERS:
            return path[:-1], self._answer(path[-1], str(told))
        own = value_shape(self.labels.known(shape).shape(path) if path else shape)
        if isinstance(told, str):
            return path, self.values.show(own, told)
        return path, SEPARATOR.join(self.values.show(own, each) for each in told)

    def _answer(self, key: str, reason: str) -> str:
        label = self.labels.answer(key)
        return f"{label}: {reason}" if reason else label
