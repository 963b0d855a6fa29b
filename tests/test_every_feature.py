"""The model register shows every feature of the format: each key, each answer, the closed words."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from asked import MODEL

from ropa.model.activity import Activity
from ropa.model.part import ANSWERS, NoneStated, Part, Unknown
from ropa.model.register import Register
from ropa.model.vocabulary import (
    COOKIES,
    DISPOSALS,
    KINDS,
    ORGANISATION_TYPES,
    PHASES,
    ROLES,
    ROUNDINGS,
    STATUSES,
)
from ropa.reading import read_registers

(READING,) = read_registers([MODEL])
REGISTER = READING.record.register  # as it is written: `see` not followed, defaults apart

# What the model register does not state, and why.
WAIVED: dict[tuple[str, str], str] = {
    ("Register", "exemption"): "says why a register has no activities; this one has some",
    (
        "Register",
        "processor_record",
    ): "says where the processor's record is; here it is in the register",
    ("Joint", "law"): "a law that divides the responsibilities is for authorities",
    ("LegalBasis", "outside_tasks"): "is for authorities",
}


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    """The kinds of part that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)


def _reachable(*kinds: type[Part]) -> set[type[Part]]:
    found: set[type[Part]] = set()
    waiting = list(kinds)
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            for field in kind.model_fields.values():
                waiting += _parts_in(field.annotation)
    return found


def fields() -> set[tuple[str, str]]:
    """Every field of every kind of part that a register may hold, by its key in the format."""
    return {
        (kind.__name__, field.alias or name)
        for kind in _reachable(Register, Activity)
        for name, field in kind.model_fields.items()
    }


def _parts(value: Any) -> Iterator[Part]:
    """A part of the register, and every part in it."""
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _parts(entry)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _parts(entry)


PARTS = list(_parts(REGISTER))


def stated_fields() -> set[tuple[str, str]]:
    """The fields that the model register states somewhere."""
    return {
        (type(part).__name__, field.alias or name)
        for part in PARTS
        for name, field in type(part).model_fields.items()
        if getattr(part, name) not in (None, {}, ())
    }


# --- each key -----------------------------------------------------------------------------------


def test_every_key_of_the_format_is_shown():
    assert sorted(fields() - stated_fields() - WAIVED.keys()) == []


@pytest.mark.parametrize("waived", WAIVED, ids=".".join)
def test_what_is_waived_is_a_key_that_is_not_shown(waived):
    assert waived in fields() - stated_fields()
    assert WAIVED[waived]


def test_keys_of_ones_own_are_shown_in_the_head_an_activity_and_a_list():
    own = {type(part).__name__ for part in PARTS if part.extensions}
    assert {"Register", "Activity", "Recipient"} <= own


# --- each answer --------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_kind_of_answer_is_shown(answer):
    assert any(type(part) is answer for part in PARTS)


@pytest.mark.parametrize("answer", [NoneStated, Unknown])
def test_an_answer_is_shown_as_a_word_and_with_more(answer):
    said = {bool(part.model_fields_set) for part in PARTS if type(part) is answer}
    assert said == {True, False}


# --- the closed words ---------------------------------------------------------------------------

WORDS = {
    ("Activity", "status"): STATUSES,
    ("Activity", "role"): ROLES,
    ("Activity", "cookies"): COOKIES,
    ("Organisation", "type"): ORGANISATION_TYPES,
    ("Recipient", "kind"): KINDS,
    ("Retention", "phase"): PHASES,
    ("Retention", "rounded_to"): ROUNDINGS,
    ("Retention", "then"): DISPOSALS,
}


@pytest.mark.parametrize(("where", "words"), WORDS.items(), ids=map(".".join, WORDS))
def test_every_word_of_a_short_list_is_shown(where, words):
    kind, field = where
    shown = {getattr(part, field) for part in PARTS if type(part).__name__ == kind}
    assert set(words) <= shown


@pytest.mark.parametrize(
    "text", ["basis: 6(1)(f)", "&identity-number", "*identity-number", "{sv: "]
)
def test_other_spellings_are_shown(text):
    assert any(text in source.text for source in READING.tree.sources)
