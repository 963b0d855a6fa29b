"""What a reviewed workbook comes to, beside the register as it is now: edits, conflicts, questions."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from ropa.review.reviewed import Refusal, Remark
from ropa.source.edit import Edit
from ropa.source.tree import Location


class State(StrEnum):
    """What became of an edit of the workbook."""

    TAKEN = "taken"
    KEPT = "kept"  # only the register changed, or `--prefer yaml`
    SAME = "same"  # both made the same change
    CONFLICT = "conflict"
    QUESTION = "question"  # the value is shared: for all, or only here?
    REFUSED = "refused"
    PROPOSED = "proposed"  # a row that is gone, without `--allow-delete`


@dataclass(frozen=True, slots=True)
class Item:
    """One cell or row in which the workbook, or the register, has changed since the workbook was made.

    `base`, `theirs` and `ours` are texts as the workbook shows them. `why` is a key of the messages
    with its `facts`; `sharers` are the activities that take the value from the same place. `row_as`
    is what the row is called. `what` is `cell`, `row-added` or `row-removed`.
    """

    state: State
    what: str
    sheet: str
    row: str
    field: str
    address: str
    base: str = ""
    theirs: str = ""
    ours: str = ""
    location: Location | None = None
    why: str = ""
    facts: dict[str, object] = dataclasses.field(default_factory=dict)
    sharers: tuple[str, ...] = ()
    row_as: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of it: the items in the order of the workbook, and the edits for each file of the register.

    `edits` are routes of each file's own data. Nothing may be written while `open` is not empty.
    """

    register: str
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]
    refusals: tuple[Refusal, ...]
    edits: dict[str, tuple[Edit, ...]]
    notices: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Item, ...]:
        """What must be decided before anything is written."""
        undecided = (State.CONFLICT, State.QUESTION, State.REFUSED)
        return tuple(item for item in self.items if item.state in undecided)
