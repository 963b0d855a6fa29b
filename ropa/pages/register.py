"""A register as a page: who keeps it, a verdict, overviews, each activity, and what it points to."""

from collections.abc import Iterator, Sequence
from typing import Any

from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.cells import Cells
from ropa.pages.frame import written
from ropa.pages.lists import Lists
from ropa.pages.page import Cell, Column, Field, Fields, Line, Page, Section, Table, Tone
from ropa.pages.verdict import Verdict
from ropa.reading import Reading
from ropa.rules import cited
from ropa.rules.answers import has_words, stated
from ropa.words.words import Words

QUESTIONS = {question.field: question for question in ART_30}

# The columns of the overviews, as the record's readers know them.
CONTROLLER = ("purposes", "personal_data", "data_subjects", "legal_basis", "retention")
PROCESSOR = ("on_behalf_of", "processing", "personal_data", "transfers")

COMMON = 120
"""A default with more characters than this is shown once, and referred to."""
SHORT = 60
"""Names in a list up to this long share a line of an overview."""
PHRASES = ("purposes", "retention")
"""Fields whose entries are phrases rather than names: a line each."""


def register_page(
    reading: Reading, findings: Sequence[Finding], words: Words, gate: Gate | None = None
) -> Page:
    """The register in words; `findings` are shown where they are. `gate` says what was not asked."""
    return RegisterPage(reading, findings, words, gate).page()


def common_answers(record: Record, cells: Cells) -> dict[str, Any]:
    """The defaults, by field, that are long and that several activities take."""
    common = {}
    taken = list(record.origins.values())
    sections = ActivitySections(cells, {})
    for question in ART_30:
        value = getattr(record.register.defaults, question.field, None)
        if value is not None and taken.count(("defaults", question.field)) > 1:
            if sum(len(line.text) for line in sections.shown(question, value)) > COMMON:
                common[question.field] = value
    return common


def _articles(finding: Finding) -> str:
    return cited(finding).removeprefix("GDPR ")


