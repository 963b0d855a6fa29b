"""Circumstances in which a change weighs more: what the activities concerned are about."""

from collections.abc import Callable

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
    """Does it concern children?"""
    return activity.children is True


def _decisions(activity: Activity, record: Record) -> bool:
    """Are decisions automated, Art. 22?"""
    from ropa.model.activity import AutomatedDecisions

    return isinstance(activity.automated_decisions, AutomatedDecisions)


CIRCUMSTANCES: dict[str, tuple[str, Circumstance | None]] = {
    "special-data": (_("special categories of data, or criminal data"), _special_data),
    "children": (_("it concerns children"), _children),
    "decisions": (_("decisions are automated"), _decisions),
    "inadequate-transfer": (_("data go to a third country without an adequacy decision"), None),
    "legitimate-interests": ("", None),
    "past-consent": (_("the data rest on consent"), None),
    "below-statute": (_("below the period that a law sets"), None),
    "vulnerable": (_("children, employees or patients"), None),
    "marketing": (_("for marketing or sale"), None),
    "dpia": (_("an impact assessment is required"), None),
    "other-words": (_("words were replaced by others"), None),
}
"""Each circumstance: in words, and how it is seen in an activity; None where the judge of the change says so."""
