"""A register as a page: who keeps it, a verdict, overviews, each activity, and what it points to."""

import re
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
from ropa.rules import CATALOGUE, cited
from ropa.rules.answers import has_words, stated, words_of
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

SAME = {
    "Art. 30(1)(a)": "Art. 30(2)(a)", "Art. 30(1)(e)": "Art. 30(2)(c)", "Art. 30(1)(g)": "Art. 30(2)(d)",
    "Art. 30(2)(a)": "Art. 30(1)(a)", "Art. 30(2)(c)": "Art. 30(1)(e)", "Art. 30(2)(d)": "Art. 30(1)(g)",
}  # fmt: skip
"""The letters that ask the same of a controller and of a processor."""
WHOLE = "Art. 30"
"""Stands for what cites no letter of the article, or one of another record."""
LETTER = re.compile(r"(?<![\d(])30\b((?:\(\d\))?(?:\([a-g]\))?)")
SECURITY = ("ROPA121", "ROPA206")
"""Rules that find security measures missing, or in the words of the law only."""

COMMON = 120
"""A default with more characters than this is shown once, and referred to."""
SHORT = 60
"""Names in a list up to this long share a line of an overview."""
PHRASES = ("purposes", "retention")
"""Fields whose entries are phrases rather than names: a line each."""


def register_page(reading: Reading, findings: Sequence[Finding], words: Words) -> Page:
    """The register in words; `findings` are shown where they are."""
    return RegisterPage(reading, findings, words).page()


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


def _letter(citation: str) -> str:
    """The first part of Art. 30 that a citation names; empty where it names none."""
    found = LETTER.search(citation) if citation.startswith("GDPR") else None
    return f"{WHOLE}{found[1]}" if found else ""


def _articles(finding: Finding) -> str:
    return cited(finding).removeprefix("GDPR ")


class RegisterPage:
    """Makes the page of a register; `sections` has the answers that it shows."""

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
        """The page."""
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

    # --- verdict --------------------------------------------------------------------------------

    def _verdict(self) -> Section:
        w = self.words
        blocks: list[Text | Table] = [Text((Line(self._size()), Line(self._found())))]
        tables: list[tuple[str, dict[str, str]]] = []
        if self.as_controller or not self.as_processor:
            tables.append((w("Gaps in the controller's record"), CONTROLLER_LETTERS))
        if self.as_processor:
            tables.append((w("Gaps in the processor's record"), PROCESSOR_LETTERS))
        gaps = self._by_letter([letters for _, letters in tables])
        blocks += [
            self._gaps(caption, letters, found)
            for (caption, letters), found in zip(tables, gaps, strict=True)
        ]
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

    def _by_letter(self, tables: list[dict[str, str]]) -> list[dict[str, list[Finding]]]:
        """The findings by the letter of Art. 30 that they cite, for each of the tables.

        What cites a letter of the other record goes to the letter that asks the same of this one;
        what cites no letter, to a row of its own.
        """
        found: list[dict[str, list[Finding]]] = [{} for _ in tables]
        for finding in self.found:
            letter = _letter(cited(finding))
            if not letter:
                continue
            of_processor = "30(2)" in letter
            at = next((n for n, t in enumerate(tables) if letter in t), None)
            if at is None and SAME.get(letter, "") in tables[0]:
                at, letter = 0, SAME[letter]
            elif at is None:
                at, letter = len(tables) - 1 if of_processor else 0, WHOLE
            found[at].setdefault(letter, []).append(finding)
        return found

    def _gaps(
        self, caption: str, letters: dict[str, str], by_letter: dict[str, list[Finding]]
    ) -> Table:
        """For each letter of Art. 30: in how many activities something is missing, or too vague."""
        w = self.words
        columns = (
            Column(w("Article"), 1), Column(w("What it asks for"), 3),
            Column(w("Missing or not answered"), 1), Column(w("Too vague"), 1),
        )  # fmt: skip
        asked = {**letters, WHOLE: _("The record as a whole")} if WHOLE in by_letter else letters
        rows = []
        for letter, label in asked.items():
            vague: list[Finding] = []
            missing: list[Finding] = []
            for finding in by_letter.get(letter, ()):
                if self._is_vague(finding):
                    vague.append(finding)
                elif finding.severity is not Severity.NOTE:
                    missing.append(finding)
            cells = [self._how_many(missing, Tone.GAP), self._how_many(vague, Tone.WARNING)]
            rows.append(((Line(self.cells.cite(letter)),), (Line(w(label)),), *cells))
        return Table(caption, columns, tuple(rows))

    def _is_vague(self, finding: Finding) -> bool:
        """Does the record say something, but too little?"""
        if finding.rule in SECURITY and finding.activities:
            measures = self.record.by_id[finding.activities[0]].security_measures
            return isinstance(measures, tuple) and any(
                has_words(words_of(self.cells.defined(measure))) for measure in measures
            )
        return CATALOGUE[finding.rule].name.endswith("-vague")

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
        if not stated(value):
            return self.sections.answer(activity, QUESTIONS[field])
        names = self.cells.names(value)
        if field not in PHRASES and all(len(n) <= SHORT and "," not in n for n in names):
            return (Line(", ".join(names)),)
        return tuple(Line(name) for name in names)
