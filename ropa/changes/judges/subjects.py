"""Data subjects, children among them, and where the data come from: Art. 8, 13, 14."""

import re
from collections.abc import Iterator
from functools import cache

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went, within
from ropa.changes.judges.lists import as_one, beyond, names_of, once_translated, refiled
from ropa.changes.judges.wording import in_another_language, with_scopes
from ropa.changes.likeness import is_slip, texts_in
from ropa.law.words import phrases
from ropa.model.activity import Activity, DataSet, DataSource
from ropa.model.part import Item
from ropa.model.values import Texts
from ropa.rules.answers import has_phrase, normal
from ropa.rules.risk import asks_for_notice
from ropa.rules.subjects import GROUPS

NAMED = ("data_subjects",), ("data_sets", "data_subjects")
"""Where categories of data subjects are listed."""
WHOLE_WORD = re.compile(r"\b\w+(?:-\w+)*\b(?!-)")
"""A word, and not the beginning of a longer one, as “barn-” in “barn- och ungdomsledare”."""


def data_subjects(case: Case) -> Iterator[Verdict]:
    """Categories of data subjects that come and go."""
    listed = as_one(as_one(_listed(case)), "data-refiled")
    yield from with_scopes(once_translated(listed), case)


def _listed(case: Case) -> Iterator[Verdict]:
    changes = [c for keys in NAMED for c in within(case, *keys)]
    sets = within(case, "data_sets")
    old, new = _named(case.was), _named(case.now)
    given = [c for c in changes if is_given(c) and not old]
    come = list(came(changes)) + [(s, c) for one, c in came(sets) for s in _in_set(one)]
    gone = [(s, c) for s, c in went(changes) if not is_lost(c) or new]
    gone += [(s, c) for one, c in went(sets) for s in _in_set(one)]
    for change in changes:
        if is_lost(change) and not new:
            yield verdict("answer-lost", change)
    untold = set()
    for item, change in come:
        told = _told_above(case, case.now)
        found = list(_come(item.name, change, [*old, *told], case, change in given))
        yield from found
        if not found:
            untold.add(id(change))
    for change in given:
        if id(change) in untold:
            yield verdict("answer-given", change)
    for item, change in gone:
        yield from _gone(item.name, change, [*new, *_told_above(case, case.was)], case)
    for change in case.changes:
        if path(change)[-2:] == ("data_subjects", "name"):
            yield from _renamed(change, case)


def _in_set(entry: object) -> tuple[Item, ...]:
    return (entry.data_subjects or ()) if isinstance(entry, DataSet) else ()


def _named(activities: tuple[Activity, ...]) -> list[Texts]:
    """What the data subjects of activities and of their data sets are called."""
    found = _listed_in(activities)
    for activity in activities:
        for each in activity.data_sets if isinstance(activity.data_sets, tuple) else ():
            found += names_of(each.data_subjects or ())
    return found


def _told_above(case: Case, activities: tuple[Activity, ...]) -> list[Texts]:
    """Of a data set, those that the activity lists itself: that is told there."""
    return _listed_in(activities) if case.topic == "data_sets" else []


def _listed_in(activities: tuple[Activity, ...]) -> list[Texts]:
    """What activities list themselves."""
    listed = (a.data_subjects for a in activities if isinstance(a.data_subjects, tuple))
    return [name for some in listed for name in names_of(some)]


def _come(
    name: Texts, change: Change, known: list[Texts], case: Case, given: bool
) -> Iterator[Verdict]:
    """Data subjects that are new; where there was no answer before, only the vulnerable."""
    more = beyond(name, known)
    vulnerable = more and are_vulnerable(more)
    newly = vulnerable and not any(map(are_vulnerable, known))
    if not newly and in_another_language(known, [name], case):
        yield verdict("reworded", change, because=["other-language"])
    elif more and (vulnerable or not given):
        because = ["vulnerable"] if vulnerable else []
        yield verdict("data-subjects-added", change, because=because, new=more)
    elif not given and path(change) in NAMED[:1]:
        yield refiled(change, name, _listed_in(case.was))


