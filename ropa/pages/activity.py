"""One activity as a section: every question with its answer, and each gap where it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import Unknown
from ropa.pages.cells import Cells
from ropa.pages.frame import Shown, written
from ropa.pages.page import Block, Cell, Column, Field, Fields, Line, Section, Table, Text, Tone
from ropa.rules.answers import in_sets, stated
from ropa.words.terms import term


@dataclass(frozen=True, slots=True)
class Question:
    """A field of an activity as the record asks it.

    `owed` is the article, by role, for which an unanswered question is shown as a gap.
    """

    field: str
    label: str
    show: str
    controller: str = ""
    processor: str = ""
    owed: bool = False

    def article(self, *activities: Activity) -> str:
        """The article that asks it of these activities: of a controller, a processor, or of both."""
        asked = {self.processor if a.is_processor else self.controller for a in activities}
        first, *others = sorted(filter(None, asked)) or [""]
        return ", ".join([first, *(other.removeprefix("Art. ") for other in others)])


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


ART_30 = (
    Question("controllers", _("Controllers"), "controller", "Art. 30(1)(a)"),
    Question("on_behalf_of", _("On behalf of"), "principal", "", "Art. 30(2)(a)", True),
    Question("processing", _("Categories of processing"), "item", "", "Art. 30(2)(b)", True),
    Question("joint", _("Joint controllership"), "joint", "Art. 26"),
    Question("purposes", _("Purposes"), "purpose", "Art. 30(1)(b)", owed=True),
    Question("data_subjects", _("Categories of data subjects"), "item", "Art. 30(1)(c)", owed=True),
    Question("personal_data", _("Categories of personal data"), "data_category", "Art. 30(1)(c)", owed=True),
    Question("legal_basis", _("Legal basis"), "legal_basis", "Art. 6(1)", owed=True),
    Question("special_conditions", _("Conditions for special categories"), "special_condition", "Art. 9(2), 10"),
    Question("source", _("Source of the data"), "source", "Art. 14(2)(f)"),
    Question("processors", _("Processors"), "recipient", "Art. 28"),
    Question("recipients", _("Recipients"), "recipient", "Art. 30(1)(d)", owed=True),
    Question("transfers", _("Transfers to third countries"), "transfer", "Art. 30(1)(e)", "Art. 30(2)(c)", True),
    Question("retention", _("Time limits for erasure"), "retention", "Art. 30(1)(f)", owed=True),
    Question("security_measures", _("Security measures"), "measure", "Art. 30(1)(g)", "Art. 30(2)(d)", True),
    Question("systems", _("Systems"), "system"),
    Question("automated_decisions", _("Automated decisions"), "automated", "Art. 22"),
    Question("dpia", _("Impact assessment"), "dpia", "Art. 35"),
    Question("children", _("Children"), "truth", "Art. 8"),
    Question("information_society_service", _("Online service offered to a child"), "truth", "Art. 8(1)"),
    Question("large_scale", _("On a large scale"), "truth", "Art. 35(3), 37(1)"),
    Question("core_activity", _("Core activity"), "truth", "Art. 37(1)"),
    Question("cookies", _("Cookies"), "cookies"),
    Question("exemption", _("Exemption claimed"), "exemption", "Art. 30(5)"),
    Question("copy_of", _("Copy of"), "copied"),
    Question("covers", _("In the words of the privacy notice"), "text"),
    Question("links", _("Documents"), "link"),
    Question("notes", _("Notes"), "text"),
)  # fmt: skip
"""The questions in the order of the record."""


class ActivitySections:
    """Makes the section of each activity.

    `findings` are the messages about it; `common` has the values, by field, that are shown once
    for all activities, and only referred to from each.
    """

    def __init__(
        self,
        cells: Cells,
        findings: Mapping[str, list[Line]],
        common: Mapping[str, Any] | None = None,
    ) -> None:
        self.cells = cells
        self.words = cells.words
        self.findings = findings
        self.common = common or {}
        self._answers: dict[tuple[int, str], Cell] = {}

    def section(self, activity: Activity) -> Section:
        """The section of one activity."""
        blocks: list[Block] = [Text((self._head(activity),)), Fields(tuple(self._fields(activity)))]
        if isinstance(activity.data_sets, tuple):
            blocks += [self._data_sets(activity.data_sets)] if activity.data_sets else []
        elif activity.data_sets is not None:
            blocks.append(Text(self.cells.answer(activity.data_sets, self.cells.text)))
        return Section(activity.id, self.name(activity), 3, tuple(blocks))

    def name(self, activity: Activity) -> str:
        """What an activity is called."""
        return self.words.text(activity.name) or activity.id

    def link(self, activity: Activity) -> Line:
        """The name of an activity, leading to its section."""
        return Line(self.name(activity), target=activity.id)

    def answer(self, activity: Activity, question: Question) -> Cell:
        """The answer to a question, or where it is, or the gap that it leaves."""
        key = id(activity), question.field  # the record keeps its activities alive
        if (cell := self._answers.get(key)) is None:
            cell = self._answers[key] = self._answer(activity, question)
        return cell

    def _answer(self, activity: Activity, question: Question) -> Cell:
        value = getattr(activity, question.field)
        if value is not None and value is self.common.get(question.field):
            return (self.see_common(value),)
        cell = self.shown(question, value)
        if is_missing(activity, question):
            cell += (self.gap(question.article(activity)),)
        return cell

    def full(self, activity: Activity, question: Question) -> Cell:
        """The answer to a question, below what `applies_to` says of the whole of it."""
        cell = self.answer(activity, question)
        if question.field == "personal_data" and activity.applies_to:
            all_of_it = self.words("All of it concerns all the data subjects")
            return Line(f"{all_of_it}:"), *cell  # above: below, it would be a remark on the last
        return cell

    def shown(self, question: Question, value: Any) -> Cell:
        """A value as the answer to a question."""
        return self.cells.answer(value, self._shower(question))

    def gap(self, article: str) -> Line:
        """What stands where an answer is owed and missing."""
        return Line(self.words("Not stated, {article}", article=self.cells.cite(article)), Tone.GAP)

    def see_common(self, value: Any) -> Line:
        """What stands for an answer that is shown once for all."""
        w = self.words
        if isinstance(value, Unknown):
            return Line(w("Open question, see common answers"), Tone.QUESTION, "_common")
        return Line(w("See common answers"), target="_common")

    def _shower(self, question: Question) -> Callable[[Any], Shown]:
        if question.show == "cookies":
            return self.cells.closed("cookies")
        return getattr(self.cells, question.show)  # type: ignore[no-any-return]

    def _head(self, activity: Activity) -> Line:
        """Id, status, owner and reviews on one line."""
        w = self.words
        labelled = (
            (w("Id"), activity.id),
            (w("Status"), term(w, "status", activity.status)),
            (w("Owner"), w.text(activity.owner)),
            (w("Created"), activity.created and w.date(activity.created)),
            (w("Last reviewed"), activity.reviewed and w.date(activity.reviewed)),
            (w("Next review"), activity.review_due and w.date(activity.review_due)),
        )
        return Line(" · ".join(f"{label}: {text}" for label, text in labelled if text), Tone.ASIDE)

    def facts(self, activity: Activity) -> tuple[Cell, ...]:
        """Role, status, owner and the dates of the entry, for a table."""
        w = self.words
        facts = (
            term(w, "role", "processor" if activity.is_processor else "controller"),
            term(w, "status", activity.status),
            w.text(activity.owner),
            w.date(activity.created) if activity.created else "",
            w.date(activity.reviewed) if activity.reviewed else "",
            w.date(activity.review_due) if activity.review_due else "",
        )
        return tuple((Line(text),) for text in facts)

    def own(self, activity: Activity) -> Cell:
        """The keys that are the register's own, word for word."""
        return tuple(
            Line(line.text if number else f"{key}: {line.text}")
            for key, value in activity.extensions.items()
            for number, line in enumerate(written(value))
        )

    def sets(self, activity: Activity) -> Cell:
        """The data sets in one cell: what each says, with its heading; or what stands for them."""
        if not isinstance(activity.data_sets, tuple):
            return self.cells.answer(activity.data_sets, self.cells.text)
        table = self._data_sets(activity.data_sets)
        heads = [column.heading for column in table.columns]
        return tuple(
            Line(f"{head}: {'; '.join(line.text for line in cell)}")
            for row in table.rows
            for head, cell in zip(heads, row, strict=True)
            if cell
        )

    def _fields(self, activity: Activity) -> Iterator[Field]:
        w = self.words
        for question in ART_30:
            if cell := self.full(activity, question):
                yield Field(w(question.label), cell, self.cells.cite(question.article(activity)))
        for key, value in activity.extensions.items():
            yield Field(key, written(value))
        if found := self.findings.get(activity.id):
            yield Field(w("Findings"), tuple(found))

    def _data_sets(self, sets: Any) -> Table:
        w, cells = self.words, self.cells
        columns = (
            Column(w("Data set"), 1),
            Column(w("Categories of data subjects")),
            Column(w("Categories of personal data")),
            Column(w("Time limits for erasure")),
            Column(w("Recipients")),
        )
        rows = []
        for number, data_set in enumerate(sets, 1):
            name = Line(w.text(data_set.name) or str(number))
            rows.append(
                (
                    (name, *cells.extensions(data_set)),
                    cells.answer(data_set.data_subjects, cells.item),
                    cells.answer(data_set.personal_data, cells.data_category),
                    cells.answer(data_set.retention, cells.retention),
                    cells.answer(data_set.recipients, cells.recipient),
                )
            )
        return Table(w("Which data about whom"), columns, tuple(rows))


IN_SETS = ("data_subjects", "personal_data", "retention", "recipients")


def is_missing(activity: Activity, question: Question) -> bool:
    """Is an answer owed, and is there none, or one that says nothing (`""`, `TBD`)?"""
    value = getattr(activity, question.field)
    if not question.owed or not question.article(activity):
        return False
    if value is not None and (not isinstance(value, tuple) or stated(value)):
        return False
    if question.field == "recipients" and stated(activity.processors):
        return False  # processors are recipients, Art. 4(9)
    return question.field not in sets_answer(activity)


def sets_answer(activity: Activity) -> set[str]:
    """The fields that every data set of the activity states."""
    return {field for field in IN_SETS if in_sets(activity, field)} if activity.data_sets else set()
