"""Time limits for erasure: Art. 5(1)(e), 30(1)(f)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import is_answer, is_given, is_lost, path
from ropa.changes.judges.terms import differences
from ropa.changes.likeness import names, replaces_words
from ropa.law.periods import periods_old
from ropa.model.activity import Activity, Retention
from ropa.model.plain import flat, plain
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
    """The time limits that data sets state."""
    yield from limits([c for c in case.changes if path(c)[:2] == ("data_sets", "retention")], case)


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
    if (is_lost(change) and _in_sets(case.now)) or (is_given(change) and _in_sets(case.was)):
        yield verdict("retention-moved", change)
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
        yield verdict("retention-scope-changed", *scope, **_said(old, new, "for_"))
    if not of_term:
        return
    before, after = (
        read(entry, record.register.language)
        for entry, record in ((old, case.old), (new, case.new))
    )
    codes = list(differences(before, after))
    told = {id(c) for code in codes for c in _rests_on(code, of_term)}
    for code in codes:
        resting = _rests_on(code, of_term)
        yield verdict(code, *resting, because=_why(code, resting, case), **_facts(code, old, new))
    left = tuple(c for c in of_term if id(c) not in told and path(c)[-1] not in ("then", "when"))
    if left and not codes:
        yield _reworded(old, new, before, left)


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
    shorter = code in ("retention-shortened", "retention-clearer", "retention-trigger-changed")
    return _below(changes[0].new_route, case) if shorter else ()


def _facts(code: str, old: Retention, new: Retention) -> dict[str, Any]:
    """What the sentence of a row names."""
    if code in DISPOSALS and old.then and new.then:
        return {"old": old.then, "new": new.then}
    return _said(old, new, *OF_THE_TERM)


def _reworded(old: Retention, new: Retention, before: Term, changes: tuple[Change, ...]) -> Verdict:
    """The same in other words, as far as the words could be read."""
    said = _said(old, new, *OF_THE_TERM)
    criteria = old.criteria != new.criteria
    if before.understood and not before.vague and not criteria:
        return verdict("retention-reworded", *changes, **said)
    one, other_one = (old.criteria, new.criteria) if criteria else (old.text, new.text)
    other = (criteria or not before.vague) and replaces_words(one, other_one)
    return verdict("retention-restated", *changes, because=["other-words"] if other else [], **said)


def _said(old: Retention, new: Retention, *keys: str) -> dict[str, Any]:
    """Both time limits in their words; where these are the same, by the keys that differ."""
    if "text" in keys and old.text and new.text and names(old.text) != names(new.text):
        return {"old": old.text, "new": new.text}
    apart = [key for key in keys if getattr(old, key) != getattr(new, key)]
    if "text" in keys and (old.text is None) != (new.text is None):
        return {"old": _shown(old), "new": _shown(new)}
    one, other = _by_keys(old, apart), _by_keys(new, apart)
    if one and other:
        return {"old": one, "new": other}
    return {"old": _with(old, one), "new": _with(new, other)}


def _with(entry: Retention, detail: str) -> str:
    """A time limit in its words, with what is said beside them."""
    words = flat(plain(entry.text or entry.period))
    return f"{words} ({detail})" if words and detail else words or detail


def _by_keys(entry: Retention, keys: list[str]) -> str:
    listed = {key.rstrip("_"): plain(value) for key in keys if (value := getattr(entry, key))}
    return flat(next(iter(listed.values()))) if len(keys) == 1 and listed else flat(listed)


def _shown(entry: Retention) -> Any:
    """A time limit in its words, else by its keys."""
    return entry.text or flat(plain(entry))


def _below(route: Route, case: Case) -> tuple[str, ...]:
    """Is a time limit now below the period of a law that was read at its source?"""
    if periods_old(case.today):
        return ()
    at = _place(route)
    for activity in case.now:
        if not activity.is_processor:
            for missed in statutory_minimum_undershot.check(activity, case.new, case.today):
                known = missed.variant != "unverified"
                if known and (at is None or missed.route[-2:] == ("retention", at)):
                    return ("below-statute",)
    return ()


def _place(route: Route) -> int | None:
    """The place in its list of the time limit that a route leads to or into; None for the list."""
    steps = [i for i, step in enumerate(route) if step == "retention"]
    at = route[steps[-1] + 1] if steps and steps[-1] + 1 < len(route) else None
    return at if isinstance(at, int) else None


JUDGES: dict[str, Judge] = {"retention": retention, "data_sets": of_data_sets}
