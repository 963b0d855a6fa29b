"""Systems, scale, automated decisions and impact assessments: Art. 22, 32, 35."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import path
from ropa.changes.judges.measures import security_measures
from ropa.changes.judges.moves import are_told
from ropa.changes.likeness import is_slip, names, replaces_words
from ropa.changes.people import definitions_of
from ropa.model.activity import AutomatedDecisions, Dpia
from ropa.rules.answers import has_words, is_open


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
            also = definitions_of("recipients", (change.before, change.after), case)
            yield replace(verdict("system-operator-changed", change), also=also)
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
