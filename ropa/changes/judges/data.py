"""Categories of personal data, in activities, their data sets and definitions: Art. 5(1)(c), 9, 10, 87."""

from collections.abc import Iterator

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges import subjects
from ropa.changes.judges.entries import came, is_given, is_lost, path, went, within
from ropa.changes.judges.lists import as_one, beyond, once_translated, refiled
from ropa.changes.judges.wording import in_another_language, with_scopes
from ropa.changes.likeness import is_slip
from ropa.model.activity import Activity, DataCategory, DataSet
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.data import KEYS, Data, data_of
from ropa.rules.hints import hints_at

NAMED = ("personal_data",), ("data_sets", "personal_data")
"""Where categories of data are listed."""
SPECIAL_WORDS = ("special_category", "special_data", "criminal")
"""Kinds of words that point to special categories, Art. 9(1), and criminal data, Art. 10."""


def data(case: Case) -> Iterator[Verdict]:
    """Data that come and go, and what is newly said of data that stay."""
    listed = as_one(as_one((*_listed(case), *_leaves(case))), "data-refiled")
    yield from with_scopes(once_translated(listed), case)
    yield from _marks(case)


def definitions(case: Case) -> Iterator[Verdict]:
    """What is said where data are defined reaches all activities that point there."""
    if case.first.activities:
        yield from _leaves(case)
        yield from _marks(case)


# --- data that come and go ----------------------------------------------------------------------


def _listed(case: Case) -> Iterator[Verdict]:
    """Each category once: one that a data set names is told where the activity lists it."""
    changes = [c for keys in NAMED for c in within(case, *keys)]
    sets = within(case, "data_sets")
    old, new = _data(case.was, case.old), _data(case.now, case.new)
    gone = [(d, c) for d, c in went(changes) if not is_lost(c) or new]
    gone += [(d, c) for one, c in went(sets) for d in _in_set(one)]
    come = list(came(changes)) + [(d, c) for one, c in came(sets) for d in _in_set(one)]
    given = [c for c in changes if is_given(c) and not old]
    for change in changes:
        if is_lost(change) and not new:
            yield verdict("answer-lost", change)
    untold = set()
    for entry, change in come:
        known = [*old, *_told_above(case, case.now, case.new)]
        found = list(_come(_known(entry, case.new), change, known, case, change in given))
        yield from found
        if not found:
            untold.add(id(change))
    for change in given:
        if id(change) in untold:
            yield verdict("answer-given", change)
    for entry, change in gone:
        told = _told_above(case, case.was, case.old)
        yield from _gone(_known(entry, case.old, case.new), change, [*new, *told], case)


def _in_set(entry: object) -> tuple[DataCategory, ...]:
    return (entry.personal_data or ()) if isinstance(entry, DataSet) else ()


def _data(activities: tuple[Activity, ...], record: Record) -> list[Data]:
    return [found for activity in activities for found in data_of(activity, record)]


def _told_above(case: Case, activities: tuple[Activity, ...], record: Record) -> list[Data]:
    """Of a data set, what the activity lists itself: that is told there."""
    if case.topic != "data_sets":
        return []
    return [d for d in _data(activities, record) if d.route[0] == "personal_data"]


def _known(entry: DataCategory, *records: Record) -> DataCategory:
    """What is known of a category where it is named, with its definition."""
    for record in records if isinstance(entry.name, str) else ():
        if definition := record.register.data_categories.get(str(entry.name)):
            own = {key: said for key in KEYS if (said := getattr(entry, key)) is not None}
            return definition.model_copy(update=own)
    return entry


def _kinds(entry: DataCategory | None) -> set[str]:
    """The special categories, and `criminal`, that data are said to be."""
    return set(entry.special) if entry and isinstance(entry.special, tuple) else set()


def _come(
    entry: DataCategory, change: Change, known: list[Data], case: Case, given: bool
) -> Iterator[Verdict]:
    """Data that are new; where there was no answer before, only those that weigh most."""
    before = [each.known.name for each in known]
    more = beyond(entry.name, before)
    kinds = _kinds(entry)
    are_known = kinds <= {kind for each in known for kind in each.kinds}
    if are_known and in_another_language(before, [entry.name], case):
        yield verdict("reworded", change, because=["other-language"])
    elif kinds and (more or not are_known):
        yield verdict("special-data-added", change, new=entry.name)
    elif entry.national_id and more:
        yield verdict("national-id-added", change, new=entry.name)
    elif more and not given:
        because = ["names-special"] if _points_to_special(entry, more) else []
        yield verdict("data-category-added", change, because=because, new=more)
    elif not given and path(change) in NAMED[:1]:
        yield refiled(change, entry.name, _above(known))


