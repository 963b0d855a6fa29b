"""1xx: the controller's record, Art. 30(1)(a)-(g)."""

from collections.abc import Iterator

from ropa.findings import Severity
from ropa.law.countries import is_third_country
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.part import NoneStated
from ropa.model.party import Joint, Person
from ropa.model.record import Record
from ropa.rules.answers import (
    answered_none,
    has_phrase,
    has_words,
    in_sets,
    is_open,
    is_vague,
    names,
    normal,
    reasoned,
    stated,
    texts,
    words_of,
)
from ropa.rules.rule import Miss, miss, rule

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def keeps_controller_record(record: Record) -> bool:
    """Is there a controller's part to this record? An empty register is read as one."""
    return not record.activities or any(not a.is_processor for a in record.activities)


@rule(
    "ROPA101", "controller-name-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Give the legal name of the controller under `organisations`.",
)  # fmt: skip
def controller_name_missing(record: Record) -> Iterator[Miss]:
    """No controller is named.

    The record holds the name of the controller. A natural person who is a controller is named by
    the person's name.
    """
    if not keeps_controller_record(record):
        return
    if not record.keepers:
        yield miss("organisations")
    for key, organisation in record.keepers.items():
        if not has_words(organisation.name):
            yield miss("organisations", key, "name")


@rule(
    "ROPA102", "controller-contact-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Give an e-mail address, a telephone number or a postal address under `contact`.",
)  # fmt: skip
def controller_contact_missing(record: Record) -> Iterator[Miss]:
    """The controller {organisation} has no contact details.

    The record holds the controller's contact details. Any channel will do by which the controller
    can be reached.
    """
    if keeps_controller_record(record):
        for key, organisation in record.keepers.items():
            if not (organisation.contact and organisation.contact.reachable):
                yield miss("organisations", key, "contact", organisation=organisation.name or key)


@rule(
    "ROPA103", "joint-controller-undetermined", WARNING, "GDPR Art. 30(1)(a), 26(1)",
    role="controller",
    fix="Answer `joint`: `none`, or the arrangement; in the register, or for each activity.",
)  # fmt: skip
def joint_controller_undetermined(record: Record) -> Iterator[Miss]:
    """Several controllers share this record, and whether they are joint controllers is not said.

    Where two or more controllers jointly determine purposes and means, the record names the joint
    controller (CJEU C-210/16, C-40/17). Companies that only share a register answer `none`.
    """
    if not is_open(record.register.joint):
        return
    mine = [a for a in record.activities if not a.is_processor]
    if len(record.keepers) > 1 and (not mine or any(is_open(a.joint) for a in mine)):
        yield miss("joint" if record.register.joint else "controllers")
    for place, activity in zip(record.places, record.activities, strict=True):
        several = isinstance(activity.controllers, tuple) and len(activity.controllers) > 1
        if several and not activity.is_processor and is_open(activity.joint):
            yield miss("activities", place, "controllers")


def _joint_named(joint: Joint, record: Record, together: tuple[str, ...]) -> bool:
    """Is another controller named beside the keeper, and each of them with contact details?"""
    organisations = record.register.organisations
    others = [organisations.get(key) for key in joint.with_ or together[1:]]
    return bool(others) and all(
        o is not None and has_words(o.name) and o.contact is not None and o.contact.reachable
        for o in others
    )


def _together(answer: object, record: Record) -> tuple[str, ...]:
    """The ids of the controllers that an answer to `controllers` names, else the keepers."""
    return answer if isinstance(answer, tuple) and answer else tuple(record.keepers)


@rule(
    "ROPA104", "joint-controller-details-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Name the joint controllers under `controllers`, or under `joint: {with: […]}`, with contact details.",
)  # fmt: skip
def joint_controller_details_missing(record: Record) -> Iterator[Miss]:
    """Joint controllership is stated, and the other controller's name or contact details are not.

    The record holds the name and contact details of the joint controller, also where the law lays
    down the roles.
    """
    joint = record.register.joint
    if isinstance(joint, Joint):
        groups = [_together(a.controllers, record) for a in record.activities]
        widest = max([tuple(record.keepers), *groups], key=len)
        if not _joint_named(joint, record, widest):
            yield miss("joint")
    for place, activity in zip(record.places, record.activities, strict=True):
        own = activity.joint
        if isinstance(own, Joint) and not activity.is_processor:
            if not _joint_named(own, record, _together(activity.controllers, record)):
                yield miss("activities", place, "joint")


