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
        self._word_by_word: dict[tuple[Shape, str], bool] = {}

    def entries(self, shape: Shape, raw: Any) -> tuple[Entry, ...]:
        """What data tells as the answer to a field. Raises Unreadable where the format has no such."""
        return self._entries.entries(shape, raw)

    def text(self, shape: Shape, entries: tuple[Entry, ...]) -> str:
        """Entries as the text of a cell."""
        return self._writer.text(shape, entries)

    def read(self, shape: Shape, text: str) -> tuple[Entry, ...]:
        """The text of a cell as entries. Raises Unreadable."""
        entries = self._reader.read(shape, text)
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

    def editable(self, shape: Shape, raw: Any) -> bool:
        """Does what the cell shows read back as what stands there?"""
        if shape.several and isinstance(raw, list) and all(isinstance(e, str) for e in raw):
            return all(self._is_own(shape, each) for each in raw)
        if isinstance(raw, str):
            return self._is_own(shape, raw)
        return self._reads_back(shape, raw)

    def _is_own(self, shape: Shape, raw: str) -> bool:
        """Does one value, in a list or alone, read back as itself?"""
        key = shape, raw
        if key not in self._word_by_word:
            self._word_by_word[key] = self._reads_back(shape, raw)
        return self._word_by_word[key]

    def _reads_back(self, shape: Shape, raw: Any) -> bool:
        try:
            entries = self.entries(shape, raw)
            return self._reader.read(shape, self.text(shape, entries)) == entries
        except Unreadable:
            return False
