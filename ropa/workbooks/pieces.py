"""A text that is taller than a row of Excel can be, in pieces."""

from collections.abc import Iterator

from ropa.workbooks.layout import lines_in
from ropa.workbooks.ruler import measure, natural
from ropa.workbooks.widths import TALLEST, inside


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
    room = inside(width) * most * 0.8
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
