"""What the words of a time limit say: “Avtalstiden + 1 år”, “3-5 years after the last contact”.

A text is searched, in one language after another, for the words of `words.toml` and for periods.
Nothing is guessed: “90 dagar” has no trigger, and a text that none of the languages understands
stays a text. Every pattern is linear in the length of the text, and the length is bounded.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.retention.bounds import Bounds
from ropa.retention.clauses import lets_keep_longer, or_necessary
from ropa.retention.events import (
    clause,
    ended_clause,
    event_around,
    is_added,
    named_event,
    names_a_start,
    trigger_in,
    triggers_anywhere,
)
from ropa.retention.lists import (
    LANGUAGES,
    first,
    holds,
    kinds_below,
    phrases,
    starting,
)
from ropa.retention.spans import brackets, spans
from ropa.retention.statutes import named_statute
from ropa.retention.term import NO_TIME, Term

LONGEST = 1_000
"""How much of a text is read, in characters; a time limit is rarely a fifth of it."""

WORD = re.compile(r"[^\W\d_]+")
ENDS = ("contract-end", "customer-relationship-end", "employment-end")
"""Events after which data that may be kept “as evidence” have no end of their own."""
STOPS = re.compile(r"[,;.(+]")


def normal(text: str) -> str:
    """A text as it is read: lower case, single spaces, no marks of where a word may be broken."""
    return _spaced(text).lower()


def _spaced(text: str) -> str:
    return " ".join(text[: 20 * LONGEST].replace("\N{SOFT HYPHEN}", "").split())


def read_text(text: str, language: str | None = None) -> Term:
    """What the words of a time limit say, read in their language, else in any that there is."""
    return read_with_language(text, language)[0]


def read_with_language(text: str, language: str | None) -> tuple[Term, str]:
    """The same, and in which language the words were read."""
    return _read(text, (language or "").partition("-")[0])


@cache
def _read(text: str, language: str) -> tuple[Term, str]:
    known = language if language in LANGUAGES else LANGUAGES[0]
    reader = _Reader(text, known)
    best = reader.term()
    turned = reader.bounds.turned
    if best.understood and not _may_say_more(best):
        return best, known
    for other in LANGUAGES:
        if other != known and (turned or not best.understood or names_a_start(normal(text), other)):
            term = _Reader(text, other).term()
            bounded = term.period is None and (term.maximum or term.minimum)
            if term.understood and (bounded if turned else term.trigger or not best.understood):
                return term, other
    return best, known


def _may_say_more(term: Term) -> bool:
    """May words beside the period be those of another language? “90 dagar” has none."""
    if term.kind == "fixed":
        return not term.starts and len(WORD.findall(term.text)) > 1
    return bool(term.event) and "+" in term.text


@cache
def is_self_timed(text: str, language: str | None = None) -> bool:
    """Is a text about records whose time runs from their own making: logs, footage?"""
    known = (language or "").partition("-")[0]
    tried = (known,) if known in LANGUAGES else ("en", "sv")
    return any(holds(f" {normal(text)}", "self_timed", each) for each in tried)


class _Reader:
    """One text, read in one language."""

    def __init__(self, text: str, language: str) -> None:
        self.written = text
        self.language = language
        whole = normal(text)
        self.cut = len(whole) > LONGEST
        self.condition, self.text = self._without_condition(whole[:LONGEST])
        self.statute = named_statute(self.text, language)
        self.bounds = Bounds(self.text, language)
        self.period, self.bound = self.bounds.period, self.bounds.bound
        self.joined = False  # is the event that a period or its bound runs from joined to it?

    def has(self, kind: str) -> bool:
        return holds(self.text, kind, self.language)

    def _without_condition(self, text: str) -> tuple[str, str]:
        """The condition in brackets, and the text without it."""
        begins = phrases("condition", self.language)
        for start, end in brackets(text):
            inner = text[start + 1 : end - 1].strip()
            if inner.startswith(begins) and not spans(inner):
                return inner, f"{text[:start].rstrip()}{text[end:]}"
        return "", text

    def term(self) -> Term:
        """What the text says; of a text with several time limits, nothing but that."""
        one = self.bounds.one and not self.cut
        about = self._about()
        if not one:
            turned = self.bounds.turned and not self.cut
            notes = () if turned else ("cut" if self.cut else "several-terms",)
            return Term(text=self.written, notes=notes, **about)
        trigger, event, nature = self._start()
        vague = self._is_vague(trigger, event)
        kind = self._kind(trigger, event, nature, vague)
        if kind == "until-event" and trigger and self.bounds.has_loose_time():
            return Term(text=self.written, **about)
        if kind == "unstated" and self.has("consent"):
            trigger, nature = "consent-withdrawn", "trigger-implied"
        ends_at_once = kind in ("until-event", "until-withdrawal")
        return Term(
            text=self.written,
            kind=kind,
            period=NO_TIME if ends_at_once else self.period.period if self.period else None,
            trigger=trigger,
            event="" if kind in ("criteria", "indefinite") else self._as_written(event),
            minimum=self.bounds.minimum or None,
            maximum=self.bounds.maximum or None,
            rounded_to=self._rounding(nature),
            review_every=self.bounds.review or None,
            notes=tuple(self._notes(nature)),
            understood=kind != "unstated",
            vague=vague,
            **about,
        )

    def _as_written(self, event: str) -> str:
        """The words for an event with their capitals: “1 January”."""
        spaced = _spaced(self.written)
        at = spaced.lower().find(event) if len(spaced) == len(spaced.lower()) else -1
        return event if at < 0 else spaced[at : at + len(event)]

    def _about(self) -> dict[str, Any]:
        """What a text says beside its period and event."""
        return {
            "condition": self.condition,
            "statute": self.statute,
            "by_law": self.has("by_law"),
            "disposal": self._disposal(),
            "override": lets_keep_longer(self.text, self.language),
            "withdrawal": "consent-withdrawn" in triggers_anywhere(self.text, self.language),
        }

    # --- what starts the period -------------------------------------------------------------------

    def _start(self) -> tuple[str | None, str, str]:
        """The trigger, or the event in the text's words; and a note on how it is known."""
        text, language = self.text, self.language
        span = self.period or self.bound
        if span is None:
            return self._end()
        behind = text[span.end :].lstrip(" ,(")
        for kind in ("behind_maximum", "behind_minimum"):
            behind = behind.removeprefix(starting(behind, kind, language)).lstrip(" ,()")
        event = clause(behind, "after", language) or ended_clause(behind, language)
        if event:
            self.joined = True
            trigger = trigger_in(event, language)
            return trigger, "" if trigger else event, ""
        if self.period is None and any(found := self._end()):
            self.joined = is_added(self.bounds.lead, behind, language)
            return found
        if anywhere := triggers_anywhere(text, language):
            return anywhere[0], "", ""
        if holds(text[: span.start], "older_than", language):
            return "record-created", "", "use-limit"
        if is_self_timed(text, language):
            return "record-created", "", "trigger-by-nature"
        if self.has("accounting_statute"):
            return "financial-year-end", "", "trigger-by-statute"
        if year := first(text, "current_year", language):
            return None, year[1], ""
        around = event_around(text, self.period, language) if self.period else ""
        return None, around or named_event(text, span.start, language), ""

    def _end(self) -> tuple[str | None, str, str]:
        """Of a text without a period: the event at which data are erased."""
        text, language, named = self.text, self.language, ""
        for kind in ("erased_when", "until", "while"):
            if found := first(text, kind, language):
                at, phrase = found
                if self.bound and not text[at + len(phrase) : self.bound.start].strip():
                    continue  # “jusqu'à 3 ans”
                event = STOPS.split(text[at + len(phrase) :], maxsplit=1)[0].strip()
                certain = triggers_anywhere(event, language)
                trigger = trigger_in(event, language) if kind != "while" else None
                if trigger or certain:
                    return trigger or certain[0], "", ""
                named = named or (event if kind != "while" or at == 0 else "")
        if anywhere := triggers_anywhere(text, language):
            return anywhere[0], "", ""
        return None, named, ""

    # --- what kind of time limit it is ------------------------------------------------------------

    def _kind(self, trigger: str | None, event: str, nature: str, vague: bool) -> str:
        if self.period is None and self.bound is None:
            return self._kind_without_period(trigger, event, vague)
        law = trigger == "financial-year-end" or bool(self.statute) or self.has("by_law")
        if law and not self.has("limitation"):
            return "statutory"
        if self.period is None and not self.joined:
            kind = self._kind_without_period(trigger, event, vague)
            return "fixed" if kind == "unstated" else kind
        if self.period and self.period.high:
            return "range"
        starts = bool(trigger or event) and nature in ("", "trigger-by-statute")
        return "event-plus-period" if starts else "fixed"

    def _kind_without_period(self, trigger: str | None, event: str, vague: bool) -> str:
        if self.bounds.review:
            return "review"
        if self.has("indefinite") and not trigger:
            return "indefinite"
        if vague and not or_necessary(self.text, self.language):
            return "criteria"
        if trigger == "consent-withdrawn":
            return "until-withdrawal"
        if lets_keep_longer(self.text, self.language) or self.has("evidence"):
            return "criteria"
        if trigger:
            return "until-event"
        if self.statute:
            return "statutory"
        if self.has("necessary"):
            return "criteria"
        return "until-event" if event else "unstated"

    def _is_vague(self, trigger: str | None, event: str) -> bool:
        """Do the words say nothing that could be tested?"""
        if self.period or self.bounds.maximum or self.bounds.review:
            return False
        if not trigger and self.has("indefinite"):
            return True
        if trigger in ENDS and self.has("evidence") and self.has("may_keep"):
            return not self.has("while")
        bounded = bool(trigger) and self.has("before_maximum")
        if self.has("vague"):
            return not bounded and trigger != "session-end"
        found = first(self.text, "necessary", self.language)
        if found is None:
            testable = trigger or self.statute or len(WORD.findall(event)) > 4
            return self.has("by_law") and not testable
        if trigger:
            leads = not triggers_anywhere(self.text[: found[0]], self.language)
            return not bounded and (leads or or_necessary(self.text, self.language))
        rest = " ".join(["", *self.text[found[0] + len(found[1]) :].partition(".")[0].split(), ""])
        return holds(rest, "aim", self.language) or len(WORD.findall(rest)) < 3

    # --- the rest ---------------------------------------------------------------------------------

    def _rounding(self, nature: str) -> str | None:
        if self.has("end_of_calendar_year") or nature == "trigger-by-statute":
            return "end-of-calendar-year"
        return "end-of-month" if self.has("end_of_month") else None

    def _disposal(self) -> str | None:
        return next((d for d in kinds_below("disposal") if self.has(f"disposal/{d}")), None)

    def _notes(self, nature: str) -> Iterator[str]:
        if nature:
            yield nature
        if self.condition and "+" in self.text:
            yield "condition-scope"
        if self.bound and self.bounds.maximum and (self.period or not self.joined):
            yield "maximum-start"
        if or_necessary(self.text, self.language) or self.has("either_or"):
            yield "either-or"
        if self.bounds.rough or self.has("default_only"):
            yield "default-only"
        if self.has("limitation"):
            yield "limitation"
