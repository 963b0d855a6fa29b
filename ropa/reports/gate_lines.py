"""What moved in the gate, as changes: a check that asks less passes as well as a register that is mended."""

from collections.abc import Iterable, Mapping, Sequence

from ropa.changes.duties import DUTIES
from ropa.changes.significance import BY_CODE
from ropa.gate.move import Move
from ropa.reading import Reading
from ropa.reports.change_lines import ChangeLine
from ropa.words.words import Words


def gate_lines(
    moves: Iterable[Move], words: Words, readings: Sequence[Reading | None] = ()
) -> list[ChangeLine]:
    """The moves as lines of a comparison; what concerns every register names none.

    `readings` are the versions of the register that they are about: what activities are called.
    """
    activities = (a for reading in readings if reading for a in reading.record.activities)
    names = {a.id: words.text(a.name) or a.id for a in activities}
    return [_line(move, names, words) for move in moves]


def _line(move: Move, names: Mapping[str, str], words: Words) -> ChangeLine:
    row = BY_CODE[move.code]
    called = tuple(names.get(one, one) for one in move.activities)
    abouts = move.facts.get("about", ())
    about = tuple(names.get(one, one) if one in move.activities else one for one in abouts)
    gate = words("Gate")
    said = words(move.sentence, **{**move.facts, "about": about})
    weakened = words("The gate is weaker.") if move.weaker else words("The gate is tighter.")
    return ChangeLine(
        row.code, row.level, move.register or "", move.activity, called[0] if move.activity else "",
        move.activities, None, None, None, f"{weakened} {said}", row.citation, (),
        tuple(words(DUTIES[duty]) for duty in row.duties), move.old, move.new, gate,
        names=called, near=move.location, duties=row.duties,
    )  # fmt: skip
