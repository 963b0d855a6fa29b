"""Whether a time limit as it was read says all that its words say, so that it may be shown."""

import re
from functools import cache

from ropa.retention.bounds import Bounds, without
from ropa.retention.events import is_added, is_named_last, triggers_anywhere
from ropa.retention.grammar import LONGEST, normal, read_with_language
from ropa.retention.lists import LANGUAGES, WORDS, contains, holds, phrases, starting, units
from ropa.retention.spans import brackets
from ropa.retention.statutes import NUMBER_OF_LAW, SECTION
from ropa.retention.term import NO_TIME, Term

LEFT_OUT = ("default-only", "use-limit", "several-terms", "either-or", "trigger-implied", "cut")
"""Notes on what a reading leaves out of the words, or adds to them."""

INFERRED = ("trigger-by-nature", "trigger-by-statute")
"""Notes on a start that the words do not name."""

CHANGING = (
    "twist", "not", "or", "few", "ahead_of", "before_maximum", "before_minimum", "more_than",
    "less_than", "behind_maximum", "behind_minimum", "roughly", "within", "every",
)  # fmt: skip
"""Kinds of words that change the sense of what stands beside them."""

LEADING = ("while", "until", "erased_when")
"""Kinds of words that say of an event that something ends with it."""


DOUBT = re.compile(r"[\d\[<>≤≥≈~±?*×=½¼¾%]")
"""Numbers and signs that say something that was not read."""


SHORT = ("an", "v", "h")
"""Units whose words are other words too."""

GENITIVE = re.compile(r"\b(?:års|månaders|veckors|dagars)\b|\b(?:year|month|week|day)s?['’]")
"""A period of something: “two years' notice”."""


@cache
def says_all(text: str, language: str | None) -> bool:
    """Does the reading of a text leave out nothing that would change it, and add nothing?

    Words that are not known are taken for names of things. Words that turn, widen or narrow what is
    said are looked for in all languages, wherever they are no part of what was read.
    """
    term, known = read_with_language(text, language)
    if not term.understood or term.vague or term.override:
        return False
    if not set(term.notes).isdisjoint(LEFT_OUT):
        return False
    if term.period != NO_TIME and starting(term.event.lower(), "while", known):
        return False  # “as long as you are a member” is no event to say “after” of
    if term.review_every or term.disposal not in (None, "erase"):
        return False
    rest = _rest(term, known)
    if DOUBT.search(rest) or GENITIVE.search(normal(text)) or holds(rest, "review", known):
        return False
    if holds(rest, "indefinite", known) or _has_loose_time(term, rest, known):
        return False
    if holds(rest, "consent", known) and term.trigger != "consent-withdrawn":
        return False
    if any(contains(rest, kind, each) for kind in CHANGING for each in LANGUAGES):
        return False
    return _is_joined(term, known)


def left_unread(text: str, language: str | None) -> str:
    """The words of a text that its reading did not use; all of them where it was not understood."""
    term, known = read_with_language(text, language)
    return _rest(term, known) if term.understood else normal(text)


def twists(text: str) -> frozenset[tuple[str, str]]:
    """The kinds of words in a text, by language, that change the sense of what stands beside them."""
    return frozenset(
        (kind, each) for kind in ("twist", "not", "or") for each in LANGUAGES
        if contains(text, kind, each)
    )  # fmt: skip


def _has_loose_time(term: Term, rest: str, language: str) -> bool:
    """Is there a year or an “after” that was not read: “the year after the contract ended”?"""
    if term.period == NO_TIME and contains(rest, "after", language):
        return True
    loose = any(word in units() and word not in SHORT for word in WORDS.findall(rest))
    return loose and term.rounded_to is None and set(term.notes).isdisjoint(INFERRED)


def _words(term: Term) -> str:
    """The words of a term as they were read, without the condition in brackets."""
    text = normal(term.text)[:LONGEST]
    return text.replace(f"({term.condition})", " ") if term.condition else text


def _rest(term: Term, language: str) -> str:
    """The words that were not read as the period, its bounds, or the event."""
    text = _words(term)
    closed = brackets(text)
    taken = [
        (start, end)
        for start, end in Bounds(text, language).taken
        if not any(opened < start < shut for opened, shut in closed)
    ]
    event = term.event.lower()
    if event and (at := text.find(event)) >= 0:
        taken = [part for part in taken if part[1] <= at or part[0] >= at + len(event)]
        taken.append((at, at + len(event)))
    rest = SECTION.sub(" ", NUMBER_OF_LAW.sub(" ", without(text, taken)))
    for kind in LEADING if term.period == NO_TIME else ("while",):
        for phrase in phrases(kind, language):
            rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", rest)
    return rest


def _is_joined(term: Term, language: str) -> bool:
    """Is the event said of the period, and not only named beside it: “contract term data: 1 year”?"""
    if not term.trigger or not set(term.notes).isdisjoint(INFERRED):
        return True
    text = _words(term)
    named = set(triggers_anywhere(text, language))
    if len(named - {"financial-year-end"}) > 1:
        return False
    if any(contains(text, kind, language) for kind in ("after", "until", "erased_when")):
        return True
    if (span := Bounds(text, language).period) is not None:
        return is_added(text[: span.start], text[span.end :].lstrip(), language)
    return contains(text, "while", language) or is_named_last(text, language)
