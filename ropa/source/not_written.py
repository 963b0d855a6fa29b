"""What is said where files could not be written together: what the register is now."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ropa.source.journal import Entry, Plan

BUSY = "another run of ropa is writing here; try again when it has ended"


class NotWritten(OSError):
    """Not all went well: the file and the reason, and what the register is now.

    `new` and `old` are the register's files by what they are now, `left` the temporary files that
    could not be removed or that hold the old contents of what could not be put back.
    """

    def __init__(
        self,
        path: Path,
        reason: str,
        new: Sequence[Path] = (),
        old: Sequence[Path] = (),
        left: Sequence[Path] = (),
    ) -> None:
        self.path, self.reason = path, reason
        self.new, self.old, self.left = tuple(new), tuple(old), tuple(left)
        super().__init__(0, f"{reason}; {self._told()}", str(path))

    @property
    def state(self) -> Literal["old", "new", "mixed"]:
        """Is the register the old one, the new one, or neither?"""
        return "old" if not self.new else "mixed" if self.old else "new"

    def _told(self) -> str:
        left = ", ".join(map(str, self.left))
        if self.state == "mixed":
            new, old = (", ".join(map(str, paths)) for paths in (self.new, self.old))
            return (
                f"not all was put back: {new} new, {old} old; the old contents are kept in {left}; "
                "the next `ropa review apply --write` puts them back"
            )
        told = (
            "nothing was written" if self.state == "old" else "the register is written, all of it"
        )
        if left:
            told += f"; left behind: {left}; the next `ropa review apply --write` removes it"
        return told


class ChangedOnDisk(NotWritten):
    """A file is no longer what was read."""


def kept(plan: Plan, new: Sequence[Entry]) -> list[Path]:
    """Where the old contents of files are that are new."""
    return [plan.kept(entry) for entry in new]


def not_written(
    kind: type[NotWritten],
    plan: Plan,
    new: Sequence[Entry],
    path: Path,
    reason: str,
    left: Sequence[Path] = (),
) -> NotWritten:
    """The error that says what each file of the plan is now."""
    fresh = [plan.target(entry) for entry in new]
    old = [target for target in map(plan.target, plan.entries) if target not in fresh]
    return kind(path, reason, fresh, old, left)


def reason_of(error: OSError) -> str:
    """Why a call failed, without the file."""
    return error.reason if isinstance(error, NotWritten) else error.strerror or str(error)
