"""Room moved from column to column, as long as that makes the rows of a table lower."""

import math
from collections.abc import Callable, Sequence

from ropa.workbooks.ruler import Measured, height

STEP = 11.0
"""How much of a width is moved at a time, in points."""
TIMES = 45
"""How often that is tried."""
SAMPLE = 36
"""How many rows are looked at, evenly chosen."""
POWER = 5
"""How much a tall cell weighs: the tallest of a row makes it high, the next to it would be the next."""


def balanced(
    cells: Sequence[Sequence[Measured]], widths: Sequence[float], least: Sequence[float],
    inside: Callable[[float], float],
) -> tuple[float, ...]:  # fmt: skip
    """Widths that together are as wide as these, with lower rows; none is narrower than its `least`.

    `inside` is the room for text in a column of a width.
    """
    rows = cells[:: max(1, len(cells) // SAMPLE)]
    columns = [_Sample([row[n] for row in rows], inside) for n in range(len(widths))]
    now = best = tuple(widths)
    lowest = _tall(columns, now)
    for _ in range(TIMES):
        moved = _moved(columns, now, least)
        if moved is None:
            break
        now = moved
        if (tall := _tall(columns, now)) < lowest:
            best, lowest = now, tall
    return best


class _Sample:
    """Texts of a column, and how tall they are in a width."""

    def __init__(self, cells: list[Measured], inside: Callable[[float], float]) -> None:
        self.cells = cells
        self.inside = inside
        self._lines: dict[float, list[int]] = {}

    def lines(self, width: float) -> list[int]:
        """The lines of each text in a column of this width."""
        found = self._lines.get(width)
        if found is None:
            room = self.inside(width)
            found = self._lines[width] = [height(cell, room) for cell in self.cells]
        return found


def _tall(columns: Sequence[_Sample], widths: Sequence[float]) -> int:
    """How many lines the rows have together."""
    lines = (column.lines(width) for column, width in zip(columns, widths, strict=True))
    return sum(map(max, zip(*lines, strict=True)))


def _moved(
    columns: Sequence[_Sample], widths: tuple[float, ...], least: Sequence[float]
) -> tuple[float, ...] | None:
    """The widths with a step moved from the column that misses it least; None where that is no gain."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    tallest = [math.pow(max(row), POWER - 1) for row in zip(*lines, strict=True)]

    def weight(of: Sequence[int]) -> float:
        return sum(math.pow(count, POWER) / most for count, most in zip(of, tallest, strict=True))

    weights = list(map(weight, lines))
    gains = [
        weights[n] - weight(column.lines(round(widths[n] + STEP, 2)))
        for n, column in enumerate(columns)
    ]
    taker = max(range(len(columns)), key=gains.__getitem__)
    losses = {
        n: weight(column.lines(round(widths[n] - STEP, 2))) - weights[n]
        for n, column in enumerate(columns)
        if n != taker and widths[n] - STEP >= least[n]
    }
    giver = min(losses, key=losses.__getitem__, default=None)
    if giver is None or losses[giver] >= gains[taker]:
        return None
    made = list(widths)
    made[taker] = round(made[taker] + STEP, 2)
    made[giver] = round(made[giver] - STEP, 2)
    return tuple(made)
