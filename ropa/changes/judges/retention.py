"""Time limits for erasure: Art. 5(1)(e), 30(1)(f)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_answer, is_given, is_lost, path, went
from ropa.changes.judges.saying import is_covered_less, left, length_in_words, twisted
from ropa.changes.judges.terms import differences, length
from ropa.changes.likeness import adds_words, names, replaces_words
from ropa.law.periods import periods_old
from ropa.model.activity import Activity, DataSet, Retention
from ropa.retention.entry import read
from ropa.retention.term import Term
from ropa.rules.answers import in_sets
from ropa.rules.retention_conflicts import statutory_minimum_undershot
from ropa.source.source import Route

OF_THE_TERM = (
    "text", "period", "after", "minimum", "maximum", "criteria", "review_every", "rounded_to",
    "then", "when",
)  # fmt: skip
"""The keys that say what a time limit is; the others are told one by one."""
DISPOSALS = ("disposal-weakened", "disposal-changed")
CONDITIONS = ("retention-conditional", "retention-unconditional", "retention-condition-changed")


def retention(case: Case) -> Iterator[Verdict]:
    """Each time limit that came, went or is another, by what it says and not by its words."""
    for change in case.changes:
        if is_answer(change) and len(path(change)) == 1:
            yield from _answer(change, case)
    yield from limits([c for c in case.changes if not is_answer(c) or c.entry], case)


def of_data_sets(case: Case) -> Iterator[Verdict]:
    """The time limits that data sets state; those of one that came or went, if nothing else states them."""
    yield from limits([c for c in case.changes if path(c)[:2] == ("data_sets", "retention")], case)
    if any(c.topic == "retention" and c.activities == case.first.activities for c in case.all):
        whole = [c for c in case.all if c.topic == "retention" and is_answer(c)]
        if any(_is_moved(c, case) for c in whole):
            return  # told there
    old, new = _stated(case.was), _stated(case.now)
    for moved in came(case.changes):
        for limit in _new_ones(_own(moved.entry), old):
            below = _below(moved.change.new_route, case)
            yield verdict("retention-limit-added", moved.change, because=below, new=_shown(limit))
    for moved in went(case.changes):
        for limit in _new_ones(_own(moved.entry), new):
            yield verdict("retention-limit-removed", moved.change, old=_shown(limit))


def _own(entry: Any) -> tuple[Retention, ...]:
    return entry.retention or () if isinstance(entry, DataSet) else ()


def _stated(activities: Iterable[Activity]) -> list[Retention]:
    """The time limits of activities, and of their data sets."""
    found: list[Retention] = []
    for activity in activities:
        found += activity.retention if isinstance(activity.retention, tuple) else ()
        for data_set in activity.data_sets if isinstance(activity.data_sets, tuple) else ():
            found += data_set.retention or ()
    return found


def _new_ones(limits: Iterable[Retention], known: Iterable[Retention]) -> list[Retention]:
    """The time limits that none of the others says, whatever its words."""
    read_before = [read(entry) for entry in known]
    return [
        entry for entry in limits
        if all([*differences(one, read(entry))] for one in read_before)
    ]  # fmt: skip


def _is_moved(change: Change, case: Case) -> bool:
    """Are the time limits stated in the data sets now, or were they, and not for the activity?"""
    lost, given = is_lost(change) and _in_sets(case.now), is_given(change) and _in_sets(case.was)
    return len(path(change)) == 1 and (lost or given)


def _moved(change: Change, case: Case) -> Iterator[Verdict]:
    """Time limits that are stated elsewhere: the same, or what they have become."""
    old, new = _stated(case.was), _stated(case.now)
    gone, come = _new_ones(old, new), _new_ones(new, old)
    if len(gone) == 1:
        before = read(gone[0], case.old.register.language)
        for entry in come:
            for code in differences(before, read(entry, case.new.register.language)):
                facts = _facts(code, gone[0], entry)
                yield verdict(code, change, because=_below(change.new_route, case), **facts)
        if come:
            return
    for entry in come:
        yield verdict("retention-limit-added", change, new=_shown(entry))
    for entry in gone:
        yield verdict("retention-limit-removed", change, old=_shown(entry))
    if not (come or gone):
        yield verdict("retention-moved", change)


def limits(changes: Iterable[Change], case: Case) -> Iterator[Verdict]:
    """The time limits of one list: those that came and went, and those that are paired."""
    for pair, some in groupby(changes, key=lambda change: change.entry):
        alike = tuple(some)
        if pair and isinstance(pair[0], Retention) and isinstance(pair[1], Retention):
            yield from _paired(pair[0], pair[1], alike, case)
        else:
            yield from (_alone(c, case) for c in alike if isinstance(_either(c), Retention))


def _either(change: Change) -> Any:
    return change.before if change.after is None else change.after


def _answer(change: Change, case: Case) -> Iterator[Verdict]:
    """A whole answer: time limits in place of none, or none in place of time limits."""
    before, after = isinstance(change.before, tuple), isinstance(change.after, tuple)
    if _is_moved(change, case):
        yield from _moved(change, case)
    elif is_given(change) and after:
        yield verdict("answer-given", change, because=_below(change.new_route, case))
    elif before and not after and not is_lost(change):
        yield verdict("retention-limit-removed", change)
    elif after and not before:
        yield verdict("retention-limit-added", change, because=_below(change.new_route, case))


def _in_sets(activities: tuple[Activity, ...]) -> bool:
    """Do the data sets of the activities state the time limits?"""
    return bool(activities) and all(in_sets(activity, "retention") for activity in activities)


def _alone(change: Change, case: Case) -> Verdict:
    """A time limit that came or went beside others."""
    if change.after is None:
        return verdict("retention-limit-removed", change, old=_shown(change.before))
    below = _below(change.new_route, case)
    return verdict("retention-limit-added", change, because=below, new=_shown(change.after))


def _paired(
    old: Retention, new: Retention, changes: tuple[Change, ...], case: Case
) -> Iterator[Verdict]:
    """A time limit that says something else than it did, or the same in other words."""
    of_term = tuple(c for c in changes if path(c)[-1] in OF_THE_TERM)
    scope = tuple(c for c in changes if path(c)[-1] == "for")
    if scope:
        why = ["uncovered"] if is_covered_less(old, new, case) else []
        yield verdict("retention-scope-changed", *scope, because=why, **_said(old, new, "for_"))
    if not of_term:
        return
    before, after = (
        read(entry, record.register.language)
        for entry, record in ((old, case.old), (new, case.new))
    )
    codes = _codes(old, new, before, after, case)
    told = {id(c) for code in codes for c in _rests_on(code, of_term)}
    for code in codes:
        resting = _rests_on(code, of_term)
        yield verdict(code, *resting, because=_why(code, resting, case), **_facts(code, old, new))
    rest = tuple(c for c in of_term if id(c) not in told and path(c)[-1] not in ("then", "when"))
    if rest and not codes:
        yield _reworded(old, new, before, rest, case)


def _codes(old: Retention, new: Retention, before: Term, after: Term, case: Case) -> list[str]:
    """The rows for what differs; where words and keys contradict each other, it cannot be told."""
    codes = list(differences(before, after))
    spoken = length_in_words(old, new, before, after, case)
    contradicts = spoken is not None and spoken != length(before, after)
    opened = "retention-shortened" in codes and "came" in twisted(old, new, case)
    if "retention-incomparable" not in codes and (contradicts or opened):
        others = [code for code in codes if code in (*DISPOSALS, *CONDITIONS)]
        return ["retention-incomparable", *others]
    return codes


def _rests_on(code: str, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes behind a row: of what happens then and of conditions, their own key if it has changed."""
    if code == "retention-incomparable":
        return changes
    own = "then" if code in DISPOSALS else "when" if code in CONDITIONS else ""
    if own:
        return tuple(c for c in changes if path(c)[-1] == own) or _words(changes)
    return tuple(c for c in changes if path(c)[-1] not in ("then", "when")) or changes


