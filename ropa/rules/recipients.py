"""5xx: processors, what binds them, and joint control, Art. 26 and 28."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.party import Authorisation, Joint, Recipient
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules import roles
from ropa.rules.answers import WORD, has_words, in_every_language, is_vague, normal, reasoned, texts
from ropa.rules.controller import recipients_vague
from ropa.rules.engaged import (
    engaged_by_processor,
    is_bound,
    listed,
    place_of,
    processors_of,
)
from ropa.rules.rule import Miss, miss, rule
from ropa.source.source import Route

WARNING = Severity.WARNING


@rule(
    "ROPA501", "processor-contract-missing", WARNING, "GDPR Art. 28(3), 28(9)",
    fix="Give type, reference or date under `contract`, or the law that binds the processor.",
    silent="Silent where any kind of contract or law is stated, within a group and for an authority "
    "too; and where ROPA502 asks who the processors are. A processor's own sub-processors further "
    "down the chain are not asked about.",
)  # fmt: skip
def processor_contract_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """Which contract or other legal act binds the processor “{recipient}” is not stated.

    Processing by a processor is governed by a contract or other legal act in writing that binds it
    to the controller. Where this record's keeper is itself the processor, Art. 28(4) asks the same
    for the processors that it engages.
    """
    citation = "GDPR Art. 28(4), 28(9)" if activity.is_processor else ""
    unbound: dict[str, tuple[Route, Recipient, Recipient]] = {}
    bound = set()
    for route, entry, meant in processors_of(activity, record):
        if is_bound(meant):
            bound.add(str(meant.name))
        elif meant.name not in _unnamed(record).values():
            unbound.setdefault(str(meant.name), (route, entry, meant))
    for name, (route, entry, meant) in unbound.items():
        if name not in bound:
            place, defined = place_of(route, entry, "contract", record)
            yield Miss(place, {"recipient": meant.name}, defined=defined, citation=citation)


@rule(
    "ROPA502", "processor-unnamed", WARNING, "GDPR Art. 28, 30(1)(d), 5(2)", whole=True,
    role="controller",
    fix="List the processors under `processors`, by name, and what binds each.", confidence=Confidence.LIKELY,
    silent="Silent as soon as one processor is named, or told by its service, anywhere in the "
    "register, and where ROPA116 already speaks of the same words.",
)  # fmt: skip
def processor_unnamed(record: Record) -> Iterator[Miss]:
    """“{words}” says that processors are used, and the register names none.

    The record may stop at categories of recipients, but the controller must know its processors: a
    contract binds each of them, and on access they are named. Read from word lists: a hint.
    """
    for there, words in _unnamed(record).items():
        yield miss(*there, words=words)


def _unnamed(record: Record) -> dict[Route, Texts]:
    """The words for processors of whom none is named: where they stand, and what they are."""
    key = "unnamed", id(record)
    found: dict[Route, Texts] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = _find_unnamed(record)
    return found


def _find_unnamed(record: Record) -> dict[Route, Texts]:
    own = tuple({_first_word(o.name) for o in record.register.organisations.values()} - {""})
    if any(
        meant.kind == "processor" and not _is_nobody(meant, own)
        for meant in record.register.recipients.values()
    ):
        return {}
    found: dict[Route, Texts] = {}
    for place, activity in zip(record.places, record.activities, strict=True):
        for route, entry in listed(activity):
            meant = record.defined(entry)
            by_words = any(_is_processor_word(text) for text in texts(meant.name))
            if route[0] != "processors" and meant.kind != "processor" and not by_words:
                continue
            if not _is_nobody(meant, own):
                return {}
            if by_words or not any(True for _ in recipients_vague.check(activity, record)):
                if not activity.is_processor:
                    written = ("activities", place, *route)
                    defined = record.definition(entry) is not None
                    found[("recipients", str(entry.name)) if defined else written] = meant.name
    return found


def _first_word(name: Any) -> str:
    """The word that a firm is known by: the first of its name up to a hyphen, if it is more than an initial."""
    first = next((word for text in texts(name) for word in normal(text).split()), "")
    known_by = first.partition("-")[0]
    return known_by if len(known_by) > 3 else first if len(first) > 3 else ""


@cache
def _is_processor_word(text: str) -> bool:
    return not phrases("processors").isdisjoint(WORD.findall(text.lower()))


@cache
def _is_generic(text: str, own: tuple[str, ...]) -> bool:
    """Does a normalised text say “processors” or “suppliers”, and no more than whose?"""
    words = [word for word in WORD.findall(text) if not word.startswith(own)]
    said = set(words) - phrases("stop")
    return is_vague(" ".join(words), "recipients") or (bool(said) and said <= phrases("processors"))


def _is_nobody(recipient: Recipient, own: tuple[str, ...]) -> bool:
    note = recipient.note
    if has_words(note) and not any(_is_processor_word(text) for text in texts(note)):
        return False
    return in_every_language(recipient.name, lambda text: _is_generic(text, own))


def _is_authorised(recipient: Recipient) -> bool:
    authorisation = recipient.authorisation
    return isinstance(authorisation, Authorisation) or reasoned(authorisation)


@rule(
    "ROPA503", "subprocessor-authorisation-missing", WARNING, "GDPR Art. 28(2), 28(4)",
    fix="Give `authorisation`: specific, or general with how controllers are told and may object.",
    silent="Silent where the sub-processor, or the processor that engages it, has an "
    "authorisation of either type.",
    variants={
        "own": "The controllers' authorisation to engage “{recipient}” is not stated.",
    },
)  # fmt: skip
def subprocessor_authorisation_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{processor}” engages “{recipient}”, and the authorisation is not stated.

    A processor engages another one only with the controller's prior specific or general written
    authorisation; with a general one, controllers are told of changes and may object.
    """
    asked: set[str] = set()
    engaged_by = engaged_by_processor if activity.is_processor else processors_of
    for route, entry, meant in engaged_by(activity, record):
        if _is_authorised(meant) or str(meant.name) in asked:
            continue
        asked.add(str(meant.name))
        if activity.is_processor:
            place, defined = place_of(route, entry, "authorisation", record)
            sure = None if meant.kind or route[0] == "processors" else Confidence.LIKELY
            facts = {"recipient": meant.name}
            yield Miss(place, facts, "own", defined=defined, confidence=sure)
        elif type(meant.sub_processors) is tuple:
            place, defined = place_of(route, entry, "sub_processors", record)
            for index, below in enumerate(meant.sub_processors):
                engaged = record.defined(below)
                unread = record.lost.has("recipients", str(below.name))
                if not unread and not _is_authorised(engaged):
                    below_it = {"recipient": engaged.name, "processor": meant.name}
                    yield Miss((*place, index), below_it, defined=defined)


