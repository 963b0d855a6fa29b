"""What the activities of a register point to, and what is said of several: lists at its end."""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ropa.findings import Finding
from ropa.model.activity import Activity
from ropa.model.party import Recipient
from ropa.model.plain import flat, plain
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.frame import written
from ropa.pages.open import OpenPoints
from ropa.pages.page import Block, Cell, Column, Field, Fields, Line, Section, Text, Tone, table
from ropa.pages.parties import DETAILS, has_details
from ropa.reading import Reading
from ropa.words.terms import term

LONG = 60
"""A key of the register's own with more characters than this is not shown at its head."""


class Lists:
    """Makes the sections that follow the activities."""

    def __init__(
        self, reading: Reading, findings: Sequence[Finding], sections: ActivitySections
    ) -> None:
        self.reading = reading
        self.record = reading.record
        self.register = reading.record.register
        self.found = [finding for finding in findings if finding.suppressed is None]
        self.activities = sections
        self.cells = sections.cells
        self.words = sections.words
        self.open = OpenPoints(reading, findings, sections)

    def sections(self) -> Iterator[Section]:
        """Every list that has something in it."""
        w = self.words
        for key, heading, block in (
            ("_common", w("Common answers"), self._common()),
            ("_recipients", w("Recipients"), self._recipients()),
            ("_transfers", w("Transfers to third countries"), self._transfers()),
            ("_systems", w("Systems"), self._systems()),
            ("_further", w("Further information"), self._further()),
            (
                "_questions",
                w("Open questions"),
                self.open.questions([recipient for recipient, _ in self.used]),
            ),
            ("_findings", w("Findings"), self.open.findings()),
            ("_accepted", w("Accepted findings"), self.open.accepted()),
        ):
            if block:
                yield Section(key, heading, 2, block)

    def rest(self) -> Iterator[Section]:
        """The lists of what is neither an activity, nor defined, nor open."""
        w = self.words
        for key, heading, block in (
            ("_others", w("Other recipients"), self._recipients(len(self.register.recipients))),
            ("_further", w("Further information"), self._further()),
            ("_accepted", w("Accepted findings"), self.open.accepted()),
        ):
            if block:
                yield Section(key, heading, 2, block)

    def extensions(self, *, long: bool) -> Iterator[tuple[str, Any]]:
        """The keys that are the register's own, the long or the short ones."""
        for key, value in self.register.extensions.items():
            if long == (len(flat(value)) > LONG):
                yield key, value

    def _further(self) -> tuple[Block, ...]:
        fields = tuple(Field(key, written(value)) for key, value in self.extensions(long=True))
        return (Fields(fields),) if fields else ()

    # --- what is said once ----------------------------------------------------------------------

    def _common(self) -> tuple[Block, ...]:
        """The answers that stand in the defaults, and what was found in them."""
        w = self.words
        fields = []
        for question in ART_30:
            value = self.activities.common.get(question.field)
            if value is not None:
                takers = self._takers(question.field)
                cell = self._for(takers) + self.activities.shown(question, value)
                article = self.cells.cite(question.article(*takers))
                fields.append(Field(w(question.label), cell, article))
        if defaults := self.register.defaults:
            fields += [Field(key, written(value)) for key, value in defaults.extensions.items()]
        found = [f for f in self.found if f.route[:1] == ("defaults",)]
        found.sort(key=lambda f: (f.severity.rank, f.rule))
        lines = (Line(f"{self.cells.severity(f)}: {w.message(f)}", Tone(f.severity)) for f in found)
        if cell := tuple(lines):
            fields.append(Field(w("Findings"), cell))
        if not fields:
            return ()
        intro = w("Said once here, for every activity that does not say otherwise.")
        return Text((Line(intro, Tone.ASIDE),)), Fields(tuple(fields))

    def _takers(self, field: str) -> list[Activity]:
        """The activities that take a default."""
        taken = {place for (place, at), there in self.record.origins.items()
                 if at == field and there == ("defaults", field)}  # fmt: skip
        activities = zip(self.record.places, self.record.activities, strict=True)
        return [activity for place, activity in activities if place in taken]

    def _for(self, takers: list[Activity]) -> Cell:
        """How many activities a default is for, where it is not all of them."""
        if len(takers) == len(self.record.activities):
            return ()
        number = self.words.count("For {number} activity", "For {number} activities", len(takers))
        return (Line(f"{number}:"),)  # above: below, it would be a remark on the last entry

    # --- parties and systems --------------------------------------------------------------------

    def _recipients(self, first: int = 0) -> tuple[Block, ...]:
        """The recipients from the `first` on; those that are defined are before the others."""
        w = self.words
        used = self.used[first:]
        rows = [(*self._recipient_cells(entry), self._users(users)) for entry, users in used]
        columns = (
            Column(w("Recipient")), Column(w("Role"), 1), Column(w("Country"), 1),
            Column(w("Contract and contact")), Column(w("Sub-processors")), Column(w("Activities")),
        )  # fmt: skip
        filled = [i for i in range(len(columns)) if any(row[i] for row in rows)]
        kept = [tuple(row[i] for i in filled) for row in rows]
        return table(w("Recipients"), tuple(columns[i] for i in filled), kept)

    @cached_property
    def used(self) -> list[tuple[Recipient, dict[str, Line]]]:
        """Every recipient with the activities whose data it gets; equal ones are one.

        First those that are defined; then entries that say something else than their definition,
        entries without one, and sub-processors of which more is said than their name.
        """
        defined = self.register.recipients.values()
        used: dict[int | str, tuple[Recipient, dict[str, Line]]] = {id(r): (r, {}) for r in defined}
        keys: dict[int, tuple[int | str, Recipient]] = {}

        def use(entry: Recipient, by: dict[str, Line]) -> None:
            if id(entry) not in keys:
                keys[id(entry)] = self._listed(entry)
            key, listed = keys[id(entry)]
            used.setdefault(key, (listed, {}))[1].update(by)
            use_below(entry, by)

        def use_below(entry: Recipient, by: dict[str, Line]) -> None:
            if isinstance(entry.sub_processors, tuple):
                for below in entry.sub_processors:
                    if has_details(below):
                        use(below, by)

        for activity in self.record.activities:
            by = {activity.id: self.activities.link(activity)}
            for entry in self.record.named(activity):
                use(entry, by)
        for entry in defined:
            use_below(entry, used[id(entry)][1])
        return list(used.values())

    def _listed(self, entry: Recipient) -> tuple[int | str, Recipient]:
        """What an entry is in the list, and by what it is the same as another.

        Its remarks stand where it is named; here they tell entries without a definition apart.
        """
        definition = self.record.definition(entry)
        if definition is None:
            return _written(entry), entry
        own = {
            name: value
            for name in ("kind", "country", *DETAILS)
            if (value := getattr(entry, name)) is not None and value != getattr(definition, name)
        }
        if not own:
            return id(definition), definition
        listed = definition.model_copy(update=own)
        return f"{entry.name}: {_written(listed)}", listed

    def _users(self, users: dict[str, Line]) -> Cell:
        every = len(users) == len(self.record.activities) > 1
        return (Line(self.words("All activities")),) if every else tuple(users.values())

    def _recipient_cells(self, recipient: Recipient) -> tuple[Cell, ...]:
        w, cells = self.words, self.cells
        number = recipient.registration_number
        label = w("Registration number {number}", number=number) if number else ""
        name = (
            Line(w.text(recipient.name)),
            *cells.remarks(recipient),
            *cells.extensions(recipient),
            *([Line(label, Tone.ASIDE)] if label else []),
        )
        role = term(w, "kind", recipient.kind)
        country = w.country(recipient.country) if recipient.country else ""
        contract = cells.answer(recipient.contract, cells.contract)
        return (
            name,
            (Line(role),) if role else (),
            (Line(country),) if country else (),
            (*contract, *cells.contact(recipient.contact), *cells.terms_of(recipient)),
            cells.answer(recipient.sub_processors, cells.recipient),
        )

    def _transfers(self) -> tuple[Block, ...]:
        w, cells = self.words, self.cells
        rows: list[tuple[Cell, ...]] = []
        for activity in self.record.activities:
            if isinstance(activity.transfers, tuple):
                for entry in activity.transfers:
                    first, *details = cells.part(entry, cells.transfer)
                    rows.append(((first,), _upright(details), (self.activities.link(activity),)))
        standing: dict[tuple[Cell, Cell], dict[str, Line]] = {}
        for recipient, users in self.used:
            if transfer := recipient.transfer:
                place: Cell = (cells.destination(transfer, recipient),)
                basis = _upright([*cells.mechanism(transfer), *cells.extensions(transfer)])
                standing.setdefault((place, basis), {}).update(users)
        rows += [(*said, tuple(users.values())) for said, users in standing.items()]
        columns = Column(w("Transfer to")), Column(w("Safeguards"), 3), Column(w("Activity"))
        return table(w("Transfers to third countries"), columns, rows)

    def _systems(self) -> tuple[Block, ...]:
        w, cells = self.words, self.cells
        rows: list[tuple[Cell, ...]] = []
        for system in self.register.systems.values():
            runs = self.register.recipients.get(system.recipient or "")
            unknown = (Line(system.recipient),) if system.recipient else ()
            location = w.text(system.location)
            rows.append(
                (
                    (
                        Line(w.text(system.name)),
                        *cells.remarks(system),
                        *cells.extensions(system),
                    ),
                    (Line(w.country(location)),) if location else (),
                    (Line(w.text(runs.name), target="_recipients"),) if runs else unknown,
                )
            )
        columns = Column(w("System")), Column(w("Location")), Column(w("Run by"))
        return table(w("Systems"), columns, rows)


def _written(recipient: Recipient) -> str:
    """All that a recipient says, in a form that two can be compared by."""
    return json.dumps(plain(recipient), sort_keys=True, default=str)


def _upright(details: Sequence[Line]) -> Cell:
    """Details where they are the answer, and not a remark on one."""
    return tuple(Line(line.text, target=line.target, url=line.url) for line in details)
