"""One activity as a section: every question with its answer, and each gap where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ropa.model.activity import Activity
from ropa.pages.cells import Cells, Shown, written
from ropa.pages.page import Cell, Column, Field, Fields, Line, Section, Table, Text, Tone
from ropa.words.words import Words


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
    Question("systems", _("Systems"), "item"),
    Question("automated_decisions", _("Automated decisions"), "automated", "Art. 22"),
    Question("dpia", _("Impact assessment"), "dpia", "Art. 35"),
    Question("children", _("Children"), "truth", "Art. 8"),
    Question("cookies", _("Cookies"), "cookies"),
    Question("exemption", _("Exemption claimed"), "exemption", "Art. 30(5)"),
    Question("links", _("Documents"), "link"),
    Question("notes", _("Notes"), "text"),
)  # fmt: skip
"""The questions in the order of the record."""


class ActivitySections:
    """Makes the section of each activity; `findings` are the messages about it."""

    def __init__(self, cells: Cells, findings: dict[str, list[Line]]) -> None:
        self.cells = cells
        self.words = cells.words
        self.findings = findings

    def section(self, activity: Activity) -> Section:
        """The section of one activity."""
        fields = tuple(self._fields(activity))
        blocks: list[Any] = [Fields(fields)]
        if isinstance(activity.data_sets, tuple) and activity.data_sets:
            blocks.append(self._data_sets(activity.data_sets))
        elif activity.data_sets is not None:
            lines = self.cells.answer(activity.data_sets, self.cells.text)
            blocks.append(Text(lines))
        name = self.words.text(activity.name) or activity.id
        return Section(activity.id, name, 3, tuple(blocks))

    def answer(self, activity: Activity, question: Question) -> Cell:
        """The answer to a question, or the gap that it leaves."""
        cell = self.cells.answer(getattr(activity, question.field), self._shower(question))
        if cell or not question.owed:
            return cell
        article = question.processor if activity.is_processor else question.controller
        if not article or question.field in sets_answer(activity):
            return ()
        return (self.gap(article),)

    def gap(self, article: str) -> Line:
        """What stands where an answer is owed and missing."""
        return Line(self.words("Not stated, {article}", article=self.words(article)), Tone.GAP)

    def _shower(self, question: Question) -> Callable[[Any], Shown]:
        if question.show == "cookies":
            return self.cells.closed("cookies")
        return getattr(self.cells, question.show)  # type: ignore[no-any-return]

    def _fields(self, activity: Activity) -> Iterator[Field]:
        w, cells = self.words, self.cells
        yield Field(w("Id"), (Line(activity.id),))
        status = [cells.closed("status")(activity.status)] if activity.status else []
        if status:
            yield Field(w("Status"), tuple(line for shown in status for line in shown))
        for label, text in (
            (w("Owner"), w.text(activity.owner)),
            (w("Last reviewed"), activity.reviewed and w.date(activity.reviewed)),
            (w("Next review"), activity.review_due and w.date(activity.review_due)),
        ):
            if text:
                yield Field(label, (Line(text),))
        for question in ART_30:
            cell = self.answer(activity, question)
            if cell:
                article = question.processor if activity.is_processor else question.controller
                yield Field(w(question.label), cell, w(article) if article else "")
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
            rows.append(
                (
                    (Line(w.text(data_set.name) or str(number)),),
                    cells.answer(data_set.data_subjects, cells.item),
                    cells.answer(data_set.personal_data, cells.data_category),
                    cells.answer(data_set.retention, cells.retention),
                    cells.answer(data_set.recipients, cells.recipient),
                )
            )
        return Table(w("Which data about whom"), columns, tuple(rows))


def sets_answer(activity: Activity) -> set[str]:
    """The fields that every data set of the activity states."""
    sets = activity.data_sets
    if not isinstance(sets, tuple) or not sets:
        return set()
    fields = ("data_subjects", "personal_data", "retention", "recipients")
    return {field for field in fields if all(getattr(s, field) for s in sets)}

