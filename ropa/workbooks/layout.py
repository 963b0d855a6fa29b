"""Widths of columns and heights of rows, so that every text is seen, on the screen and on paper.

Nothing but Excel itself sizes rows to their text, so they are sized here. A page is A4 landscape,
one page wide; columns share its width so that the tallest rows become low.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ropa.workbooks.balance import balanced
from ropa.workbooks.ruler import BOLD, HEADING, LINE, SIZE, Measured, height, measure, natural
from ropa.workbooks.ruler import word as width_of
from ropa.workbooks.widths import NAME, TALLEST, UNBROKEN, Need, inside, needed, outside, shared

PAGE = 784.0
"""The width of the paper between its margins, in points."""
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
ADDRESS = set("@/")
"""What the address of a page, a letter or a file has in it."""


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
        Need(
            heading,
            [row[i] for row in cells],
            least[i],
            _word(rows, i, bold),
            NAME if i == 0 else 0,
        )
        for i, heading in enumerate(headings)
    ]
    for column, link in zip(columns, links, strict=False):
        column.link = outside(link) if link else 0.0
    whole = UNBROKEN[0]
    fitting = [room for room in ROOMS if sum(needed(columns, room, whole)) <= room]
    for room in fitting or [max(ROOMS)]:
        given, least = shared(columns, room)
        widths = _levelled(balanced(cells, given, least, inside), alike)
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
    each = sum(widths[number] for number in alike) / (len(alike) or 1)
    return tuple(round(each, 2) if n in alike else width for n, width in enumerate(widths))


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
    return max(height(measure(heading), inside(width) / HEADING) for heading, width in pairs)


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
    return height(measure(text), inside(width))


def _heights(cells: list[list[Measured]], widths: Sequence[float]) -> Iterator[list[int]]:
    columns = [
        _column_heights(column, inside(width))
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
