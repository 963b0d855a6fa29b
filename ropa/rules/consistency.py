"""9xx: what a register says in two places, and does not fit together."""

from collections.abc import Iterator
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import WORD, entries, has_phrase, normal, texts
from ropa.rules.claims import claim, promise_not_to_share, remarks
from ropa.rules.hygiene import compared, limits_of, same_purposes
from ropa.rules.mentions import undefined
from ropa.rules.roles import is_outsider
from ropa.rules.rule import Miss, miss, miss_in_definition, rule
from ropa.rules.texts import mentions

WARNING = Severity.WARNING
LIKELY, POSSIBLE = Confidence.LIKELY, Confidence.POSSIBLE
Words = frozenset[str]


@rule(
    "ROPA904", "conflicting-twins", WARNING, "GDPR Art. 5(1)(a)-(b), 13", confidence=LIKELY,
    role="controller",
    fix="Align the two, or say in what purpose or audience they differ.",
    silent="Silent for other data subjects, other data, other controllers, a copy with `copy_of`, "
    "and where `when` says which holds when. What ROPA903 calls a duplicate is none of these.",
    variants={
        "retention": "`{other}` has the same purpose, and another time limit for erasure.",
        "both": "`{other}` has the same purpose, and another legal basis and time limit for erasure.",
        "newsletter": "`{other}` is where one signs up for a newsletter too, and it has another "
        "legal basis or time limit for erasure.",
    },
)  # fmt: skip
def conflicting_twins(record: Record) -> Iterator[Miss]:
    """`{other}` has the same purpose, and another legal basis.

    Data subjects are told one basis and one time limit for each purpose. Where two activities with
    the same purpose, data subjects and data differ in them, one of the two does not hold.
    """
    groups: dict[Any, list[tuple[int, Activity]]] = {}
    for place, activity in zip(record.places, record.activities, strict=True):
        if not activity.is_processor and not activity.copy_of:
            key = _what_for(activity, record)
            if key and not _on_condition(activity):
                whose = str(activity.controllers), activity.status == "retired"
                groups.setdefault((*whose, key), []).append((place, activity))
    for (_, _, key), twins in groups.items():
        for index, (place, activity) in enumerate(twins):
            for _, other in twins[max(0, index - MOST) : index]:
                if variant := _conflict(activity, other, same_data=key != NEWSLETTER):
                    variant = NEWSLETTER if key == NEWSLETTER else variant
                    yield miss("activities", place, "id", variant=variant, other=other.id)
                    break


NEWSLETTER = "newsletter"
MOST = 5
"""With how many before it an activity is compared; where more have one purpose, it says little."""


def _what_for(activity: Activity, record: Record) -> Any:
    """What an activity is for and about whom; signing up for a newsletter is known by its name.

    A purpose of the defaults is that of every activity, and tells none from the others.
    """
    names = names_of(activity) if mentions(record, "newsletter") else ()
    if any(has_phrase(name, "newsletter") and has_phrase(name, "signing_up") for name in names):
        if not any(has_phrase(name, "not_signing_up") for name in names):
            return NEWSLETTER
    if activity.id not in same_purposes(record):
        return None
    if record.register.defaults and activity.purposes is record.register.defaults.purposes:
        return None
    purposes, subjects = compared(activity, "purposes"), compared(activity, "data_subjects")
    return (purposes, subjects) if purposes and subjects else None


def _conflict(one: Activity, other: Activity, *, same_data: bool) -> str:
    """In what two activities for one purpose differ: the name of the sentence that says it."""
    if names_of(one) & names_of(other):
        return ""
    if not compared(one, "data_subjects") & compared(other, "data_subjects"):
        return ""
    data = compared(one, "personal_data"), compared(other, "personal_data")
    if same_data and not (all(data) and (data[0] <= data[1] or data[1] <= data[0])):
        return ""
    basis = _differ(_bases(one), _bases(other))
    retention = _differ(limits_of(one), limits_of(other))
    return "both" if basis and retention else "retention" if retention else "basis" if basis else ""


def names_of(activity: Activity) -> Words:
    """The names of an activity as they are compared."""
    return frozenset([normal(text) for text in texts(activity.name)])


def _differ(one: Words, other: Words) -> bool:
    return bool(one) and bool(other) and one != other


def _on_condition(activity: Activity) -> bool:
    """Does a legal basis or a time limit hold on a condition only?"""
    stated = (activity.legal_basis, activity.retention)
    return any(e.when for listed in stated if type(listed) is tuple for e in listed)


def _bases(activity: Activity) -> Words:
    bases = activity.legal_basis if type(activity.legal_basis) is tuple else ()
    return frozenset(basis.basis or str(basis.text) for basis in bases)


