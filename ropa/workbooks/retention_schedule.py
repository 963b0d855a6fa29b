"""The retention schedule: which data are kept how long, from when, and on what ground.

A row for each category of data and time limit, with the activities that have both; so that whoever
erases data finds them by what they are.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from ropa.model.activity import Activity, Retention
from ropa.model.lawfulness import LegalBasis
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.page import Cell, Line, Tone
from ropa.retention.entry import read, spelled_out
from ropa.retention.grammar import is_self_timed
from ropa.rules.answers import has_words, normal, texts
from ropa.rules.time_limits import TimeLimit
from ropa.words.terms import term
from ropa.workbooks.alphabet import in_order
from ropa.workbooks.retention_pairs import Kept, kept
from ropa.workbooks.sheet import MANY, Column, Row, Sheet, plain, without_empty
from ropa.workbooks.where import LINK, to_change

Told = TypeVar("Told")
LAWFUL = ("data", "subjects", "activity", "limit", "start", "basis")
"""The columns that are there though no row has anything in them."""
QUESTIONS = {question.field: question for question in ART_30}


def retention_schedule(
    sections: ActivitySections, title: str, changed_on: Sequence[str]
) -> Sheet | None:
    """The schedule of a register; None where it has no activities. `changed_on` are titles of sheets."""
    record, w = sections.cells.record, sections.words
    made = _Schedule(sections)
    rows: dict[tuple[Cell, ...], list[tuple[str, Activity]]] = {}
    for activity in record.activities:
        for number, pair in enumerate(kept(activity, record)):
            if cells := made.cells(activity, pair):
                rows.setdefault(cells, []).append((f"{activity.id}/{number}", activity))
    if not rows:
        return None
    columns = (
        Column("data", w("Category of personal data"), w.cite("Art. 30(1)(c)")),
        Column("subjects", w("Data subjects")), Column("activity", w("Activity"), link=LINK),
        Column("limit", w("Time limit for erasure"), w.cite("Art. 30(1)(f)")),
        Column("meaning", w("Read as"), note=w("Empty where it is what the words say.")), Column("start", w("Runs from")),
        Column("then", w("What then happens")), Column("ground", w("Ground of the time limit")),
        Column("basis", w("Legal basis of the activity"), w.cite("Art. 6(1)")),
    )  # fmt: skip
    ordered = sorted(rows.items(), key=lambda row: in_order(row[0][0][0].text, w.language))
    about = w(
        "One row for each category of data and time limit, with the activities that have both"
    )
    told = [_row(cells, users, sections) for cells, users in ordered]
    where = to_change(about, changed_on, w)
    return without_empty(
        Sheet("retention", title, where, columns, tuple(told), reviewed=True), LAWFUL
    )


def _row(
    cells: tuple[Cell, ...], users: list[tuple[str, Activity]], sections: ActivitySections
) -> Row:
    """A row with the activities that have all of it in common."""
    activities = tuple({activity.id: sections.link(activity) for _, activity in users}.values())
    if len(activities) > MANY:
        one, many = "{number} activity", "{number} activities"
        activities = plain(sections.words.count(one, many, len(activities)))
    data, subjects, *others = cells
    return Row("", (data, subjects, activities, *others), id=users[0][0])


class _Schedule:
    """Makes the cells of a row, all but its activities."""

    def __init__(self, sections: ActivitySections) -> None:
        self.sections = sections
        self.shown = sections.cells
        self.words = sections.words
        self.language = self.shown.record.register.language
        self._said: dict[Hashable, Any] = {}

    def cells(self, activity: Activity, pair: Kept) -> tuple[Cell, ...]:
        """The cells of a row; empty where a processor states no time limit, which it need not."""
        limit = pair.limit
        if limit is None:
            stated = self._not_stated(activity)
            said: tuple[Cell, ...] = stated, (), (), (), ()
        else:
            stated = self._limit(activity, limit, pair)
            meaning, then = self._once(
                ("said", id(limit)), lambda: (self._meaning(limit), self._then(limit))
            )
            ground = plain(self.words.text(limit.ground))
            said = stated, meaning, self._start(activity, pair), then, ground
        if not stated:
            return ()
        return (
            self._data(activity, pair),
            self._subjects(activity, pair),
            *said,
            self._basis(activity, pair),
        )

    def _once(self, about: Hashable, make: Callable[[], Told]) -> Told:
        """What is the same for many rows, made for the first of them."""
        if about not in self._said:
            self._said[about] = make()
        return self._said[about]  # type: ignore[no-any-return]

    # --- which data -----------------------------------------------------------------------------

    def _data(self, activity: Activity, pair: Kept) -> Cell:
        w = self.words
        if pair.data:
            return tuple(self.shown.data_category(pair.data))
        if isinstance(activity.personal_data, tuple) and activity.personal_data:
            return plain(w("Data of the activity, no category named"))
        stated = self.sections.answer(activity, QUESTIONS["personal_data"])
        return stated or plain(w("No category named"))

    def _subjects(self, activity: Activity, pair: Kept) -> Cell:
        if pair.subjects is activity.data_subjects:
            return self._once(("subjects", id(activity)), lambda: self._named(activity, pair))
        return self._named(activity, pair)

    def _named(self, activity: Activity, pair: Kept) -> Cell:
        if isinstance(pair.subjects, tuple):
            return plain(*self.shown.names(pair.subjects))
        return self.sections.answer(activity, QUESTIONS["data_subjects"])

    # --- how long -------------------------------------------------------------------------------

    def _not_stated(self, activity: Activity) -> Cell:
        """The gap, or what is answered in place of time limits."""
        question = QUESTIONS["retention"]
        if not isinstance(activity.retention, tuple):
            if answer := self.sections.answer(activity, question):
                return answer
        article = question.article(activity)
        return (self.sections.gap(article),) if article else ()

    def _limit(self, activity: Activity, limit: Retention, pair: Kept) -> Cell:
        """The words of a time limit, or its period; below them for which purposes it holds."""
        if pair.purposes:
            return self._limited(activity, limit, pair)
        about = "limit", id(limit), id(activity)
        return self._once(about, lambda: self._limited(activity, limit, pair))

    def _limited(self, activity: Activity, limit: Retention, pair: Kept) -> Cell:
        w = self.words
        about = limit.model_copy(update={"for_": pair.purposes})
        phase = term(w, "phase", limit.phase)
        words = w.text(limit.text) or self.shown.period(limit) or phase
        asides = (
            *([Line(phase, Tone.ASIDE)] if phase and phase != words else []),
            *self.shown.decided_by(limit), *self.shown.holds_for(about),
            *self.shown.extensions(limit),
        )  # fmt: skip
        unsaid = limit.text is not None and not has_words(limit.text) and not limit.period
        article = QUESTIONS["retention"].article(activity)
        gap = (self.sections.gap(article),) if unsaid and article else ()
        return (*plain(words), *gap, *asides)

    def _meaning(self, limit: Retention) -> Cell:
        """What a time limit is read as, where that is not what it says; or that it is not, or says no time."""
        w = self.words
        read_as = read(limit, self.language)
        if meaning := self.shown.read_as(limit):
            said = normal(w.text(limit.text)) if limit.text else ""
            return () if normal(meaning) == said else plain(meaning)
        if not read_as.understood:
            return (Line(w("Not read by the program: the words alone hold"), Tone.ASIDE),)
        if read_as.vague:
            return (Line(w("The words name no time"), Tone.WARNING),)
        return ()

    def _start(self, activity: Activity, pair: Kept) -> Cell:
        """What starts a time limit; where it is a mere period, that nothing does."""
        w, limit = self.words, pair.limit
        assert limit is not None
        if after := spelled_out(limit, self.language).after:
            return plain(term(w, "after", w.text(after)))
        term_read = read(limit, self.language)
        bare = TimeLimit((), limit, term_read, pair.subjects).bare
        said = (*texts(activity.name), *(texts(pair.data.name) if pair.data else ()))
        timed = has_words(limit.criteria) or any(map(self._is_timed, said))
        if bare and not timed:
            return (Line(w("Not stated"), Tone.WARNING),)
        if term_read.starts:
            return (Line(w("As the words say"), Tone.ASIDE),)
        return ()

    def _is_timed(self, name: str) -> bool:
        return self._once(("timed", name), lambda: is_self_timed(name, self.language))

    def _then(self, limit: Retention) -> Cell:
        return plain(term(self.words, "then", spelled_out(limit, self.language).then))

    # --- on what ground -------------------------------------------------------------------------

    def _basis(self, activity: Activity, pair: Kept) -> Cell:
        """The legal bases of the activity, each once; of several, those for the same if any are.

        What else each is for stands beside it on the sheet of activities.
        """
        bases = activity.legal_basis
        question = QUESTIONS["legal_basis"]
        answer = self.sections.answer(activity, question)
        if not isinstance(bases, tuple) or any(line.tone is Tone.GAP for line in answer):
            return answer if question.article(activity) else ()
        if not any(basis.for_ for basis in bases):
            return self._once(("bases", id(activity)), lambda: self._each(bases))
        wanted = [*pair.purposes, *((pair.data.name,) if pair.data else ())]
        same = [basis for basis in bases if any(one in wanted for one in basis.for_ or ())]
        return self._each(same or bases)

    def _each(self, bases: Sequence[LegalBasis]) -> Cell:
        return tuple(dict.fromkeys(next(self.shown.legal_basis(basis)) for basis in bases))
