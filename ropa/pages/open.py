"""What is open in a register: its questions, what was found in it, and what of it is accepted."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from ropa.findings import Finding, Suppression
from ropa.model.part import Unknown
from ropa.model.party import Recipient
from ropa.pages.activity import ART_30, ActivitySections, _
from ropa.pages.page import Block, Cell, Column, Line, Tone, table
from ropa.reading import Reading
from ropa.reports.lines import Line as Reported
from ropa.reports.lines import report_lines

WITHIN = {
    "legal_basis": ("assessment", _("Balancing test")),
    "purposes": ("further_use", _("Purposes")),
}
"""Questions that an entry of an answer may leave open."""


class OpenPoints:
    """Makes the lists of what is left to do."""

    def __init__(
        self, reading: Reading, findings: Sequence[Finding], sections: ActivitySections
    ) -> None:
        self.reading = reading
        self.record = reading.record
        self.found = [finding for finding in findings if finding.suppressed is None]
        self.suppressed = [finding for finding in findings if finding.suppressed]
        self.activities = sections
        self.cells = sections.cells
        self.words = sections.words

    def questions(self, recipients: Iterable[Recipient]) -> tuple[Block, ...]:
        """The open questions as a table."""
        w = self.words
        rows = [
            ((where,), (Line(label),), self._open(value))
            for where, label, value in self.asked(recipients)
        ]
        columns = Column(w("Activity")), Column(w("Question")), Column(w("Open question"), 3)
        return table(w("Open questions"), columns, rows)

    def asked(self, recipients: Iterable[Recipient]) -> Iterator[tuple[Line, str, Unknown]]:
        """Every `unknown` of the register, by activity; what is said once for all, once.

        Where it stands, what the field is called, and the question.
        """
        w = self.words
        register = self.record.register
        asked: list[tuple[Line, str, Any]] = [
            (Line(w("The register"), target="_keeper"), label, value)
            for label, value in (
                (w("Joint controllership"), register.joint),
                (w("Representative"), register.representative),
                (w("Data protection officer"), register.dpo),
                (w("Employees"), register.employees),
                (w("Controllers"), register.controllers),
                (w("Exemption claimed"), register.exemption),
            )
        ]
        for keeper in register.organisations.values():
            at = Line(w.text(keeper.name) or w("The register"), target="_keeper")
            asked.append((at, w("Representative"), keeper.representative))
            asked.append((at, w("Data protection officer"), keeper.dpo))
        for recipient in recipients:
            at = Line(w.text(recipient.name), target="_recipients")
            asked.append((at, w("Contract"), recipient.contract))
            asked.append((at, w("Sub-processors"), recipient.sub_processors))
        common = self.activities.common
        here = Line(w("Common answers"), target="_common")
        asked += [(here, w(q.label), common.get(q.field)) for q in ART_30]
        for activity in self.record.activities:
            for question in ART_30:
                value = getattr(activity, question.field)
                if value is not None and value is not common.get(question.field):
                    link = self.activities.link(activity)
                    asked.append((link, w(question.label), value))
                    if question.field in WITHIN and isinstance(value, tuple):
                        part, label = WITHIN[question.field]
                        asked += [(link, w(label), getattr(entry, part)) for entry in value]
            asked.append((self.activities.link(activity), w("Data sets"), activity.data_sets))
        yield from (one for one in asked if isinstance(one[2], Unknown))

    def _open(self, question: Unknown) -> Cell:
        w = self.words
        text = Line(w.text(question.unknown) or w("Open question"), Tone.QUESTION)
        return text, *self.cells.due(question), *self.cells.extensions(question)

    def findings(self) -> tuple[Block, ...]:
        """Every finding with what to do, in the order of the files."""
        w = self.words
        folder = PurePosixPath(self.reading.tree.sources[0].path).parent
        rows: list[tuple[Cell, ...]] = []
        for found in report_lines(self.reading, self.found, w):
            path = PurePosixPath(found.file)
            file = path.relative_to(folder) if path.is_relative_to(folder) else path
            rows.append(
                (
                    (Line(self.cells.severity(found), Tone(found.severity)),),
                    (self._where(found),),
                    (Line(found.message), Line(found.fix, Tone.ASIDE)),
                    (Line(self.cells.cite(found.citation)),),
                    (Line(f"{file}:{found.span.line}", Tone.ASIDE),),
                )
            )
        columns = (
            Column(w("Finding"), 1), Column(w("Activity")), Column(w("What was found, and what to do"), 3),
            Column(w("Article"), 1), Column(w("Place"), 1),
        )  # fmt: skip
        return table(w("Findings"), columns, rows)

    def accepted(self) -> tuple[Block, ...]:
        """Every finding that does not count, and why: somebody accounts for it (Art. 5(2))."""
        w = self.words
        rows = [
            (
                (Line(found.rule),),
                (self._where(found),),
                (Line(found.message), Line(self.cells.cite(found.citation), Tone.ASIDE)),
                *self._why(found.suppressed),
            )
            for found in report_lines(self.reading, self.suppressed, w)
            if found.suppressed
        ]
        columns = (
            Column(w("Rule"), 1), Column(w("Activity")), Column(w("What was found"), 3),
            Column(w("Why it is accepted"), 3), Column(w("Time"), 1),
        )  # fmt: skip
        return table(w("Accepted findings"), columns, rows)

    def _why(self, accepted: Suppression) -> tuple[Cell, Cell]:
        """The reason, and from or until when the finding is accepted."""
        w = self.words
        reason = accepted.reason or w("Was there before: it is in the baseline.")
        time = w("No end is set")
        if accepted.until:
            time = w("Until {date}", date=w.date(accepted.until))
        elif accepted.since:
            time = w("Since {date}", date=w.date(accepted.since))
        return (Line(reason),), (Line(time, Tone.ASIDE),)

    def _where(self, found: Reported) -> Line:
        """The activity that a finding is about, or what else it is about."""
        if (found.field or "").startswith("defaults"):
            return Line(self.words("Common answers"), target="_common")
        activity = self.record.by_id.get(found.activity or "")
        if activity is None:
            return Line(self.words("The register"), target=found.activity or "")
        return Line(self.activities.name(activity), target=activity.id)
