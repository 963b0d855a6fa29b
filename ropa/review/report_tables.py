"""Tables that the pages about a reviewed workbook have in common."""

from collections.abc import Mapping, Sequence

from ropa.pages.page import Block, Cell, Column, Line, table
from ropa.review.reasons import reason
from ropa.review.report import first_line
from ropa.review.report_words import KINDS, said_by
from ropa.review.reviewed import Refusal, Remark
from ropa.words.words import Words


def refusal_table(refusals: Sequence[Refusal], words: Words) -> tuple[Block, ...]:
    """The cells that cannot be read, and why; nothing where there are none."""
    columns = Column(words("Cell"), 1), Column(words("Why it is refused"), 4)
    rows = [(_one(each.address), _one(reason(each.reason, each.facts, words))) for each in refusals]
    return table("", columns, rows)


def remark_table(
    remarks: Sequence[Remark], headings: Mapping[tuple[str, str], str], words: Words
) -> tuple[Block, ...]:
    """What reviewers wrote: where, beside what, and by whom; nothing where there is none."""
    columns = (
        Column(words("Cell"), 1), Column(words("Beside"), 2), Column(words("Kind"), 1),
        Column(words("Text"), 4), Column(words("By"), 1),
    )  # fmt: skip
    return table("", columns, [_row(remark, headings, words) for remark in remarks])


def text_cell(text: str) -> Cell:
    """The lines of a text; a dash where there is none."""
    return tuple(map(Line, text.split("\n"))) if text else _one("–")


def _row(remark: Remark, headings: Mapping[tuple[str, str], str], words: Words) -> tuple[Cell, ...]:
    column = first_line(headings.get((remark.sheet, remark.field), remark.field))
    about = ", ".join(filter(None, (remark.row_as or remark.row, column)))
    who = ", ".join(said_by(remark, words))
    kind = words(KINDS.get(remark.kind, remark.kind))
    return _one(remark.address), *map(text_cell, (about, kind, remark.text, who))


def _one(text: str) -> Cell:
    return (Line(text),)