def _gone(name: Texts, change: Change, known: list[Texts], case: Case) -> Iterator[Verdict]:
    if in_another_language([name], known, case):
        yield verdict("reworded", change, because=["other-language"])
    elif less := beyond(name, known):
        yield verdict("data-subjects-removed", change, old=less)
    elif path(change) in NAMED[:1]:
        yield refiled(change, name, _listed_in(case.now))


def _renamed(change: Change, case: Case) -> Iterator[Verdict]:
    """Another name may list more groups than the old one, or fewer."""
    if in_another_language([change.before], [change.after], case):
        yield verdict("reworded", change, because=["other-language"])
        return
    old, new = _named(case.was), _named(case.now)
    more, less = beyond(change.after, old), beyond(change.before, new)
    if is_slip(change.before, change.after) or not (more or less):
        yield verdict("reworded", change)
        return
    if more:
        yield from _come(more, change, [], case, False)
    if less:
        yield verdict("data-subjects-removed", change, old=less)


# --- who is vulnerable --------------------------------------------------------------------------


def are_vulnerable(words: Texts) -> bool:
    """Is one of the groups that the words name children, one's own staff, or patients?"""
    return any(
        _is_vulnerable(group) for text in texts_in(words) for group in GROUPS.split(normal(text))
    )


@cache
def _is_vulnerable(group: str) -> bool:
    words = {form for word in WHOLE_WORD.findall(group) for form in (word, f"{word}s")}
    minors = phrases("children") | phrases("pupils") | phrases("patients")
    if words & minors and not has_phrase(group, "not_children"):
        return True
    return bool(words & phrases("employees")) and not has_phrase(group, "staff_elsewhere")


def children(case: Case) -> Iterator[Verdict]:
    """Does it concern children, and is an online service offered to them, Art. 8(1)?"""
    code = "children-concerned" if case.topic == "children" else "child-service-offered"
    for change in case.changes:
        if change.after is True:
            yield verdict(code, change)
        elif change.before is True and case.topic == "children":
            yield verdict("children-excluded", change)
        elif is_given(change):
            yield verdict("answer-given", change)


# --- where the data come from -------------------------------------------------------------------


def source(case: Case) -> Iterator[Verdict]:
    """Another source than the data subject, Art. 14; and the data subject where it was another."""
    changes = within(case, "source")
    moved = [c for c in changes if not is_given(c) and not is_lost(c)]
    come, gone = list(came(moved)), list(went(moved))
    left = [change for entry, change in gone if not is_another(entry.from_)]
    direct = any(not is_another(entry.from_) for entry in _sources(case.was))
    for entry, change in come:
        if is_another(entry.from_):
            also = [c for c in left if c is not change]
            yield verdict("source-indirect", change, *also, new=entry.from_)
        elif not direct:
            also = [c for _, c in gone if c is not change]
            yield verdict("source-direct", change, *also, new=entry.from_)
    for change in case.changes:
        if is_given(change) and path(change) == ("source",):
            yield verdict("answer-given", change)
        elif path(change) == ("source", "from"):
            yield _another_name(change)
        elif path(change) == ("source", "notice_given"):
            yield from _notice(change)


def is_another(name: Texts) -> bool:
    """Is a source another than the data subject and the controller itself?"""
    return all(asks_for_notice(text) for text in texts_in(name))


def _sources(activities: tuple[Activity, ...]) -> list[DataSource]:
    listed = (a.source for a in activities if isinstance(a.source, tuple))
    return [entry for some in listed for entry in some]


def _another_name(change: Change) -> Verdict:
    if not is_slip(change.before, change.after):
        more = beyond(change.after, [change.before])
        if more and is_another(more):
            return verdict("source-indirect", change, new=more)
        if beyond(change.before, [change.after]):
            return verdict("record-changed", change)
    return verdict("reworded", change)


def _notice(change: Change) -> Iterator[Verdict]:
    if change.kind is Kind.REMOVED:
        yield verdict("source-notice-removed", change)
    elif change.kind is Kind.ADDED:
        yield verdict("answer-given", change)
    elif is_slip(change.before, change.after):
        yield verdict("reworded", change)


JUDGES: dict[str, Judge] = {
    "data_subjects": data_subjects,
    "children": children,
    "information_society_service": children,
    "source": source,
}
