"""Circumstances in which a change weighs more: what the activities concerned are about."""

from collections.abc import Callable
from datetime import date

from ropa.model.activity import Activity
from ropa.model.record import Record


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


Circumstance = Callable[[Activity, Record], bool]


def _special_data(activity: Activity, record: Record) -> bool:
    """Are special categories of data, or criminal data, processed, Art. 9, 10?"""
    from ropa.rules.data import data_of

    return any(data.kinds for data in data_of(activity, record))


def _children(activity: Activity, record: Record) -> bool:
    """Does it concern children: is that stated, or are they among the data subjects?"""
    from ropa.rules.subjects import some_are, subjects_of

    named = any(some_are(subject.name, "children") for subject in subjects_of(activity))
    return activity.children is True or named


def _decisions(activity: Activity, record: Record) -> bool:
    """Are decisions automated that may have legal or similar effects, Art. 22?"""
    from ropa.rules.criteria import decides

    return decides(activity)


def _dpia(activity: Activity, record: Record) -> bool:
    """Is an impact assessment required: as stated or made, on a large scale, or by two criteria of WP248?"""
    from ropa.model.activity import Dpia
    from ropa.rules.criteria import assessed, criteria_said

    dpia = activity.dpia
    required = isinstance(dpia, Dpia) and dpia.required is True
    large = activity.large_scale is True
    return required or large or assessed(activity) or len(criteria_said(activity, record)) > 1


def _inadequate_transfer(activity: Activity, record: Record, day: date) -> bool:
    """Do data go to a third country without an adequacy decision that holds on a day?"""
    from ropa.changes.flows import flows, is_adequate

    return any(not is_adequate(flow, day) for flow in flows(activity, record).values())


def _marketing(activity: Activity, record: Record) -> bool:
    """Is it direct marketing: is that stated of a purpose, or do its words say so?"""
    from ropa.rules.hints import hints_at

    purposes = activity.purposes if isinstance(activity.purposes, tuple) else ()
    answers = [purpose.direct_marketing for purpose in purposes]
    by_words = (
        p.direct_marketing is None and hints_at(p.name, "direct_marketing") for p in purposes
    )
    named = not any(a is not None for a in answers) and hints_at(activity.name, "direct_marketing")
    return any(answers) or any(by_words) or named


def _consent(activity: Activity, record: Record) -> bool:
    """Is consent a legal basis, Art. 6(1)(a)?"""
    from ropa.rules.bases import CONSENT, bases_of

    return any(True for _ in bases_of(activity, CONSENT))


def _interests(activity: Activity, record: Record) -> bool:
    """Are legitimate interests a legal basis, Art. 6(1)(f)?"""
    from ropa.rules.bases import LEGITIMATE_INTERESTS, bases_of

    return any(True for _ in bases_of(activity, LEGITIMATE_INTERESTS))


CIRCUMSTANCES: dict[str, tuple[str, Circumstance | None]] = {
    "special-data": (_("special categories of data, or criminal data"), _special_data),
    "children": (_("it concerns children"), _children),
    "decisions": (_("decisions are automated"), _decisions),
    "inadequate-transfer": (_("data go to a third country without an adequacy decision"), None),
    "legitimate-interests": ("", _interests),
    "interests-relied-on": ("", None),
    "for-marketing": ("", None),
    "past-consent": (_("the data rest on consent"), _consent),
    "below-statute": (_("below the period that a law sets"), None),
    "uncovered": (_("data have no time limit any more"), None),
    "vulnerable": (_("children, employees or patients"), None),
    "safeguards": ("", None),
    "ungrounded": (
        _("neither an adequacy decision in force nor safeguards are stated for it"),
        None,
    ),
    "unstated": (_("it is not stated on what it rests"), None),
    "for-controllers": ("", None),
    "marketing": (_("for marketing or sale"), _marketing),
    "dpia": (_("an impact assessment is required or likely"), _dpia),
    "other-words": (_("words were replaced by others"), None),
    "other-language": (_("in another language: what is said cannot be compared"), None),
    "explicit-consent": ("", None),
    "more-words": (_("words were added or left out"), None),
    "names-special": (_("the words point to a special category or to criminal data"), None),
    "turned": (_("a word such as “not” or “only” came or went"), None),
    "names-marketing": (_("it names direct marketing now"), None),
    "for-profiling": ("", None),
}
"""Each circumstance: in words, and how it is seen in an activity; None where the judge of the change says so."""

DATED: dict[str, Callable[[Activity, Record, date], bool]] = {
    "inadequate-transfer": _inadequate_transfer,
}
"""The circumstances that hold as of a day, by the law of that day."""


def holds(why: str, activity: Activity, record: Record, day: date) -> bool:
    """Is a circumstance seen in an activity, as of a day? Never one that only a judge can see."""
    _, see = CIRCUMSTANCES[why]
    if see:
        return see(activity, record)
    return why in DATED and DATED[why](activity, record, day)
