"""9xx: hygiene and consistency of the register itself."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity, Exemption
from ropa.model.part import NoneStated, NotApplicable
from ropa.model.party import Person
from ropa.model.record import Record
from ropa.rules.answers import (
    entries,
    has_words,
    holds_placeholder,
    normal,
    reasoned,
    texts,
    words_of,
)
from ropa.rules.parties import keeps_controller_record
from ropa.rules.references import dangling
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.uses import unused
from ropa.source.source import Route

MANDATORY = (
    "purposes", "data_subjects", "personal_data", "recipients", "processors", "transfers",
    "retention", "security_measures", "processing", "on_behalf_of", "legal_basis",
)  # fmt: skip
LISTED = ("data_subjects", "personal_data", "retention", "recipients")
DEFINED = ("recipients", "security_measures", "data_categories")


@rule(
    "ROPA901", "placeholder-text", Severity.WARNING, "GDPR Art. 30(1)",
    fix="Write the answer, or `none`, or `unknown` with what must be found out.",
    silent="A word of a name or a brand is no placeholder, and `none` is an answer.",
)  # fmt: skip
def placeholder_text(record: Record) -> Iterator[Miss]:
    """“{words}” is a placeholder, or holds one.

    A field of the record that holds nothing else counts as empty: the rule that asks for the field
    speaks as well.
    """
    if not any(map(holds_placeholder, record.texts)):
        return
    citation = "" if keeps_controller_record(record) else "GDPR Art. 30(2)"
    for route, value in _answers(record):
        found = next((text for text in texts(value) if holds_placeholder(text)), None)
        if found is not None:
            yield miss(*route, citation=citation, words=found)


def _answers(record: Record) -> Iterator[tuple[Route, Any]]:
    """The texts that answer what Art. 30 asks, as written, with their routes."""
    register = record.register
    yield from _of_person(register.dpo, "dpo")
    yield from _of_person(register.representative, "representative")
    for key, organisation in register.organisations.items():
        above = "organisations", key
        yield (*above, "name"), organisation.name
        yield from _of_contact(organisation.contact, *above)
        yield from _of_person(organisation.dpo, *above, "dpo")
        yield from _of_person(organisation.representative, *above, "representative")
    for section in DEFINED:
        for key, entry in getattr(register, section).items():
            yield (section, key, "name"), entry.name
    if register.defaults:
        yield from _of_activity(register.defaults, "defaults")
    for place, activity in zip(record.places, register.activities, strict=True):
        yield from _of_activity(activity, "activities", place)


def _of_person(person: Any, *above: str | int) -> Iterator[tuple[Route, Any]]:
    if isinstance(person, Person):
        yield (*above, "name"), person.name
        yield from _of_contact(person.contact, *above)


def _of_contact(contact: Any, *above: str | int) -> Iterator[tuple[Route, Any]]:
    for channel in ("phone", "address") if contact else ():
        yield (*above, "contact", channel), getattr(contact, channel)


def _of_activity(part: Any, *above: str | int) -> Iterator[tuple[Route, Any]]:
    """The entries of each list, the reasons why there is none, and the same of each data set."""
    for field in MANDATORY if isinstance(part, Activity) else LISTED:
        value = getattr(part, field)
        if value is None:
            continue
        if type(value) is tuple:
            for index, entry in enumerate(value):
                words = words_of(entry)
                if type(words) is not str or holds_placeholder(words):  # the others are answers
                    yield (*above, field, index), words
        elif isinstance(value, NoneStated):
            yield (*above, field, "none"), value.none
        elif isinstance(value, NotApplicable):
            yield (*above, field, "not_applicable"), value.not_applicable
    sets = getattr(part, "data_sets", None)
    for index, data_set in enumerate(sets if isinstance(sets, tuple) else ()):
        yield from _of_activity(data_set, *above, "data_sets", index)


@rule(
    "ROPA902", "reference-undefined-or-unused", Severity.ERROR, "GDPR Art. 5(2)",
    fix="Define it, mend the spelling, or remove it.",
    variants={
        "unused": "`{name}` is defined under `{kind}`, and nothing points to it.",
        "for": "`{name}` is none of the purposes, data or data subjects of this activity.",
    },
    silent="Free text may stand where an id may; only what looks like an id, or is one letter "
    "from one, is taken for one. What `for` names is looked for where purposes, data and data "
    "subjects are all listed.",
)  # fmt: skip
def reference_undefined_or_unused(record: Record) -> Iterator[Miss]:
    """`{name}` is not defined under `{kind}`.

    What an entry points to must be in the register, or the record says less than it seems to. What
    is defined and never used is a note.
    """
    for to in dangling(record):
        variant = "for" if to.kind == "for" else ""
        facts: dict[str, Any] = {"name": to.name, "kind": to.kind, "suggestion": to.suggestion}
        guessed = not to.suggestion and (to.guessed or variant == "for")
        sure = Confidence.LIKELY if guessed else None
        yield miss(*to.route, variant=variant, confidence=sure, **facts)
    for section, key in () if record.lost else unused(record):
        yield miss(section, key, variant="unused", severity=Severity.NOTE, name=key, kind=section)


@rule(
    "ROPA903", "duplicate-activity", Severity.WARNING, "GDPR Art. 5(2)",
    fix="Merge the two, or say in what they differ.",
    variants={
        "content": "The same activity seems to stand twice: purposes, data subjects, data and legal "
        "bases are those of `{other}`."
    },
    silent="The same activity of two controllers is no duplicate, nor is a retired one beside "
    "the one that came after it; nor, under another name, is one with other systems or recipients.",
)  # fmt: skip
def duplicate_activity(record: Record) -> Iterator[Miss]:
    """The same activity seems to stand twice: `{other}` has the same name.

    Two entries for one activity drift apart. The same activity of two controllers is no duplicate,
    nor is a retired one beside the one that came after it.
    """
    seen: dict[tuple[Any, ...], str] = {}
    twins = same_purposes(record)
    for place, activity in zip(record.places, record.activities, strict=True):
        who = str(activity.controllers), str(activity.on_behalf_of), activity.status == "retired"
        title = frozenset(normal(text) for text in texts(activity.name))
        content = _content(activity) if activity.id in twins else ()
        for same, key in (("name", title), ("content", content)):
            if not key:
                continue
            other = seen.setdefault((activity.role, *who, same, key), activity.id)
            if other != activity.id:
                yield miss("activities", place, "id", variant=same, other=other)
                break


def same_purposes(record: Record) -> frozenset[str]:
    """The ids of the activities that have the purposes of another one."""
    key = "same purposes", id(record)
    found: frozenset[str] | None = record.worked_out.get(key)
    if found is None:
        purposes = {a.id: compared(a, "purposes") for a in record.activities}
        times = Counter(purposes.values())
        found = frozenset(i for i, aims in purposes.items() if times[aims] > 1)
        record.worked_out[key] = found
    return found


def compared(activity: Activity, field: str) -> frozenset[str]:
    """The words of a list as they are compared: normalised, in whatever order they stand."""
    return frozenset(
        [normal(t) for _, _, words in entries(getattr(activity, field)) for t in texts(words)]
    )


def _content(activity: Activity) -> tuple[Any, ...]:
    """Purposes, data subjects, data and legal bases, where all are stated; and what tells two apart.

    Two that differ in their time limits only are not the same: ROPA904 speaks of them. Nor are two
    with other systems or recipients: the cameras of two houses.
    """
    fields = ("purposes", "data_subjects", "personal_data")
    stated = [compared(activity, field) for field in fields]
    bases = activity.legal_basis if isinstance(activity.legal_basis, tuple) else ()
    stated.append(frozenset(basis.basis or str(basis.text) for basis in bases))
    if not all(stated):
        return ()
    apart = [compared(activity, field) for field in ("systems", "recipients")]
    return (*stated, limits_of(activity), *apart)


def limits_of(activity: Activity) -> frozenset[str]:
    """The time limits of an activity as they are compared; none, where one holds on a condition."""
    limits = activity.retention if type(activity.retention) is tuple else ()
    if any(limit.when for limit in limits):
        return frozenset()
    return frozenset(
        f"{limit.period} {limit.after}" if limit.period else normal(text)
        for limit in limits
        for text in texts(limit.text or limit.criteria or limit.period)
    )


@rule(
    "ROPA908", "empty-register", Severity.ERROR, "GDPR Art. 30(1), 30(2)", whole=True,
    fix="Add the processing activities, or answer `exemption` with the reasoning under Art. 30(5).",
    silent="Silent where the register states why Art. 30(5) exempts the body.",
)  # fmt: skip
def empty_register(record: Record) -> Iterator[Miss]:
    """The register holds no processing activity.

    Each controller and each processor keeps a record. A body that Art. 30(5) exempts states why.
    """
    if not record.activities and not _exempt(record):
        yield miss("activities")


def _exempt(record: Record) -> bool:
    claim = record.register.exemption
    return reasoned(claim) or (isinstance(claim, Exemption) and has_words(claim.reason))


FAMILY = (placeholder_text, reference_undefined_or_unused, duplicate_activity, empty_register)
