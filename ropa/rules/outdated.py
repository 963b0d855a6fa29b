"""Words of a register for law, authorities and terms that were replaced, where they are not history."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ropa.law.words import pattern, phrases
from ropa.model.part import Part
from ropa.model.record import Record
from ropa.source.source import Route

KINDS = ("law", "authority", "term")
LEFT_ALONE = frozenset({"id", "see", "for_", "url", "links", "notes", "website", "email", "owner"})
"""Keys of names that stay, of addresses, of documents, and of the remarks that no rule reads."""
AROUND = 120
"""How far around a word, in characters, a text may say that it speaks of the past."""
PAST = re.compile(r"\b(?:19\d\d|20[01]\d|202[01])\b(?![:/]\d)|2016/679|2000/518")
"""A year in which the law was another; the number of a statute is none, that of the GDPR is."""


class Outdated(NamedTuple):
    """A word of the register that is outdated: where it stands, the word, and its kind."""

    route: Route
    words: str
    kind: str


def outdated(record: Record) -> Iterator[Outdated]:
    """The outdated words of a register as written, the first of each text."""
    register = record.register
    everything = "\n".join(record.texts)
    lower = everything.lower()
    if "PUL" not in everything and not any(word in lower for word in _words()):
        return
    for route, text in _with_routes(register, ()):
        if found := _first(text, register.jurisdiction or ""):
            if route[0] == "activities":
                route = "activities", record.places[int(route[1])], *route[2:]
            yield Outdated(route, *found)


def outdated_in(text: str, record: Record) -> str:
    """The outdated word for a law in a text; empty where there is none."""
    word, kind = _first(text, record.register.jurisdiction or "") or ("", "")
    return word if kind == "law" else ""


@cache
def _words() -> list[str]:
    return [word for kind in KINDS for word in sorted(phrases(f"outdated_{kind}"))]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?i:{'|'.join(map(re.escape, _words()))})|PUL)\b")


def _first(text: str, jurisdiction: str) -> tuple[str, str] | None:
    for found in _word().finditer(text):
        word = found[0]
        before, after = text[max(0, found.start() - AROUND) : found.start()], text[found.end() :]
        around = f"{before} {after[:AROUND]}".lower()
        kind = next((k for k in KINDS if word.lower() in phrases(f"outdated_{k}")), "law")
        if not _is_past(around) and not _is_another(word.lower(), around, jurisdiction):
            return word, kind
    return None


def _is_past(around: str) -> bool:
    """Does a text tell history, or name what replaced the word?"""
    return bool(PAST.search(around) or pattern("history").search(around))


def _is_another(word: str, around: str, jurisdiction: str) -> bool:
    """Does the word mean something that is still there?

    Åland's authority is Datainspektionen, and Swedish in Finland has its own usage; whoever keeps
    some other register than one of personal data is responsible for it too.
    """
    if jurisdiction in ("FI", "AX") or "åland" in around or "finland" in around:
        return True
    if word == "pul":
        return jurisdiction not in ("", "SE")
    return word.startswith("registeransvarig") and "personuppgift" not in around


def _with_routes(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    """The texts of a part with their routes, in the order of the format."""
    if isinstance(value, str):
        if " " in value or value != value.lower():  # another is the id of an entry
            yield route, value
    elif isinstance(value, (tuple, list)):
        for index, entry in enumerate(value):
            yield from _with_routes(entry, (*route, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _with_routes(entry, (*route, key))
    elif isinstance(value, Part):
        for key, said in (*value.__dict__.items(), *value.extensions.items()):
            if said and key not in LEFT_ALONE:
                yield from _with_routes(said, (*route, key.rstrip("_")))
