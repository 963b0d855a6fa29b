"""Which time limit holds for which data of an activity: what its data sets and `for` pair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ropa.model.activity import Activity, DataCategory, DataSet, Retention
from ropa.model.part import Item
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import normal, texts


@dataclass(frozen=True, slots=True)
class Kept:
    """Data of an activity and a time limit for them, and whose data they are.

    `data` is None where no category is named; `limit` is None where the activity states none for
    them. `subjects` are those that are paired with them, else all those of the activity. `purposes`
    is what the time limit is `for` beside data and data subjects of the activity.
    """

    data: DataCategory | None
    subjects: Any
    limit: Retention | None
    purposes: tuple[Texts, ...] = ()


def kept(activity: Activity, record: Record) -> Iterator[Kept]:
    """Every category of an activity with each of its time limits, and every time limit at least once.

    A data set that states both comes first, then a time limit that is `for` the category. One for
    a purpose, for data subjects or for no less than all holds for every category that no data set has.
    """
    return _Pairs(activity, record).all()


class _Pairs:
    def __init__(self, activity: Activity, record: Record) -> None:
        self.activity = activity
        self.record = record
        self.data: Sequence[DataCategory] = _listed(activity.personal_data)
        self.limits: Sequence[Retention] = _listed(activity.retention)
        self.sets = [each for each in _listed(activity.data_sets) if _listed(each.retention)]

    def all(self) -> Iterator[Kept]:
        found = [pair for category in self.data for pair in self._of(category)]
        found += [pair for each in self.sets for pair in self._only_in(each)]
        used = {id(pair.limit) for pair in found}
        found += [self._limited(None, limit) for limit in self.limits if id(limit) not in used]
        yield from found or [Kept(None, self.activity.data_subjects, None)]

    def _of(self, category: DataCategory) -> list[Kept]:
        """The time limits of a category; one without any where none is stated."""
        about = self.activity.data_subjects
        naming = [
            each
            for each in self.sets
            if any(self._same(category, one) for one in _listed(each.personal_data))
        ]
        found = [
            Kept(category, each.data_subjects or about, limit)
            for each in naming
            for limit in each.retention or ()
        ]
        told = [one for each in naming for one in _listed(each.data_subjects or about)]
        if naming and all(any(self._same(one, o) for o in told) for one in _listed(about)):
            return found
        own = any(self._names(limit, category) for limit in self.limits)
        found += [
            self._limited(category, limit)
            for limit in self.limits
            if self._names(limit, category)
            or (
                not any(self._names(limit, other) for other in self.data)
                and (limit.for_ or limit.applies_to or not own)
            )
        ]
        return found or [Kept(category, about, None)]

    def _only_in(self, each: DataSet) -> list[Kept]:
        """The time limits of a data set for data that the activity does not list by that name."""
        about = each.data_subjects or self.activity.data_subjects
        others = [
            one
            for one in _listed(each.personal_data) or (None,)
            if one is None or not any(self._same(one, other) for other in self.data)
        ]
        return [Kept(one, about, limit) for one in others for limit in each.retention or ()]

    def _limited(self, category: DataCategory | None, limit: Retention) -> Kept:
        """A category with a time limit of the activity: for the data subjects that it names, else all."""
        about = self.activity.data_subjects
        named = tuple(one for one in _listed(about) if self._names(limit, one))
        listed: set[str] = set()
        for one in (*self.data, *_listed(about)):
            listed |= self._called(one.name)
        others = (words for words in limit.for_ or () if listed.isdisjoint(self._called(words)))
        return Kept(category, named or about, limit, tuple(others))

    def _names(self, limit: Retention, item: Item) -> bool:
        """Is a time limit `for` this category, or these data subjects?"""
        said = (self._called(words) for words in limit.for_ or ())
        return any(not names.isdisjoint(self._called(item.name)) for names in said)

    def _same(self, one: Item, other: Item) -> bool:
        return not self._called(one.name).isdisjoint(self._called(other.name))

    def _called(self, words: Texts) -> set[str]:
        """The texts of a name in every language; of an id also those of what it points to."""
        called: set[str] = set(map(normal, texts(words)))
        defined = self.record.register.data_categories.get(words) if type(words) is str else None
        return called | set(map(normal, texts(defined.name))) if defined else called


def _listed(value: Any) -> Any:
    """The entries of a list; none where something else is answered, or nothing."""
    return value if isinstance(value, tuple) else ()
