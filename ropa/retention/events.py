"""What starts or ends a period: the events that words name."""

import re
from functools import cache

from ropa.retention.lists import holds, kinds_below, phrases, place
from ropa.retention.spans import Span
from ropa.retention.statutes import named_statute

ONLY_IN_CLAUSE = ("collection", "record-created", "invoice-date", "agreement-start")
"""Triggers whose words (“recording”, “invoicing”) name other things too: read after “after” only."""

CLAUSE_ENDS = re.compile(r"[;()+]|[,.](?!\d)")
PLUS = re.compile(r"(?:\+|(?<!au )\bplus|\bsamt|\bthen|\bdärefter|\bfollowed by)\s?(?:i|for)?\s?$")
JOINED = re.compile(
    r"(?:\b(?:och|samt|and|und|og|et|ja|sekä|(?<!au )plus)|[,+])\s?(?:i|for|för|in)?\s?$"
)
LONGEST_EVENT = 120


@cache
def _triggers(language: str) -> tuple[tuple[str, str], ...]:
    """Every phrase for a trigger in a language, with its trigger."""
    return tuple(
        (phrase, trigger)
        for trigger in kinds_below("trigger")
        for phrase in phrases(f"trigger/{trigger}", language)
    )


def _found(text: str, language: str) -> list[tuple[int, str]]:
    """Where triggers are named in a text, in the order of the text; the longer phrase first."""
    found = []
    for phrase, trigger in _triggers(language):
        at = place(phrase, text)
        if at >= 0:
            found.append((at, -len(phrase), trigger))
    return [(at, trigger) for at, _, trigger in sorted(found)]


def triggers_anywhere(text: str, language: str) -> list[str]:
    """The triggers that a text names in words that name nothing else."""
    return [t for _, t in _found(text, language) if t not in ONLY_IN_CLAUSE]


def trigger_in(event: str, language: str) -> str | None:
    """The trigger that the words for an event name, if they name one."""
    found = [trigger for _, trigger in _found(event, language)]
    if "financial-year-end" in found:  # “the calendar year in which the financial year ended”
        return "financial-year-end"
    return found[0] if found else None


def clause(rest: str, kind: str, language: str) -> str:
    """The words for an event at the beginning of a text, behind a word such as “after”."""
    for phrase in phrases(kind, language):
        if rest.startswith(f"{phrase} "):
            return CLAUSE_ENDS.split(rest[len(phrase) :], maxsplit=1)[0].strip()[:LONGEST_EVENT]
    return ""


def ended_clause(rest: str, language: str) -> str:
    """The words for an event behind a period, of a language that marks it at the end of a word.

    Finnish says “tilauksesta”, from the order, and “valinnan jälkeen”, after the choice.
    """
    endings = phrases("after_behind", language)
    words = CLAUSE_ENDS.split(rest, maxsplit=1)[0].strip()[:LONGEST_EVENT]
    return words if endings and any(word.endswith(endings) for word in words.split()) else ""


def event_around(text: str, period: Span, language: str) -> str:
    """The event whose words stand around a period.

    “As long as you are a member, and one year thereafter”; “until the guarantee of three years has
    expired”. In “until 3 years have passed” no event is named.
    """
    before, rest = text[: period.start], text[period.end :].lstrip()
    if rest.startswith(phrases("thereafter", language)) and (join := JOINED.search(before)):
        return before[: join.start()].strip(" ,.")[:LONGEST_EVENT]
    for phrase in phrases("until", language):
        _, found, named = f" {before}".partition(f" {phrase} ")
        if found and named.strip() and not CLAUSE_ENDS.search(named) and rest[:1].isalpha():
            return f"{named}{text[period.start :]}"[:LONGEST_EVENT]
    return ""


def named_event(text: str, start: int, language: str) -> str:
    """The event that stands before a period: “Projekttiden + 1 år”, “after the course: 1 year”."""
    before = text[:start].rstrip()
    if (plus := PLUS.search(before[-40:])) is not None:
        return before[: len(before) - (len(before[-40:]) - plus.start())].strip(" ,.")[
            :LONGEST_EVENT
        ]
    for phrase in phrases("after", language):
        if before.startswith(f"{phrase} ") and len(before) > len(phrase) + 1:
            event = before[len(phrase) :]
            for kept in phrases("kept", language):
                event = event.partition(kept)[0]
            return event.strip(" ,:")[:LONGEST_EVENT]
    return ""


def is_added(before: str, behind: str, language: str) -> bool:
    """Is a period added to what stands before it: “Avtalstiden + ”, “… and 1 year thereafter”?"""
    join = PLUS.search(before) or JOINED.search(before)
    added = join is not None and not join[0].startswith(",")
    return added or behind.startswith(phrases("thereafter", language))


def is_named_last(text: str, language: str) -> bool:
    """Does a text name a trigger at the end of a clause: “Avtalstiden”, “the contract term, …”?"""
    for part in CLAUSE_ENDS.split(text):
        for phrase, _ in _triggers(language):
            at = place(phrase, part)
            if at >= 0 and ("…" in phrase or " " not in part[at + len(phrase) :].strip()):
                return True
    return False


def names_a_start(text: str, language: str) -> bool:
    """May a text, as it is read, name what starts a period, in a language?

    Most do not, and need no reading in it.
    """
    if holds(text, "self_timed", language) or named_statute(text, language):
        return True
    return any(place(phrase, text) >= 0 for phrase, _ in _triggers(language))
