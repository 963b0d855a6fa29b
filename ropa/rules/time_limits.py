"""The time limits of an activity as they were read, which the rules on retention share."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ropa.model.activity import Activity, Retention
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.retention.entry import read
from ropa.retention.term import Term
from ropa.rules.answers import entries, has_words, normal, texts
from ropa.source.source import Route

THEN = ("därefter", "sedan ", "then ", "thereafter", "after that", "danach", "derefter", "deretter")
"""Beginnings of a text that goes on where another time limit ends."""


class TimeLimit(NamedTuple):
    """An entry under `retention`: where it stands, what it says, and whose data it is about."""

    route: Route
    entry: Retention
    term: Term
    subjects: Any

    @property
    def words(self) -> Texts:
        """The words of the entry, or its period where it has none."""
        return self.entry.text or self.entry.period or ""

    @property
    def reasoned(self) -> bool:
        """Is a law or a reason stated, in the words or as the `ground`?"""
        return bool(self.term.statute) or has_words(self.entry.ground)

    @property
    def follows(self) -> bool:
        """Does it begin where another time limit ends?"""
        return self.entry.phase == "archive" or any(
            normal(text).startswith(THEN) for text in texts(self.entry.text)
        )

    @property
    def bare(self) -> bool:
        """Is it a period, and nothing says from when?"""
        term = self.term
        if (
            term.starts
            or term.override
            or term.kind not in ("fixed", "range")
            or not term.understood
        ):
            return False
        return not self.reasoned and not self.follows


def time_limits(activity: Activity, record: Record) -> tuple[TimeLimit, ...]:
    """The time limits that an activity states, or its data sets where it states none itself."""
    if type(activity.retention) is not tuple and type(activity.data_sets) is not tuple:
        return ()
    key = "time limits", id(activity)
    found: tuple[TimeLimit, ...] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = tuple(_read(activity, record.register.language))
    return found


def _read(activity: Activity, language: str | None) -> Iterator[TimeLimit]:
    if type(activity.retention) is tuple:
        yield from _listed(activity.retention, language, activity.data_subjects, "retention")
    elif type(activity.data_sets) is tuple and activity.retention is None:
        for index, each in enumerate(activity.data_sets):
            about = each.data_subjects or activity.data_subjects
            above = "data_sets", index, "retention"
            yield from _listed(each.retention, language, about, *above)


def _listed(
    value: Any, language: str | None, subjects: Any, *above: str | int
) -> Iterator[TimeLimit]:
    for index, entry in enumerate(value or ()):
        if has_words(entry.text) or (entry.text is None and (entry.period or entry.after)):
            yield TimeLimit((*above, index), entry, read(entry, language), subjects)


def names(value: Any, record: Record) -> Iterator[str]:
    """The texts of a list in every language, normalised; ids of data categories by their names."""
    for _, _, words in entries(value):
        yield from _in_full(words, record)


def names_of_for(limit: TimeLimit, record: Record) -> Iterator[str]:
    """What a time limit is `for`, normalised."""
    for words in limit.entry.for_ or ():
        yield from _in_full(words, record)


def _in_full(words: Texts, record: Record) -> Iterator[str]:
    defined = record.register.data_categories.get(words) if type(words) is str else None
    for text in texts(defined.name if defined else words):
        yield normal(text)
