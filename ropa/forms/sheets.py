"""Which field of the register is on which sheet of the workbook."""

from collections.abc import Iterable

from ropa.forms.questions import ART_30
from ropa.model.activity import Activity, DataCategory, Measure
from ropa.model.part import Part
from ropa.model.party import Organisation, Recipient
from ropa.model.register import System

CONTROLLER = (
    "controllers", "joint", "purposes", "legal_basis", "data_subjects", "personal_data",
    "processors", "recipients", "transfers", "retention", "security_measures",
)  # fmt: skip
"""What Art. 30 asks of a controller, with the legal basis beside the purposes."""
PROCESSOR = (
    "on_behalf_of", "processing", "data_subjects", "personal_data", "processors", "recipients",
    "transfers", "retention", "security_measures",
)  # fmt: skip
DUTIES = (
    "special_conditions", "source", "automated_decisions", "dpia", "children",
    "information_society_service", "large_scale", "core_activity", "cookies", "exemption",
)  # fmt: skip
"""What other articles ask for."""
KEEPING = ("role", "status", "owner", "systems", "copy_of", "covers")
REVIEWS = ("created", "reviewed", "review_due")
"""How the record is kept: at the head, and at the end of the last sheet."""
SETS = ("name", "data_subjects", "personal_data", "retention", "recipients")
"""What a data set says."""

DEFINITIONS: dict[str, type[Part]] = {
    "recipients": Recipient,
    "systems": System,
    "organisations": Organisation,
    "security_measures": Measure,
    "data_categories": DataCategory,
}
"""The lists of the register that activities point into."""

ANSWERED = [question.field for question in ART_30]


def role(activity: Activity) -> str:
    """The sheet of an activity."""
    return "processor" if activity.is_processor else "controller"


def of_role(activity: Activity) -> tuple[str, ...]:
    """The fields on the sheet of an activity's role."""
    return PROCESSOR if activity.is_processor else CONTROLLER


def kept(fields: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields on the sheet of how the record is kept; `fields` are those of the other role, if any."""
    shown = {*CONTROLLER, *PROCESSOR, *DUTIES, *KEEPING}
    left = [field for field in ANSWERED if field not in shown]
    return (*KEEPING, *fields, "applies_to", "data_sets", *left, *REVIEWS)
