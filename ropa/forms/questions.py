"""What the record asks of an activity: its fields in the order of the record, and what is owed."""

from dataclasses import dataclass

from ropa.model.activity import Activity
from ropa.rules.answers import in_sets, stated


@dataclass(frozen=True, slots=True)
class Question:
    """A field of an activity as the record asks it.

    `owed` is the article, by role, for which an unanswered question is shown as a gap.
    """

    field: str
    label: str
    show: str
    controller: str = ""
    processor: str = ""
    owed: bool = False

    def article(self, *activities: Activity) -> str:
        """The article that asks it of these activities: of a controller, a processor, or of both."""
        asked = {self.processor if a.is_processor else self.controller for a in activities}
        first, *others = sorted(filter(None, asked)) or [""]
        return ", ".join([first, *(other.removeprefix("Art. ") for other in others)])


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


ART_30 = (
    Question("controllers", _("Controllers"), "controller", "Art. 30(1)(a)"),
    Question("on_behalf_of", _("On behalf of"), "principal", "", "Art. 30(2)(a)", True),
    Question("processing", _("Categories of processing"), "item", "", "Art. 30(2)(b)", True),
    Question("joint", _("Joint controllership"), "joint", "Art. 26"),
    Question("purposes", _("Purposes"), "purpose", "Art. 30(1)(b)", owed=True),
    Question("data_subjects", _("Categories of data subjects"), "item", "Art. 30(1)(c)", owed=True),
    Question("personal_data", _("Categories of personal data"), "data_category", "Art. 30(1)(c)", owed=True),
    Question("legal_basis", _("Legal basis"), "legal_basis", "Art. 6(1)", owed=True),
    Question("special_conditions", _("Conditions for special categories"), "special_condition", "Art. 9(2), 10"),
    Question("source", _("Source of the data"), "source", "Art. 14(2)(f)"),
    Question("processors", _("Processors"), "recipient", "Art. 28"),
    Question("recipients", _("Recipients"), "recipient", "Art. 30(1)(d)", owed=True),
    Question("transfers", _("Transfers to third countries"), "transfer", "Art. 30(1)(e)", "Art. 30(2)(c)", True),
    Question("retention", _("Time limits for erasure"), "retention", "Art. 30(1)(f)", owed=True),
    Question("security_measures", _("Security measures"), "measure", "Art. 30(1)(g)", "Art. 30(2)(d)", True),
    Question("systems", _("Systems"), "system"),
    Question("automated_decisions", _("Automated decisions"), "automated", "Art. 22"),
    Question("dpia", _("Impact assessment"), "dpia", "Art. 35"),
    Question("children", _("Children"), "truth", "Art. 8"),
    Question("information_society_service", _("Online service offered to a child"), "truth", "Art. 8(1)"),
    Question("large_scale", _("On a large scale"), "truth", "Art. 35(3), 37(1)"),
    Question("core_activity", _("Core activity"), "truth", "Art. 37(1)"),
    Question("cookies", _("Cookies"), "cookies"),
    Question("exemption", _("Exemption claimed"), "exemption", "Art. 30(5)"),
    Question("copy_of", _("Copy of"), "copied"),
    Question("covers", _("In the words of the privacy notice"), "text"),
    Question("links", _("Documents"), "link"),
    Question("notes", _("Notes"), "text"),
)  # fmt: skip
"""The questions in the order of the record."""

IN_SETS = ("data_subjects", "personal_data", "retention", "recipients")


def is_missing(activity: Activity, question: Question) -> bool:
    """Is an answer owed, and is there none, or one that says nothing (`""`, `TBD`)?"""
    value = getattr(activity, question.field)
    if not question.owed or not question.article(activity):
        return False
    if value is not None and (not isinstance(value, tuple) or stated(value)):
        return False
    if question.field == "recipients" and stated(activity.processors):
        return False  # processors are recipients, Art. 4(9)
    return question.field not in sets_answer(activity)


def sets_answer(activity: Activity) -> set[str]:
    """The fields that every data set of the activity states."""
    return {field for field in IN_SETS if in_sets(activity, field)} if activity.data_sets else set()
