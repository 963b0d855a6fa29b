"""Notes at the headings: what a field asks, for whom the heading says too little."""

# mypy: allow-untyped-calls

from openpyxl.cell.text import Text
from openpyxl.comments.comment_sheet import CommentRecord

from ropa.workbooks.layout import lines_in
from ropa.workbooks.ruler import LINE
from ropa.workbooks.text import CELL, escaped, length, visible

WIDTH = 210.0
"""How wide a note is, in points."""


def note(address: str, text: str) -> CommentRecord:
    """A note at a cell, as tall as its text."""
    text = visible(text)
    if length(escaped(text)) > CELL:
        raise ValueError(text)
    record = CommentRecord(ref=address, author="ropa", text=Text(t=escaped(text)))
    record.width = round(WIDTH * 4 / 3)  # in pixels
    record.height = round((lines_in(text, WIDTH - 8) + 1) * LINE * 4 / 3)
    return record