@rule(
    "ROPA105", "representative-missing", ERROR, "GDPR Art. 30(1)(a), 27(1), 3(2)",
    fix="Name the representative, or answer `representative: {none: …}` with the reason under Art. 27(2).",
)  # fmt: skip
def representative_missing(record: Record) -> Iterator[Miss]:
    """{organisation} is established outside the EEA, and no representative is named.

    A controller or processor that is not established in the Union and is subject to the GDPR under
    Art. 3(2) designates a representative, unless Art. 27(2) applies; the record names it. One with
    an establishment in the Union (Art. 3(1)) answers with that reason.
    """
    for key, organisation in record.keepers.items():
        if not is_third_country(organisation.country):
            continue
        answer = organisation.representative or record.register.representative
        if not reasoned(answer) and not (isinstance(answer, Person) and has_words(answer.name)):
            yield miss("organisations", key, "country", organisation=organisation.name or key)


@rule(
    "ROPA106", "dpo-undetermined", WARNING, "GDPR Art. 30(1)(a), 37(1)", role="controller",
    fix="Name the data protection officer under `dpo`, or answer `dpo: {none: …}` with the reason.",
)  # fmt: skip
def dpo_undetermined(record: Record) -> Iterator[Miss]:
    """Whether there is a data protection officer is not answered.

    The record names the data protection officer where there is one. That none is designated is an
    answer too, with the reason why Art. 37(1) does not ask for one.
    """
    if not keeps_controller_record(record):
        return
    answer = record.register.dpo
    if any(is_open(o.dpo) for o in record.keepers.values()) or not record.keepers:
        if is_open(answer) or (isinstance(answer, NoneStated) and not reasoned(answer)):
            yield miss("dpo")


@rule(
    "ROPA107", "dpo-details-missing", ERROR, "GDPR Art. 30(1)(a)",
    fix="Give the name and the contact details of the data protection officer.",
)  # fmt: skip
def dpo_details_missing(record: Record) -> Iterator[Miss]:
    """A data protection officer is designated, and the record lacks the name or contact details.

    A published notice may do with contact details (Art. 13(1)(b)); the record needs the name too.
    """
    organisations = record.register.organisations.items()
    answers = [(("organisations", key, "dpo"), o.dpo) for key, o in organisations]
    for route, dpo in [(("dpo",), record.register.dpo), *answers]:
        if isinstance(dpo, Person):
            reachable = dpo.contact is not None and dpo.contact.reachable
            if not has_words(dpo.name) or not reachable:
                yield miss(*route)


@rule(
    "ROPA108", "purpose-missing", ERROR, "GDPR Art. 30(1)(b)", role="controller",
    fix="State why the data are processed, not what is done with them.",
)  # fmt: skip
def purpose_missing(activity: Activity) -> Iterator[Miss]:
    """No purpose is stated.

    The record holds the purposes of the processing.
    """
    if not stated(activity.purposes):
        yield miss("purposes")


@rule(
    "ROPA109", "purpose-vague", WARNING, "GDPR Art. 30(1)(b), 5(1)(b)", role="controller",
    fix="Say what is aimed at, and for whom: “answer customers' questions about invoices”.",
)  # fmt: skip
def purpose_vague(activity: Activity) -> Iterator[Miss]:
    """The purpose “{words}” does not let a reader judge whether the data are necessary for it.

    Purposes are specified and explicit. A title, the name of the activity or a single general word
    is not a purpose. Read from word lists: a hint, not a judgement.
    """
    own = {normal(text) for text in texts(activity.name)}
    for index, text in names(activity.purposes):
        if text not in phrases("purpose_allowed") and (text in own or is_vague(text, "purpose")):
            yield miss("purposes", index, words=text)


@rule(
    "ROPA110", "data-subjects-missing", ERROR, "GDPR Art. 30(1)(c)", role="controller",
    fix="List the categories of data subjects: customers, employees, applicants, …",
)  # fmt: skip
def data_subjects_missing(activity: Activity) -> Iterator[Miss]:
    """No category of data subjects is stated.

    The record describes the categories of data subjects.
    """
    if not stated(activity.data_subjects) and not in_sets(activity, "data_subjects"):
        yield miss("data_subjects")


