"""What a field of the format takes, worked out from the model: one place for every field."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from ropa.model.part import Answered, Part, Several, Worded
from ropa.model.values import Form


class Kind(StrEnum):
    """What one value of a field is."""

    TEXT = "text"  # a text, or one per language
    WORD = "word"  # a text in one language only: a number, a reference
    CLOSED = "closed"
    TRUTH = "truth"
    DATE = "date"
    COUNTRY = "country"
    PERIOD = "period"
    COUNT = "count"
    ID = "id"
    EMAIL = "email"
    URL = "url"
    PART = "part"  # a mapping


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field takes: its key, the kind of a value, and whether it takes several, or an answer.

    `words` are its closed words, or words that stand beside free text; `part` is the kind of mapping;
    `section` is the list of the register whose ids it may name (`recipients`, `systems`, …), else
    empty. `form` reads one value, and refuses what it is not.
    """

    key: str
    kind: Kind
    several: bool = False
    answered: bool = False
    words: tuple[str, ...] = ()
    part: type[Part] | None = None
    section: str = ""
    form: Form | None = field(default=None, repr=False)

    @property
    def plain(self) -> bool:
        """Is it one text, shown and read letter for letter?"""
        free = self.kind in (Kind.TEXT, Kind.WORD) and not self.words
        return free and not self.several and not self.answered


SECTIONS = {
    "recipients": "recipients",
    "processors": "recipients",
    "recipient": "recipients",
    "sub_processors": "recipients",
    "personal_data": "data_categories",
    "for": "data_categories",
    "security_measures": "security_measures",
    "systems": "systems",
    "controllers": "organisations",
    "organisation": "organisations",
    "with": "organisations",
    "copy_of": "activities",
}
"""The keys whose values may be ids, and the section of the register that defines these."""

_ANSWERED = get_args(Answered)[-1]
_SEVERAL = get_args(Several)[-1]
_PATTERNS = {
    "^P[0-9YMWDTHS]+$": Kind.PERIOD,
    "^[A-Z]{2}$": Kind.COUNTRY,
    "^[a-z0-9][a-z0-9-]*$": Kind.ID,
    r"^(https?://|www\.)": Kind.URL,
}
_TYPES = {"boolean": Kind.TRUTH, "integer": Kind.COUNT}
_FORMATS = {"date": Kind.DATE, "email": Kind.EMAIL}


@cache
def shapes(part: type[Part]) -> dict[str, Shape]:
    """The shape of every field of a kind of part by its key, in the order of the format."""
    found = {}
    for name, info in part.model_fields.items():
        key = info.alias or name
        shape = {"key": key, "several": False, "answered": False}
        found[key] = _shape(info.annotation, info.metadata, shape)
    return found


def headless(shape: Shape) -> bool:
    """May an entry be without its word, so that it begins with a detail?"""
    if shape.part is None:
        return False
    word = word_shape(shape)
    return word is None or not _is_required(shape.part, word.key)


def value_shape(shape: Shape) -> Shape:
    """The shape of the word or value itself: that of the word that may stand for a part."""
    return word_shape(shape) or shape


def word_shape(shape: Shape) -> Shape | None:
    """The shape of the word that may stand for a part; None where none may."""
    if shape.part is None or not issubclass(shape.part, Worded):
        return None
    return _word_shape(shape.part, shape.section)


@cache
def _word_shape(part: type[Worded], section: str) -> Shape:
    own = shapes(part)[part.word_key]
    if not section:
        return own
    return Shape(own.key, own.kind, words=own.words, section=section, form=own.form)


@cache
def _is_required(part: type[Part], key: str) -> bool:
    return any(
        info.is_required() for n, info in part.model_fields.items() if (info.alias or n) == key
    )


def _shape(annotation: Any, markers: Iterable[Any], known: dict[str, Any]) -> Shape:
    """The shape that a type and what it is marked by come to; `known` is what stands around it."""
    for marker in markers:
        if marker is _ANSWERED:
            return _marked(get_args(annotation)[0], {**known, "answered": True})
        if marker is _SEVERAL:
            listed = next(arg for arg in get_args(annotation) if arg is not NoneType)
            return _marked(get_args(listed)[0], {**known, "several": True})
        if isinstance(marker, Form):
            return _of_form(marker, known)
    return _marked(next(a for a in (*get_args(annotation), annotation) if a is not NoneType), known)


def _marked(annotation: Any, known: dict[str, Any]) -> Shape:
    if get_origin(annotation) is Annotated:
        return _shape(annotation.__origin__, annotation.__metadata__, known)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        section = SECTIONS.get(known["key"], "")
        return Shape(**known, kind=Kind.PART, part=annotation, section=section)
    raise TypeError(f"no shape for {known['key']}: {annotation}")


def _of_form(form: Form, known: dict[str, Any]) -> Shape:
    schema = form.json_schema
    words: tuple[str, ...] = ()
    if "enum" in schema:
        kind, words = Kind.CLOSED, tuple(w for w in schema["enum"] if form.read(w) == w)
    elif "anyOf" in schema:
        kind, words = Kind.TEXT, tuple(schema.get("examples", ()))
    elif isinstance(schema["type"], list):
        kind = Kind.WORD
    else:
        kind = (
            _FORMATS.get(schema.get("format", ""))
            or _TYPES.get(schema["type"])
            or _PATTERNS[schema["pattern"]]
        )
    key = known["key"]
    section = SECTIONS.get(key, "") if kind is Kind.ID or key == "for" else ""
    return Shape(**known, kind=kind, words=words, section=section, form=form)
