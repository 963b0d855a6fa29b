"""1xx, first part: who keeps the controller's record, Art. 30(1)(a)."""

from collections.abc import Iterator
from typing import Any

from ropa.findings import Severity
from ropa.law.countries import eea_as_of, is_third_country
from ropa.model.part import NoneStated, NotApplicable
from ropa.model.party import Joint, Organisation, Person
from ropa.model.record import Record
from ropa.rules.answers import has_words, is_open, named_and_reachable, reachable, reasoned
from ropa.rules.rule import Miss, miss, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def keeps_controller_record(record: Record) -> bool:
    """Is there a controller's part to this record? An empty register is read as one."""
    return not record.activities or any(not a.is_processor for a in record.activities)


def keepers_unread(record: Record) -> bool:
    """May somebody keep this record who was not read, or not be known from what was?"""
    lost = record.lost
    return lost.some_of("organisations") or bool(lost and record.register.organisations)


def controllers_of(record: Record) -> dict[str, Organisation]:
    """Who keeps the record, and whom its activities name as their controllers."""
    named = {
        key
        for activity in record.activities
        if isinstance(activity.controllers, tuple) and not activity.is_processor
        for key in activity.controllers
    }
    organisations = record.register.organisations.items()
    return {key: o for key, o in organisations if key in record.keepers or key in named}


@rule(
    "ROPA101", "controller-name-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Give the legal name of the controller under `organisations`.",
    silent="It does not ask for a registration number, which is good practice and no duty. The "
    "name of a sole trader is that person's.",
)  # fmt: skip
def controller_name_missing(record: Record) -> Iterator[Miss]:
    """No controller is named.

    The record holds the name of the controller. A natural person who is a controller is named by
    the person's name.
    """
    if not keeps_controller_record(record):
        return
    controllers = controllers_of(record)
    if not controllers and not keepers_unread(record):
        yield miss("organisations")
    for key, organisation in controllers.items():
        if not has_words(organisation.name):
            yield miss("organisations", key, "name")


@rule(
    "ROPA102", "controller-contact-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Give an e-mail address, a telephone number or a postal address under `contact`.",
    silent="One channel is enough: an address, an e-mail address or a telephone number.",
)  # fmt: skip
def controller_contact_missing(record: Record) -> Iterator[Miss]:
    """The controller {organisation} has no contact details.

    The record holds the controller's contact details. Any channel will do by which the controller
    can be reached; a website alone is none.
    """
    if keeps_controller_record(record):
        for key, organisation in controllers_of(record).items():
            if not reachable(organisation.contact):
                yield miss("organisations", key, "contact", organisation=organisation.name or key)


@rule(
    "ROPA103", "joint-controller-undetermined", WARNING, "GDPR Art. 30(1)(a), 26(1)",
    role="controller",
    fix="Answer `joint`: `none`, or the arrangement; in the register, or for each activity.",
    silent="Silent with one controller, and where `joint` is answered for the register or for "
    "each activity, with `none` too.",
)  # fmt: skip
def joint_controller_undetermined(record: Record) -> Iterator[Miss]:
    """Several controllers share this record, and whether they are joint controllers is not said.

    Where two or more controllers jointly determine purposes and means, the record names the joint
    controller (CJEU C-210/16, C-40/17). Companies that only share a register answer `none`, or
    name one controller for each activity.
    """
    register, several = record.register, len(record.keepers) > 1
    if not is_open(register.joint) or record.lost.has("joint", ""):
        return
    shared = several and not record.activities
    for place, activity in zip(record.places, record.activities, strict=True):
        if activity.is_processor or not is_open(activity.joint):
            continue
        if not isinstance(activity.controllers, tuple):
            shared = shared or several
        elif len(activity.controllers) > 1:
            yield miss("activities", place, "controllers")
    if shared:
        asked = "joint" if register.joint else "controllers" if register.controllers else None
        yield miss(asked or "organisations")


def _lacks_other(joint: Joint, together: int, record: Record) -> bool:
    """Is no other controller named, or one without name or contact details?

    Those that are controllers of the record or of an activity are asked about by ROPA101 and 102.
    """
    if not joint.with_:
        return together < 2 and not record.lost
    asked = controllers_of(record)
    others = [record.register.organisations.get(key) for key in joint.with_ if key not in asked]
    if record.lost.some_of("organisations"):
        others = [other for other in others if other]
    return any(o is None or not has_words(o.name) or not reachable(o.contact) for o in others)


@rule(
    "ROPA104", "joint-controller-details-missing", ERROR, "GDPR Art. 30(1)(a)", role="controller",
    fix="Name the joint controllers under `controllers`, or under `with` in `joint`, with contact details.",
    silent="Silent where `joint` is `none`, or where every joint controller has a name and a way "
    "to be reached.",
)  # fmt: skip
def joint_controller_details_missing(record: Record) -> Iterator[Miss]:
    """Joint controllership is stated, and the other controller's name or contact details are not.

    The record holds the name and contact details of the joint controller, also where the law lays
    down the roles.
    """
    together = {
        place: len(a.controllers) if isinstance(a.controllers, tuple) else len(record.keepers)
        for place, a in zip(record.places, record.activities, strict=True)
        if not a.is_processor
    }
    joint = record.register.joint
    if isinstance(joint, Joint):
        if _lacks_other(joint, max([len(record.keepers), *together.values()]), record):
            yield miss("joint")
    for place, activity in zip(record.places, record.activities, strict=True):
        if isinstance(activity.joint, Joint) and place in together:
            if _lacks_other(activity.joint, together[place], record):
                yield miss("activities", place, "joint")


