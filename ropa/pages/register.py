"""A register as a page: who keeps it, a verdict, overviews, each activity, and what it points to."""

from collections.abc import Iterator, Sequence
from typing import Any

from ropa.findings import Finding, Severity
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.pages.activity import ART_30, ActivitySections, _
from ropa.pages.cells import Cells
from ropa.pages.frame import written
from ropa.pages.lists import Lists
from ropa.pages.page import Cell, Column, Field, Fields, Line, Page, Section, Table, Text, Tone
from ropa.reading import Reading
from ropa.rules import CATALOGUE
from ropa.words.words import Words

QUESTIONS = {question.field: question for question in ART_30}

# The columns of the overviews, as the record's readers know them.
CONTROLLER = ("purposes", "personal_data", "data_subjects", "legal_basis", "retention")
PROCESSOR = ("on_behalf_of", "processing", "personal_data", "transfers")

CONTROLLER_LETTERS = {
    "Art. 30(1)(a)": _("Controller, joint controller, representative, data protection officer"),
    "Art. 30(1)(b)": _("Purposes"),
    "Art. 30(1)(c)": _("Categories of data subjects and of personal data"),
    "Art. 30(1)(d)": _("Recipients"),
    "Art. 30(1)(e)": _("Transfers to third countries"),
    "Art. 30(1)(f)": _("Time limits for erasure"),
    "Art. 30(1)(g)": _("Security measures"),
}
PROCESSOR_LETTERS = {
    "Art. 30(2)(a)": _("Processor, controllers, representatives, data protection officer"),
    "Art. 30(2)(b)": _("Categories of processing"),
    "Art. 30(2)(c)": _("Transfers to third countries"),
    "Art. 30(2)(d)": _("Security measures"),
}

COMMON = 120
"""A default with more characters than this is shown once, and referred to."""
SHORT = 60
"""Names in a list up to this long share a line of an overview."""
PHRASES = ("purposes", "retention")
"""Fields whose entries are phrases rather than names: a line each."""


def register_page(reading: Reading, findings: Sequence[Finding], words: Words) -> Page:
    """The register in words; `findings` are shown where they are."""
    return _RegisterPage(reading, findings, words).page()


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


class _RegisterPage:
    def __init__(self, reading: Reading, findings: Sequence[Finding], words: Words) -> None:
        self.record = reading.record
        self.register = reading.record.register
        self.words = words
        self.found = findings
        self.cells = Cells(self.record, words)
        common = common_answers(self.record, self.cells)
        self.sections = ActivitySections(self.cells, self._by_activity(), common)
        self.lists = Lists(reading, findings, self.sections)
        self.as_controller = [a for a in self.record.activities if not a.is_processor]
        self.as_processor = [a for a in self.record.activities if a.is_processor]

    def page(self) -> Page:
        w = self.words
        title = w.text(self.register.title) or w("Records of processing activities")
        sections = [self._keeper(), self._verdict(), *self._parts(), *self.lists.sections()]
        return Page(
            w.language,
            title,
            w("Record of processing activities under Art. 30 GDPR"),
            tuple(sections),
            w("Contents"),
        )

    def _by_activity(self) -> dict[str, list[Line]]:
        """The findings about each activity, the gravest first; not those about the defaults."""
        messages: dict[str, list[Line]] = {}
        for finding in sorted(self.found, key=lambda f: (f.severity.rank, f.rule)):
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
        shown: list[Cell] = [tuple(cells.organisation(keeper)) for keeper in keepers]
        fields = [
            Field(self._role(), cell, self.cells.cite(article))
            for cell in shown or [(self.sections.gap(article),)]
        ]
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
        officer = cells.answer(register.dpo, cells.person) or (self.sections.gap(article),)
        for label, cell in (
            (w("Joint controllership"), cells.answer(register.joint, cells.joint)),
            (w("Representative"), cells.answer(register.representative, cells.person)),
            (w("Data protection officer"), officer),
            (w("Employees"), cells.answer(register.employees, cells.number)),
            (w("Exemption claimed"), cells.answer(register.exemption, cells.exemption)),
        ):
            if cell:
                yield label, cell

    # --- verdict --------------------------------------------------------------------------------

    def _verdict(self) -> Section:
        w = self.words
        blocks: list[Text | Table] = [Text((Line(self._size()), Line(self._found())))]
        if self.as_controller or not self.as_processor:
            blocks.append(self._gaps(w("Gaps in the controller's record"), CONTROLLER_LETTERS))
        if self.as_processor:
            blocks.append(self._gaps(w("Gaps in the processor's record"), PROCESSOR_LETTERS))
        blocks.append(
            Text((Line(w("Checked by a program; this is not legal advice."), Tone.ASIDE),))
        )
        return Section("_verdict", w("How complete it is"), 2, tuple(blocks))

    def _size(self) -> str:
        w = self.words
        total = len(self.record.activities)
        size = w.count("{number} processing activity.", "{number} processing activities.", total)
        if not (self.as_controller and self.as_processor):
            return size
        roles = w(
            "{controller} as controller, {processor} as processor.",
            controller=len(self.as_controller),
            processor=len(self.as_processor),
        )
        return f"{size} {roles}"

    def _found(self) -> str:
        w = self.words
        number = {s: sum(f.severity is s for f in self.found) for s in Severity}
        counts = (
            w.count("{number} error", "{number} errors", number[Severity.ERROR]),
            w.count("{number} warning", "{number} warnings", number[Severity.WARNING]),
            w.count("{number} note", "{number} notes", number[Severity.NOTE]),
        )
        return f"{w('Findings')}: {', '.join(counts)}."

    def _gaps(self, caption: str, letters: dict[str, str]) -> Table:
        """For each letter of Art. 30: in how many activities something is missing, or too vague."""
        w = self.words
        columns = (
            Column(w("Article"), 1), Column(w("What it asks for"), 3),
            Column(w("Missing or not answered"), 1), Column(w("Too vague"), 1),
        )  # fmt: skip
        rows = []
        for letter, label in letters.items():
            found = [
                f for f in self.found if CATALOGUE[f.rule].citation.startswith(f"GDPR {letter}")
            ]
            vague = [f for f in found if CATALOGUE[f.rule].name.endswith("-vague")]
            missing = [f for f in found if f not in vague and f.severity is not Severity.NOTE]
            cells = [self._how_many(missing, Tone.GAP), self._how_many(vague, Tone.WARNING)]
            rows.append(((Line(self.cells.cite(letter)),), (Line(w(label)),), *cells))
        return Table(caption, columns, tuple(rows))

    def _how_many(self, found: list[Finding], tone: Tone) -> Cell:
        w = self.words
        lines = []
        if any(not f.activities for f in found):
            lines.append(Line(w("The register"), tone))
        if activities := {i for f in found for i in f.activities}:
            number = len(activities)
            lines.append(Line(w.count("{number} activity", "{number} activities", number), tone))
        return tuple(lines) or (Line("–"),)

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
        names = self.cells.names(value)
        if field not in PHRASES and all(len(n) <= SHORT and "," not in n for n in names):
            return (Line(", ".join(names)),)
        return tuple(Line(name) for name in names)
