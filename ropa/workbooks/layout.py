"""Widths of columns and heights of rows, so that every text is seen, on the screen and on paper.

Nothing but Excel itself sizes rows to their text, so they are sized here. A page is A4 landscape,
one page wide; columns share its width so that the tallest rows become low.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ropa.workbooks.balance import balanced
from ropa.workbooks.ruler import (
    BOLD,
    HEADING,
    LINE,
    SIZE,
    Measured,
    height,
    longest,
    measure,
    natural,
    total,
)
from ropa.workbooks.ruler import word as width_of

PAGE = 784.0
"""The width of the paper between its margins, in points."""
TALLEST = 31
"""How many lines a row may have: Excel ends at 409.5 points."""
PAGE_HEIGHT = 490.0
"""The height of the paper between its margins, in points."""
READABLE = {10.0: 4, 9.0: 6, 8.0: 9, 7.5: 12, 7.0: TALLEST}
"""In which size a table is printed on one page, in points, and how many lines its rows may have then.

It is the average of the rows: taller ones are easier to read in smaller text.
"""
ROOMS = {PAGE * SIZE / printed: most for printed, most in READABLE.items()}
"""How wide a table may be, and how many lines its rows may have then."""
LEGIBLE = PAGE * SIZE / 9.0 + 1.0
"""How wide a table may be for its text to be printed as large as that of a letter."""
PADDING = 5.5
"""What a column needs beside its text, in points."""
BUTTON = 14.0
"""What the button of the filter covers of the last line of a heading."""
NARROWEST, WIDEST = 46.0, 480.0
"""How narrow and wide a column may be, in points."""
UNBROKEN = 125.0, 110.0, 95.0, 80.0, 60.0, 0.0
"""How long a word may be that is not broken, the first of these for which there is room, in points."""
ADDRESS = set("@/")
"""What the address of a page, a letter or a file has in it."""
SHARED = 0.93
"""How much of the room columns should ask for, so that there is some to be shared."""
NAME = 200.0
"""How long a word may be that is not broken in a column of names."""
SLACK = 0.96
"""How much of a column's width is counted on: other programs have other fonts."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths of the columns in points, lines of each row, and the cells that need more of them."""

    widths: tuple[float, ...]
    lines: tuple[int, ...]
    cut: tuple[tuple[int, int], ...]


def points(lines: float) -> float:
    """The height of a row of so many lines."""
    return min(lines, TALLEST) * LINE + 4.0


def characters(width: float) -> float:
    """A width in points as Excel counts it: in digits of the standard font."""
    return round(width / 5.25, 2)


def lay_out(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    least: Sequence[float],
    bold: Sequence[int] = (0,),
    alike: Sequence[int] = (),
    links: Sequence[float] = (),
) -> Layout:
    """The layout of a table: its headings, and the texts of its rows.

    `least` is the room that each column wants at least, and `links` what it wants for its links where
    there is enough; `bold` are the columns of bold text, and `alike` those that are equally wide.
    """
    seen: dict[str, Measured] = {}
    cells = [[seen.get(t) or seen.setdefault(t, measure(t)) for t in row] for row in rows]
    wider: dict[int, Measured] = {}
    for row in cells:
        for number in bold:
            row[number] = wider.get(id(row[number])) or _bold(row[number], wider)
    columns = [
        _Column(
            heading,
            [row[i] for row in cells],
            least[i],
            _word(rows, i, bold),
            NAME if i == 0 else 0,
        )
        for i, heading in enumerate(headings)
    ]
    for column, link in zip(columns, links, strict=False):
        column.link = _outside(link) if link else 0.0
    whole = UNBROKEN[0]
    fitting = [room for room in ROOMS if sum(_needed(columns, room, whole)) <= room]
    for room in fitting or [max(ROOMS)]:
        shared, least = _shared(columns, room)
        widths = _levelled(balanced(cells, shared, least, _inside), alike)
        heights = list(_heights(cells, widths))
        lines = tuple(map(max, heights))
        if max(lines) <= TALLEST and sum(lines) <= ROOMS[room] * len(lines):
            break
    cut = tuple(
        (number, column)
        for number, row in enumerate(heights)
        for column, count in enumerate(row)
        if count > TALLEST
    )
    return Layout(widths, lines, cut)


def _levelled(widths: Sequence[float], alike: Sequence[int]) -> tuple[float, ...]:
    """Widths of which some are made equal."""
    shared = sum(widths[number] for number in alike) / (len(alike) or 1)
    return tuple(round(shared, 2) if n in alike else width for n, width in enumerate(widths))


def link_widths(
    texts: Sequence[Sequence[str]], leading: Sequence[Sequence[bool]], most: Sequence[float]
) -> list[float]:
    """How wide the links of each column are, those that may be on one line."""
    widths = [0.0] * len(most)
    for row, leads in zip(texts, leading, strict=True):
        for number, (text, lead) in enumerate(zip(row, leads, strict=True)):
            width = natural(measure(text)) * (1.0 if number else BOLD) if lead else 0.0
            if width <= most[number]:
                widths[number] = max(widths[number], width)
    return widths


