"""What came of a reviewed workbook as text: a line for each edit, the YAML diff, the comments."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping

from ropa.review.outcome import Item, State
from ropa.review.reasons import notice, reason
from ropa.review.report import ReviewReport, first_line
from ropa.review.report_words import KINDS, STATES, said_by, subject, told, what_to_type
from ropa.review.reviewed import Remark
from ropa.safe import log_line, safe_line
from ropa.words.words import Words

TONES = {
    "@@": "cyan", "---": "bold", "+++": "bold", "dif": "bold", "+": "green", "-": "red",
}  # fmt: skip
"""How a terminal shows the lines of a diff, by what they begin with."""
QUIET = (State.KEPT, State.SAME)
"""Edits that ask for nothing: they are counted, and a format for programs lists them."""


def plain_text(report: ReviewReport, words: Words) -> str:
    """What is to know, a line each; then the changes to the files; then what the reviewers wrote."""
    lines = [*report_lines(report, words), *diff_lines(report), *remark_lines(report, words)]
    return "".join(f"{line}\n" for line in lines)


def report_lines(report: ReviewReport, words: Words) -> Iterator[str]:
    """A line for each notice, each edit, and each cell that cannot be read."""
    for key in report.outcome.notices:
        yield log_line(f"{report.workbook}: {notice(key, words)}")
    for item in report.items:
        if item.state not in QUIET or (item.state is State.KEPT and item.theirs != item.base):
            yield log_line(item_line(item, report, words))
    for refusal in report.refusals:
        why = reason(refusal.reason, refusal.facts, words)
        yield log_line(f"{refusal.address}: {words(STATES[State.REFUSED])}: {why}")


def item_line(item: Item, report: ReviewReport, words: Words) -> str:
    """An edit: `'Sheet'!C4: conflict: Newsletter, Purposes: … [file:line]`."""
    place = item.location
    where = f" [{place.file}:{place.span.line}]" if place else ""
    asked = what_to_type(item.state, words)
    sentence = " ".join(filter(None, (told(item, words), asked)))
    address = item.address or report.sheet(item.sheet)
    state = words(STATES[item.state])
    return f"{address}: {state}: {subject(item, report)}: {sentence}{where}"


def diff_lines(report: ReviewReport) -> Iterator[str]:
    """The changes to the files, as git shows them, each line safe to show."""
    for change in report.changes:
        for line in change.diff.split("\n")[:-1]:
            yield log_line(line.removesuffix("\r"))


def remark_lines(report: ReviewReport, words: Words) -> Iterator[str]:
    """A line for each comment, and one that counts the statuses."""
    for remark in report.comments:
        yield log_line(remark_line(remark, report.headings, words))
    yield from status_lines(report.remarks, words)


def remark_line(remark: Remark, headings: Mapping[tuple[str, str], str], words: Words) -> str:
    """A comment: `'Sheet'!D4: Note, newsletter, Purposes, A. Lawyer, 2026-01-02: text`."""
    column = first_line(headings.get((remark.sheet, remark.field), remark.field))
    kind = words(KINDS.get(remark.kind, remark.kind))
    row = remark.row_as or remark.row
    about = ", ".join(filter(None, (kind, row, column, *said_by(remark, words))))
    return f"{remark.address}: {about}: {remark.text}"


def status_lines(remarks: tuple[Remark, ...], words: Words) -> Iterator[str]:
    """How many rows have which review status; nothing where none has."""
    counts = Counter(remark.text for remark in remarks if remark.kind == "status")
    if counts:
        told = ", ".join(f"{number} {status}" for status, number in sorted(counts.items()))
        yield log_line(f"{words(KINDS['status'])}: {told}")


def closing_line(report: ReviewReport, words: Words) -> str:
    """What was compared, and how much came of it."""
    counts = [f"{n} {words(STATES[state])}" for state in State if (n := report.count(state))]
    comments = words.count("{number} comment", "{number} comments", len(report.comments))
    edits = ", ".join(counts) or words("no edits")
    return f"{report.outcome.register}: {edits}; {comments}."


def print_coloured(report: ReviewReport, words: Words) -> None:
    """The same on a terminal, with the diff in colour."""
    from rich.console import Console
    from rich.text import Text

    console = Console(
        force_terminal=True, color_system=None if os.environ.get("NO_COLOR") else "auto", soft_wrap=True,
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    for line in report_lines(report, words):
        address, colon, rest = line.partition(": ")
        console.print(Text.assemble((safe_line(address), "bold"), colon, safe_line(rest)))
    for line in diff_lines(report):
        tone = TONES.get(line[:3]) or TONES.get(line[:2]) or TONES.get(line[:1], "")
        console.print(Text(safe_line(line), tone))
    for line in remark_lines(report, words):
        console.print(Text(safe_line(line), "dim"))
    sys.stdout.flush()
