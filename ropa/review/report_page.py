"""What came of a reviewed workbook as a page: for the lawyer who reviewed, and for the file."""

from collections.abc import Iterator

from ropa.pages.page import Block, Cell, Column, Line, Page, Section, Text, Tone, table
from ropa.review.outcome import Item, State
from ropa.review.reasons import notice
from ropa.review.report import COMMENTS, ReviewReport
from ropa.review.report_tables import refusal_table, remark_table, text_cell
from ropa.review.report_text import closing_line, status_lines
from ropa.review.report_words import STATES, subject, told, what_to_type
from ropa.words.words import Words

TONES = {
    State.CONFLICT: Tone.ERROR, State.REFUSED: Tone.ERROR, State.QUESTION: Tone.WARNING,
    State.PROPOSED: Tone.WARNING,
}  # fmt: skip


def review_page(report: ReviewReport, words: Words) -> Page:
    """How much came of it; what is to be decided; what was taken over; what the reviewers wrote."""
    told = (part(report, words) for part in (_decide, _refused, _taken, _comments, _statuses))
    sections = [Section("_summary", words("Summary"), 2, (Text(tuple(_summary(report, words))),))]
    sections += [
        Section(f"_part-{number}", heading, 2, blocks)
        for number, (heading, blocks) in enumerate(told)
        if blocks
    ]
    title = words("Review of the record")
    return Page(words.language, title, report.workbook, tuple(sections), words("Contents"))


def _summary(report: ReviewReport, words: Words) -> Iterator[Line]:
    yield Line(closing_line(report, words))
    yield Line(
        words("Written to the register.") if report.written else words("Nothing has been written.")
    )
    for key in report.outcome.notices:
        yield Line(notice(key, words), Tone.NOTE)
    for line in status_lines(report.remarks, words):
        yield Line(line, Tone.ASIDE)


def _decide(report: ReviewReport, words: Words) -> tuple[str, tuple[Block, ...]]:
    items = [item for item in report.items if item.state in TONES]
    return words("To decide"), _items(items, report, words)


def _taken(report: ReviewReport, words: Words) -> tuple[str, tuple[Block, ...]]:
    items = [item for item in report.items if item.state not in TONES]
    return words("Edits"), _items(items, report, words)


def _items(items: list[Item], report: ReviewReport, words: Words) -> tuple[Block, ...]:
    columns = (
        Column(words("Cell"), 1), Column(words("What"), 2), Column(words("Before"), 3),
        Column(words("In the workbook"), 3), Column(words("What comes of it"), 3),
    )  # fmt: skip
    return table("", columns, [_row(item, report, words) for item in items])


def _row(item: Item, report: ReviewReport, words: Words) -> tuple[Cell, ...]:
    outcome = [Line(words(STATES[item.state]), TONES.get(item.state, Tone.PLAIN))]
    outcome += [Line(told(item, words), Tone.ASIDE)]
    if asked := what_to_type(item.state, words):
        outcome.append(Line(asked, Tone.ASIDE))
    if item.location:
        place = f"{item.location.file}:{item.location.span.line}"
        outcome.append(Line(place, Tone.ASIDE))
    address = item.address or report.sheet(item.sheet)
    cells = (
        (Line(address),),
        (Line(subject(item, report)),),
        text_cell(item.base),
        text_cell(item.theirs),
    )
    return *cells, tuple(outcome)


def _refused(report: ReviewReport, words: Words) -> tuple[str, tuple[Block, ...]]:
    return words("Refused"), refusal_table(report.refusals, words)


def _comments(report: ReviewReport, words: Words) -> tuple[str, tuple[Block, ...]]:
    return words("Comments"), remark_table(report.comments, report.headings, words)


def _statuses(report: ReviewReport, words: Words) -> tuple[str, tuple[Block, ...]]:
    others = [remark for remark in report.remarks if remark.kind not in COMMENTS]
    return words("Review status"), remark_table(others, report.headings, words)
