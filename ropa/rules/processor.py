"""2xx: the processor's record, Art. 30(2)(a)-(d)."""

from collections.abc import Iterator
from dataclasses import replace

from ropa.findings import Severity
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.rules.answers import has_words, is_open, reachable, stated
from ropa.rules.parties import (
    dpo_unanswered,
    keepers_unread,
    keeps_controller_record,
    needs_representative,
)
from ropa.rules.protection import security_missing, sure_of_security
from ropa.rules.rule import Miss, miss, miss_in_definition, rule
from ropa.rules.transfers import transfers_answered, undocumented_49, without_destination

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(
    "ROPA201", "processor-identity-missing", ERROR, "GDPR Art. 30(2)(a)", role="processor",
    fix="Give the processor's legal name and a contact under `organisations`.",
    silent="One channel is enough: an address, an e-mail address or a telephone number.",
)  # fmt: skip
def processor_identity_missing(record: Record) -> Iterator[Miss]:
    """The processor that keeps this record lacks a name or contact details.

    The record holds the name and contact details of the processor. Where the same record is a
    controller's too, ROPA101 and ROPA102 ask for them.
    """
    if keeps_controller_record(record):
        return
    if not record.keepers and not keepers_unread(record):
        yield miss("organisations")
    for key, organisation in record.keepers.items():
        if not has_words(organisation.name):
            yield miss("organisations", key, "name")
        elif not reachable(organisation.contact):
            yield miss("organisations", key, "contact")


@rule(
    "ROPA202", "controllers-not-listed", ERROR, "GDPR Art. 30(2)(a)", role="processor",
    fix="List each controller by id, with contact details, or refer to a customer register with its date.",
    variants={
        "details": "The controller {organisation} lacks a name or contact details.",
        "undated": "“{words}” is referred to for the controllers, and not as of which date.",
    },
    silent="A list of customers that is kept elsewhere is accepted, if its place and its date "
    "are stated.",
)  # fmt: skip
def controllers_not_listed(activity: Activity, record: Record) -> Iterator[Miss]:
    """The controllers on whose behalf the data are processed are not listed.

    The record holds the name and contact details of each controller on behalf of which the
    processor is acting; “customers” is not a name. A reference to a dated customer register is
    accepted; without a date it is a warning.
    """
    principals = activity.on_behalf_of
    if not isinstance(principals, tuple) or not principals:
        yield miss("on_behalf_of")
        return
    for index, principal in enumerate(principals):
        key = principal.organisation or ""
        organisation = record.register.organisations.get(key)
        if has_words(principal.source):
            if principal.date is None:
                words = principal.source
                yield miss("on_behalf_of", index, variant="undated", severity=WARNING, words=words)
        elif not key:
            yield miss("on_behalf_of", index)
        elif organisation:
            named = has_words(organisation.name)
            if not named or not reachable(organisation.contact):
                route = "organisations", key, "contact" if named else "name"
                name = organisation.name or key
                yield miss_in_definition(*route, variant="details", organisation=name)


@rule(
    "ROPA203", "processing-categories-missing", ERROR, "GDPR Art. 30(2)(b)", role="processor",
    fix="Say under `processing` what is done for the controllers: hosting, backup, support, …",
    silent="One set of categories may hold for all controllers.",
)  # fmt: skip
def processing_categories_missing(activity: Activity) -> Iterator[Miss]:
    """No category of processing carried out on behalf of the controllers is stated.

    The record holds the categories of processing carried out on behalf of each controller. A
    uniform service has one set for all of them.
    """
    if not stated(activity.processing):
        yield miss("processing")


@rule(
    "ROPA204", "processor-applicability-undetermined", WARNING, "GDPR Art. 30(2)(a), (c), 27, 37",
    role="processor",
    fix="Answer `{key}`: `none`, or the details; transfers include those to sub-processors.",
    variants={"bare": "`{key}` is answered `{answer}`, without the reason."},
    silent="`none` is an answer for representatives and transfers; for the officer it needs a "
    "reason.",
)  # fmt: skip
def processor_applicability_undetermined(record: Record) -> Iterator[Miss]:
    """Whether `{key}` applies to this processing is not answered.

    The record holds the data protection officer, the representatives of processor and controllers,
    and transfers to third countries, where there are any.
    """
    principals: dict[str, None] = {}
    for place, activity in zip(record.places, record.activities, strict=True):
        if not activity.is_processor:
            continue
        if not transfers_answered(activity):
            yield miss(
                "activities", place, "transfers", citation="GDPR Art. 30(2)(c)", key="transfers"
            )
        if isinstance(activity.on_behalf_of, tuple):
            principals.update(dict.fromkeys(p.organisation or "" for p in activity.on_behalf_of))
    for key in principals:
        controller = record.register.organisations.get(key)
        if controller and needs_representative(controller) and is_open(controller.representative):
            citation = "GDPR Art. 30(2)(a), 27"
            yield miss("organisations", key, "country", citation=citation, key="representative")
    if not keeps_controller_record(record):  # else ROPA106 asks
        for missed in dpo_unanswered(record):
            yield replace(missed, citation="GDPR Art. 30(2)(a), 37")


@rule(
    "ROPA205", "processor-transfer-incomplete", ERROR, "GDPR Art. 30(2)(c), 49(6)",
    role="processor",
    fix="Give `country` or `organisation`; for Art. 49(1) second subparagraph, `assessment` and `safeguards`.",
    silent="Silent where the country stands with the transfer, with its recipient, or in its "
    "words.",
)  # fmt: skip
def processor_transfer_incomplete(activity: Activity, record: Record) -> Iterator[Miss]:
    """A transfer is stated without its destination, or without what Art. 49(6) asks for.

    The record identifies the third country or international organisation, and documents the
    safeguards of transfers under the second subparagraph of Art. 49(1).
    """
    for index in without_destination(activity, record):
        yield miss("transfers", index)
    for index in undocumented_49(activity):
        yield miss("transfers", index, "mechanism")


@rule(
    "ROPA206", "processor-security-missing", WARNING, "GDPR Art. 30(2)(d), 32(1)",
    role="processor",
    fix="Describe at least one concrete measure: access control, encryption, backup, testing, …",
    silent="One measure in concrete terms is enough, at the activity or in the defaults.",
)  # fmt: skip
def processor_security_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """No security measure is described in concrete terms.

    Where possible, the processor's record holds a general description of the measures under
    Art. 32(1). “Appropriate technical and organisational measures” describes none.
    """
    if security_missing(activity, record):
        yield miss("security_measures", confidence=sure_of_security(activity))


FAMILY = (
    processor_identity_missing,
    controllers_not_listed,
    processing_categories_missing,
    processor_applicability_undetermined,
    processor_transfer_incomplete,
    processor_security_missing,
)