def _vague(activity: Activity, field: str) -> Iterator[Miss]:
    for index, text in names(getattr(activity, field)):
        if is_vague(text, field) or has_phrase(f" {text}", "and_so_on"):
            yield miss(field, index, words=text)


@rule(
    "ROPA111", "data-subjects-vague", WARNING, "GDPR Art. 30(1)(c)", role="controller",
    fix="Name the groups that are known.",
)  # fmt: skip
def data_subjects_vague(activity: Activity) -> Iterator[Miss]:
    """“{words}” does not say which categories of data subjects.

    A catch-all is only an answer together with the groups that are known. Read from word lists: a
    hint, not a judgement.
    """
    yield from _vague(activity, "data_subjects")


@rule(
    "ROPA112", "data-categories-missing", ERROR, "GDPR Art. 30(1)(c)", role="controller",
    fix="List the categories of personal data.",
)  # fmt: skip
def data_categories_missing(activity: Activity) -> Iterator[Miss]:
    """No category of personal data is stated.

    The record describes the categories of personal data.
    """
    if not stated(activity.personal_data) and not in_sets(activity, "personal_data"):
        yield miss("personal_data")


@rule(
    "ROPA113", "data-categories-vague", WARNING, "GDPR Art. 30(1)(c), 5(1)(c)", role="controller",
    fix="Name the categories, or for unstructured content what it typically holds.",
)  # fmt: skip
def data_categories_vague(activity: Activity) -> Iterator[Miss]:
    """“{words}” does not say which categories of personal data.

    Whether data are limited to what is necessary cannot be seen from a catch-all. Read from word
    lists: a hint, not a judgement.
    """
    yield from _vague(activity, "personal_data")


@rule(
    "ROPA114", "data-subject-coupling-missing", NOTE, "GDPR Art. 30(1)(c)-(d)", role="controller",
    fix="Pair them under `data_sets`, or confirm with `applies_to: all`.",
)  # fmt: skip
def data_subject_coupling_missing(activity: Activity) -> Iterator[Miss]:
    """Several categories of data and of data subjects, and not which data concern whom.

    Good practice: the Danish authority (guidance of 2020) asks for a clear link between the
    categories of data and those of data subjects and recipients.
    """
    subjects, data = activity.data_subjects, activity.personal_data
    several = isinstance(subjects, tuple) and isinstance(data, tuple)
    if several and len(subjects or ()) > 1 and len(data or ()) > 1:
        if not activity.data_sets and not activity.applies_to:
            yield miss("personal_data")


@rule(
    "ROPA115", "recipients-missing", ERROR, "GDPR Art. 30(1)(d)", role="controller",
    fix="List the recipients or their categories, or answer `recipients: none`.",
)  # fmt: skip
def recipients_missing(activity: Activity) -> Iterator[Miss]:
    """Nothing is said of recipients.

    The record holds the categories of recipients to whom the data have been or will be disclosed.
    Processors are recipients (Art. 4(9)), the controller's own staff are not. `none` is an answer.
    """
    answered = answered_none(activity.recipients) or stated(activity.recipients)
    if not answered and not stated(activity.processors) and not in_sets(activity, "recipients"):
        yield miss("recipients")


