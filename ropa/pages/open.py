"""What is open in a register: its questions, and what was found in it."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from ropa.findings import Finding
from ropa.model.part import Unknown
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.page import Block, Cell, Column, Line, Tone, table
from ropa.reading import Reading
from ropa.reports.lines import report_lines


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

    def questions(self) -> tuple[Block, ...]:
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
            )
        ]
        common = self.activities.common
        here = Line(w("Common answers"), target="_common")
        asked += [(here, w(q.label), common.get(q.field)) for q in ART_30]
        for activity in self.record.activities:
            for question in ART_30:
                value = getattr(activity, question.field)
                if value is not None and value is not common.get(question.field):
                    asked.append((self.activities.link(activity), w(question.label), value))
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
