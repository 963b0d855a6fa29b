"""The sheets of activities: a row each, a column for each field of the record.

What Art. 30 asks of a controller or a processor is on the sheet of that role, with the legal basis
beside the purposes. What else the law asks, and how the record is kept, are on two more, so that each
can be read on paper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.findings import Finding, Severity
from ropa.forms.sheets import CONTROLLER, DUTIES, PROCESSOR, kept, role
from ropa.forms.slot import Key, Slot
from ropa.model.activity import Activity
from ropa.pages.activity import ART_30, ActivitySections, _
from ropa.pages.page import Cell, Line, Tone
from ropa.workbooks.columns import Columns
from ropa.workbooks.reviewing import SlotCells
from ropa.workbooks.sheet import Column, Row, Sheet, plain

KEPT = ("status", "owner", "systems", "reviewed", "review_due")
ALWAYS = {"controller": ("special_conditions", "source", "dpia", *KEPT), "processor": KEPT}
"""Fields that have a column though Art. 30 does not ask for them: a reader looks for them."""

BY_FIELD = {question.field: question for question in ART_30}
LABELS = {
    "name": _("Activity"), "id": _("Id of the activity"), "role": _("Role"), "status": _("Status"),
    "owner": _("Owner"), "created": _("Created"), "reviewed": _("Last reviewed"),
    "review_due": _("Next review"), "x": _("Own keys"), "findings": _("Findings"),
    "applies_to": _("Data and data subjects"), "data_sets": _("Data sets"),
}  # fmt: skip
LINK = 110.0
"""How wide a column may become for its links: there are many columns."""
COUNTS = {
    Severity.ERROR: (_("{number} error"), _("{number} errors")),
    Severity.WARNING: (_("{number} warning"), _("{number} warnings")),
    Severity.NOTE: (_("{number} note"), _("{number} notes")),
}


class ActivitySheets:
    """Makes the sheets of a record's activities; `titles` has their names by key."""

    def __init__(
        self,
        activities: Sequence[Activity],
        findings: Sequence[Finding],
        sections: ActivitySections,
        titles: Mapping[str, str],
        slots: Mapping[Key, Slot],
        cells: SlotCells,
        columns: Columns,
    ) -> None:
        self.activities = activities
        self.sections = sections
        self.words = sections.words
        self.titles = titles
        self.slots = slots
        self.cells = cells
        self.columns = columns
        self.found: dict[str, dict[Severity, int]] = {}
        for finding in findings:
            for activity in finding.activities:
                counts = self.found.setdefault(activity, {})
                counts[finding.severity] = counts.get(finding.severity, 0) + 1

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that have rows."""
        w = self.words
        about = w(
            "One row for each activity as controller: what {article} asks for, and the legal basis",
            article=w.cite("Art. 30(1)"),
        )
        yield from self._of_role("controller", CONTROLLER, about)
        about = w(
            "One row for each activity as processor: what {article} asks for",
            article=w.cite("Art. 30(2)"),
        )
        yield from self._of_role("processor", PROCESSOR, about)
        about = w("One row for each activity: what other articles ask for")
        yield from self._of_all("duties", DUTIES, about)
        about = w("One row for each activity: status, owner, systems, reviews, and what is left")
        others = dict.fromkeys((*CONTROLLER, *PROCESSOR))
        fields = tuple(dict.fromkeys(("id", *kept(tuple(others)), "x")))
        yield from self._of_all("keeping", fields, about)

    # --- sheets ---------------------------------------------------------------------------------

    def _of_role(self, key: str, fields: Iterable[str], about: str) -> Iterator[Sheet]:
        """What Art. 30 asks of this role."""
        activities = [a for a in self.activities if role(a) == key]
        wanted = [f for f in fields if self._wanted(f, key, activities)]
        columns = [self._column(field, key) for field in ("name", *wanted, "findings")]
        rows = [self._row(key, a, columns) for a in activities]
        if rows:
            yield Sheet(key, self.titles[key], about, tuple(columns), tuple(rows), grows=True)

    def _of_all(self, key: str, fields: Iterable[str], about: str) -> Iterator[Sheet]:
        """What else the record holds of every activity."""
        wanted = [f for f in fields if self._wanted_of_all(key, f)]
        columns = [self._column(field, "controller") for field in ("name", *wanted)]
        rows = [self._row(key, a, columns) for a in self.activities]
        if set(wanted) - {"id"} and rows:
            yield Sheet(key, self.titles[key], about, tuple(columns), tuple(rows))

    def _row(self, sheet: str, activity: Activity, columns: Iterable[Column]) -> Row:
        """A row: the slots of the activity on this sheet, and what is worked out."""
        slots, cells = {}, []
        for column in columns:
            slot = self.slots.get((sheet, activity.id, column.key))
            if slot:
                slots[column.key] = slot
            cells.append(self.cells.cell(slot) if slot else self._derived(activity, column.key))
        return Row(activity.id, tuple(cells), slots=slots)

    def _column(self, key: str, role: str) -> Column:
        w = self.words
        if key in LABELS:
            return self.columns.column(key, w(LABELS[key]))
        question = BY_FIELD[key]
        article = question.processor if role == "processor" else question.controller
        return self.columns.column(key, w(question.label), w.cite(article) if article else "", LINK)

    def _wanted(self, field: str, role: str, activities: list[Activity]) -> bool:
        """Does Art. 30 ask this role for it, or does an activity say it?"""
        question = BY_FIELD[field]
        article = question.processor if role == "processor" else question.controller
        return bool(question.owed and article) or self._said(role, field, activities)

    def _wanted_of_all(self, sheet: str, field: str) -> bool:
        roles = {role(a) for a in self.activities}
        if field == "role":
            return len(roles) > 1
        if field == "x":
            return any(activity.extensions for activity in self.activities)
        expected = field == "id" or any(field in ALWAYS[role] for role in roles)
        if sheet == "keeping" and field in (*CONTROLLER, *PROCESSOR):
            expected = False
        return expected or self._said(sheet, field, self.activities)

    def _said(self, sheet: str, field: str, activities: Iterable[Activity]) -> bool:
        slots = (self.slots.get((sheet, a.id, field)) for a in activities)
        return any(slot.shown for slot in slots if slot)

    # --- cells ----------------------------------------------------------------------------------

    def _derived(self, activity: Activity, field: str) -> Cell:
        """What a reviewer does not write: names elsewhere, ids, own keys, how many findings there are."""
        match field:
            case "name":
                return (self.sections.link(activity),)
            case "id":
                return (Line(activity.id, Tone.ASIDE),)
            case "x":
                return self.sections.own(activity)
            case "findings":
                return tuple(self._counted(activity)) or plain("–")
            case "data_sets" if activity.data_sets:
                return (Line(self.words("In the data sets"), target="sheet/sets"),)
            case _:
                return ()

    def _counted(self, activity: Activity) -> Iterator[Line]:
        """How many findings of each weight, leading to the first of them."""
        counts = self.found.get(activity.id, {})
        for severity in sorted(counts, key=lambda severity: severity.rank):
            text = self.words.count(*COUNTS[severity], counts[severity])
            yield Line(text, Tone(severity.value), target=f"findings/{activity.id}")
