"""What changed fields and values are called; a key that has no label is its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.judge import Judged
from ropa.model.part import Part
from ropa.model.plain import flat, plain
from ropa.model.register import Register
from ropa.source.source import Route
from ropa.words.durations import duration
from ropa.words.labels import LABELS
from ropa.words.terms import term
from ropa.words.words import QUOTED, Words


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


CLOSED = {
    "legal_basis": "basis",
    "basis": "basis",
    "status": "status",
    "role": "role",
    "acts_as": "role",
    "kind": "kind",
    "type": "type",
    "authorisation": "authorisation",
    "special": "special",
    "mechanism": "mechanism",
    "fallback": "mechanism",
    "then": "then",
    "phase": "phase",
    "rounded_to": "rounded",
    "after": "after",
    "criteria": "criterion",
    "cookies": "cookies",
    "source": "source",
    "from": "source",
}
"""The keys whose values are closed words, and what terms these have."""

COUNTRIES = ("country", "jurisdiction")
PERIODS = ("period", "minimum", "maximum", "review_every")
ARTICLES = ("condition", "special_conditions", "article", "ground")
ARTICLE = re.compile(r"\d+(\(\w+\))*")
ANSWERS = {"none": _("None"), "unknown": _("Open question")}
ANSWERED = (
    "assessment", "contract", "data_sets", "dpo", "employees", "further_use", "representative",
    "sub_processors",
)  # fmt: skip
"""The keys, beside the questions of the record, that may have an answer that is no value."""
LEADING = ("name", "text", "basis", "title", "reference", "organisation", "from", "condition")
"""Where a mapping begins with one of these, it needs no label."""
POINTING = {
    "recipients": "recipients",
    "processors": "recipients",
    "recipient": "recipients",
    "sub_processors": "recipients",
    "personal_data": "data_categories",
    "security_measures": "security_measures",
    "systems": "systems",
    "controllers": "organisations",
    "organisation": "organisations",
    "on_behalf_of": "organisations",
    "with": "organisations",
}
"""The keys whose values may be ids, and the section of the register that defines these."""
LANGUAGE = re.compile(r"[a-z]{2}(-\w+)*")


class ChangeWords:
    """Names fields and values in one language; `questions` are the labels of a record's fields.

    `registers` are the versions that define what ids stand for, the newest first.
    """

    def __init__(
        self, words: Words, questions: Mapping[str, str], registers: Sequence[Register] = ()
    ) -> None:
        self.words = words
        self.registers = registers
        self._labels = {**LABELS, **questions}
        self._answered = {*questions, *ANSWERED}
        self._in_full = False

    def field(self, route: Route, named: Mapping[int, str] | None = None, entry: str = "") -> str:
        """What a field is called, from the outside in.

        `named` are steps that have a name of their own, by their place; `entry` is the name of the
        entry of the list that the last step is a key of.
        """
        named = named or {}
        steps = [named.get(at) or self.key(str(step)) for at, step in enumerate(route)]
        if entry:
            steps.insert(max(len(steps) - 1, 1), entry)
        return " › ".join(map(cut, steps))

    def key(self, key: str) -> str:
        """What a key is called."""
        label = self._labels.get(key)
        return self.words(label) if label else key

    def name(self, part: Part) -> str:
        """What an entry or a definition is called by the key that leads it."""
        written = plain(part)
        if not isinstance(written, dict):
            return self._value(written, "")
        first = next((key for key in LEADING if written.get(key)), None)
        return self._value(written[first], first) if first else ""

    def sides(self, judged: Judged) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The old and the new value of a change in words, the entries of each.

        Texts are in the language of the output, and what an entry says twice is said once; in every
        language that they have, and in full, where nothing else would tell them apart.
        """
        both = self._both(judged)
        if both[0] != both[1] or not both[0]:
            return both
        self._in_full = True
        both = self._both(judged)
        self._in_full = False
        return both

    def _both(self, judged: Judged) -> tuple[tuple[str, ...], tuple[str, ...]]:
        changes: tuple[Change, ...] = judged.changes
        if not changes:
            return self.entries(judged.old, judged.field), self.entries(judged.new, judged.field)
        told = [(self.entries(c.old, c.field), self.entries(c.new, c.field)) for c in changes]
        if not self._in_full:
            told = [pair for pair in told if not any(_within(pair, other) for other in told)]
        before, now = (dict.fromkeys(e for pair in told for e in pair[side]) for side in (0, 1))
        return tuple(before), tuple(now)

    def entries(self, value: Any, field: Route) -> tuple[str, ...]:
        """A changed value: each entry of a list in words, else the whole."""
        if value is None:
            return ()
        if not field and isinstance(value, dict):
            return tuple(self._pairs(value, ""))
        entries = value if isinstance(value, (list, tuple)) else [value]
        own = any(str(step).startswith("x-") for step in field)
        key = str(field[-1]) if field else ""
        return tuple(flat(entry) if own else self._value(entry, key) for entry in entries)

    def _value(self, value: Any, key: str) -> str:
        if isinstance(value, dict):
            one = not self._in_full and _is_texts(value)
            return self.words.text(value) if one else "; ".join(self._pairs(value, key))
        if isinstance(value, (list, tuple)):
            return ", ".join(self._value(entry, key) for entry in value)
        if isinstance(value, bool):
            return self.words("Yes") if value else self.words("No")
        if not isinstance(value, str):
            return str(value)
        if value in ANSWERS and key in self._answered:
            return self.words(ANSWERS[value])
        return self._text(value, key)

    def _text(self, text: str, key: str) -> str:
        """A closed word by its term, a country or an id by its name, an article as it is cited."""
        if key in POINTING and (name := self.defined(POINTING[key], text)):
            return name
        if key in CLOSED:
            return term(self.words, CLOSED[key], text)
        if key in ARTICLES and ARTICLE.fullmatch(text):
            return self.words.cite(f"Art. {text}")
        if key in COUNTRIES:
            return self.words.country(text)
        return duration(text, self.words) if key in PERIODS else text

    def defined(self, section: str, key: str) -> str:
        """The name of what a register defines by an id; empty where none does."""
        for register in self.registers:
            definitions = getattr(register, section, None)
            if isinstance(definitions, dict) and key in definitions:
                return self.name(definitions[key]) or key
        return ""

    def _pairs(self, part: dict[str, Any], above: str) -> Iterator[str]:
        first = next((key for key in LEADING if key in part), None)
        if above == "authorisation":
            first = "type"
        head = ""
        if first is not None:
            head = self._value(part[first], above if first in ("name", "type") else first)
            yield head
        for key, value in part.items():
            if key == first:
                continue
            if key.startswith("x-"):
                yield f"{key}: {flat(value)}"
                continue
            told = self._value(value, key)
            if self._in_full or told.lower() != head.lower():
                yield f"{self.key(key)}: {told}"


def _is_texts(value: dict[str, Any]) -> bool:
    """Is this a text per language?"""
    return all(LANGUAGE.fullmatch(key) and isinstance(text, str) for key, text in value.items())


def _within(pair: Sequence[tuple[str, ...]], other: Sequence[tuple[str, ...]]) -> bool:
    """Does another change of the same entry say both sides of this one, and more? A period in
    figures beside the text that has it in words.
    """
    return pair is not other and all(
        len(mine) == len(theirs) == 1 and mine[0] != theirs[0] and mine[0] in theirs[0]
        for mine, theirs in zip(pair, other, strict=True)
    )


def cut(text: str) -> str:
    """A text as a sentence quotes it: its beginning, where it is long."""
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
