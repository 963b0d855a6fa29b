"""One activity as a section: every question with its answer, and each gap where it is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ropa.forms.questions import ART_30, Question, _, is_missing, sets_answer
from ropa.model.activity import Activity
from ropa.model.part import Unknown
from ropa.pages.cells import Cells
from ropa.pages.frame import Shown, written
from ropa.pages.page import Block, Cell, Column, Field, Fields, Line, Section, Table, Text, Tone
from ropa.words.terms import term

__all__ = ["ART_30", "ActivitySections", "Question", "_", "is_missing", "sets_answer"]


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