def _words(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(c for c in changes if path(c)[-1] == "text") or changes


def _why(code: str, changes: tuple[Change, ...], case: Case) -> tuple[str, ...]:
    if code == "retention-restated":
        return ("other-words",)
    shorter = code in ("retention-shortened", "retention-clearer", "retention-trigger-changed")
    return _below(changes[0].new_route, case) if shorter else ()


def _facts(code: str, old: Retention, new: Retention) -> dict[str, Any]:
    """What the sentence of a row names."""
    if code in DISPOSALS and old.then and new.then:
        return {"old": old.then, "new": new.then}
    return _said(old, new, *OF_THE_TERM)


def _reworded(
    old: Retention, new: Retention, before: Term, changes: tuple[Change, ...], case: Case
) -> Verdict:
    """The same in other words, as far as the words could be read."""
    said = _said(old, new, *OF_THE_TERM)
    criteria = old.criteria != new.criteria
    unread = left(old, case.old), left(new, case.new)
    if before.understood and not before.vague and not criteria:
        # the words for an event of the vocabulary are left unread too
        worded = bool(old.text and new.text and before.shortest) and not before.trigger
        if twisted(old, new, case) or (worded and replaces_words(*unread)):
            return verdict("retention-restated", *changes, because=["other-words"], **said)
        if worded and adds_words(*unread):
            return verdict("retention-restated", *changes, **said)
        return verdict("retention-reworded", *changes, **said)
    one, other_one = (old.criteria, new.criteria) if criteria else (old.text, new.text)
    other = (criteria or not before.vague) and replaces_words(one, other_one)
    return verdict("retention-restated", *changes, because=["other-words"] if other else [], **said)


def _said(old: Retention, new: Retention, *keys: str) -> dict[str, Any]:
    """Both time limits in their words; where these are the same, by the keys that differ."""
    if "text" in keys and old.text and new.text and names(old.text) != names(new.text):
        return {"old": old.text, "new": new.text}
    apart = [key for key in keys if getattr(old, key) != getattr(new, key)]
    if "text" in keys and (old.text is None or new.text is None):
        return {"old": _shown(old), "new": _shown(new)}
    one, other = _only(old, apart), _only(new, apart)
    if one and other:
        return {"old": one, "new": other}
    whole = "text", "period", *apart
    return {"old": _only(old, whole), "new": _only(new, whole)}


def _only(entry: Retention, keys: Iterable[str]) -> Any:
    """What a time limit says by some of its keys: one value as it stands, several as a part."""
    said = {key: value for key in keys if (value := getattr(entry, key)) is not None}
    if said.keys() <= {"text", "criteria"} and len(said) == 1:
        return next(iter(said.values()))
    return Retention.model_construct(**said) if said else None


def _shown(entry: Retention) -> Any:
    """A time limit in its words, else by its keys."""
    return entry.text or entry.model_copy(update={"for_": None})


def _below(route: Route, case: Case) -> tuple[str, ...]:
    """Is a time limit now below the period of a law that was read at its source?"""
    if periods_old(case.today):
        return ()
    at = _place(route)
    for activity in case.now:
        if not activity.is_processor:
            for missed in statutory_minimum_undershot.check(activity, case.new, case.today):
                known = not missed.variant or (
                    missed.variant == "trigger" and missed.confidence is None
                )
                if known and (at is None or missed.route[-2:] == ("retention", at)):
                    return ("below-statute",)
    return ()


def _place(route: Route) -> int | None:
    """The place in its list of the time limit that a route leads to or into; None for the list."""
    steps = [i for i, step in enumerate(route) if step == "retention"]
    at = route[steps[-1] + 1] if steps and steps[-1] + 1 < len(route) else None
    return at if isinstance(at, int) else None


JUDGES: dict[str, Judge] = {"retention": retention, "data_sets": of_data_sets}
