"""A processing activity: one entry of the record, Art. 30(1) or 30(2), and its parts."""

from typing import Annotated

from pydantic import Field

from ropa.model.lawfulness import FOR, LegalBasis, SpecialCondition
from ropa.model.part import Answered, Item, Part, Several, Worded
from ropa.model.party import Joint, Principal, Recipient, Transfer
from ropa.model.values import (
    TEXT,
    Form,
    Id,
    OptDate,
    OptPeriod,
    OptText,
    OptTrigger,
    OptTruth,
    OptWord,
    Text,
    Texts,
    Truth,
    Url,
    closed,
)
from ropa.model.vocabulary import (
    COOKIES,
    CRITERIA,
    DECISION_GROUNDS,
    DISPOSALS,
    PHASES,
    ROLES,
    ROUNDINGS,
    SPECIAL,
    STATUSES,
)

Cookies = Annotated[str, closed(COOKIES)]
DecisionGround = Annotated[str | None, closed(DECISION_GROUNDS).optional()]
Disposal = Annotated[str | None, closed(DISPOSALS).optional()]
Phase = Annotated[str | None, closed(PHASES).optional()]
Role = Annotated[str | None, closed(ROLES).optional()]
Rounding = Annotated[str | None, closed(ROUNDINGS).optional()]
Special = Annotated[str, closed(SPECIAL)]
Status = Annotated[str | None, closed(STATUSES).optional()]
Criterion = Annotated[Texts, Form(TEXT.read, **TEXT.json_schema, examples=list(CRITERIA))]
Origin = Annotated[Texts, Form(TEXT.read, **TEXT.json_schema, examples=["data-subject"])]
All = Annotated[str | None, closed(("all",)).optional()]


class FurtherUse(Part):
    """Processing for another purpose than the data were collected for, Art. 6(4)."""

    compatible_because: OptText = Field(None, description="The compatibility test.")


class Purpose(Item):
    """Why the data are processed, Art. 30(1)(b), 5(1)(b)."""

    direct_marketing: OptTruth = Field(None, description="Is it direct marketing?")
    objection: OptText = Field(None, description="How to object, Art. 21(2)-(4).")
    further_use: Answered[FurtherUse] = Field(None, description="Further use, Art. 6(4).")


class DataCategory(Item):
    """A category of personal data, Art. 30(1)(c)."""

    special: Answered[Several[Special]] = Field(
        None, description="Special categories, Art. 9(1), or criminal, Art. 10; or none."
    )
    national_id: OptTruth = Field(None, description="A national identification number.")
    ground: OptText = Field(None, description="Ground for a national number, Art. 87.")


class DataSource(Worded):
    """Where the data come from, Art. 14(2)(f); `data-subject` is the data subject."""

    word_key = "from"

    from_: Origin = Field(alias="from", description="data-subject, or the source's name.")
    notice_given: OptText = Field(None, description="When data subjects were told, Art. 14(3).")
    note: OptText = Field(None, description="A remark.")


class Retention(Worded):
    """A time limit for erasure, Art. 30(1)(f): the words, and what they mean."""

    word_key = "text"

    text: OptText = Field(None, description="The time limit, in words.")
    period: OptPeriod = Field(None, description="How long: an ISO 8601 duration (P7Y).")
    after: OptTrigger = Field(None, description="What starts the period: contract-end, …")
    minimum: OptPeriod = Field(None, description="At least: an ISO 8601 duration.")
    maximum: OptPeriod = Field(None, description="At most: an ISO 8601 duration.")
    criteria: OptText = Field(None, description="What decides, where no period is given.")
    review_every: OptPeriod = Field(None, description="How often the need is reviewed.")
    rounded_to: Rounding = Field(None, description="To where the end is rounded up.")
    ground: OptText = Field(None, description="The law or reason behind it.")
    for_: Several[Text] = Field(None, alias="for", description=FOR)
    then: Disposal = Field(None, description="What happens to the data then.")
    phase: Phase = Field(None, description="active (default) or archive.")
    applies_to: All = Field(None, description="all: holds for all the data.")
    note: OptText = Field(None, description="A remark.")
    when: OptText = Field(None, description="The condition under which it applies.")


class Measure(Item):
    """A technical or organisational security measure, Art. 30(1)(g), 32(1)."""

    article: OptWord = Field(None, description="Which part of Art. 32(1): 32(1)(a)-(d).")


class AutomatedDecisions(Part):
    """Decisions based solely on automated processing, Art. 22."""

    logic: OptText = Field(None, description="The logic involved, Art. 13(2)(f).")
    ground: DecisionGround = Field(None, description="22(2)(a), (b) or (c).")
    safeguards: OptText = Field(None, description="Human review and the like, Art. 22(3).")
    significance: OptText = Field(None, description="What it means for the data subject.")
    legal_effects: OptTruth = Field(
        None, description="Legal or similarly significant effects, Art. 22(1)?"
    )


class Dpia(Part):
    """Data protection impact assessment, Art. 35."""

    required: OptTruth = Field(None, description="Is one required?")
    reason: OptText = Field(None, description="Why it is not required.")
    reference: OptText = Field(None, description="Where it is kept.")
    date: OptDate = Field(None, description="When it was made.")
    review_due: OptDate = Field(None, description="When it must be reviewed, Art. 35(11).")
    criteria: Several[Criterion] = Field(None, description="The criteria that are met: WP248.")


