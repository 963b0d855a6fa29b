"""What the words of a time limit say by themselves, and which data it is for."""

from ropa.changes.judge import Case
from ropa.changes.judges.terms import length
from ropa.model.activity import Activity, Retention
from ropa.model.record import Record
from ropa.retention.entry import in_language
from ropa.retention.exact import left_unread, twists
from ropa.retention.grammar import read_text
from ropa.retention.term import Term
from ropa.rules.answers import normal, texts
from ropa.rules.time_limits import names

LENGTHS = ("period", "minimum", "maximum")
"""The keys that win over what the words say of how long."""


def _words(entry: Retention, record: Record) -> str:
    return in_language(entry.text, record.register.language)


def left(entry: Retention, record: Record) -> str:
    """The words of a time limit that its reading did not use."""
    return left_unread(_words(entry, record), record.register.language)


def twisted(old: Retention, new: Retention, case: Case) -> frozenset[str]:
    """Did words come or go that let it be longer or otherwise, such as “unless”: `came`, `went`?"""
    before, after = twists(left(old, case.old)), twists(left(new, case.new))
    sides = (("came", after - before), ("went", before - after))
    return frozenset(side for side, found in sides if found)


def length_in_words(
    old: Retention, new: Retention, before: Term, after: Term, case: Case
) -> str | None:
    """The row for the length that the words alone say, where keys stand beside words that changed."""
    keyed = any(getattr(entry, key) for entry in (old, new) for key in LENGTHS)
    if not keyed or old.text == new.text:
        return None
    spoken = [
        read_text(_words(entry, record), record.register.language) if entry.text else term
        for entry, record, term in ((old, case.old, before), (new, case.new, after))
    ]
    if not all(term.understood and (term.longest or term.shortest) for term in spoken):
        return None
    return length(*spoken)


def is_covered_less(old: Retention, new: Retention, case: Case) -> bool:
    """Did a time limit let go of data, or of what else it named, that no other covers now?"""
    return any(
        _lets_go(old, was, now, case)
        for was, now in zip(case.was, case.now, strict=False)
        if isinstance(now.retention, tuple)
    )


def _lets_go(old: Retention, was: Activity, now: Activity, case: Case) -> bool:
    limits = now.retention if isinstance(now.retention, tuple) else ()
    if any(limit.for_ is None for limit in limits):
        return False
    data = set(names(now.personal_data, case.new))
    covered = {name for limit in limits for name in _named(limit, case.new)}
    if old.for_ is None:  # it covered all data; what is said of purposes cannot be compared with it
        return covered <= data and bool(data - covered)
    there = data | {*names(now.data_subjects, case.new), *names(now.purposes, case.new)}
    return bool((set(_named(old, case.old)) - covered) & there)


def _named(limit: Retention, record: Record) -> list[str]:
    """What a time limit is for, normalised; data categories by their names."""
    defined = record.register.data_categories
    words = (
        defined[each].name if isinstance(each, str) and each in defined else each
        for each in limit.for_ or ()
    )  # fmt: skip
    return [normal(text) for value in words for text in texts(value)]
