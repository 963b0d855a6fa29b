"""Who acts: organisations, their contact points, recipients and processors, and transfers to them.

Art. 30(1)(a), (d), (e); Art. 30(2)(a), (c); Art. 26-28; Chapter V.
"""

from typing import Annotated

from pydantic import Field

from ropa.model.lawfulness import Basis
from ropa.model.part import Answered, Item, Part, Several, Worded
from ropa.model.values import (
    Id,
    OptCount,
    OptCountry,
    OptDate,
    OptEmail,
    OptId,
    OptText,
    OptTruth,
    OptUrl,
    OptWord,
    closed,
)
from ropa.model.vocabulary import (
    AUTHORISATIONS,
    COUNTRIES,
    KINDS,
    MECHANISM_ARTICLES,
    MECHANISMS,
    ORGANISATION_TYPES,
    ROLES,
)

Kind = Annotated[str | None, closed(KINDS).optional()]
Mechanism = Annotated[
    str | None, closed(MECHANISMS, {a: m for m, a in MECHANISM_ARTICLES.items()}).optional()
]
ActsAs = Annotated[str, closed(ROLES)]
AuthorisationType = Annotated[str, closed(AUTHORISATIONS)]
OrganisationType = Annotated[str | None, closed(ORGANISATION_TYPES).optional()]


class Contact(Part):
    """A way to reach somebody: one channel is enough."""

    email: OptEmail = Field(None, description="E-mail address.")
    phone: OptWord = Field(None, description="Telephone number.")
    address: OptText = Field(None, description="Postal address.")
    website: OptUrl = Field(None, description="Web address.")


class Person(Part):
    """A data protection officer (Art. 37) or a representative (Art. 27): name and contact."""

    name: OptText = Field(None, description="Name; the record needs it.")
    contact: Contact | None = Field(None, description="Contact details.")
    mandate: OptText = Field(None, description="The written mandate (Art. 27(1)).")


class Joint(Part):
    """Joint controllership, Art. 26."""

    with_: Several[Id] = Field(
        None, alias="with", description="Ids of the organisations that are joint controllers."
    )
    arrangement: OptText = Field(None, description="Where the arrangement is (Art. 26(1)).")
    essence_available_at: OptText = Field(
        None, description="Where data subjects find its essence (Art. 26(2))."
    )
    contact_point: OptText = Field(None, description="The contact point for data subjects.")
    law: OptText = Field(None, description="The law that divides the responsibilities instead.")


class Organisation(Part):
    """A controller, or a processor that keeps this record, or somebody it acts for."""

    name: OptText = Field(None, description="Legal name, Art. 30(1)(a), 30(2)(a).")
    registration_number: OptWord = Field(None, description="Company registration number.")
    country: OptCountry = Field(None, description="Country of establishment, ISO 3166-1.")
    contact: Contact | None = Field(None, description="Contact details, Art. 30(1)(a).")
    type: OrganisationType = Field(None, description="private or public-authority.")
    acts_as: Several[ActsAs] = Field(
        None, description="controller, processor: a processor keeps a record too, Art. 30(2)."
    )
    representative: Answered[Person] = Field(None, description="Representative, Art. 27.")
    dpo: Answered[Person] = Field(None, description="Data protection officer, Art. 37.")


class Contract(Worded):
    """The contract or other legal act that binds a processor, Art. 28(3)."""

    word_key = "reference"

    type: OptText = Field(None, description="What it is: data-processing-agreement, …")
    reference: OptText = Field(None, description="Where it is kept.")
    date: OptDate = Field(None, description="When it was signed.")


class Authorisation(Worded):
    """The controller's authorisation of sub-processors, Art. 28(2)."""

    word_key = "type"

    type: AuthorisationType = Field(description="specific, or general.")
    objection: OptText = Field(None, description="How controllers are told, and may object.")
    reference: OptText = Field(None, description="Where it is kept.")
    date: OptDate = Field(None, description="When it was given.")


class Transfer(Worded):
    """A transfer to a third country or an international organisation, Art. 30(1)(e), 44-49."""

    word_key = "name"

    name: OptText = Field(None, description="The words for it.")
    recipient: OptId = Field(None, description="Id of the recipient.")
    country: OptCountry = Field(None, description="Third country, ISO 3166-1 alpha-2.")
    organisation: OptText = Field(None, description="International organisation.")
    mechanism: Mechanism = Field(None, description="What the transfer rests on.")
    module: OptText = Field(None, description="Module of the standard clauses: 1-4.")
    date: OptDate = Field(None, description="Date of the safeguard.")
    approval: OptText = Field(None, description="Approval of binding corporate rules, Art. 47.")
    tia: OptText = Field(None, description="Transfer impact assessment.")
    scope: OptText = Field(None, description="Why the adequacy decision covers it, Art. 45(3).")
    certified: OptTruth = Field(None, description="Is the recipient certified (US)?")
    listed_as: OptText = Field(None, description="Under what name it is on the list.")
    covers_hr: OptTruth = Field(None, description="Does the certification cover staff data?")
    checked: OptDate = Field(None, description="When the certification was looked up.")
    fallback: Mechanism = Field(None, description="What applies if the first falls.")
    occasional: OptTruth = Field(None, description="Is it occasional, recital 111?")
    necessity: OptText = Field(None, description="Why it is necessary, Art. 49(1).")
    assessment: OptText = Field(None, description="Assessment, Art. 49(6).")
    safeguards: OptText = Field(None, description="Suitable safeguards, Art. 49(1), 49(6).")
    authority_informed: OptDate = Field(None, description="When the authority was told.")
    subjects_informed: OptDate = Field(None, description="When data subjects were told.")
    note: OptText = Field(None, description="A remark.")
    when: OptText = Field(None, description="The condition under which it takes place.")

    @classmethod
    def of_word(cls, word: str) -> dict[str, str]:
        """A plain word is a country code (`US`), else a name."""
        return {"country": word} if word in COUNTRIES else {"name": word}


class Recipient(Item):
    """A recipient or a category of recipients, Art. 4(9), 30(1)(d); a processor is one too."""

    kind: Kind = Field(None, description="In what role it receives the data.")
    country: OptCountry = Field(None, description="Where it is, ISO 3166-1 alpha-2.")
    contact: Contact | None = Field(None, description="Contact details.")
    registration_number: OptWord = Field(None, description="Company registration number.")
    contract: Answered[Contract] = Field(None, description="Contract, Art. 28(3).")
    sub_processors: Answered[Several["Recipient"]] = Field(
        None, description="Its sub-processors, Art. 28(2), 28(4): ids or names."
    )
    authorisation: Answered[Authorisation] = Field(
        None, description="Authorisation of a sub-processor, or of those it takes, Art. 28(2)."
    )
    purpose: OptText = Field(None, description="Its own purpose, where it has one.")
    legal_basis: Basis = Field(None, description="What disclosure for that purpose rests on.")
    transfer: Transfer | None = Field(None, description="How data are transferred to it.")


class Principal(Worded):
    """Somebody a processor acts for, Art. 30(2)(a): an organisation, or a list of them kept elsewhere."""

    word_key = "organisation"

    organisation: OptId = Field(None, description="Id of the organisation.")
    source: OptText = Field(None, description="Where the list is: a customer register.")
    date: OptDate = Field(None, description="As of when.")
    count: OptCount = Field(None, description="How many controllers are on it.")
    note: OptText = Field(None, description="A remark.")
