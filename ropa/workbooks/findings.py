"""The sheet of findings: a row each, the gravest first, with what to do about it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from ropa.findings import Finding
from ropa.pages.page import Cell, Line, Tone
from ropa.reading import Reading
from ropa.reports.lines import Line as Reported
from ropa.reports.lines import report_lines
from ropa.words.terms import term
from ropa.words.words import Words
from ropa.workbooks.sheet import Column, Row, Sheet, plain


def findings_sheet(
    reading: Reading, findings: Sequence[Finding], title: str, words: Words
) -> Sheet | None:
    """The findings of a register; None where there are none."""
    w = words
    if not findings:
        return None
    columns = (
        Column("severity", w("Severity")), Column("activity", w("Activity")),
        Column("message", w("What was found")), Column("fix", w("What to do")),
        Column("citation", w("Article")), Column("rule", w("Rule")), Column("place", w("Place")),
    )  # fmt: skip
    order = {source.path: number for number, source in enumerate(reading.tree.sources)}
    found = [(f, report_lines(reading, [f], words)[0]) for f in findings]
    found.sort(key=lambda pair: _key(pair[1], order))
    rows = [_row(reading, finding, line, words) for finding, line in found]
    about = w(
        "One row for each finding, the gravest first: what is missing or doubtful, and what to do"
    )
    return Sheet("findings", title, about, columns, tuple(rows))


def _key(line: Reported, order: dict[str, int]) -> tuple[int, int, object, str]:
    return line.severity.rank, order.get(line.file, -1), line.span, line.rule


def _row(reading: Reading, finding: Finding, line: Reported, words: Words) -> Row:
    tone = Tone(line.severity.value)
    cells: tuple[Cell, ...] = (
        (Line(term(words, "severity", line.severity.value), tone),),
        _activity(reading, finding, words),
        plain(line.message),
        plain(line.fix),
        plain(words.cite(line.citation)),
        plain(line.rule),
        (Line(_place(reading, line), Tone.ASIDE),),
    )
    return Row(
        finding.activities[0] if len(finding.activities) == 1 else "", cells, finding.activities
    )


def _activity(reading: Reading, finding: Finding, words: Words) -> Cell:
    """The activity that a finding is about, or what else it is about."""
    w = words
    match finding.activities:
        case (one,):
            activity = reading.record.by_id.get(one)
            return (Line((w.text(activity.name) if activity else "") or one, target=one),)
        case ():
            return plain(w("The register"))
    many = w.count("{number} activity", "{number} activities", len(finding.activities))
    if finding.route[:1] == ("defaults",):
        return (Line(f"{w('Common answers')}: {many}", target="_common"),)
    return plain(many)


def _place(reading: Reading, line: Reported) -> str:
    """File and line; the file as it is called in the folder of the register."""
    folder = PurePosixPath(reading.tree.sources[0].path).parent
    path = PurePosixPath(line.file)
    file = path.relative_to(folder) if path.is_relative_to(folder) else path
    return f"{file}:{line.span.line}"
