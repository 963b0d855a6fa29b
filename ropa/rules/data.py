"""The categories of personal data of an activity, with what the definitions say of them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ropa.model.activity import Activity, DataCategory
from ropa.model.part import See
from ropa.model.record import Record
from ropa.rules.answers import normal, texts
from ropa.source.source import Route

KEYS = ("special", "national_id", "ground")


class Data(NamedTuple):
    """A category of data where an activity names it: what is `known` of it there.

    What the entry states itself goes before its definition, whose id is `key` if it has one.
    """

    route: Route
    known: DataCategory
    key: str = ""

    @property
    def names(self) -> set[str]:
        """What it is called in `for`: its id and its names, normalised."""
        names = {normal(text) for text in texts(self.known.name)}
        return names | {self.key} if self.key else names

    @property
    def kinds(self) -> tuple[str, ...]:
        """The special categories, and `criminal`, that it is stated to be."""
        special = self.known.special
        return special if isinstance(special, tuple) else ()


def data_of(activity: Activity, record: Record) -> list[Data]:
    """Each category of data of an activity and of its data sets, once."""
    key = "data", id(activity)
    found: list[Data] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = _data_of(activity, record)
    return found


def names_of_data(activity: Activity, record: Record) -> set[str]:
    """What all the data of an activity are called in `for`."""
    key = "names of data", id(activity)
    found: set[str] | None = record.worked_out.get(key)
    if found is None:
        found = {name for data in data_of(activity, record) for name in data.names}
        record.worked_out[key] = found
    return found


def _data_of(activity: Activity, record: Record) -> list[Data]:
    found = list(_named(activity.personal_data, ("personal_data",), record))
    if isinstance(activity.data_sets, tuple):
        for index, data_set in enumerate(activity.data_sets):
            route = "data_sets", index, "personal_data"
            found.extend(_named(data_set.personal_data, route, record))
        return _once(found)
    return found


def stands_elsewhere(answer: object, record: Record) -> bool:
    """May an answer stand where it could not be read: in the defaults, or where `see` leads?"""
    return isinstance(answer, See) or (answer is None and record.lost.some_of("defaults"))


def _named(listed: Any, above: Route, record: Record) -> Iterator[Data]:
    if type(listed) is not tuple:
        return
    definitions = record.register.data_categories
    for index, entry in enumerate(listed):
        name = entry.name if type(entry.name) is str else ""
        if definition := definitions.get(name):
            yield Data((*above, index), _filled(entry, definition, definition), name)
        elif not (record.lost and record.lost.has("data_categories", name)):
            yield Data((*above, index), entry)


def _filled(first: DataCategory, then: DataCategory, named: DataCategory) -> DataCategory:
    """`named`, with what `first` states, else `then`."""
    if named is then and all(getattr(first, key) is None for key in KEYS):
        return named
    known = {
        key: value if (value := getattr(first, key)) is not None else getattr(then, key)
        for key in KEYS
    }
    if all(getattr(named, key) is value for key, value in known.items()):
        return named
    return named.model_copy(update=known)


def _once(found: list[Data]) -> list[Data]:
    """The same without repetitions: what a data set says of a category holds for the activity."""
    merged: dict[str, Data] = {}
    for data in found:
        name = data.key or next((normal(text) for text in texts(data.known.name)), "")
        if known := merged.get(name):
            filled = _filled(known.known, data.known, known.known)
            merged[name] = known._replace(known=filled)
        else:
            merged[name] = data
    return list(merged.values())
