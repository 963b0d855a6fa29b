"""How wide the columns of a table are: what each cannot do without, and how the rest is shared."""

from ropa.workbooks.ruler import HEADING, Measured, height, longest, measure, natural, total

TALLEST = 31
"""How many lines a row may have: Excel ends at 409.5 points."""
PADDING = 5.5
"""What a column needs beside its text, in points."""
BUTTON = 14.0
"""What the button of the filter covers of the last line of a heading."""
NARROWEST, WIDEST = 46.0, 480.0
"""How narrow and wide a column may be, in points."""
UNBROKEN = 125.0, 110.0, 95.0, 80.0, 60.0, 0.0
"""How long a word may be that is not broken, the first of these for which there is room, in points."""
SHARED = 0.93
"""How much of the room columns should ask for, so that there is some to be shared."""
NAME = 200.0
"""How long a word may be that is not broken in a column of names."""
SLACK = 0.96
"""How much of a column's width is counted on: other programs have other fonts."""


class Need:
    """What a column asks for."""

    link = 0.0

    def __init__(
        self, heading: str, cells: list[Measured], least: float, word: float, whole: float
    ) -> None:
        head = measure(heading)
        needed = max(longest(head), head[-1][-1] + BUTTON)
        if len(head) > 1:
            needed = max(needed, natural(head[-1:]) + BUTTON)
        self.head = max(
            NARROWEST, outside(needed * HEADING), outside(least), outside(min(word, whole))
        )
        self.word = word
        each = {id(cell): cell for cell in cells}
        widest = outside(max(map(natural, each.values())))
        self.widest = max(self.narrowest(UNBROKEN[0]), min(widest, WIDEST))
        self.cells = sorted(each.values(), key=total, reverse=True)[:40]
        squares = {key: total(cell) ** 2 for key, cell in each.items()}
        self._known: dict[tuple[int, float], bool] = {}
        self.mass = (sum(squares[id(cell)] for cell in cells) / len(cells)) ** 0.5 + 40.0

    def narrowest(self, unbroken: float) -> float:
        """How narrow it may be where words up to a length are not broken."""
        return max(self.head, outside(min(self.word, unbroken)))

    def least(self, lines: int, low: float, most: float) -> float:
        """How wide it must be, from `low` on, for every text to take at most so many lines."""
        high = max(low, most)
        if self._fits(lines, low):
            return low
        for _ in range(7):
            middle = (low + high) / 2
            low, high = (low, middle) if self._fits(lines, middle) else (middle, high)
        return high

    def _fits(self, lines: int, width: float) -> bool:
        """Does every text take at most so many lines in a column of this width?"""
        key = lines, width
        if key not in self._known:
            room = inside(width)
            self._known[key] = all(height(cell, room) <= lines for cell in self.cells)
        return self._known[key]


def inside(width: float) -> float:
    """The room for text in a column of this width."""
    return (width - PADDING) * SLACK


def outside(room: float) -> float:
    """How wide a column is that has so much room for text."""
    return room / SLACK + PADDING


def needed(columns: list[Need], room: float, unbroken: float) -> list[float]:
    """What each column cannot do without, where words up to a length are not broken."""
    return [column.least(TALLEST, column.narrowest(unbroken), room * 0.6) for column in columns]


def shared(columns: list[Need], room: float) -> tuple[tuple[float, ...], list[float]]:
    """The widths: what each column cannot do without, and the rest by how much text it has.

    With them how narrow each may become.
    """
    alone = needed(columns, room, UNBROKEN[0])
    widths = [max(each, column.link) for each, column in zip(alone, columns, strict=True)]
    if sum(widths) > room * SHARED:
        for unbroken in UNBROKEN:
            widths = needed(columns, room, unbroken)
            if sum(widths) <= room:
                break
    if sum(widths) > room:
        widths = [column.head for column in columns]
    least = list(widths)
    growing = list(range(len(columns)))
    while growing and (rest := room - sum(widths)) > 1.0:
        mass = sum(columns[i].mass for i in growing)
        for i in growing:
            share = rest * columns[i].mass / mass
            widths[i] = min(widths[i] + share, max(columns[i].widest, widths[i]))
        growing = [i for i in growing if widths[i] < columns[i].widest - 0.1]
    scale = min(1.0, room / sum(widths))
    return tuple(round(width * scale, 2) for width in widths), [each * scale for each in least]
