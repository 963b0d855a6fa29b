"""What changed, in one sentence: a row of the table with its facts in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from ropa.changes.judge import Judged
from ropa.changes.judges.entries import is_answer
from ropa.model.part import Part
from ropa.model.plain import plain
from ropa.reports.change_words import CLOSED, ChangeWords, cut
from ropa.words.durations import duration
from ropa.words.terms import TERMS, term
from ropa.words.words import QUOTED, Words

NAMED = 3
"""How many activities, or entries of a list, a sentence names."""
AROUND = 20
"""How many characters before the first difference a quote of a long text begins."""
NOTHING = "\0"
"""Stands for what is not stated, and is not quoted."""
QUOTED_NOTHING = re.compile(f"[“”]?{NOTHING}”?")
PLURALS = {
    "bases": "basis",
    "statuses": "status",
    "countries": "country",
    "conditions": "condition",
}


@dataclass(frozen=True, slots=True)
class Called:
    """What a change is about, in words: the field, the definition or entry that it is in, the old
    and the new value.
    """

    label: str
    subject: str
    before: tuple[str, ...]
    now: tuple[str, ...]


def message(one: Judged, called: Called, spoken: ChangeWords) -> str:
    """The sentence of a change, and in what it changed, where the sentence says nothing of that."""
    words = spoken.words
    before, now = called.before, called.now
    if _is_closed(one):
        before, now = tuple(map(_small, before)), tuple(map(_small, now))
    old, new = quotes(*_different(before, now), words)
    facts = {"old": old, "new": new, **_facts(one.facts, spoken), "field": called.label}
    holes = {name: text or NOTHING for name, text in facts.items()}
    told = words(one.row.sentence or _generic(one, before, now), **holes)
    told = QUOTED_NOTHING.sub(words("not stated"), told)
    subject = cut(called.subject)
    if subject and subject.lower() not in told.lower():
        return f"{subject}: {told}"
    return told


def reach(names: Sequence[str], words: Words, *, everyone: bool) -> str:
    """Which activities a change concerns, in a sentence; empty where there are none."""
    shown = whom(names, words, NAMED, everyone=everyone)
    return words("Concerned: {names}.", names=shown) if shown else ""


def whom(names: Sequence[str], words: Words, most: int, *, everyone: bool) -> str:
    """Activities by name, at most so many; how many, where they are all of a register."""
    if everyone and len(names) > most:
        return words("all {number} activities", number=len(names))
    return some(names, words, most)


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


def _generic(one: Judged, before: tuple[str, ...], now: tuple[str, ...]) -> str:
    """The sentence where the table has none: the field, its old and its new value."""
    listed = bool(one.changes) and not is_answer(one.changes[0])
    if before and now:
        return _("{field}: now “{new}”, before “{old}”.")
    if now:
        return (
            _("{field}: added “{new}”.")
            if listed
            else _("{field}: now “{new}”, before not stated.")
        )
    return (
        _("{field}: removed “{old}”.")
        if listed
        else _("{field}: no longer stated, before “{old}”.")
    )


def some(names: Sequence[str], words: Words, most: int = NAMED) -> str:
    """Names in a row, each short, and how many more there are than `most`."""
    shown = ", ".join(map(cut, names[:most]))
    more = len(names) - most
    return words("{entries} and {number} more", entries=shown, number=more) if more > 0 else shown


# --- facts ----------------------------------------------------------------------------------------


def _facts(facts: Mapping[str, Any], spoken: ChangeWords) -> dict[str, str]:
    """The facts of a sentence in words, short enough for it: two that are compared, side by side."""
    told = {name: in_words(name, fact, spoken) for name, fact in facts.items()}
    free = [
        name for name, fact in facts.items() if isinstance(fact, (str, dict)) and not _term(name)
    ]
    for name in free:
        other = _twin(name)
        if other not in free or other == name:
            told[name] = cut(told[name])
        elif name < other:
            told[name], told[other] = _apart(told[name], told[other])
    return told


def _twin(name: str) -> str:
    """The fact that is compared with this one: `new_interest` with `old_interest`."""
    side, _, rest = name.partition("_")
    other = {"old": "new", "new": "old"}.get(side, side)
    return f"{other}_{rest}" if rest else other


def _term(name: str) -> str:
    """What a fact is, by the last word of its name: one of the closed words, or empty."""
    kind = name.rpartition("_")[2]
    kind = PLURALS.get(kind, kind)
    return kind if kind in TERMS or kind in ("country", "condition", "period") else ""


def in_words(name: str, fact: Any, spoken: ChangeWords) -> str:
    """A fact as a reader calls it: what it is, the last word of its name says (`old_bases`)."""
    words = spoken.words
    if isinstance(fact, (tuple, list, set, frozenset)):
        several = sorted(fact) if isinstance(fact, (set, frozenset)) else fact
        return ", ".join(in_words(name, each, spoken) for each in several)
    if isinstance(fact, Part):
        return ", ".join(spoken.entries(plain(fact), (name,)))
    if fact is None or fact == "":
        return ""
    match _term(name):
        case "":
            return words.text(fact) if isinstance(fact, dict) else str(fact)
        case "country":
            return words.country(str(fact))
        case "condition":
            return words.cite(f"Art. {fact}")
        case "period":
            return duration(str(fact), words)
        case context:
            return _small(term(words, context, str(fact)))


def _is_closed(one: Judged) -> bool:
    """Are the values closed words, which a sentence writes small?"""
    values = [c.old for c in one.changes] + [c.new for c in one.changes]
    plainly = all(isinstance(value, (str, list, NoneType)) for value in values)
    return bool(one.field) and str(one.field[-1]) in CLOSED and plainly


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


# --- quotes ---------------------------------------------------------------------------------------


def _different(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The entries of both sides without those that both have, unless that leaves a side empty."""
    old = [entry for entry in before if entry not in now]
    new = [entry for entry in now if entry not in before]
    if (before and not old) or (now and not new):
        return list(before), list(now)
    return old, new


def quotes(old: Sequence[str], new: Sequence[str], words: Words) -> tuple[str, str]:
    """Both values short enough for a sentence, and yet with what is different about them."""
    if len(old) == len(new) == 1:
        return _apart(old[0], new[0])
    return some(old, words), some(new, words)


def _apart(old: str, new: str) -> tuple[str, str]:
    """Two texts, cut so that the first difference is seen."""
    alike = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    alike = min(len(old), len(new)) if alike is None else alike
    if alike <= QUOTED - AROUND or max(len(old), len(new)) <= QUOTED:
        return cut(old), cut(new)
    start = max(old.rfind(" ", 0, alike - AROUND) + 1, alike - QUOTED + AROUND)
    return cut(f"…{old[start:]}"), cut(f"…{new[start:]}")
