"""A cell that a reviewer may edit: where its value is in the register, and what it says there."""

from dataclasses import dataclass
from typing import Any

from ropa.forms.shape import Shape
from ropa.source.source import Route

Key = tuple[str, str, str]
"""Sheet, row and field: `("controller", "newsletter", "retention")`."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that others take from one place: how, where it is stated, and who takes it.

    `how` is `defaults`, `see` or `anchor`; `activities` are the ids of all that take it, this one
    among them.
    """

    how: str
    origin: Route
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of an editable sheet.

    `route` is where the value stands in the register's data, or would stand; `raw` is the value as
    written, that of `shared.origin` where it stands elsewhere. `text` is what a reviewer edits, empty
    where nothing is stated; `shown` is what the cell shows: the text, or what is missing. `locked`
    says, as a key of the messages, why the cell cannot be edited here; empty: it can.
    """

    sheet: str
    row: str
    field: str
    route: Route
    shape: Shape
    raw: Any
    text: str
    shown: str
    locked: str = ""
    shared: Shared | None = None

    @property
    def key(self) -> Key:
        """Sheet, row and field."""
        return self.sheet, self.row, self.field
