"""A register: who keeps it, the lists that it points into, and its processing activities."""

from typing import Annotated

from pydantic import Field, SkipValidation

from ropa.model.activity import Activity, DataCategory, Exemption, Measure
from ropa.model.lawfulness import Consent
from ropa.model.part import Answered, Item, Part, Several
from ropa.model.party import Joint, Organisation, Person, Recipient
from ropa.model.values import (
    Count,
    Form,
    Id,
    OptCountry,
    OptDate,
    OptId,
    OptText,
    OptUrl,
    OptWord,
    Text,
    closed,
)

FormatVersion = Annotated[str, Form(closed(("1",)).read, enum=[1])]


class System(Item):
    """A system in which data are processed."""

    location: OptText = Field(None, description="Where it is: a country code or a place.")
    recipient: OptId = Field(None, description="Id of the recipient that runs it.")


class Notice(Part):
    """The privacy notice that goes with the register, Art. 13 and 14."""

    title: OptText = Field(None, description="What it is called.")
    url: OptUrl = Field(None, description="Where it is.")
    date: OptDate = Field(None, description="Its date.")
    purposes: Several[Text] = Field(None, description="The purposes it states, in its words.")


class Register(Part):
    """A record of processing activities, Art. 30, as written."""

    ropa: FormatVersion = Field(description="Format version.")
    title: OptText = Field(None, description="Title of the register.")
    language: OptWord = Field(None, description="Language of its texts, BCP 47.")
    jurisdiction: OptCountry = Field(None, description="Whose national law and authority.")
    version: OptWord = Field(None, description="Version of the register.")
    updated: OptDate = Field(None, description="When it was last updated.")
    employees: Answered[Count] = Field(None, description="Number of employees, for Art. 30(5).")
    organisations: dict[Id, Organisation] = Field({}, description="Who keeps this record.")
    controllers: Answered[Several[Id]] = Field(None, description="Ids of the controllers.")
    joint: Answered[Joint] = Field(None, description="Joint controllership, Art. 26.")
    representative: Answered[Person] = Field(None, description="Representative, Art. 27.")
    dpo: Answered[Person] = Field(None, description="Data protection officer, Art. 37.")
    processor_record: OptText = Field(
        None, description="Where the record as processor is, if not here, Art. 30(2)."
    )
    consent: Consent | None = Field(
        None, description="How consent is withdrawn and recorded, where no basis says so."
    )
    objection: OptText = Field(
        None, description="How to object to direct marketing, where no purpose says so."
    )
    notice: Notice | None = Field(None, description="The privacy notice, Art. 13 and 14.")
    exemption: Answered[Exemption] = Field(
        None, description="Why there is nothing to record, Art. 30(5)."
    )
    defaults: SkipValidation[Activity | None] = Field(
        None, description="What activities have unless they say else."
    )
    recipients: dict[Id, Recipient] = Field({}, description="Recipients to point to, by id.")
    systems: dict[Id, System] = Field({}, description="Systems to point to, by id.")
    security_measures: dict[Id, Measure] = Field({}, description="Measures to point to, by id.")
    data_categories: dict[Id, DataCategory] = Field({}, description="Data to point to, by id.")
    activities: SkipValidation[tuple[Activity, ...]] = Field(
        (), description="The processing activities."
    )
