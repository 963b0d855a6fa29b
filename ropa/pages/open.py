"""What is open in a register: its questions, and what was found in it."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from ropa.findings import Finding
from ropa.model.part import Unknown
from ropa.model.party import Recipient
from ropa.pages.activity import ART_30, ActivitySections, _
from ropa.pages.page import Block, Cell, Column, Line, Tone, table
from ropa.reading import Reading
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
        self.found = findings
        self.activities = sections
        self.cells = sections.cells
        self.words = sections.words

    def questions(self, recipients: Iterable[Recipient]) -> tuple[Block, ...]:
        """Every `unknown` of the register, by activity; what is said once for all, once."""
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
        rows = [
            ((where,), (Line(label),), self._open(value))
            for where, label, value in asked
            if isinstance(value, Unknown)
        ]
        columns = Column(w("Activity")), Column(w("Question")), Column(w("Open question"), 3)
        return table(w("Open questions"), columns, rows)

    def _open(self, question: Unknown) -> Cell:
        w = self.words
        text = Line(w.text(question.unknown) or w("Open question"), Tone.QUESTION)
        return text, *self.cells.due(question), *self.cells.extensions(question)

    def findings(self) -> tuple[Block, ...]:
        """Every finding with what to do, in the order of the files."""
        w = self.words
        names = {a.id: self.activities.name(a) for a in self.record.activities}
        folder = PurePosixPath(self.reading.tree.sources[0].path).parent
        rows: list[tuple[Cell, ...]] = []
        for found in report_lines(self.reading, self.found, w):
            where = Line(
                names.get(found.activity or "", w("The register")), target=found.activity or ""
            )
            if (found.field or "").startswith("defaults"):
                where = Line(w("Common answers"), target="_common")
            path = PurePosixPath(found.file)
            file = path.relative_to(folder) if path.is_relative_to(folder) else path
            rows.append(
                (
                    (Line(self.cells.severity(found), Tone(found.severity)),),
                    (where,),
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