class RegisterPage:
    """Makes the page of a register; `sections` has the answers that it shows."""

    def __init__(
        self,
        reading: Reading,
        findings: Sequence[Finding],
        words: Words,
        gate: Gate | None = None,
    ) -> None:
        self.record = reading.record
        self.register = reading.record.register
        self.words = words
        self.found = findings
        self.counted = [finding for finding in findings if finding.suppressed is None]
        self.gate = gate or Gate()
        self.cells = Cells(self.record, words)
        common = common_answers(self.record, self.cells)
        self.sections = ActivitySections(self.cells, self._by_activity(), common)
        self.lists = Lists(reading, findings, self.sections)
        self.as_controller = [a for a in self.record.activities if not a.is_processor]
        self.as_processor = [a for a in self.record.activities if a.is_processor]

    def page(self) -> Page:
        """The page."""
        return self._of(self._keeper(), self._verdict(), *self._parts(), *self.lists.sections())

    def front(self) -> Page:
        """The head of the page alone: who keeps the record, and how complete it is."""
        return self._of(self._keeper(), self._verdict())

    def _of(self, *sections: Section) -> Page:
        w = self.words
        title = w.text(self.register.title) or w("Records of processing activities")
        return Page(
            w.language,
            title,
            w("Record of processing activities under Art. 30 GDPR"),
            sections,
            w("Contents"),
        )

    def _verdict(self) -> Section:
        return Verdict(self.cells, self.found, self.words, self.gate).section()

    def _by_activity(self) -> dict[str, list[Line]]:
        """The findings about each activity, the gravest first; not those about the defaults."""
        messages: dict[str, list[Line]] = {}
        for finding in sorted(self.counted, key=lambda f: (f.severity.rank, f.rule)):
            text = f"{self.cells.severity(finding)}: {self.words.message(finding)}"
            if finding.route[:1] != ("defaults",):
                for activity in finding.activities:
                    line = Line(text, Tone(finding.severity.value))
                    messages.setdefault(activity, []).append(line)
        return messages

    # --- who keeps it ---------------------------------------------------------------------------

    def _keeper(self) -> Section:
        w, cells = self.words, self.cells
        article = (
            "Art. 30(1)(a)" if self.as_controller or not self.as_processor else "Art. 30(2)(a)"
        )
        keepers = self.record.keepers.values()
        gap = self.sections.gap(article)
        fields = []
        for keeper in keepers:
            cell = tuple(line for line in cells.organisation(keeper) if line.text)
            shown = cell if has_words(keeper.name) else (gap, *cell)
            fields.append(Field(self._role(), shown, cells.cite(article)))
        if not fields:
            fields.append(Field(self._role(), (gap,), cells.cite(article)))
        for label, cell in self._officers(article):
            fields.append(Field(label, cell))
        for label, text in (
            (w("Version"), self.register.version or ""),
            (w("Updated"), w.date(self.register.updated) if self.register.updated else ""),
            (w("Jurisdiction"), w.country(self.register.jurisdiction or "")),
        ):
            if text:
                fields.append(Field(label, (Line(text),)))
        fields += [Field(key, written(value)) for key, value in self.lists.extensions(long=False)]
        return Section("_keeper", w("Who keeps this record"), 2, (Fields(tuple(fields)),))

    def _role(self) -> str:
        w = self.words
        if self.as_controller and self.as_processor:
            return w("Controller and processor")
        return w("Processor") if self.as_processor else w("Controller")

    def _officers(self, article: str) -> Iterator[tuple[str, Cell]]:
        w, cells, register = self.words, self.cells, self.register
        for label, cell, gap in (
            (
                w("Joint controllership"),
                cells.answer(register.joint, cells.joint),
                self._joint_gap(),
            ),
            (
                w("Representative"),
                cells.answer(register.representative, cells.person),
                self._representative_gap(),
            ),
            (
                w("Data protection officer"),
                cells.answer(register.dpo, cells.person),
                article if self._officer_is_missing() else "",
            ),
            (w("Employees"), cells.answer(register.employees, cells.number), ""),
            (w("Exemption claimed"), cells.answer(register.exemption, cells.exemption), ""),
            (w("Record as processor"), cells.answer(register.processor_record, cells.text), ""),
            (w("Consent"), cells.answer(register.consent, cells.consent), ""),
            (w("Objection to direct marketing"), cells.answer(register.objection, cells.text), ""),
            (w("Privacy notice"), cells.answer(register.notice, cells.notice), ""),
        ):
            if shown := cell or ((self.sections.gap(gap),) if gap else ()):
                yield label, shown

    def _officer_is_missing(self) -> bool:
        """Did a rule find that the record does not answer it?"""
        return any(f.rule in ("ROPA106", "ROPA204") and f.route == ("dpo",) for f in self.found)

    def _joint_gap(self) -> str:
        """The articles for which the register, not one activity, should say whether it is joint."""
        found = (f for f in self.found if f.rule == "ROPA103" and f.route[:1] != ("activities",))
        return next((_articles(f) for f in found), "")

    def _representative_gap(self) -> str:
        silent = {k for k, o in self.register.organisations.items() if o.representative is None}
        found = (f for f in self.found if f.rule == "ROPA105" and not f.variant)
        return next((_articles(f) for f in found if silent.intersection(f.route)), "")

    # --- the two parts --------------------------------------------------------------------------

    def _parts(self) -> Iterator[Section]:
        w = self.words
        if self.as_controller or not self.as_processor:
            heading = w("Record as controller, Art. 30(1)")
            yield self._overview("_controller", heading, self.as_controller, CONTROLLER)
            yield from map(self.sections.section, self.as_controller)
        if self.as_processor:
            heading = w("Record as processor, Art. 30(2)")
            yield self._overview("_processor", heading, self.as_processor, PROCESSOR)
            yield from map(self.sections.section, self.as_processor)

    def _overview(
        self, key: str, heading: str, activities: list[Activity], fields: tuple[str, ...]
    ) -> Section:
        w = self.words
        columns = Column(w("Activity")), *(Column(w(QUESTIONS[f].label)) for f in fields)
        rows = tuple(
            (
                (self.sections.link(a),),
                *(self._brief(a, field) for field in fields),
            )
            for a in activities
        )
        return Section(key, heading, 2, (Table(heading, columns, rows),))

    def _brief(self, activity: Activity, field: str) -> Cell:
        """An answer without its remarks: short names on one line, phrases on a line each."""
        value = getattr(activity, field)
        if not isinstance(value, tuple) or field in ("on_behalf_of", "transfers"):
            return self.sections.answer(activity, QUESTIONS[field])
        if value is self.sections.common.get(field):
            return (self.sections.see_common(value),)
        if not stated(value):
            return self.sections.answer(activity, QUESTIONS[field])
        names = self.cells.names(value)
        if field not in PHRASES and all(len(n) <= SHORT and "," not in n for n in names):
            return (Line(", ".join(names)),)
        return tuple(Line(name) for name in names)