@rule(
    "ROPA116", "recipients-vague", WARNING, "GDPR Art. 30(1)(d)", role="controller",
    fix="Say in what role and sector they are, and name them where they are known.",
)  # fmt: skip
def recipients_vague(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” does not say what kind of recipients.

    A category is lawful in the record; “third parties” is none. On access the recipients
    themselves are named (Art. 15(1)(c), CJEU C-154/21). Read from word lists: a hint.
    """
    vague = [
        (route, text)
        for route, recipient in record.receivers(activity)
        for text in map(normal, texts(recipient.name))
        if is_vague(text, "recipients")
    ]
    if vague and len(vague) == len(list(record.receivers(activity))):
        for route, text in vague:
            yield miss(*route, words=text)


@rule(
    "ROPA117", "transfers-undetermined", WARNING, "GDPR Art. 30(1)(e)", role="controller",
    fix="Answer `transfers: none`, or list country and mechanism of each.",
)  # fmt: skip
def transfers_undetermined(activity: Activity) -> Iterator[Miss]:
    """Whether data are transferred to a third country is not answered.

    The record holds transfers to third countries and international organisations, where there are
    any. `none` is an answer.
    """
    if not answered_none(activity.transfers) and not isinstance(activity.transfers, tuple):
        yield miss("transfers")
    elif activity.transfers == ():
        yield miss("transfers")


def without_destination(activity: Activity, record: Record) -> Iterator[int]:
    """The transfers of an activity for which neither country nor organisation is stated."""
    if isinstance(activity.transfers, tuple):
        for index, transfer in enumerate(activity.transfers):
            recipient = record.register.recipients.get(transfer.recipient or "")
            country = transfer.country or (recipient.country if recipient else None)
            if not country and not has_words(transfer.organisation):
                yield index


@rule(
    "ROPA118", "transfer-destination-missing", ERROR, "GDPR Art. 30(1)(e)", role="controller",
    fix="Give the `country` as a two-letter code, or the international `organisation`.",
)  # fmt: skip
def transfer_destination_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """A transfer is stated without the third country or international organisation.

    The record identifies the third country or international organisation.
    """
    for index in without_destination(activity, record):
        yield miss("transfers", index)


def undocumented_49(activity: Activity) -> Iterator[int]:
    """The transfers under Art. 49(1), second subparagraph, without assessment or safeguards."""
    if isinstance(activity.transfers, tuple):
        for index, transfer in enumerate(activity.transfers):
            documented = has_words(transfer.assessment) and has_words(transfer.safeguards)
            if transfer.mechanism == "compelling-interests" and not documented:
                yield index


@rule(
    "ROPA119", "art49-safeguards-undocumented", ERROR,
    "GDPR Art. 30(1)(e), 49(1) second subparagraph, 49(6)", role="controller",
    fix="Give the `assessment` and the suitable `safeguards`.",
)  # fmt: skip
def art49_safeguards_undocumented(activity: Activity) -> Iterator[Miss]:
    """A transfer for compelling legitimate interests lacks its assessment or safeguards.

    For transfers under the second subparagraph of Art. 49(1) the record holds the documentation of
    suitable safeguards, and under Art. 49(6) the assessment too.
    """
    for index in undocumented_49(activity):
        yield miss("transfers", index, "mechanism")


@rule(
    "ROPA120", "erasure-limit-missing", WARNING, "GDPR Art. 30(1)(f), 5(1)(e)", role="controller",
    fix="Give a period, an event or criteria for each category, or the reason why it is not possible.",
)  # fmt: skip
def erasure_limit_missing(activity: Activity) -> Iterator[Miss]:
    """No time limit for erasure is stated, and no reason why that is not possible.

    Where possible, the record holds the envisaged time limits for erasure of the different
    categories of data. `{none: reason}` says why it is not.
    """
    answered = stated(activity.retention) or reasoned(activity.retention)
    if not answered and not in_sets(activity, "retention"):
        yield miss("retention")


def security_missing(activity: Activity, record: Record) -> bool:
    """Is no security measure described, or only in the words of the law?"""
    measures = activity.security_measures
    if not isinstance(measures, tuple):
        return not reasoned(measures)
    named = [record.register.security_measures.get(str(m.name), m) for m in measures]
    described = [text for m in named for text in texts(words_of(m)) if has_words(text)]
    return all(has_phrase(normal(text), "security") for text in described)


@rule(
    "ROPA121", "security-description-missing", WARNING, "GDPR Art. 30(1)(g), 32(1)",
    role="controller",
    fix="Describe at least one concrete measure: access control, encryption, backup, testing, …",
)  # fmt: skip
def security_description_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """No security measure is described in concrete terms.

    Where possible, the record holds a general description of the measures under Art. 32(1).
    “Appropriate technical and organisational measures” repeats the law and describes none.
    """
    if security_missing(activity, record):
        yield miss("security_measures")


FAMILY = (
    controller_name_missing,
    controller_contact_missing,
    joint_controller_undetermined,
    joint_controller_details_missing,
    representative_missing,
    dpo_undetermined,
    dpo_details_missing,
    purpose_missing,
    purpose_vague,
    data_subjects_missing,
    data_subjects_vague,
    data_categories_missing,
    data_categories_vague,
    data_subject_coupling_missing,
    recipients_missing,
    recipients_vague,
    transfers_undetermined,
    transfer_destination_missing,
    art49_safeguards_undocumented,
    erasure_limit_missing,
    security_description_missing,
)
