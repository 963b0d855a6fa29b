"""The gates on both sides of a comparison: what each would have asked of the registers compared."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.cli.guard import say
from ropa.cli.versions import Side

if TYPE_CHECKING:
    from ropa.gate.move import Move
    from ropa.reading import Reading

    Pair = tuple[Reading | None, Reading | None]


def gate_moves(
    old: Side, new: Side, both: "Sequence[Pair]", today: date, file: Path | None, isolated: bool
) -> "list[Move]":
    """What was decided about the gate between two sides, whose registers are paired in `both`.

    What cannot be read of the old side's configuration is said, and taken as if it were not there.
    """
    from ropa.changes.ids import renamed_ids
    from ropa.changes.meaning import Meaning
    from ropa.gate.moved import moves
    from ropa.gate.setting import setting_of

    befores, afters = [before for before, _ in both], [after for _, after in both]
    was = setting_of(old.store, befores, file=file, isolated=isolated, today=today, lenient=True)
    now = setting_of(new.store, afters, file=file, isolated=isolated, today=today)
    for trouble in was.troubles:
        say(f"{old.name}: {trouble}; compared as if it were not there")
    renamed = [
        renamed_ids(one.record, other.record, Meaning(one.record, other.record))
        if one and other
        else {}
        for one, other in both
    ]
    return moves(was, now, renamed)