@rule(
    "ROPA905", "contradictory-statement", WARNING, "GDPR Art. 5(1)(a), 5(2)", whole=True,
    role="controller", confidence=POSSIBLE,
    words=("children", "anonymous", "no_special_data", "never_shared"),
    fix="Find out which of the two holds, and mend the other.",
    silent="Silent for promises with a condition, for addresses that are shortened, and where claim "
    "and data stand in different activities.",
    variants={"answer": "“{words}” does not fit `{claim}`."},
)  # fmt: skip
def contradictory_statement(record: Record) -> Iterator[Miss]:
    """“{words}” does not fit “{claim}”.

    A claim of the register and a line of an activity exclude each other, so that a reader is told
    something that does not hold. Read from word lists: both are quoted, and a person decides.
    """
    said = [text for _, text in remarks(record.register)]
    no_special = next(filter(None, (claim(t, "no_special_data") for t in said)), "")
    no_sharing = next(filter(None, map(promise_not_to_share, said)), "")
    shown: set[Any] = set()
    for place, activity in zip(record.places, record.activities, strict=True):
        if activity.is_processor:
            continue
        for found in (*_of_children(activity), *_of_identifiers(activity)):
            yield miss("activities", place, *found.route, variant=found.variant, **found.facts)
        if no_special:
            for found in _special_data(activity, record):
                if not found.defined or found.route not in shown:
                    shown.add(found.route)
                    above = () if found.defined else ("activities", place)
                    yield miss(*above, *found.route, claim=no_special, **found.facts)
        if no_sharing:
            for route, recipient in record.receivers(activity):
                if is_outsider(recipient) and recipient.name not in shown:
                    shown.add(str(recipient.name))
                    above = "activities", place
                    yield miss(*above, *route, claim=no_sharing, words=recipient.name)


def _special_data(activity: Activity, record: Record) -> Iterator[Miss]:
    """The data of an activity that are declared to be of a special category."""
    for index, data, words in entries(activity.personal_data):
        defined = record.register.data_categories.get(data.name) if type(data.name) is str else None
        declared = (defined or data).special
        if type(declared) is tuple and declared != ("criminal",):
            if defined:
                yield miss_in_definition("data_categories", data.name, words=defined.name)
            else:
                yield miss("personal_data", index, words=words)


def _of_children(activity: Activity) -> Iterator[Miss]:
    """`children: false`, and children among the data subjects."""
    if activity.children is False:
        for index, _, words in entries(activity.data_subjects):
            told = [normal(text) for text in texts(words)]
            if any(not phrases("children").isdisjoint(WORD.findall(text)) for text in told):
                if not any(has_phrase(text, "not_children") for text in told):
                    yield miss(
                        "data_subjects",
                        index,
                        variant="answer",
                        words=words,
                        claim="children: false",
                    )


def _of_identifiers(activity: Activity) -> Iterator[Miss]:
    """A claim that nobody can be told from the data, and an online identifier among them."""
    said = [text for _, text in remarks(activity)]
    said += [text for _, _, words in entries(activity.purposes) for text in texts(words)]
    promise = next(filter(None, (claim(text, "anonymous") for text in said)), "")
    if promise:
        for index, data, words in entries(activity.personal_data):
            told = [normal(text) for text in (*texts(words), *texts(data.note))]
            if any(has_phrase(text, "online_identifiers") for text in told):
                if not any(has_phrase(text, "shortened") for text in told):
                    yield miss("personal_data", index, words=words, claim=promise)


@rule(
    "ROPA906", "undefined-entity-or-annex", WARNING, "GDPR Art. 30(1)(a)", whole=True,
    confidence=LIKELY,
    fix="Define the organisation or recipient, or give the annex under `links` by its name.",
    silent="Silent for short names of the group, for firms of another name, for annexes of another "
    "document, and where a link is titled as the annex.",
    variants={"firm": "“{words}” is none of the organisations or recipients of the register."},
)  # fmt: skip
def undefined_entity_or_annex(record: Record) -> Iterator[Miss]:
    """“{words}” is mentioned, and the register does not have it.

    The record is in writing and complete in itself: an annex that is not at hand, or a company of
    the same name that nobody defined, leaves open what is stated and of whom.
    """
    for route, kind, words in undefined(record):
        yield miss(*route, variant="firm" if kind == "firm" else "", words=words)


@rule(
    "ROPA907", "purpose-outside-register", WARNING, "GDPR Art. 30(1), 13(1)(c)", whole=True,
    role="controller",
    fix="Add the activity, name the purpose under its `covers`, or update the notice.",
    silent="Silent without purposes under `notice`, and for one activity that covers several "
    "purposes of the notice.",
    variants={"notice": "“{words}” is covered by this activity, and the notice does not state it."},
)  # fmt: skip
def purpose_outside_register(record: Record) -> Iterator[Miss]:
    """The notice states the purpose “{words}”, and no activity has it.

    What data subjects are told and what the record holds are the same purposes. An activity has a
    purpose of the notice in its own words, in its name, or under `covers`.
    """
    notice = record.register.notice
    if notice is None or not notice.purposes:
        return
    told: set[str] = set()
    noticed = {text for purpose in notice.purposes for text in _plain(purpose)}
    for place, activity in zip(record.places, record.activities, strict=True):
        told |= names_of(activity) | compared(activity, "purposes")
        for index, words in enumerate(activity.covers or ()):
            covered = _plain(words)
            told |= covered
            if covered.isdisjoint(noticed):
                yield miss("activities", place, "covers", index, variant="notice", words=words)
    for index, words in enumerate(notice.purposes):
        stated = _plain(words)
        if stated.isdisjoint(told) and not any(_same(t, other) for t in stated for other in told):
            yield miss("notice", "purposes", index, words=words)


def _plain(words: Texts) -> set[str]:
    return {normal(text) for text in texts(words)}


def _same(text: str, other: str) -> bool:
    """Do two normalised texts say the same, or one of them more than the other?"""
    return text == other or f" {other} " in f" {text} " or f" {text} " in f" {other} "


FAMILY = (
    conflicting_twins,
    contradictory_statement,
    undefined_entity_or_annex,
    purpose_outside_register,
)
