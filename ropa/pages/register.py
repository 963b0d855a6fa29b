"""A register as a page: who keeps it, a verdict, overviews, each activity, and what it points to."""

from collections.abc import Iterable, Iterator, Sequence

from ropa.findings import Finding, Severity
from ropa.model.activity import Activity
from ropa.model.part import Unknown
from ropa.pages.activity import ART_30, ActivitySections, _
from ropa.pages.cells import Cells, written
from ropa.pages.page import Cell, Column, Field, Fields, Line, Page, Section, Table, Text, Tone
from ropa.reading import Reading
from ropa.reports.lines import report_lines
from ropa.rules import CATALOGUE
from ropa.words.terms import term
from ropa.words.words import Words

QUESTIONS = {question.field: question for question in ART_30}

# The columns of the overviews: field, heading, weight, as the record's readers know them.
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


def register_page(reading: Reading, findings: Sequence[Finding], words: Words) -> Page:
    """The register in words; `findings` are shown where they are."""
    return _RegisterPage(reading, findings, words).page()


class _RegisterPage:
    def __init__(self, reading: Reading, findings: Sequence[Finding], words: Words) -> None:
        self.reading = reading
        self.record = reading.record
        self.register = reading.record.register
        self.words = words
        self.found = findings
        self.cells = Cells(self.record, words)
        self.sections = ActivitySections(self.cells, self._by_activity())
        self.as_controller = [a for a in self.record.activities if not a.is_processor]
        self.as_processor = [a for a in self.record.activities if a.is_processor]

    def page(self) -> Page:
        w = self.words
        title = w.text(self.register.title) or w("Records of processing activities")
        sections = [self._keeper(), self._verdict(), *self._parts(), *self._lists()]
        return Page(
            w.language,
            title,
            w("Record of processing activities under Art. 30 GDPR"),
            tuple(sections),
            w("Contents"),
        )

    # --- who keeps it ---------------------------------------------------------------------------

    def _keeper(self) -> Section:
        w, cells, register = self.words, self.cells, self.register
        fields = []
        label = w("Controller") if self.as_controller or not self.as_processor else w("Processor")
        if self.as_controller and self.as_processor:
            label = w("Controller and processor")
        for organisation in self.record.keepers.values():
            fields.append(Field(label, tuple(cells.organisation(organisation)), w("Art. 30(1)(a)")))
        if not self.record.keepers:
            fields.append(Field(label, (self.sections.gap("Art. 30(1)(a)"),), w("Art. 30(1)(a)")))
        for heading, value, show in (
            (w("Joint controllership"), register.joint, cells.joint),
            (w("Representative"), register.representative, cells.person),
            (w("Data protection officer"), register.dpo, cells.person),
            (w("Employees"), register.employees, lambda n: iter([Line(str(n))])),
        ):
            cell = cells.answer(value, show)  # type: ignore[arg-type]
            if not cell and heading == w("Data protection officer"):
                cell = (self.sections.gap("Art. 30(1)(a)"),)
            if cell:
                fields.append(Field(heading, cell))
        for heading, text in (
            (w("Version"), register.version or ""),
            (w("Updated"), register.updated.isoformat() if register.updated else ""),
            (w("Jurisdiction"), w.country(register.jurisdiction) if register.jurisdiction else ""),
        ):
            if text:
                fields.append(Field(heading, (Line(text),)))
        fields += [Field(key, written(value)) for key, value in register.extensions.items()]
        return Section("keeper", w("Who keeps this record"), 2, (Fields(tuple(fields)),))

    # --- verdict --------------------------------------------------------------------------------

    def _verdict(self) -> Section:
        w = self.words
        total = len(self.record.activities)
        counts = {s: sum(f.severity is s for f in self.found) for s in Severity}
        lines = [
            Line(
                w.count("{number} processing activity.", "{number} processing activities.", total)
                + " "
                + w(
                    "{controller} as controller, {processor} as processor.",
                    controller=len(self.as_controller),
                    processor=len(self.as_processor),
                )
            ),
            Line(
                w("Findings: {errors} errors, {warnings} warnings, {notes} notes.",
                  errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING],
                  notes=counts[Severity.NOTE])
            ),
        ]  # fmt: skip
        blocks: list[Text | Table] = [Text(tuple(lines))]
        if self.as_controller or not self.as_processor:
            blocks.append(self._gaps(w("Gaps in the controller's record"), CONTROLLER_LETTERS))
        if self.as_processor:
            blocks.append(self._gaps(w("Gaps in the processor's record"), PROCESSOR_LETTERS))
        blocks.append(
            Text((Line(w("Checked by a program; this is not legal advice."), Tone.ASIDE),))
        )
        return Section("verdict", w("How complete it is"), 2, tuple(blocks))

    def _gaps(self, caption: str, letters: dict[str, str]) -> Table:
        """For each letter of Art. 30: in how many activities something is missing, or too vague."""
        w = self.words
        columns = (
            Column(w("Article"), 1), Column(w("What it asks for"), 3),
            Column(w("Missing or not answered"), 1), Column(w("Too vague"), 1),
        )  # fmt: skip
        rows = []
        for letter, label in letters.items():
            found = [f for f in self.found if CATALOGUE[f.rule].citation.startswith(f"GDPR {letter}")]
            vague = [f for f in found if CATALOGUE[f.rule].name.endswith("-vague")]
            missing = [f for f in found if f not in vague and f.severity is not Severity.NOTE]
            cells = [self._how_many(missing, Tone.GAP), self._how_many(vague, Tone.WARNING)]
            rows.append(((Line(w(letter)),), (Line(w(label)),), *cells))
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

    def _by_activity(self) -> dict[str, list[Line]]:
        messages: dict[str, list[Line]] = {}
        for finding in sorted(self.found, key=lambda f: (f.severity.rank, f.rule)):
            severity = term(self.words, "severity", finding.severity.value)
            text = f"{severity} {finding.rule}: {self.words.message(finding)}"
            line = Line(text, Tone(finding.severity.value))
            for activity in finding.activities:
                messages.setdefault(activity, []).append(line)
        return messages

    # --- the two parts --------------------------------------------------------------------------

    def _parts(self) -> Iterator[Section]:
        w = self.words
        if self.as_controller or not self.as_processor:
            yield self._overview(
                "controller", w("Record as controller, Art. 30(1)"), self.as_controller, CONTROLLER
            )
            yield from map(self.sections.section, self.as_controller)
        if self.as_processor:
            yield self._overview(
                "processor", w("Record as processor, Art. 30(2)"), self.as_processor, PROCESSOR
            )
            yield from map(self.sections.section, self.as_processor)

    def _overview(
        self, key: str, heading: str, activities: list[Activity], fields: Iterable[str]
    ) -> Section:
        w = self.words
        fields = tuple(fields)
        columns = Column(w("Activity")), *(Column(w(QUESTIONS[f].label)) for f in fields)
        rows = tuple(
            (
                (Line(w.text(a.name) or a.id, target=a.id),),
                *(self._brief(a, field) for field in fields),
            )
            for a in activities
        )
        return Section(key, heading, 2, (Table(heading, columns, rows),))

    def _brief(self, activity: Activity, field: str) -> Cell:
        """The names in a list on one line, or the gap."""
        value = getattr(activity, field)
        if isinstance(value, tuple) and field not in ("on_behalf_of", "transfers"):
            return (Line(self.cells.listed(value)),)
        return self.sections.answer(activity, QUESTIONS[field])

    # --- what it points to ----------------------------------------------------------------------

    def _lists(self) -> Iterator[Section]:
        w = self.words
        for key, heading, table in (
            ("recipients", w("Recipients"), self._recipients()),
            ("transfers", w("Transfers to third countries"), self._transfers()),
            ("systems", w("Systems"), self._systems()),
            ("questions", w("Open questions"), self._questions()),
            ("findings", w("Findings"), self._findings()),
        ):
            if table.rows:
                yield Section(key, heading, 2, (table,))

    def _recipients(self) -> Table:
        w, cells = self.words, self.cells
        used: dict[str, tuple[Cell, list[Line]]] = {}
        for key, recipient in self.register.recipients.items():
            used[key] = self._recipient_cells(recipient), []
        for activity in self.record.activities:
            for _route, recipient in self.record.receivers(activity):
                name = w.text(recipient.name)
                key = next((k for k, r in self.register.recipients.items() if r is recipient), name)
                line = Line(w.text(activity.name) or activity.id, target=activity.id)
                entry = used.setdefault(key, (self._recipient_cells(recipient), []))
                if line not in entry[1]:
                    entry[1].append(line)
        rows = tuple((*cell, tuple(lines)) for cell, lines in used.values())
        columns = (
            Column(w("Recipient")), Column(w("Role"), 1), Column(w("Country"), 1),
            Column(w("Contract and contact")), Column(w("Sub-processors")), Column(w("Activities")),
        )  # fmt: skip
        return Table(w("Recipients"), columns, rows)

    def _recipient_cells(self, recipient: object) -> tuple[Cell, ...]:
        from ropa.model.party import Recipient

        assert isinstance(recipient, Recipient)
        w, cells = self.words, self.cells
        role = term(w, "kind", recipient.kind)
        country = w.country(recipient.country) if recipient.country else ""
        contract = cells.answer(recipient.contract, self._contract) + tuple(
            cells.contact(recipient.contact)
        )
        return (
            tuple(cells.item(recipient)),
            (Line(role),) if role else (),
            (Line(country),) if country else (),
            contract,
            cells.answer(recipient.sub_processors, cells.recipient),
        )

    def _contract(self, contract: object) -> Iterator[Line]:
        w = self.words
        parts = (getattr(contract, "type", None), getattr(contract, "reference", None))
        date = getattr(contract, "date", None)
        shown = [w.text(part) for part in parts if part] + ([w.date(date)] if date else [])
        yield Line(", ".join(shown))

    def _transfers(self) -> Table:
        w, cells = self.words, self.cells
        rows: list[tuple[Cell, ...]] = []
        for activity in self.record.activities:
            if isinstance(activity.transfers, tuple):
                for entry in activity.transfers:
                    first, *details = cells.transfer(entry)
                    name = Line(w.text(activity.name) or activity.id, target=activity.id)
                    rows.append(((first,), tuple(details), (name,)))
        for recipient in self.register.recipients.values():
            if recipient.transfer:
                country = recipient.transfer.country or recipient.country
                where = w.country(country) if country else ""
                text = ": ".join(part for part in (where, w.text(recipient.name)) if part)
                rows.append(((Line(text),), tuple(cells.mechanism(recipient.transfer)), ()))
        columns = Column(w("Transfer to")), Column(w("Safeguards"), 3), Column(w("Activity"))
        return Table(w("Transfers to third countries"), columns, tuple(rows))

    def _systems(self) -> Table:
        w, cells = self.words, self.cells
        rows = []
        for system in self.register.systems.values():
            runs = self.register.recipients.get(system.recipient or "")
            location = w.text(system.location)
            rows.append(
                (
                    tuple(cells.item(system)),
                    (Line(w.country(location)),) if location else (),
                    (Line(w.text(runs.name)),) if runs else (),
                )
            )
        columns = Column(w("System")), Column(w("Location")), Column(w("Run by"))
        return Table(w("Systems"), columns, tuple(rows))

    def _questions(self) -> Table:
        """Every `unknown` of the register, by activity."""
        w, cells = self.words, self.cells
        rows: list[tuple[Cell, ...]] = []

        def add(where: Line, label: str, value: object) -> None:
            if isinstance(value, Unknown):
                rows.append(((where,), (Line(label),), cells.answer(value, cells.text)))

        register = Line(w("The register"))
        for label, value in (
            (w("Joint controllership"), self.register.joint),
            (w("Representative"), self.register.representative),
            (w("Data protection officer"), self.register.dpo),
            (w("Employees"), self.register.employees),
        ):
            add(register, label, value)
        for activity in self.record.activities:
            name = Line(w.text(activity.name) or activity.id, target=activity.id)
            for question in ART_30:
                add(name, w(question.label), getattr(activity, question.field))
        columns = Column(w("Activity")), Column(w("Question")), Column(w("Open question"), 3)
        return Table(w("Open questions"), columns, tuple(rows))

    def _findings(self) -> Table:
        w = self.words
        names = {a.id: w.text(a.name) or a.id for a in self.record.activities}
        rows = []
        for found in report_lines(self.reading, self.found, w):
            activity = found.activity
            where = Line(names.get(activity or "", w("The register")), target=activity or "")
            severity = term(w, "severity", found.severity.value)
            rows.append(
                (
                    (Line(f"{severity} {found.rule}", Tone(found.severity.value)),),
                    (where,),
                    (Line(found.message), Line(found.fix, Tone.ASIDE)),
                    (Line(found.citation),),
                    (Line(f"{found.file}:{found.span.line}", Tone.ASIDE),),
                )
            )
        columns = (
            Column(w("Finding"), 1), Column(w("Activity")), Column(w("What to do"), 3),
            Column(w("Article"), 1), Column(w("Place"), 1),
        )  # fmt: skip
        return Table(w("Findings"), columns, tuple(rows))
