"""How an answer of the register is written in a cell, and read back."""

from typing import Any

from ropa.forms.built import check
from ropa.forms.edits import Edits
from ropa.forms.entries import Entries
from ropa.forms.entry import Entry, Unreadable
from ropa.forms.labels import Labels
from ropa.forms.reader import Reader
from ropa.forms.shape import Shape
from ropa.forms.text import Writer
from ropa.forms.values import Values
from ropa.model.record import Record
from ropa.source.edit import Edit
from ropa.source.source import Route
from ropa.words.words import Words


class Forms:
    """The forms of one record's answers, for readers of one language."""

    def __init__(self, record: Record, words: Words) -> None:
        values = Values(record, words)
        self.labels = Labels(words)
        self._entries = Entries(values, self.labels)
        self._writer = Writer(values, self.labels)
        self._reader = Reader(values, self.labels, self._entries)
        self._edits = Edits(values)
        self._known: dict[tuple[Shape, Any], tuple[str, bool]] = {}

    def entries(self, shape: Shape, raw: Any) -> tuple[Entry, ...]:
        """What data tells as the answer to a field. Raises Unreadable where the format has no such."""
        return self._entries.entries(shape, raw)

    def text(self, shape: Shape, entries: tuple[Entry, ...]) -> str:
        """Entries as the text of a cell."""
        return self._writer.text(shape, entries)

    def read(self, shape: Shape, text: str, *stood: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The text of a cell as entries; what `stood` there is told as it was. Raises Unreadable."""
        entries = self._reader.read(shape, text, *stood)
        check(shape, entries)
        return entries

    def edits(
        self,
        shape: Shape,
        route: Route,
        raw: Any,
        before: tuple[Entry, ...],
        after: tuple[Entry, ...],
        order: tuple[str, ...] = (),
    ) -> list[Edit]:
        """The fewest edits that turn `raw`, which tells `before`, into what tells `after`.

        `order` are the keys of the mapping that the field stands in. Raises Unreadable where an edit
        would replace what the cell does not show.
        """
        return list(self._edits.value(shape, route, raw, before, after, order))

    def told(self, shape: Shape, raw: Any) -> tuple[str, bool]:
        """The text of data, and whether that reads back as what stands there. Raises Unreadable.

        The entries of a list stand each for itself, so that what many lists have is worked out once.
        """
        if not shape.several or not isinstance(raw, list):
            return self._told(shape, raw)
        entries = [self._told(shape, [each]) for each in raw]
        return "\n".join(text for text, _ in entries), all(same for _, same in entries)

    def editable(self, shape: Shape, raw: Any) -> bool:
        """Does what the cell shows read back as what stands there?"""
        try:
            return self.told(shape, raw)[1]
        except Unreadable:
            return False

    def _told(self, shape: Shape, raw: Any) -> tuple[str, bool]:
        key = shape, _frozen(raw)
        if key not in self._known:
            entries = self.entries(shape, raw)
            text = self.text(shape, entries)
            self._known[key] = text, self._reads_as(shape, text, entries)
        return self._known[key]

    def _reads_as(self, shape: Shape, text: str, entries: tuple[Entry, ...]) -> bool:
        try:
            return self._reader.read(shape, text) == entries
        except Unreadable:
            return False


def _frozen(raw: Any) -> Any:
    """Data that can be looked up."""
    if isinstance(raw, dict):
        return dict, *((key, _frozen(value)) for key, value in raw.items())
    return tuple(map(_frozen, raw)) if isinstance(raw, list) else raw
