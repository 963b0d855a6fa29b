"""What moved in the gate, as changes: a check that asks less passes as well as a register that is mended."""

from collections.abc import Iterable

from ropa.changes.duties import DUTIES
from ropa.changes.significance import BY_CODE
from ropa.gate.move import Move
from ropa.reports.change_lines import ChangeLine
from ropa.words.words import Words


def gate_lines(moves: Iterable[Move], words: Words) -> list[ChangeLine]:
    """The moves as lines of a comparison; what concerns every register names none."""
    return [_line(move, words) for move in moves]


def _line(move: Move, words: Words) -> ChangeLine:
    row = BY_CODE[move.code]
    gate = words("Gate")
    said = words(move.sentence, **move.facts)
    weakened = words("The gate is weaker.") if move.weaker else words("The gate is tighter.")
    return ChangeLine(
        row.code, row.level, move.register or "", move.activity, move.activity or "",
        move.activities, None, None, None, f"{weakened} {said}", row.citation, (),
        tuple(words(DUTIES[duty]) for duty in row.duties), move.old, move.new, gate,
        names=move.activities, near=move.location,
    )  # fmt: skip
