"""What texts of a register mention as if it were known: annexes, and firms with the register's own name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.model.activity import Activity
from ropa.model.part import Part
from ropa.model.record import Record
from ropa.rules.answers import has_phrase, holds_any, normal, texts, words_of
from ropa.rules.claims import remarks
from ropa.source.source import Route

# An annex of another document (“annex I to the contract”) is found there.
ANNEX = re.compile(
    r"\b((?:annex|appendix|bilaga|bilag|anlage|liite) (?:[0-9]{1,2}[a-z]?|[ivx]{1,4}|[a-h]))\b"
    r"(?! (?:to|of|in|till|i|av|zu|à)\b)(?!\w)"
)
FIRM = re.compile(
    r"\b([A-ZÅÄÖ][\w&-]*(?: [A-ZÅÄÖ][\w&-]*){0,4}) (AB|Aktiebolag|AS|A/S|GmbH|Inc|Ltd|Oy|Limited)\b"
)
FORMS = ("Aktiebolag", "GmbH", "Limited", "(publ)")
TOLD_IN = (
    "purposes", "data_subjects", "personal_data", "recipients", "processors", "retention",
    "security_measures", "source",
)  # fmt: skip
WORDS_FOR_ANNEX = ("annex", "appendix", "anlage", "bilag", "liite")


def undefined(record: Record) -> Iterator[tuple[Route, str, str]]:
    """What texts mention and the register does not have: where, `annex` or `firm`, and its name.

    A firm counts if it is called like one of the register's organisations, and has a legal form:
    others may be mentioned for any reason, and a short name is no other firm.
    """
    organisations = record.register.organisations.values()
    own = frozenset(word for o in organisations for text in texts(o.name) for word in _name(text))
    wanting = {each for text in record.texts for each in _mentioned(text, own)}
    known = {kind: KNOWN[kind](record) for kind in {kind for kind, _ in wanting}}
    wanting = {(k, n) for k, n in wanting if not any(_plain(n) in other for other in known[k])}
    for route, text in _texts_of(record) if wanting else ():
        for kind, name in _mentioned(text, own):
            if (kind, name) in wanting:
                yield route, kind, name


@cache
def _mentioned(text: str, own: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The annexes that a text mentions, and the firms called by words of one's own name."""
    found = [("annex", annex) for annex in _annexes(text)]
    for name, form in FIRM.findall(text) if holds_any(text, own) else ():
        words = name.split()
        while words and words[0] not in own:
            del words[0]
        if words and own.issuperset(words):
            found.append(("firm", f"{' '.join(words)} {form}"))
    return tuple(found)


def _annexes(text: str) -> Iterator[str]:
    """The annexes that a text mentions, and not as those of another document."""
    if holds_any(text.lower(), WORDS_FOR_ANNEX):
        text = normal(text)
        if not has_phrase(text, "annexed_to"):
            yield from dict.fromkeys(ANNEX.findall(text))


def _name(text: str) -> Iterator[str]:
    """The words of a firm's name that are its own: not its legal form, nor a short word."""
    return (word for word in text.split() if len(word) > 3 and word not in FORMS)


def _plain(name: str) -> str:
    """A name as it is compared, its legal form abbreviated."""
    return normal(name).replace("aktiebolag", "ab").replace("limited", "ltd")


def _texts_of(record: Record) -> Iterator[tuple[Route, str]]:
    """The texts that the activities and the register itself are told in, with their routes."""
    yield from remarks(record.register)
    for place, activity in zip(record.places, record.activities, strict=True):
        for route, text in _told(activity):
            yield ("activities", place, *route), text


def _told(activity: Activity) -> Iterator[tuple[Route, str]]:
    """The texts of more than one word: an id mentions nothing."""
    for field in TOLD_IN:
        value = getattr(activity, field)
        for index, entry in enumerate(value) if type(value) is tuple else ():
            words = words_of(entry)
            if type(words) is not str or " " in words:
                for text in texts(words):
                    yield (field, index), text
            if (note := getattr(entry, "note", None)) is not None:
                for text in texts(note):
                    yield (field, index, "note"), text
    yield from remarks(activity)


def _linked(record: Record) -> set[str]:
    """The annexes that a link, or a key that begins with `x-`, gives."""
    titles = [
        title
        for activity in record.activities
        for link in activity.links or ()
        for title in (*texts(link.title), link.url.replace("-", " ").replace("_", " "))
    ]
    parts: tuple[Part, ...] = (record.register, *record.activities)
    keys = [key.removeprefix("x-").replace("-", " ") for part in parts for key in part.extensions]
    return {annex for text in (*titles, *keys) for annex in _annexes(text)}


def _defined(record: Record) -> set[str]:
    """The names of all organisations and recipients, as they are compared."""
    register = record.register
    named: list[Any] = [o.name for o in register.organisations.values()]
    named += [recipient.name for recipient in register.recipients.values()]
    for activity in record.activities:
        named += [recipient.name for recipient in record.named(activity)]
    return {_plain(text) for name in named for text in texts(name)}


KNOWN = {"annex": _linked, "firm": _defined}
"""Where what is mentioned may be known from."""
