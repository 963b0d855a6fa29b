"""9xx: hygiene and consistency of the register itself."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ropa.findings import Severity
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.rules.answers import (
    answered_none,
    is_placeholder,
    names,
    normal,
    reasoned,
    texts,
    words_of,
)
from ropa.rules.references import dangling, unused
from ropa.rules.rule import Miss, miss, rule

MANDATORY = (
    "purposes", "data_subjects", "personal_data", "recipients", "processors", "transfers",
    "retention", "security_measures", "processing", "on_behalf_of", "legal_basis",
)  # fmt: skip


@rule(
    "ROPA901", "placeholder-text", Severity.WARNING, "GDPR Art. 30(1)",
    fix="Write the answer, or `none`, or `unknown` with what must be found out.",
)  # fmt: skip
def placeholder_text(record: Record) -> Iterator[Miss]:
    """“{words}” keeps a place and answers nothing.

    A placeholder in a field of the record counts as empty: the rule that asks for the field speaks
    as well.
    """
    for key, organisation in record.register.organisations.items():
        yield from _placeholders(organisation.name, "organisations", key, "name")
    for place, activity in zip(record.places, record.register.activities, strict=True):
        for field in MANDATORY:
            value = getattr(activity, field)
            if isinstance(value, tuple):
                for index, entry in enumerate(value):
                    route = "activities", place, field, index
                    yield from _placeholders(words_of(entry), *route)
    if record.register.defaults:
        for field in MANDATORY:
            value = getattr(record.register.defaults, field)
            if isinstance(value, tuple):
                for index, entry in enumerate(value):
                    yield from _placeholders(words_of(entry), "defaults", field, index)


def _placeholders(value: Any, *route: str | int) -> Iterator[Miss]:
    for text in texts(value):
        if is_placeholder(text):
            yield miss(*route, words=text)


@rule(
    "ROPA902", "reference-undefined-or-unused", Severity.ERROR, "GDPR Art. 5(2)",
    fix="Define it, mend the spelling, or remove it.",
    variants={
        "unused": "`{name}` is defined under `{kind}`, and nothing points to it.",
        "for": "`{name}` is none of the purposes, data or data subjects of this activity.",
    },
)  # fmt: skip
def reference_undefined_or_unused(record: Record) -> Iterator[Miss]:
    """`{name}` is not defined under `{kind}`.

    What an entry points to must be in the register, or the record says less than it seems to. What
    is defined and never used is a note.
    """
    for reference in dangling(record):
        name, kind = reference.name, reference.kind
        close = get_close_matches(name, reference.among, 1, 0.6)
        variant = "for" if kind == "for" else ""
        suggestion = close[0] if close else ""
        yield miss(*reference.route, variant=variant, name=name, kind=kind, suggestion=suggestion)
    for section, key in unused(record):
        yield miss(
            section, key, variant="unused", severity=Severity.NOTE, name=key, kind=section
        )


@rule(
    "ROPA903", "duplicate-activity", Severity.WARNING, "GDPR Art. 5(2)",
    fix="Merge the two, or say in what they differ.",
    variants={
        "content": "The same activity seems to stand twice: purposes, data subjects, data and legal "
        "bases are those of `{other}`."
    },
)  # fmt: skip
def duplicate_activity(record: Record) -> Iterator[Miss]:
    """The same activity seems to stand twice: `{other}` has the same name.

    Two entries for one activity drift apart. The same activity of two controllers is no duplicate.
    """
    seen: dict[tuple[Any, ...], str] = {}
    for place, activity in zip(record.places, record.activities, strict=True):
        who = str(activity.controllers) + str(activity.on_behalf_of)
        title = frozenset(normal(text) for text in texts(activity.name))
        content = _content(activity)
        for same, key in (("name", title), ("content", content)):
            if not key:
                continue
            other = seen.setdefault((activity.role, who, same, key), activity.id)
            if other != activity.id:
                yield miss("activities", place, "id", variant=same, other=other)
                break


def _content(activity: Activity) -> tuple[Any, ...]:
    """Purposes, data subjects, data and legal bases, where all are stated."""
    stated = tuple(
        frozenset(text for _, text in names(getattr(activity, field)))
        for field in ("purposes", "data_subjects", "personal_data", "legal_basis")
    )
    return stated if all(stated) else ()


@rule(
    "ROPA908", "empty-register", Severity.ERROR, "GDPR Art. 30(1), 30(2)",
    fix="Add the processing activities, or answer `exemption` with the reasoning under Art. 30(5).",
)  # fmt: skip
def empty_register(record: Record) -> Iterator[Miss]:
    """The register holds no processing activity.

    Each controller and each processor keeps a record. A body that Art. 30(5) exempts states why.
    """
    if not record.activities and not _exempt(record):
        yield miss("activities")


def _exempt(record: Record) -> bool:
    claim = record.register.exemption
    return bool(getattr(claim, "reason", None)) or (answered_none(claim) and reasoned(claim))


FAMILY = (placeholder_text, reference_undefined_or_unused, duplicate_activity, empty_register)

