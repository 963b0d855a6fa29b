"""The gates on both sides of a comparison: what each would ask of the registers, and accept."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.cli.guard import say
from ropa.cli.versions import Side

if TYPE_CHECKING:
    from ropa.gate.move import Move, Renamed
    from ropa.reading import Reading

    Pair = tuple[Reading | None, Reading | None]


def settings_moved(
    old: Side, new: Side, both: "Sequence[Pair]", today: date, file: Path | None, isolated: bool
) -> "list[Move]":
    """What was decided about configuration and baseline between two sides, whose registers are in `both`.

    What cannot be read of the old side's configuration is said, and taken as if it were not there.
    """
    from ropa.gate.moved import setting_moves
    from ropa.gate.setting import setting_of

    befores, afters = [before for before, _ in both], [after for _, after in both]
    was = setting_of(old.store, befores, file=file, isolated=isolated, today=today, lenient=True)
    now = setting_of(new.store, afters, file=file, isolated=isolated, today=today)
    for trouble in was.troubles:
        say(f"{old.name}: {trouble}; compared as if it were not there")
    return setting_moves(was, now, [_renamed(*pair) for pair in both])


def comments_moved(old: "Reading | None", new: "Reading | None", today: date) -> "list[Move]":
    """What the comments of a register accept that they did not accept before, or no longer."""
    from ropa.gate.accepted import comment_moves

    return comment_moves(old, new, today, _renamed(old, new))


def _renamed(old: "Reading | None", new: "Reading | None") -> "Renamed":
    """What has another id now."""
    from ropa.changes.ids import renamed_ids
    from ropa.changes.meaning import Meaning

    if not old or not new:
        return {}
    return renamed_ids(old.record, new.record, Meaning(old.record, new.record))
