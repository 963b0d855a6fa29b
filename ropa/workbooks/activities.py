"""The sheets of activities: a row each, a column for each field of the record.

What Art. 30 asks of a controller or a processor is on the sheet of that role, with the legal basis
beside the purposes. What else the law asks, and how the record is kept, are on two more, so that each
can be read on paper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ropa.findings import Finding, Severity
from ropa.model.activity import Activity
from ropa.pages.activity import ART_30, ActivitySections, _, sets_answer
from ropa.pages.page import Cell, Line, Tone
from ropa.words.terms import term
from ropa.workbooks.sheet import Column, Row, Sheet, plain

CONTROLLER = (
    "controllers", "joint", "purposes", "legal_basis", "data_subjects", "personal_data",
    "processors", "recipients", "transfers", "retention", "security_measures",
)  # fmt: skip
PROCESSOR = (
    "on_behalf_of", "processing", "data_subjects", "personal_data", "processors", "recipients",
    "transfers", "retention", "security_measures",
)  # fmt: skip
DUTIES = (
    "special_conditions", "source", "automated_decisions", "dpia", "children",
    "information_society_service", "large_scale", "core_activity", "cookies", "exemption",
)  # fmt: skip
KEEPING = ("role", "status", "owner", "systems", "copy_of", "covers")
REVIEWS = ("created", "reviewed", "review_due", "x")
KEPT = ("status", "owner", "systems", "reviewed", "review_due")
ALWAYS = {"controller": ("special_conditions", "source", "dpia", *KEPT), "processor": KEPT}
"""Fields that have a column though Art. 30 does not ask for them: a reader looks for them."""

BY_FIELD = {question.field: question for question in ART_30}
LABELS = {
    "name": _("Activity"), "id": _("Id"), "role": _("Role"), "status": _("Status"),
    "owner": _("Owner"), "created": _("Created"), "reviewed": _("Last reviewed"), "review_due": _("Next review"),
    "x": _("Own keys"), "findings": _("Findings"),
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
    ) -> None:
        self.activities = activities
        self.sections = sections
        self.words = sections.words
        self.titles = titles
        self.found: dict[str, dict[Severity, int]] = {}
        for finding in findings:
            for activity in finding.activities:
                counts = self.found.setdefault(activity, {})
                counts[finding.severity] = counts.get(finding.severity, 0) + 1
        self.cells = {a.id: {**self._facts(a), **self._answers(a)} for a in activities}

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
        shown = {*CONTROLLER, *PROCESSOR, *DUTIES, *KEEPING}
        left = [question.field for question in ART_30 if question.field not in shown]
        yield from self._of_all("keeping", (*KEEPING, *self._misplaced(), *left, *REVIEWS), about)

    # --- sheets ---------------------------------------------------------------------------------

    def _of_role(self, role: str, fields: Iterable[str], about: str) -> Iterator[Sheet]:
        """What Art. 30 asks of this role."""
        activities = [a for a in self.activities if _role(a) == role]
        kept = [f for f in fields if self._wanted(f, role, activities)]
        columns = [self._column(key, role) for key in ("name", "id", *kept, "findings")]
        rows = [self._row(a, columns) for a in activities]
        if rows:
            yield Sheet(role, self.titles[role], about, tuple(columns), tuple(rows), kept=2)

    def _of_all(self, key: str, fields: Iterable[str], about: str) -> Iterator[Sheet]:
        """What else the record holds of every activity."""
        kept = [f for f in fields if self._wanted_of_all(f)]
        columns = [self._column(field, "controller") for field in ("name", "id", *kept)]
        rows = [self._row(a, columns, elsewhere=_fields(a)) for a in self.activities]
        if kept and rows:
            yield Sheet(key, self.titles[key], about, tuple(columns), tuple(rows), kept=2)

    def _row(
        self, activity: Activity, columns: Iterable[Column], elsewhere: Sequence[str] = ()
    ) -> Row:
        """A row; a field that the activity has `elsewhere` is not said twice."""
        keys = [column.key for column in columns]
        cells = self.cells[activity.id]
        return Row(activity.id, tuple(() if k in elsewhere else cells.get(k, ()) for k in keys))

    def _column(self, key: str, role: str) -> Column:
        w = self.words
        if key in LABELS:
            return Column(key, w(LABELS[key]))
        question = BY_FIELD[key]
        article = question.processor if role == "processor" else question.controller
        return Column(key, w(question.label), w.cite(article) if article else "", LINK)

    def _wanted(self, field: str, role: str, activities: list[Activity]) -> bool:
        """Does Art. 30 ask this role for it, or does an activity say it?"""
        question = BY_FIELD[field]
        article = question.processor if role == "processor" else question.controller
        return bool(question.owed and article) or any(field in self.cells[a.id] for a in activities)

    def _wanted_of_all(self, field: str) -> bool:
        roles = {_role(a) for a in self.activities}
        if field == "role":
            return len(roles) > 1
        expected = any(field in ALWAYS[role] for role in roles)
        return expected or any(field in cells for cells in self.cells.values())

    def _misplaced(self) -> list[str]:
        """Fields that an activity states though they belong to the other role."""
        stated = {f for a in self.activities for f in self.cells[a.id] if f not in _fields(a)}
        return [f for f in dict.fromkeys((*CONTROLLER, *PROCESSOR)) if f in stated]

    # --- cells ----------------------------------------------------------------------------------

    def _answers(self, activity: Activity) -> dict[str, Cell]:
        """The answers of an activity by field; those that are not there are left out."""
        in_sets = sets_answer(activity)
        answers = {}
        for question in ART_30:
            cell = self.sections.full(activity, question)
            if question.field in in_sets and not self.sections.answer(activity, question):
                cell = (Line(self.words("In the data sets"), target="sheet/sets"), *cell)
            if cell:
                answers[question.field] = cell
        return answers

    def _facts(self, activity: Activity) -> dict[str, Cell]:
        """What is not a question of the record: names, dates, and how many findings there are."""
        w = self.words
        facts = {
            "name": plain(self.sections.name(activity)),
            "id": (Line(activity.id, Tone.ASIDE),),
            "role": plain(term(w, "role", _role(activity))),
            "status": plain(term(w, "status", activity.status)),
            "owner": plain(w.text(activity.owner)),
            "created": plain(w.date(activity.created) if activity.created else ""),
            "reviewed": plain(w.date(activity.reviewed) if activity.reviewed else ""),
            "review_due": plain(w.date(activity.review_due) if activity.review_due else ""),
            "x": self.sections.own(activity),
            "findings": tuple(self._counted(activity)) or plain("–"),
        }
        return {key: cell for key, cell in facts.items() if cell}

    def _counted(self, activity: Activity) -> Iterator[Line]:
        """How many findings of each weight, leading to the first of them."""
        counts = self.found.get(activity.id, {})
        for severity in sorted(counts, key=lambda severity: severity.rank):
            text = self.words.count(*COUNTS[severity], counts[severity])
            yield Line(text, Tone(severity.value), target=f"findings/{activity.id}")


def _role(activity: Activity) -> str:
    return "processor" if activity.is_processor else "controller"


def _fields(activity: Activity) -> tuple[str, ...]:
    """The fields on the sheet of the activity's role."""
    return PROCESSOR if activity.is_processor else CONTROLLER