def heading_lines(headings: Sequence[str], widths: Sequence[float]) -> int:
    """How many lines the headings take."""
    pairs = zip(headings, widths, strict=True)
    return max(height(measure(heading), _inside(width) / HEADING) for heading, width in pairs)


def breaks(heights: Sequence[float], opens: Sequence[bool]) -> Iterator[int]:
    """After which rows a page should end, so that what a row `opens` is not torn from it."""
    starts = [number for number, opening in enumerate(opens) if opening]
    used = sum(heights[: starts[0]]) if starts else 0.0
    for start, end in zip(starts, [*starts[1:], len(heights)], strict=True):
        block = sum(heights[start:end])
        if used + block > PAGE_HEIGHT and block <= PAGE_HEIGHT:
            yield start
            used = 0.0
        used = (used + block) % PAGE_HEIGHT


def on_one_line(text: str, width: float) -> bool:
    """Does a text fit on one line of a column of this width?"""
    return lines_in(text, width) == 1


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width."""
    return height(measure(text), _inside(width))


def pieces(text: str, width: float, most: int = TALLEST - 1) -> Iterator[str]:
    """A text in pieces that are no taller than a row can be: at its line breaks, else between words."""
    piece: list[str] = []
    for line in _lines(text, width, most):
        if piece and lines_in("\n".join([*piece, line]), width) > most:
            yield "\n".join(piece)
            piece = []
        piece.append(line)
    yield "\n".join(piece)


def _lines(text: str, width: float, most: int) -> Iterator[str]:
    """The lines of a text; one that is taller than a row by itself is divided."""
    room = _inside(width) * most * 0.8
    for line in text.split("\n"):
        part: list[str] = []
        used = 0.0
        for one in line.split(" "):
            size = natural(measure(one))
            if part and used + size > room:
                yield " ".join(part)
                part, used = [], 0.0
            while size > room:
                fit = max(1, int(len(one) * room / size))
                yield one[:fit]
                one = one[fit:]
                size = natural(measure(one))
            part.append(one)
            used += size + natural(measure(" "))
        yield " ".join(part)


class _Column:
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
            NARROWEST, _outside(needed * HEADING), _outside(least), _outside(min(word, whole))
        )
        self.word = word
        each = {id(cell): cell for cell in cells}
        widest = _outside(max(map(natural, each.values())))
        self.widest = max(self.narrowest(UNBROKEN[0]), min(widest, WIDEST))
        self.cells = sorted(each.values(), key=total, reverse=True)[:40]
        squares = {key: total(cell) ** 2 for key, cell in each.items()}
        self._known: dict[tuple[int, float], bool] = {}
        self.mass = (sum(squares[id(cell)] for cell in cells) / len(cells)) ** 0.5 + 40.0

    def narrowest(self, unbroken: float) -> float:
        """How narrow it may be where words up to a length are not broken."""
        return max(self.head, _outside(min(self.word, unbroken)))

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
            room = _inside(width)
            self._known[key] = all(height(cell, room) <= lines for cell in self.cells)
        return self._known[key]


def _inside(width: float) -> float:
    return (width - PADDING) * SLACK


def _outside(room: float) -> float:
    return room / SLACK + PADDING


def _heights(cells: list[list[Measured]], widths: Sequence[float]) -> Iterator[list[int]]:
    columns = [
        _column_heights(column, _inside(width))
        for column, width in zip(zip(*cells, strict=True), widths, strict=True)
    ]
    yield from map(list, zip(*columns, strict=True))


def _column_heights(cells: Sequence[Measured], room: float) -> list[int]:
    """The lines of each text of a column; many cells say the same."""
    each = {id(cell): cell for cell in cells}
    known = {key: height(cell, room) for key, cell in each.items()}
    return [known[id(cell)] for cell in cells]


def _bold(text: Measured, known: dict[int, Measured]) -> Measured:
    """The same text in bold, made once."""
    made = known[id(text)] = tuple(tuple(width * BOLD for width in line) for line in text)
    return made


def _word(rows: Sequence[Sequence[str]], column: int, bold: Sequence[int]) -> float:
    """How wide the longest word of a column is; an address may be broken anywhere."""
    words = {word for text in {row[column] for row in rows} for word in text.split()}
    parts = (part for word in words if not ADDRESS & set(word) for part in word.split("-"))
    return max(map(width_of, parts), default=0.0) * (BOLD if column in bold else 1.0)


def _needed(columns: list[_Column], room: float, unbroken: float) -> list[float]:
    """What each column cannot do without, where words up to a length are not broken."""
    return [column.least(TALLEST, column.narrowest(unbroken), room * 0.6) for column in columns]


def _shared(columns: list[_Column], room: float) -> tuple[tuple[float, ...], list[float]]:
    """The widths: what each column cannot do without, and the rest by how much text it has.

    With them how narrow each may become.
    """
    needed = _needed(columns, room, UNBROKEN[0])
    widths = [max(each, column.link) for each, column in zip(needed, columns, strict=True)]
    if sum(widths) > room * SHARED:
        for unbroken in UNBROKEN:
            widths = _needed(columns, room, unbroken)
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