ARRANGED = ("arrangement", "essence_available_at", "contact_point")


@rule(
    "ROPA504", "joint-arrangement-missing", WARNING, "GDPR Art. 26(1)-(2)", role="controller",
    fix="Say where the arrangement is, and where data subjects find its essence; or the `law`.",
    silent="Silent where `law` divides the responsibilities, and for what the register's own "
    "`joint` states for all. A contact point alone is a note: the arrangement may designate one.",
)  # fmt: skip
def joint_arrangement_missing(record: Record) -> Iterator[Miss]:
    """Joint control is stated, and of its arrangement this is not: {missing}.

    Joint controllers determine their responsibilities by an arrangement, unless the law does, and
    make its essence available to data subjects. The arrangement may designate a contact point.
    """
    common = record.register.joint
    if isinstance(common, Joint):
        yield from _unarranged(common, None, "joint")
    for place, activity in zip(record.places, record.activities, strict=True):
        if isinstance(activity.joint, Joint) and not activity.is_processor:
            yield from _unarranged(activity.joint, common, "activities", place, "joint")


def _unarranged(joint: Joint, common: Any, *route: str | int) -> Iterator[Miss]:
    stated = (joint, common) if isinstance(common, Joint) else (joint,)
    if any(has_words(each.law) for each in stated):
        return
    missing = [k for k in ARRANGED if not any(has_words(getattr(each, k)) for each in stated)]
    if missing:
        severity = Severity.NOTE if missing == ["contact_point"] else None
        yield miss(*route, severity=severity, missing=tuple(missing))


FAMILY = (
    processor_contract_missing,
    processor_unnamed,
    subprocessor_authorisation_missing,
    joint_arrangement_missing,
    *roles.FAMILY,
)
