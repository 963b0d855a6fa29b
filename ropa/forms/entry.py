"""What a cell says, apart from any language: entries, each a number of told values.

A list of the register is one entry a line; what an entry says beside its name follows on lines of
their own. `forms.text` writes entries as the lines of a cell and reads them back.
"""

from dataclasses import dataclass

Path = tuple[str, ...]
"""Keys below an entry: `("assessment", "date")`; the word or value itself is at `()`."""
Told = str | tuple[str, ...]
"""A value as YAML has it: a text (a closed word, a date, a country code are texts), or several."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, or the one answer of a field: what it tells, by path, in order.

    An answer that is no value is an entry with the path of its key: `("none",)`, `("unknown",)`,
    `("not_applicable",)`, the reason as its text, which may be empty.
    """

    told: tuple[tuple[Path, Told], ...]

    @property
    def head(self) -> str:
        """The word or text of the entry itself; empty where it has none."""
        first = dict(self.told).get((), "")
        return first if isinstance(first, str) else ""


class Unreadable(Exception):
    """A cell's text cannot be read as an answer to its field: why, as a key of the messages."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
