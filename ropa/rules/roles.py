"""5xx, second part: who gets the data in which role, and on which side this record's keeper stands."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.part import NoneStated
from ropa.model.party import Recipient
from ropa.model.record import Record
from ropa.rules.answers import (
    entries,
    has_phrase,
    has_words,
    in_every_language,
    is_vague,
    normal,
    stated,
    texts,
)
from ropa.rules.claims import promise_not_to_share, remarks
from ropa.rules.engaged import is_bound, processors_of
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.texts import mentions
from ropa.rules.transfers import receiver, transfers_of

WARNING = Severity.WARNING
LIKELY, POSSIBLE = Confidence.LIKELY, Confidence.POSSIBLE


@rule(
    "ROPA505", "recipients-contradiction", WARNING, "GDPR Art. 5(2), 13(1)(e)", role="controller",
    fix="Remove the answer or the promise, or mend the list.",
    silent="Silent where the reason for `none` says that there are no others than the processors, "
    "for promises with a condition, and for sharing with processors and authorities.",
    variants={
        "transfers": "`recipients: none`, and a transfer to “{recipient}” is stated.",
        "never": "“{claim}” does not fit the recipient “{recipient}”.",
    },
)  # fmt: skip
def recipients_contradiction(activity: Activity, record: Record) -> Iterator[Miss]:
    """`recipients: none`, and the processor “{recipient}” is stated.

    A processor is a recipient (Art. 4(9)), and so is whoever a transfer goes to. Where two lines of
    a record exclude each other, one of them does not hold.
    """
    if type(activity.recipients) is tuple:
        if mentions(record, "never_shared"):
            yield from _broken_promise(activity, record)
    elif isinstance(activity.recipients, NoneStated) and not _excepts(activity.recipients):
        for _, _, meant in processors_of(activity, record):
            yield miss("recipients", recipient=meant.name)
            return
        for _, transfer in transfers_of(activity):
            to = record.register.recipients.get(receiver(transfer))
            if to and to.kind not in ("internal", "data-subject"):
                if transfer.mechanism != "not-a-transfer":
                    yield miss("recipients", variant="transfers", recipient=to.name)
                    return


def _excepts(answer: NoneStated) -> bool:
    """Does the reason say that there is nobody beside the processors?"""
    said = [f"{normal(text)} " for text in texts(answer.none)]
    return any(has_phrase(text, "none_else") or has_phrase(text, "processors") for text in said)


def _broken_promise(activity: Activity, record: Record) -> Iterator[Miss]:
    """A promise never to share, beside a recipient that decides for itself what to do with data."""
    promise = ""
    for _, recipient in record.receivers(activity):
        for text in (*texts(recipient.name), *texts(recipient.note)):
            promise = promise or promise_not_to_share(text)
    for _, text in remarks(activity):
        promise = promise or promise_not_to_share(text)
    if not promise:
        return
    for route, recipient in record.receivers(activity):
        if is_outsider(recipient):
            yield miss(
                *route, variant="never", confidence=LIKELY, claim=promise, recipient=recipient.name
            )
            return


def is_outsider(recipient: Recipient) -> bool:
    """Is this somebody else who decides for itself what to do with the data?"""
    return recipient.kind in ("controller", "joint-controller", "group") and not is_bound(recipient)


@cache
def _for_itself(text: str) -> bool:
    """Does a normalised text tell of a recipient's own purposes, or of a buyer of the business?"""
    if has_phrase(text, "own_purposes"):
        return True
    return has_phrase(text, "partners") and has_phrase(text, "own_offers")


def _needs_ground(recipient: Recipient) -> Confidence | None:
    """Is a disclosure for the recipient's own purposes, and how sure is that?"""
    if recipient.kind == "group":
        return None if is_bound(recipient) else POSSIBLE
    if recipient.kind not in (None, "controller"):
        return None
    told = (normal(text) for text in (*texts(recipient.name), *texts(recipient.note)))
    vague = in_every_language(recipient.name, lambda text: is_vague(text, "recipients"))
    return LIKELY if any(_for_itself(text) for text in told) and not vague else None


