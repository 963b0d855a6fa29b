"""The sheet of findings: a row each, the gravest first, with what to do about it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from ropa.findings import Finding
from ropa.fingerprints import fingerprints
from ropa.pages.changes import QUESTIONS
from ropa.pages.page import Cell, Line, Tone
from ropa.reading import Reading
from ropa.reports.change_words import ChangeWords
from ropa.reports.lines import Line as Reported
from ropa.reports.lines import report_lines
from ropa.words.terms import term
from ropa.words.words import Words
from ropa.workbooks.sheet import Column, Row, Sheet, plain
from ropa.workbooks.where import LINK, to_change


def findings_sheet(
    reading: Reading,
    findings: Sequence[Finding],
    title: str,
    changed_on: Sequence[str],
    words: Words,
) -> Sheet | None:
    """The findings of a register that are not accepted; None where there are none.

    `findings` are all of the register, the accepted ones too: what a finding is known by depends on
    the others. `changed_on` are the titles of the sheets on which they can be met.
    """
    w = words
    columns = (
        Column("severity", w("Severity")), Column("activity", w("Activity"), link=LINK),
        Column("citation", w("Article")), Column("field", w("Field")),
        Column("message", w("What was found")), Column("fix", w("What to do")),
        Column("rule", w("Rule")),
    )  # fmt: skip
    order = {source.path: number for number, source in enumerate(reading.tree.sources)}
    known_by = zip(findings, fingerprints(reading, findings), strict=True)
    found = [
        (finding, report_lines(reading, [finding], words)[0], known)
        for finding, known in known_by
        if finding.suppressed is None
    ]
    if not found:
        return None
    found.sort(key=lambda one: _key(one[1], order))
    rows = [_row(reading, finding, line, known, words) for finding, line, known in found]
    about = w(
        "One row for each finding, the gravest first: what is missing or doubtful, and what to do"
    )
    where = to_change(about, changed_on, w)
    return Sheet("findings", title, where, columns, tuple(rows), reviewed=True)


def _key(line: Reported, order: dict[str, int]) -> tuple[int, int, object, str]:
    return line.severity.rank, order.get(line.file, -1), line.span, line.rule


def _row(reading: Reading, finding: Finding, line: Reported, known_by: str, words: Words) -> Row:
    tone = Tone(line.severity.value)
    cells: tuple[Cell, ...] = (
        (Line(term(words, "severity", line.severity.value), tone),),
        _activity(reading, finding, words),
        plain(words.cite(line.citation)),
        plain(_field(reading, finding, words)),
        plain(line.message),
        plain(line.fix),
        plain(line.rule, _place(reading, line)),
    )
    one = finding.activities[0] if len(finding.activities) == 1 else ""
    return Row(one, cells, finding.activities, id=known_by)


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


def _field(reading: Reading, finding: Finding, words: Words) -> str:
    """What the field is called that a finding is about; empty where it is about a whole."""
    route = finding.route
    within = {"activities": 2, "defaults": 1}.get(str(route[0]), 0) if route else 0
    keys = tuple(step for step in route[within:] if isinstance(step, str))
    called = ChangeWords(words, QUESTIONS, [reading.record.register])
    if len(keys) > 1 and (of := called.defined(keys[0], keys[1])):
        return called.field(keys, {1: of})
    return called.field(keys)


def _place(reading: Reading, line: Reported) -> str:
    """File and line; the file as it is called in the folder of the register."""
    folder = PurePosixPath(reading.tree.sources[0].path).parent
    path = PurePosixPath(line.file)
    file = path.relative_to(folder) if path.is_relative_to(folder) else path
    return f"{file}:{line.span.line}"
