"""How complete a record is: what was found, by the letters of Art. 30."""

import re
from collections.abc import Sequence

from ropa.findings import Finding, Severity
from ropa.gate.gate import Gate
from ropa.gate.profile import brief
from ropa.pages.activity import _
from ropa.pages.cells import Cells
from ropa.pages.page import Cell, Column, Line, Section, Table, Text, Tone
from ropa.reports.asked import not_asked
from ropa.rules import CATALOGUE, cited
from ropa.rules.answers import has_words, words_of
from ropa.rules.rule import Rule
from ropa.words.words import Words

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


def _letter(citation: str) -> str:
    """The first part of Art. 30 that a citation names; empty where it names none."""
    found = LETTER.search(citation) if citation.startswith("GDPR") else None
    return f"{WHOLE}{found[1]}" if found else ""


def _letters(rule: Rule) -> set[str]:
    """The parts of Art. 30 that a rule is about: two, where it is asked of both kinds of record."""
    letter = _letter(rule.citation)
    return {letter} if rule.role else {letter, SAME.get(letter, letter)}


class Verdict:
    """The verdict above the table: how many activities, how many gaps by letter.

    What is accepted is a gap all the same: the record lacks it. Where nothing was asked, the table says
    so, for no gap would be more than is known.
    """

    def __init__(self, cells: Cells, found: Sequence[Finding], words: Words, gate: Gate) -> None:
        self.cells = cells
        self.record = record = cells.record
        self.found = found
        self.counted = [finding for finding in found if finding.suppressed is None]
        self.accepted = len(found) - len(self.counted)
        self.gate = gate
        self.words = words
        self.as_controller = [a for a in record.activities if not a.is_processor]
        self.as_processor = [a for a in record.activities if a.is_processor]

    def section(self) -> Section:
        """The verdict as the section above the overviews."""
        w = self.words
        size = [Line(self._size()), Line(self._found())]
        if missing := not_asked(self.gate, w):
            size.append(Line(missing, Tone.WARNING if self.gate.duties_off() else Tone.ASIDE))
        blocks: list[Text | Table] = [Text(tuple(size))]
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
        judged = w(
            "Checked by a program as of {date}; this is not legal advice.",
            date=w.date(self.gate.day(self.record.register)),
        )
        blocks.append(Text((Line(judged, Tone.ASIDE),)))
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
        number = {s: sum(f.severity is s for f in self.counted) for s in Severity}
        counts = (
            w.count("{number} error", "{number} errors", number[Severity.ERROR]),
            w.count("{number} warning", "{number} warnings", number[Severity.WARNING]),
            w.count("{number} note", "{number} notes", number[Severity.NOTE]),
        )
        told = f"{w('Findings')}: {', '.join(counts)}."
        if not self.accepted:
            return told
        accepted = w("{number} accepted.", number=self.accepted)
        return f"{told} {accepted}"

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
            cells = [
                (*self._how_many(missing, Tone.GAP), *self._not_asked(letter, vague=False)),
                (*self._how_many(vague, Tone.WARNING), *self._not_asked(letter, vague=True)),
            ]
            shown = (cell or (Line("–"),) for cell in cells)
            rows.append(((Line(self.cells.cite(letter)),), (Line(w(label)),), *shown))
        return Table(caption, columns, tuple(rows))

    def _not_asked(self, letter: str, *, vague: bool) -> Cell:
        """Which rules of a letter were switched off, so that nobody takes silence for an answer."""
        off = [
            rule.code
            for rule in self.gate.switched_off()
            if rule.severity is not Severity.NOTE
            and letter in _letters(rule)
            and rule.name.endswith("-vague") is vague
        ]
        told = self.words("Not asked: {codes}", codes=brief(off))
        return (Line(told, Tone.ASIDE),) if off else ()

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
        return tuple(lines)