class Exemption(Part):
    """A claim that the activity need not be recorded, Art. 30(5)."""

    reason: OptText = Field(None, description="Why the exemption holds.")
    occasional: OptTruth = Field(None, description="Is the processing occasional?")
    risk: OptText = Field(None, description="The risk to data subjects.")


class DataSet(Part):
    """Which data about whom, how long, and to whom: pairs what the activity lists."""

    name: OptText = Field(None, description="A name for the set.")
    data_subjects: Several[Item] = Field(None, description="About whom.")
    personal_data: Several[DataCategory] = Field(None, description="Which data.")
    retention: Several[Retention] = Field(None, description="How long.")
    recipients: Several[Recipient] = Field(None, description="To whom.")


class Link(Part):
    """A document that belongs to the activity."""

    title: OptText = Field(None, description="What it is.")
    url: Url = Field(description="Where it is.")


class Activity(Part):
    """A processing activity, as written; a register's defaults have the same shape."""

    id: Id = Field(description="Stable for ever: lower-case letters, digits, hyphens.")
    name: OptText = Field(None, description="What the activity is called.")
    status: Status = Field(None, description="draft, planned, active, suspended, retired.")
    role: Role = Field(None, description="controller (default) or processor.")
    owner: OptText = Field(None, description="The unit or function responsible.")
    created: OptDate = Field(None, description="When the entry was made.")
    reviewed: OptDate = Field(None, description="When the entry was last reviewed.")
    review_due: OptDate = Field(None, description="When it must be reviewed next.")
    controllers: Answered[Several[Id]] = Field(
        None, description="Ids of this activity's controllers, Art. 30(1)(a)."
    )
    joint: Answered[Joint] = Field(None, description="Joint controllership, Art. 26.")
    on_behalf_of: Answered[Several[Principal]] = Field(
        None, description="The controllers a processor acts for, Art. 30(2)(a): ids, or a list."
    )
    processing: Answered[Several[Item]] = Field(
        None, description="Categories of processing for the controllers, Art. 30(2)(b)."
    )
    purposes: Answered[Several[Purpose]] = Field(None, description="Purposes, Art. 30(1)(b).")
    data_subjects: Answered[Several[Item]] = Field(
        None, description="Categories of data subjects, Art. 30(1)(c)."
    )
    personal_data: Answered[Several[DataCategory]] = Field(
        None, description="Categories of personal data, Art. 30(1)(c): ids or names."
    )
    applies_to: All = Field(
        None, description="all: every category of data concerns every category of data subject."
    )
    covers: Several[Text] = Field(
        None, description="What the privacy notice says of it: purposes in the notice's words."
    )
    copy_of: Several[Id] = Field(
        None, description="Ids of the activities of whose data this is a copy: a backup, a log."
    )
    large_scale: Answered[Truth] = Field(
        None, description="Is it on a large scale, Art. 35(3), 37(1)?"
    )
    core_activity: Answered[Truth] = Field(
        None, description="Is it a core activity of the body, Art. 37(1)?"
    )
    legal_basis: Answered[Several[LegalBasis]] = Field(
        None, description="Legal basis for each purpose, Art. 6(1)."
    )
    special_conditions: Answered[Several[SpecialCondition]] = Field(
        None, description="Conditions for special categories, Art. 9(2), 10."
    )
    source: Answered[Several[DataSource]] = Field(None, description="Source, Art. 14(2)(f).")
    processors: Answered[Several[Recipient]] = Field(
        None, description="Processors, Art. 28: ids of recipients, or names."
    )
    recipients: Answered[Several[Recipient]] = Field(
        None, description="Recipients, Art. 30(1)(d): ids, names or categories."
    )
    transfers: Answered[Several[Transfer]] = Field(
        None, description="Transfers to third countries, Art. 30(1)(e), 30(2)(c)."
    )
    retention: Answered[Several[Retention]] = Field(
        None, description="Time limits for erasure, Art. 30(1)(f)."
    )
    systems: Answered[Several[Item]] = Field(None, description="Systems: ids or names.")
    security_measures: Answered[Several[Measure]] = Field(
        None, description="Security measures, Art. 30(1)(g), 30(2)(d): ids or names."
    )
    automated_decisions: Answered[AutomatedDecisions] = Field(
        None, description="Automated decisions, Art. 22."
    )
    dpia: Answered[Dpia] = Field(None, description="Impact assessment, Art. 35.")
    children: Answered[Truth] = Field(None, description="Does it concern children?")
    information_society_service: Answered[Truth] = Field(
        None, description="Is an online service offered directly to a child, Art. 8(1)?"
    )
    cookies: Answered[Cookies] = Field(None, description="strictly-necessary or consent.")
    exemption: Answered[Exemption] = Field(None, description="Exemption claimed, Art. 30(5).")
    data_sets: Answered[Several[DataSet]] = Field(None, description="Which data about whom.")
    notes: OptText = Field(None, description="Free text, shown in the internal record only.")
    links: Several[Link] = Field(None, description="Documents.")

    @property
    def is_processor(self) -> bool:
        """Does it belong in the processor's record, Art. 30(2)?"""
        return self.role == "processor"
