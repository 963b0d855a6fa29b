"""An entry of a register: its explicit keys, and what its words say beside them."""

from functools import cache
from typing import Any

from ropa.model.activity import Retention
from ropa.model.values import Texts
from ropa.model.vocabulary import TRIGGERS
from ropa.retention.exact import INFERRED, says_all
from ropa.retention.grammar import read_text
from ropa.retention.term import NO_TIME, Term

KEYS = ("period", "minimum", "maximum", "rounded_to", "review_every")
"""The keys of an entry that a term has by the same name."""

LENGTHS = {"period", "minimum", "maximum", "review_every"}
"""Those of them that say how long."""


def in_language(value: Texts | None, language: str | None) -> str:
    """A text in a language, else in its first."""
    if value is None or isinstance(value, str):
        return value or ""
    return value.get(language or "") or next(iter(value.values()), "")


def read(entry: Retention, language: str | None = None) -> Term:
    """What an entry says: its explicit keys win over what its words say, and the words stay."""
    language = _language(entry, language)
    stated = (
        entry.period, entry.minimum, entry.maximum, entry.rounded_to, entry.review_every,
        entry.then, in_language(entry.after, language), in_language(entry.when, language),
        entry.criteria is not None,
    )  # fmt: skip
    return _read(in_language(entry.text, language), language, stated)


def _language(entry: Retention, language: str | None) -> str | None:
    """The language that the words of an entry are read in: the one given, else their first."""
    written = entry.text
    if isinstance(written, dict) and language not in written:
        return next(iter(written), language)
    return language


@cache
def _read(text: str, language: str | None, stated: tuple[Any, ...]) -> Term:
    """The term of a text and of the keys stated beside it, in the order of `KEYS` and then as listed."""
    term = read_text(text, language)
    if not any(stated):
        return term
    *values, then, after, when, criteria = stated
    keys = {key: value for key, value in zip(KEYS, values, strict=True) if value is not None}
    keys |= _start(after) if after else {}
    said = LENGTHS & keys.keys()
    if said or after or criteria:
        keys |= {"vague": False, "understood": True}
        keys["notes"] = tuple(n for n in term.notes if n not in ("several-terms", "maximum-start"))
    if said - {"review_every"} and term.period == NO_TIME:
        keys.setdefault("period", None)
    disposal, condition = then or term.disposal, when or term.condition
    found = term._replace(disposal=disposal, condition=condition, **keys)
    if not keys:
        return found
    kind = _kind(found, criteria)
    at_once = kind in ("until-event", "until-withdrawal") and found.period is None
    return found._replace(kind=kind, period=NO_TIME if at_once else found.period)


def _start(after: str) -> dict[str, Any]:
    """The trigger that an entry states: a word of the vocabulary, or its own words for it."""
    word = "-".join(after.lower().replace("_", " ").replace("-", " ").split())
    known = word in TRIGGERS
    return {"trigger": word if known else None, "event": "" if known else after}


def _kind(term: Term, criteria: bool) -> str:
    """The kind of a term by what its keys say."""
    if term.period and term.period != NO_TIME:
        if term.kind == "statutory" or (term.trigger == "financial-year-end"):
            return "statutory"
        return "event-plus-period" if term.starts else "fixed"
    if term.minimum and term.maximum:
        return "range"
    if term.maximum or term.minimum:
        bounded = "event-plus-period" if term.starts else "fixed"
        return "statutory" if term.kind == "statutory" else bounded
    if criteria:
        return "criteria"
    if term.trigger == "consent-withdrawn":
        return "until-withdrawal"
    if term.starts:
        return "until-event"
    return "review" if term.review_every else "criteria"


def spelled_out(entry: Retention, language: str | None = None) -> Retention:
    """An entry with the keys that its words stand for, as if they had been written: for showing
    what was read. What is stated stays. What was not understood adds nothing, nor does a reading
    that says less than the words; and a start that they do not name is not shown.
    """
    written_in = _language(entry, language)
    if not says_all(in_language(entry.text, written_in), written_in):
        return entry
    term = read(entry, language)
    inferred = not set(term.notes).isdisjoint(INFERRED)
    read_keys = {key: getattr(term, key) for key in KEYS} | {
        "after": None if inferred else term.trigger or term.event or None,
        "then": term.disposal,
        "when": term.condition or None,
    }
    if inferred or term.event:  # what is rounded is said in the words for the event
        read_keys["rounded_to"] = None
    if term.period == NO_TIME or term.kind == "range":
        read_keys["period"] = None
    missing = {k: v for k, v in read_keys.items() if v and getattr(entry, k) is None}
    return entry.model_copy(update=missing) if missing else entry
