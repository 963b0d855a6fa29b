"""What a run of validate found, as a page: the summary that CI shows of it."""

from ropa.pages.page import Block, Cell, Column, Line, Page, Section, Text, Tone, table
from ropa.reports.lines import Line as Reported
from ropa.reports.report import Report
from ropa.reports.text import closing_line
from ropa.words.terms import term
from ropa.words.words import Words

MOST = 1_000_000
"""How many bytes GitHub takes for the summaries of a step (1 MiB), and a little less."""
ROWS = 100
"""How many findings anybody reads in a summary."""


def summary_page(report: Report, words: Words, most: int = ROWS) -> Page:
    """What was checked, and a table of the worst findings, at most `most`."""
    shown = report.worst()[:most]
    columns = (
        Column(words("Severity"), 1), Column(words("Rule"), 1), Column(words("Place")),
        Column(words("What was found"), 3), Column(words("What to do"), 3),
    )  # fmt: skip
    heading = words("Findings")
    blocks: tuple[Block, ...] = table(heading, columns, [_row(line, words) for line in shown])
    if left := len(report.open_lines) - len(shown):
        more = words.count("{number} further finding.", "{number} further findings.", left)
        blocks = *blocks, Text((Line(more),))
    sections = (Section("_findings", heading, 2, blocks),) if blocks else ()
    return Page(words.language, "ropa validate", closing_line(report, words), sections)


def _row(line: Reported, words: Words) -> tuple[Cell, ...]:
    subject = (Line(line.activity),) if line.activity else ()
    return (
        (Line(term(words, "severity", line.severity.value)),),
        (Line(line.rule), Line(words.cite(line.citation), Tone.ASIDE)),
        (*subject, Line(f"{line.file}:{line.span.line}", Tone.ASIDE)),
        (Line(line.message),),
        (Line(line.fix),),
    )