def needs_representative(organisation: Organisation) -> bool:
    """Is this a controller or processor that Art. 27 may concern?

    Public authorities and bodies are exempt, Art. 27(2)(b).
    """
    return is_third_country(organisation.country) and organisation.type != "public-authority"


@rule(
    "ROPA105", "representative-missing", ERROR, "GDPR Art. 30(1)(a), 27(1), 3(2)",
    fix="Name the representative with contact details, or answer `none` with the reason under Art. 27(2)."
    " The list of EEA members is as of {as_of}, and not verified at its source.",
    variants={"details": "A representative is stated, and the name or the contact details are not."},
    silent="Silent for organisations in the EEA, and where `representative` says who it is or "
    "why none is needed.",
)  # fmt: skip
def representative_missing(record: Record) -> Iterator[Miss]:
    """{organisation} is established outside the EEA, and no representative is named.

    A controller or processor that is not established in the Union and is subject to the GDPR under
    Art. 3(2) designates a representative, unless Art. 27(2) applies; the record names it. One with
    an establishment in the Union (Art. 3(1)) answers with that reason.
    """
    general, as_of = record.register.representative, eea_as_of()
    citation = "" if keeps_controller_record(record) else "GDPR Art. 30(2)(a), 27(1), 3(2)"
    facts: dict[str, Any] = {"citation": citation, "as_of": as_of}
    if isinstance(general, Person) and not named_and_reachable(general):
        yield miss("representative", variant="details", **facts)
    for key, organisation in record.keepers.items():
        own = organisation.representative
        if isinstance(own, Person) and not named_and_reachable(own):
            yield miss("organisations", key, "representative", variant="details", **facts)
        elif needs_representative(organisation):
            answer = own or general
            unread = own is None and record.lost.has("representative", "")
            if not isinstance(answer, Person) and not reasoned(answer) and not unread:
                name = organisation.name or key
                yield miss("organisations", key, "country", organisation=name, **facts)


def dpo_unanswered(record: Record) -> Iterator[Miss]:
    """Where the data protection officer of those who keep the record is not answered, once each.

    That there is none is an answer with a reason only.
    """
    general = record.register.dpo
    own: list[tuple[str, Any]] = [(key, o.dpo) for key, o in record.keepers.items()]
    for key, answer in own:
        if answer is not None and not isinstance(answer, Person) and not reasoned(answer):
            yield _dpo_miss(answer, "organisations", key, "dpo")
    nobody = not own and not keepers_unread(record)
    if nobody or any(answer is None for _, answer in own):
        if not isinstance(general, Person) and not reasoned(general):
            yield _dpo_miss(general, "dpo")


def _dpo_miss(answer: Any, *route: str) -> Miss:
    bare = isinstance(answer, (NoneStated, NotApplicable))
    word = "none" if isinstance(answer, NoneStated) else "not_applicable"
    return miss(*route, variant="bare" if bare else "", key="dpo", answer=word)


@rule(
    "ROPA106", "dpo-undetermined", WARNING, "GDPR Art. 30(1)(a), 37(1)", role="controller",
    fix="Name the data protection officer under `dpo`, or answer `none` with the reason.",
    variants={"bare": "The data protection officer is answered `{answer}`, without the reason."},
    silent="`{none: reason}` is an answer, and so is an officer.",
)  # fmt: skip
def dpo_undetermined(record: Record) -> Iterator[Miss]:
    """Whether there is a data protection officer is not answered.

    The record names the data protection officer where there is one. That none is designated is an
    answer too, with the reason why Art. 37(1) does not ask for one.
    """
    if keeps_controller_record(record):
        yield from dpo_unanswered(record)


@rule(
    "ROPA107", "dpo-details-missing", ERROR, "GDPR Art. 30(1)(a)",
    fix="Give the name and the contact details of the data protection officer.",
    silent="Silent where name and contact details are stated. A mailbox alone is enough for a "
    "notice, but not for the record.",
)  # fmt: skip
def dpo_details_missing(record: Record) -> Iterator[Miss]:
    """A data protection officer is designated, and the record lacks the name or contact details.

    A published notice may do with contact details (Art. 13(1)(b)); the record needs the name too.
    """
    citation = "" if keeps_controller_record(record) else "GDPR Art. 30(2)(a)"
    if isinstance(record.register.dpo, Person) and not named_and_reachable(record.register.dpo):
        yield miss("dpo", citation=citation)
    for key, organisation in record.register.organisations.items():
        if isinstance(organisation.dpo, Person) and not named_and_reachable(organisation.dpo):
            yield miss("organisations", key, "dpo", citation=citation)


FAMILY = (
    controller_name_missing,
    controller_contact_missing,
    joint_controller_undetermined,
    joint_controller_details_missing,
    representative_missing,
    dpo_undetermined,
    dpo_details_missing,
)