@rule(
    "ROPA506", "disclosure-ground-missing", WARNING, "GDPR Art. 6(1), 13(1)(e), recital 48",
    role="controller", confidence=LIKELY,
    fix="State `purpose` and `legal_basis` of the recipient, or make the disclosure an activity.",
    silent="Silent for authorities, for processors, for group companies with a contract, and where "
    "the activity's own purpose is the disclosure.",
)  # fmt: skip
def disclosure_ground_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """The disclosure to “{recipient}” has no purpose and legal basis of its own.

    What a partner, a group company or a buyer does with the data for itself is another purpose
    than the activity's, and needs a legal basis. Companies of a group have no privilege, though
    internal administration may be a legitimate interest. Read from kinds and words: a hint.
    """
    if type(activity.recipients) is not tuple:
        return
    group_asked = False
    for index, entry in enumerate(activity.recipients):
        meant = record.defined(entry)
        sure = _needs_ground(meant)
        if sure is None or (has_words(meant.purpose) and meant.legal_basis):
            continue
        whole_group = in_every_language(meant.name, lambda text: is_vague(text, "group"))
        if whole_group and group_asked:
            continue
        group_asked = group_asked or whole_group
        if _is_disclosure(activity):
            return
        if _is_engaged(entry, activity):
            continue
        defined = record.definition(entry) is not None
        place = "recipients", str(entry.name) if defined else index
        yield Miss(place, {"recipient": meant.name}, defined=defined, confidence=sure)


def _is_disclosure(activity: Activity) -> bool:
    """Is the activity itself about giving data to a group, a partner or a buyer?"""
    purposes = (words for _, _, words in entries(activity.purposes))
    said = (text for words in (activity.name, *purposes) for text in texts(words))
    return any(has_phrase(normal(text), "disclosure") for text in said)


def _is_engaged(entry: Recipient, activity: Activity) -> bool:
    engaged = activity.processors
    return type(engaged) is tuple and any(other.name == entry.name for other in engaged)


@cache
def _reads_as_processor(text: str) -> Confidence | None:
    """Does a text tell of processing on behalf of others, and how sure is that?"""
    text = normal(text)
    if has_phrase(text, "for_controllers"):
        return LIKELY
    if has_phrase(text, "for_customers") and has_phrase(text, "kept"):
        return LIKELY
    return None


@cache
def _holds(text: str, kind: str) -> bool:
    return has_phrase(normal(text), kind)


OF_OTHERS = ("for_controllers", "for_customers", "customers_content", "kept_copy")
"""Kinds of words for what is done on behalf of others."""


@rule(
    "ROPA507", "role-mixing", WARNING, "GDPR Art. 30(2), 4(8), 28(3)(a), 28(10)",
    confidence=LIKELY,
    fix="Move it to the record of the other role: `role: processor`, or an activity as controller.",
    silent="Silent for support of one's own customers, for a copy with `copy_of`, and for what a "
    "processor only inherits from the defaults.",
    variants={
        "backup": "“{words}” seems to be a copy of what is kept on behalf of others, in the "
        "controller's record.",
        "own": "`{key}` is stated for what is done as a processor.",
    },
)  # fmt: skip
def role_mixing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” reads like work on behalf of others, and stands in the controller's record.

    A processor acts on the controller's instructions and keeps a record of its own. One that
    determines purposes itself is a controller for that. Read from word lists: a hint.
    """
    if activity.is_processor:
        for key in ("purposes", "legal_basis"):
            value = getattr(activity, key)
            if stated(value) and value is not getattr(record.register.defaults, key, None):
                yield miss(key, variant="own", key=key)
        return
    if activity.copy_of or not mentions(record, *OF_OTHERS):
        return
    told = list(_told(activity))
    for route, text in told:
        if sure := _reads_as_processor(text):
            yield miss(*route, words=text, confidence=sure)
            return
        if _holds(text, "customers_content") and any(_holds(t, "support") for _, t in told):
            yield miss(*route, words=text, confidence=POSSIBLE)
            return
        if _holds(text, "kept_copy") and _only_customers(activity) and _keeps_for_others(record):
            yield miss(*route, variant="backup", words=text, confidence=POSSIBLE)
            return


def _told(activity: Activity) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts of what an activity is called and for: its name and purposes, with their routes."""
    for text in texts(activity.name):
        yield ("name",), text
    for index, _, words in entries(activity.purposes):
        for text in texts(words):
            yield ("purposes", index), text


def _only_customers(activity: Activity) -> bool:
    """Are all data subjects customers?"""
    told = [normal(t) for _, _, words in entries(activity.data_subjects) for t in texts(words)]
    return bool(told) and phrases("customers").issuperset(told)


def _keeps_for_others(record: Record) -> bool:
    """Does some activity of the controller's record read like storage on behalf of others?"""
    return any(
        _holds(text, "kept") and _reads_as_processor(text) is not None
        for activity in record.activities
        if not activity.is_processor
        for _, text in _told(activity)
    )


FAMILY = (recipients_contradiction, disclosure_ground_missing, role_mixing)