def _above(known: list[Data]) -> list[Texts]:
    """What an activity lists itself, and not only in its data sets."""
    return [each.known.name for each in known if each.route[0] == "personal_data"]


def _points_to_special(entry: DataCategory, words: Texts) -> bool:
    """Do the words for new data point to Art. 9(1) or 10, where no key says whether they are special?"""
    return entry.special is None and any(hints_at(words, kind) for kind in SPECIAL_WORDS)


def _gone(entry: DataCategory, change: Change, known: list[Data], case: Case) -> Iterator[Verdict]:
    after = [each.known.name for each in known]
    if in_another_language([entry.name], after, case):
        yield verdict("reworded", change, because=["other-language"])
    elif less := beyond(entry.name, after):
        yield verdict("data-category-removed", change, old=less)
    elif path(change) in NAMED[:1]:
        yield refiled(change, entry.name, _above(known))


# --- data that stay, and what is said of them ---------------------------------------------------


def _leaves(case: Case) -> Iterator[Verdict]:
    for change in case.changes:
        match path(change):
            case (*_, "personal_data", "name") | ("data_categories", _, "name"):
                yield from _renamed(change, case)
            case (*_, "personal_data", "national_id") | ("data_categories", _, "national_id"):
                yield from _national(change, case)
            case (*_, "personal_data", "ground") | ("data_categories", _, "ground"):
                if change.kind is Kind.REMOVED:
                    yield verdict("national-id-unfounded", change, name=_name(change, case))
                elif change.kind is Kind.ADDED:
                    yield verdict("answer-given", change)


def _renamed(change: Change, case: Case) -> Iterator[Verdict]:
    """Another name may list more than the old one, or less."""
    old, new = change.before, change.after
    were, are = _data(case.was, case.old), _data(case.now, case.new)
    if change.activity is None and path(change)[0] == "data_categories":
        more, less = beyond(new, [old]), beyond(old, [new])
    else:
        more = beyond(new, [each.known.name for each in were])
        less = beyond(old, [each.known.name for each in are])
    if in_another_language([old], [new], case):
        yield verdict("reworded", change, because=["other-language"])
        return
    if is_slip(old, new) or not (more or less):
        yield verdict("reworded", change)
        return
    if more:
        known = _sides(change, case)[1]
        special = known is not None and _points_to_special(known, more)
        because = ["names-special"] if special else []
        if _kinds(known):
            yield verdict("special-data-added", change, new=more)
        else:
            yield verdict("data-category-added", change, because=because, new=more)
    if less:
        yield verdict("data-category-removed", change, old=less)


def _national(change: Change, case: Case) -> Iterator[Verdict]:
    if change.after is True:
        yield verdict("national-id-added", change, new=_name(change, case))
    elif change.before is None:
        yield verdict("answer-given", change)


def _marks(case: Case) -> Iterator[Verdict]:
    """Data that stay and are newly said to be special, or no longer."""
    changes = [c for c in case.changes if path(c)[-1:] == ("special",)]
    for told in {id(_sides(c, case)[1]): c for c in changes}.values():
        was, now = _sides(told, case)
        same = [c for c in changes if _sides(c, case)[1] is now]
        name = _name(told, case)
        if _kinds(now) - _kinds(was):
            yield verdict("special-data-added", *same, new=name)
        elif _kinds(was) - _kinds(now):
            yield verdict("special-data-unmarked", *same, old=name)
        elif told.before is None:
            yield verdict("answer-given", *same)


def _sides(change: Change, case: Case) -> tuple[DataCategory | None, DataCategory | None]:
    """The category that a change is about, before and after: an entry of a list, or a definition."""
    if change.entry:
        was, now = change.entry
        return (
            was if isinstance(was, DataCategory) else None,
            now if isinstance(now, DataCategory) else None,
        )
    key = str(change.field[1])
    old = str(change.old_route[1]) if len(change.old_route) > 1 else key
    return (
        case.old.register.data_categories.get(old),
        case.new.register.data_categories.get(key),
    )


def _name(change: Change, case: Case) -> Texts:
    was, now = _sides(change, case)
    part = now or was
    return part.name if part else str(change.field[1])


def data_sets(case: Case) -> Iterator[Verdict]:
    """Data and data subjects that data sets name, and the activity does not."""
    yield from data(case)
    yield from subjects.data_subjects(case)


JUDGES: dict[str, Judge] = {
    **subjects.JUDGES,
    "personal_data": data,
    "data_sets": data_sets,
    "data_categories": definitions,
}
