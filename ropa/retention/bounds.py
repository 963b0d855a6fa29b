"""The periods of a text, sorted: the period itself, its bounds, and the interval of a review."""

import re

from ropa.retention.lists import (
    LANGUAGES,
    contains,
    ending,
    holds,
    numbers,
    phrases,
    starting,
    units,
)
from ropa.retention.spans import Span, is_unread, outside, spans

GAP = "_"
"""What stands in a text for a part that has been understood."""

CLAUSE_END = re.compile(r"[;.](?!\d)")
LOOSE = re.compile(r"\d\)?(?:\s|\s?[/+*×.,–-])?\s?$")
"""A number that stands right before a period, and is no part of it: “1 000 days”, “1/2 year”."""


BEFORE = (
    ("maximum", "before_maximum"), ("maximum", "within"), ("minimum", "before_minimum"),
)  # fmt: skip
"""What the words before a period make of it."""


class Bounds:
    """What the periods of a text are to each other.

    `period` is the one that is no bound, and `bound` where the last of those that are stands. `one`
    says whether all of them are one time limit, none had to be left unread, and none is `turned`:
    denied, counted back from its event, or an age. `rough` says that one is “about” so long. `lead`
    is the text before the bound, and `taken` is where the periods and the words for bounds stand.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.period: Span | None = None
        self.bound: Span | None = None
        self.minimum = self.maximum = self.review = ""
        self.rough = self.turned = False
        self.lead = ""
        self._clash = False
        self.taken: list[tuple[int, int]] = []
        found = spans(text)
        bare = list(outside(found, text)) or found
        plain = [span for span in bare if not self._is_bound(span)]
        several = len({(span.period, span.high) for span in plain}) > 1 or self._clash
        self.taken += [(span.start, span.end) for span in bare]
        self.turned = self.turned or any(self._is_turned(span) for span in bare)
        self.one = not (several or self.turned or is_unread(text, found))
        if self.one and plain:
            self.period = plain[0]
            if self.period.high:
                self.minimum, self.maximum = self.period.period, self.period.high
        elif not (plain or self.review) and self._has("review") and self._has("yearly"):
            self.review = "P1Y"

    def has_loose_time(self) -> bool:
        """Is there a length of time that is no period: “some years”, “10 working days”?"""
        words = re.findall(r"[\w½]+", self.text)
        for at, word in enumerate(words if not (self.period or self.bound) else ()):
            before = " ".join(words[max(0, at - 3) : at])
            if word in units() and before:
                if re.search(r"[\d½]", before) or contains(before, "few", self.language):
                    return True
        return False

    def _has(self, kind: str) -> bool:
        return holds(self.text, kind, self.language)

    def _is_bound(self, span: Span) -> bool:
        """Is a period a maximum, a minimum or the interval of a review? If so, it is kept as that."""
        before = self._before(span)
        if ending(before, "every", self.language):
            if self._has("review"):
                self.review = span.period
            elif self._has("overwritten"):
                return False  # “overwritten every 30 days”
            else:
                self.turned = True
            return True
        side = self._side(before, span)
        if not side:
            return False
        value = span.high or span.period if side == "maximum" else span.period
        self._clash = self._clash or getattr(self, side) not in ("", value)
        setattr(self, side, value)
        self.bound = span
        self.lead = self.text[: min(self.taken[-1][0], span.start)]
        return True

    def _before(self, span: Span) -> str:
        """The text before a period, up to a word such as “about”, which is noted."""
        before = self.text[: span.start].rstrip()
        if phrase := ending(before, "roughly", self.language):
            self.rough = True
            before = before[: -len(phrase)].rstrip()
        return before

    def _side(self, before: str, span: Span) -> str:
        """Which bound the words around a period make of it: `maximum`, `minimum`, or neither."""
        at = len(self.text) - len(self.text[span.end :].lstrip(" ("))
        for side, kind in BEFORE:
            if phrase := ending(before, kind, self.language):
                self.taken.append((len(before) - len(phrase), len(before)))
                return side
        for side in ("maximum", "minimum"):
            if phrase := starting(self.text[at:], f"behind_{side}", self.language):
                self.taken.append((at, at + len(phrase)))
                return side
        for kind, said, denied in (
            ("more_than", "", "maximum"),
            ("less_than", "maximum", "minimum"),
        ):
            if phrase := ending(before, kind, self.language):
                start = len(before) - len(phrase)
                denial = self._denial(before[:start])
                if denial or said:
                    self.taken += [(start, len(before)), *denial]
                return denied if denial else said
        return ""

    def _denial(self, before: str) -> list[tuple[int, int]]:
        """Where “not” stands in the sentence before “longer than”, if once."""
        begin = max((hit.end() for hit in CLAUSE_END.finditer(before)), default=0)
        words = phrases("not", self.language)
        found = [hit.span() for hit in re.finditer(r"[\w']+", before) if hit[0] in words]
        found = [place for place in found if place[0] >= begin]
        return found if len(found) == 1 else []

    def _is_turned(self, span: Span) -> bool:
        """Do the words around a period deny it, or make it no period after an event?

        “Not 2 years”, “30 days before the event”, “more than 2 years”, “2 or 3 years”.
        """
        language = self.language
        before, behind = self.text[: span.start].rstrip(), self.text[span.end :].lstrip(" ,(")
        for each in LANGUAGES:  # whichever the text may be in
            if starting(behind, "ahead_of", each) and not holds(behind, "disposal/erase", each):
                return True
        if ending(before, "age", language) or starting(behind, "age", language):
            return True
        if LOOSE.search(before) or self._is_second(before):
            return True
        if holds(before, "older_than", language):  # a limit of use, whose “not” is its sense
            return False
        if ending(before, "more_than", language) and span != self.bound:
            return True
        return self._is_denied(span)

    def _is_second(self, before: str) -> bool:
        """Does a period follow a number and an “or”, and only its unit with it: “two or three years”?"""
        words = before.replace("/", " / ").split()[-2:]
        if len(words) < 2 or not (words[0].isdigit() or words[0] in numbers("number")):
            return False
        joins = (phrases(kind, each) for kind in ("or", "and") for each in LANGUAGES)
        return words[1] in "/&" or any(words[1] in listed for listed in joins)

    def _is_denied(self, span: Span) -> bool:
        """Is there a “not” that belongs to no bound and stands before a period, or right behind it?"""
        rest = without(self.text, [*self.taken, *self._event(span)])
        return any(contains(rest, "not", each) for each in LANGUAGES)

    def _event(self, span: Span) -> list[tuple[int, int]]:
        """Where the words for an event behind a period stand: what they deny is of the event."""
        behind = self.text[span.end :]
        lead = len(behind) - len(behind.lstrip(" ,("))
        if not any(starting(behind[lead:], "after", each) for each in LANGUAGES):
            return []
        end = CLAUSE_END.search(behind, lead)
        return [(span.end, span.end + (end.start() if end else len(behind)))]


def without(text: str, taken: list[tuple[int, int]]) -> str:
    """A text without the parts that have been understood."""
    for start, end in sorted(taken, reverse=True):
        text = f"{text[:start]} {GAP} {text[end:]}"
    return text
