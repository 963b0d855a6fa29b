"""What came of a reviewed workbook, as every report of it begins: edits, remarks, changed files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ropa.review.diff import unified
from ropa.review.outcome import Item, Outcome, State
from ropa.review.reviewed import Refusal, Remark

COMMENTS = ("comment", "note", "thread", "column", "shown", "sheet")
"""The kinds of remarks that say something in words; the others are a status and a date."""


def first_line(heading: str) -> str:
    """What a column is called, without the article below it."""
    return heading.split("\n", 1)[0]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the register as it is and as it would be, and the comments that go with what goes."""

    file: str
    before: bytes
    after: bytes
    comments: tuple[str, ...] = ()

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        return unified(self.file, self.before, self.after)


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """What a workbook comes to, beside the register as it is.

    `workbook` is its file as messages show it, `base` what it was compared with: `carried` (what it
    carries itself), `revision`, or `register` (what the register says now, so that who changed what
    cannot be told) and, until that is confirmed, `unconfirmed`. `titles` and `headings` are those of its
    sheets and columns. `changes` are what is not open; `written` says whether they are on disk.
    """

    workbook: str
    outcome: Outcome
    titles: Mapping[str, str]
    headings: Mapping[tuple[str, str], str]
    changes: tuple[FileChange, ...] = ()
    base: str = "carried"
    unconfirmed: bool = False
    written: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """The edits, in the order of the workbook."""
        return self.outcome.items

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The cells, rows and columns that cannot be read."""
        return self.outcome.refusals

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the reviewers wrote beside the register."""
        return self.outcome.remarks

    @property
    def comments(self) -> list[Remark]:
        """The remarks in words."""
        return [remark for remark in self.remarks if remark.kind in COMMENTS]

    @property
    def is_open(self) -> bool:
        """Must something be decided before anything is written?"""
        return bool(self.outcome.open or self.refusals)

    @property
    def proposed(self) -> int:
        """How many deletions are proposed, and not made."""
        return self.count(State.PROPOSED)

    @property
    def fails(self) -> bool:
        """Is anything left to decide, or to confirm?"""
        return self.is_open or bool(self.proposed) or self.unconfirmed

    def count(self, state: State) -> int:
        """How many edits are in this state; the refusals of cells count as refused."""
        refused = len(self.refusals) if state is State.REFUSED else 0
        return sum(item.state is state for item in self.items) + refused

    def sheet(self, key: str) -> str:
        """What a sheet is called."""
        return self.titles.get(key, key)

    def heading(self, sheet: str, field: str) -> str:
        """What a column is called: the first line of its heading, where the workbook has one."""
        return first_line(self.headings.get((sheet, field), field))

    def done(self) -> "ReviewReport":
        """The same with its changes on disk."""
        return replace(self, written=True)
