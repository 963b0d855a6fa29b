"""Security, systems, scale, automated decisions and impact assessments: Art. 22, 32, 35."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import is_answer, is_given, path
from ropa.changes.judges.lists import conditioned
from ropa.changes.judges.moves import are_told
from ropa.changes.likeness import is_slip, names, parts, replaces_words, texts_in
from ropa.model.activity import AutomatedDecisions, Dpia, Measure
from ropa.model.part import Item
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import has_words, is_open

Read = Callable[[Any], Any]


def security_measures(case: Case) -> Iterator[Verdict]:
    """Measures that came, went, say less or are only worded otherwise, Art. 32(1)."""
    for pair, some in groupby(case.changes, key=lambda change: change.entry):
        changes = tuple(some)
        if pair and isinstance(pair[0], Measure) and isinstance(pair[1], Measure):
            yield from _condition(pair[0], pair[1], changes)
            yield from _measure(pair[0].name, pair[1].name, changes)
        elif case.is_definition:
            yield from _measure_defined(changes)
        else:
            yield from (_measure_moved(c, case) for c in changes if _came_or_went(c))


def _came_or_went(change: Change) -> bool:
    """Is it a measure, or all of them, and not only a word of the answer that there is none?"""
    if is_answer(change):
        return isinstance(change.before, tuple) or isinstance(change.after, tuple)
    return change.kind is not Kind.CHANGED


def _measure_moved(change: Change, case: Case) -> Verdict:
    if change.before is not None and not isinstance(change.after, tuple):
        return verdict("measure-removed", change, **_named("old", change.before, case.old))
    if is_given(change):
        return verdict("answer-given", change)
    return verdict("measure-added", change, **_named("new", change.after, case.new))


def _named(side: str, measure: Any, record: Record) -> dict[str, Any]:
    """What a measure is called, where an id stands for it."""
    if not isinstance(measure, Measure):
        return {}
    key = measure.name if isinstance(measure.name, str) else ""
    defined = record.register.security_measures.get(key)
    return {side: defined.name if defined else conditioned(measure)}


def _measure_defined(changes: tuple[Change, ...]) -> Iterator[Verdict]:
    """A measure whose definition has another name."""
    worded = [c for c in changes if c.field[2:] == ("name",)]
    for change in worded:
        yield from _measure(change.before, change.after, changes)


def _condition(old: Item, new: Item, changes: tuple[Change, ...]) -> Iterator[Verdict]:
    """A measure that is taken only under a condition is less."""
    for change in changes:
        if path(change)[-1] == "when":
            code = "measure-widened" if change.after is None else "measure-weakened"
            yield verdict(code, change, old=conditioned(old), new=conditioned(new))


def _measure(old: Texts, new: Texts, changes: tuple[Change, ...]) -> Iterator[Verdict]:
    """One measure in two versions: a part of it lost, a part more, or other words."""
    worded = [c for c in changes if path(c)[-1] == "name"]
    if not worded:
        return
    less, more = _parts_apart(old, new)
    code, why = "measure-reworded", ()
    if less and not more:
        code = "measure-weakened"
    elif more and not less:
        code = "measure-widened"
    elif not is_slip(old, new) and replaces_words(old, new):
        why = ("other-words",)  # type: ignore[assignment]
    yield verdict(code, *worded, because=why)


def _parts_apart(old: Texts, new: Texts) -> tuple[bool, bool]:
    """Does each of two texts lack a part of what the other enumerates? Both do where none is shared."""
    one, other = (frozenset().union(*map(parts, texts_in(text))) for text in (old, new))
    return bool(one - other), bool(other - one)


def systems(case: Case) -> Iterator[Verdict]:
    """Which systems are used, where they are and who runs them, Art. 32(1), 28(3)."""
    abroad = are_told(case)
    for change in case.changes:
        key = str(path(change)[-1]) if path(change) else ""
        if case.is_definition and len(path(change)) < 3:
            continue
        if key == "location" and id(change) in abroad:
            continue
        if key == "recipient" and change.after is not None:
            yield verdict("system-operator-changed", change)
        elif key in ("systems", "location", "recipient") and not _is_only_words(change):
            yield verdict("system-changed", change)


def _is_only_words(change: Change) -> bool:
    """Is it a slip of the pen?"""
    texts = isinstance(change.before, (str, dict)) and isinstance(change.after, (str, dict))
    return texts and names(change.before) == names(change.after)


# --- automated decisions, Art. 22 ---------------------------------------------------------------


def automated_decisions(case: Case) -> Iterator[Verdict]:
    """Decisions that begin or end, and what protects the data subject from them."""
    for change in case.changes:
        if len(path(change)) == 1:
            yield from _decisions(change)
        elif len(path(change)) == 2:
            yield from _of_decisions(str(path(change)[-1]), change)


def _decisions(change: Change) -> Iterator[Verdict]:
    """The whole answer."""
    if isinstance(change.after, AutomatedDecisions):
        harmless = change.after.legal_effects is False
        yield verdict("automation-introduced" if harmless else "decisions-introduced", change)
    elif isinstance(change.before, AutomatedDecisions):
        yield verdict("decisions-unstated" if is_open(change.after) else "decisions-ended", change)


LOST_OF_DECISIONS = {
    "safeguards": "decision-safeguards-removed",
    "ground": "decision-ground-removed",
    "logic": "decision-logic-removed",
    "significance": "decision-logic-removed",
}
CHANGED_OF_DECISIONS = {
    "safeguards": "decision-safeguards-changed",
    "ground": "decision-ground-changed",
    "logic": "decision-logic-changed",
    "significance": "decision-logic-changed",
}


def _of_decisions(key: str, change: Change) -> Iterator[Verdict]:
    """One key of the answer."""
    if key == "legal_effects":
        if change.before is False:
            yield verdict("decisions-introduced", change)
        elif change.after is False:
            yield verdict("decision-effects-denied", change)
    elif key in LOST_OF_DECISIONS:
        if change.after is None:
            yield verdict(LOST_OF_DECISIONS[key], change)
        elif change.before is None:
            yield verdict("answer-given", change)
        elif key == "ground" or not _is_like(change):
            yield verdict(CHANGED_OF_DECISIONS[key], change)


def _is_like(change: Change) -> bool:
    """Has no word of a text been replaced by another?"""
    return is_slip(change.before, change.after) or not replaces_words(change.before, change.after)


# --- impact assessments, Art. 35 ----------------------------------------------------------------


def dpia(case: Case) -> Iterator[Verdict]:
    """An assessment that is required no longer, or is now; and where it is."""
    whole = [c for c in case.changes if len(path(c)) == 1]
    if whole:
        yield from _assessment(whole[0])
        return
    keyed = {str(path(c)[-1]): c for c in case.changes if len(path(c)) == 2}
    if code := _required(keyed.get("required"), keyed.get("reference")):
        yield verdict(code, *sorted(case.changes, key=_is_detail))
        return
    reason, reference = keyed.get("reason"), keyed.get("reference")
    if reference and reference.after is None:
        yield verdict("dpia-unlinked", reference)
    if reason and reason.after is None:
        yield verdict("dpia-reason-removed", reason)
    yield from _criteria(case)


def _is_detail(change: Change) -> bool:
    return path(change)[-1] not in ("required", "reference")


def _required(required: Change | None, reference: Change | None) -> str:
    """Whether one is required now, or no longer, or is there now; whatever else is said with it."""
    made = reference is not None and reference.before is None
    if required and required.before is True:
        return "dpia-waived"
    if required and required.after is True and not made:
        return "dpia-required"
    return "dpia-made" if made else ""


def _assessment(change: Change) -> Iterator[Verdict]:
    """The whole answer."""
    was, now = _calls_for_one(change.before), _calls_for_one(change.after)
    if now and not was:
        made = isinstance(change.after, Dpia) and _is_made(change.after)
        yield verdict("dpia-made" if made else "dpia-required", change)
    elif was and not now:
        yield verdict("dpia-waived", change)


def _calls_for_one(answer: Any) -> bool:
    """Does an answer say that an assessment is required, or was made?"""
    return isinstance(answer, Dpia) and (
        answer.required is True or (answer.required is None and _is_made(answer))
    )


def _is_made(dpia: Dpia) -> bool:
    return dpia.date is not None or has_words(dpia.reference)


def _criteria(case: Case) -> Iterator[Verdict]:
    """The criteria of a high risk that are said to be met, WP248."""
    changes = [c for c in case.changes if path(c)[-1] == "criteria"]
    came = tuple(c for c in changes if c.after is not None)
    went = tuple(c for c in changes if c.after is None)
    if came:
        yield verdict("dpia-criteria-added", *came)
    if went:
        yield verdict("dpia-criteria-removed", *went)


# --- answers of one word --------------------------------------------------------------------------


def _truth(said: str, denied: str) -> Judge:
    """The judge of an answer that is true or false."""

    def judge(case: Case) -> Iterator[Verdict]:
        for change in case.changes:
            if change.after is True:
                yield verdict(said, change)
            elif change.before is True and not is_open(change.after):
                yield verdict(denied, change)

    return judge


def cookies(case: Case) -> Iterator[Verdict]:
    """Whether consent to cookies is asked for."""
    for change in case.changes:
        if isinstance(change.before, str) and isinstance(change.after, str):
            asked = change.after == "consent"
            yield verdict("cookies-consented" if asked else "cookies-exempted", change)


JUDGES: dict[str, Judge] = {
    "security_measures": security_measures,
    "systems": systems,
    "automated_decisions": automated_decisions,
    "dpia": dpia,
    "large_scale": _truth("large-scale-reached", "large-scale-left"),
    "core_activity": _truth("core-activity-declared", "core-activity-denied"),
    "cookies": cookies,
}
