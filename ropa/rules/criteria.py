"""The nine criteria of WP248 rev.01 for a high risk: which of them a record says, and which it hints at."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Confidence
from ropa.law.words import pattern, phrases
from ropa.model.activity import Activity, AutomatedDecisions, Dpia
from ropa.model.record import Record
from ropa.model.vocabulary import CRITERIA
from ropa.rules.answers import WORD, entries, has_words, normal, texts
from ropa.rules.data import data_of

MONITORING, EVALUATION = "systematic-monitoring", "evaluation-scoring"
HINTS = (("monitoring", MONITORING), ("evaluation", EVALUATION))
"""Kinds of words, and the criterion that each hints at."""


def assessed(activity: Activity) -> bool:
    """Is an impact assessment referred to, or the day on which it was made?"""
    dpia = activity.dpia
    return isinstance(dpia, Dpia) and (dpia.date is not None or has_words(dpia.reference))


def owes_assessment(activity: Activity) -> bool:
    """Does processing go on, or begin, without an impact assessment?"""
    return activity.status != "retired" and not assessed(activity) and not _still_to_come(activity)


def _still_to_come(activity: Activity) -> bool:
    """Is an assessment known to be required before the processing begins?"""
    begun = activity.status not in ("draft", "planned")
    return not begun and isinstance(activity.dpia, Dpia) and activity.dpia.required is True


def decides(activity: Activity) -> bool:
    """Are automated decisions stated that may have legal or similarly significant effects?"""
    decisions = activity.automated_decisions
    return isinstance(decisions, AutomatedDecisions) and decisions.legal_effects is not False


def has_special_data(activity: Activity, record: Record) -> bool:
    """Are special categories, Art. 9(1), or criminal data, Art. 10, declared?"""
    declared = isinstance(activity.special_conditions, tuple)
    return declared or any(data.kinds for data in data_of(activity, record))


def _screened(activity: Activity) -> set[str]:
    """The criteria that the screening lists; other words beside them are left alone."""
    dpia = activity.dpia
    listed = (dpia.criteria if isinstance(dpia, Dpia) else None) or ()
    words = {"-".join(normal(text).split()) for words in listed for text in texts(words)}
    return words.intersection(CRITERIA)


def criteria_said(activity: Activity, record: Record) -> set[str]:
    """The criteria that the record says are met: in the screening, or by what else it declares."""
    said = _screened(activity)
    for criterion, holds in (
        ("automated-decisions", decides(activity)),
        ("sensitive-data", has_special_data(activity, record)),
        ("large-scale", activity.large_scale is True),
        ("vulnerable-subjects", activity.children is True),
    ):
        if holds:
            said.add(criterion)
    return said


def criteria_hinted(activity: Activity) -> set[str]:
    """The criteria that the words for the activity, its purposes and its data hint at."""
    return {c for kind, c in HINTS if any(tells(text, kind) for text in texts_about(activity))}


def met_by(activity: Activity, criterion: str) -> Confidence | None:
    """How sure is it that a criterion is met: by the screening, or by the words; None if it is not."""
    if criterion in _screened(activity):
        return Confidence.CERTAIN
    return Confidence.LIKELY if criterion in criteria_hinted(activity) else None


def mandatory_case(activity: Activity, record: Record) -> tuple[str, Confidence] | None:
    """Which case of Art. 35(3) an activity is, by its letter, and how sure that is."""
    decisions = activity.automated_decisions
    if isinstance(decisions, AutomatedDecisions) and decisions.legal_effects:
        if sure := met_by(activity, EVALUATION):
            return "a", sure
    if activity.large_scale is True:
        if has_special_data(activity, record):
            return "b", Confidence.CERTAIN
        open_area = any(tells(text, "public_area") for text in texts_about(activity))
        if open_area and met_by(activity, MONITORING):
            return "c", Confidence.LIKELY
    return None


def in_order(criteria: set[str]) -> tuple[str, ...]:
    """Criteria in the order of WP248."""
    return tuple(criterion for criterion in CRITERIA if criterion in criteria)


def texts_about(activity: Activity) -> Iterator[str]:
    """The texts that say what an activity is, why, and with which data."""
    yield from texts(activity.name)
    for field in ("purposes", "personal_data", "processing"):
        for _, _, words in entries(getattr(activity, field)):
            yield from texts(words)


@cache
def tells(text: str, kind: str) -> bool:
    """Does a text hold a phrase of a kind, and no word that denies it?"""
    text = normal(text)
    found = pattern(kind).search(text)
    return found is not None and phrases("denial").isdisjoint(WORD.findall(text))
