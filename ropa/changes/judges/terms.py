"""What differs between two time limits as they were read: longer, vaguer, from another event."""

from collections.abc import Iterator

from ropa.changes.likeness import is_slip, normal, replaces_words
from ropa.retention.calendar import compare
from ropa.retention.term import Term

REMAINS = {"erase": 0, "return": 0, "anonymise": 1, "archive": 2}
"""How much of the data remains after the time limit."""
ROUNDED = {None: 0, "end-of-month": 1, "end-of-calendar-year": 2}
"""How much later an end comes by its rounding."""
BY_LENGTH = {
    "longer": "retention-lengthened",
    "shorter": "retention-shortened",
    "depends": "retention-shifted",
}


def differences(old: Term, new: Term) -> Iterator[str]:
    """The rows of the table for what differs between two time limits; none if they say the same."""
    if old.understood != new.understood:
        yield "retention-incomparable"
        return
    if not old.understood:
        return
    said = list(_time(old, new))
    yield from said
    if not said and (old.override, old.vague) != (new.override, new.vague):
        vaguer = new.override > old.override or new.vague > old.vague
        yield "retention-vaguer" if vaguer else "retention-clearer"
    yield from _condition(old.condition, new.condition)
    yield from _disposal(old.disposal, new.disposal)


def _time(old: Term, new: Term) -> Iterator[str]:
    """What became of the length of time."""
    endless = old.kind == "indefinite", new.kind == "indefinite"
    if endless == (False, True):
        yield "retention-lengthened"
    elif endless == (True, False) and _precision(new) != 1:
        yield "retention-shortened" if _has_time(new) else "retention-incomparable"
    elif _precision(old) != _precision(new):
        vaguer = _precision(new) < _precision(old)
        yield "retention-vaguer" if vaguer else "retention-clearer"
    elif _has_time(old):
        yield from _timed(old, new)
    elif old.statute.lower() != new.statute.lower() or not _same_start(old, new):
        yield "retention-incomparable"
    else:
        yield from _review(old.review_every, new.review_every)


def _has_time(term: Term) -> bool:
    return bool(term.longest or term.shortest)


def _precision(term: Term) -> int:
    """How much a time limit lets anybody work out: a time, criteria, or nothing."""
    if _has_time(term):
        return 2
    return 0 if term.vague else 1


def _timed(old: Term, new: Term) -> Iterator[str]:
    """Both give a time: from when, and how long."""
    lengths = length(old, new)
    if old.starts and new.starts and not _same_start(old, new):
        if old.trigger and new.trigger:
            yield "retention-trigger-changed"
        else:  # an event in words may be the same in others
            worded = not (old.trigger or new.trigger or lengths)
            yield "retention-restated" if worded else "retention-incomparable"
        return
    if old.starts and not new.starts:
        yield "retention-trigger-dropped"
    elif new.starts and not old.starts and lengths is None:
        yield "retention-clearer"
    if lengths:
        yield lengths
    yield from _review(old.review_every, new.review_every)


def _same_start(old: Term, new: Term) -> bool:
    """Do both run from the same event? Events in words may be said in some more of them."""
    if old.trigger or new.trigger:
        return old.trigger == new.trigger
    if normal(old.event) == normal(new.event) or is_slip(old.event, new.event):
        return True
    return bool(old.event and new.event) and not replaces_words(old.event, new.event)


def length(old: Term, new: Term) -> str | None:
    """The row for a time that is longer or shorter: its end, a maximum beside it, its shortest.

    A maximum that came or went above the period itself may be said of something else, or let data be
    kept longer: what it does cannot be told.
    """
    turn = ROUNDED[new.rounded_to] - ROUNDED[old.rounded_to]
    if old.longest and new.longest:
        if code := _by_length(old.longest, new.longest, turn):
            return code
    elif old.longest or new.longest:
        return "retention-clearer" if new.longest else "retention-vaguer"
    caps = _cap(old), _cap(new)
    if caps[0] and caps[1]:
        if code := _by_length(caps[0], caps[1], turn):
            return code
    elif caps[0] or caps[1]:
        return _capped(old, new)
    if old.shortest and new.shortest:
        return _by_length(old.shortest, new.shortest, turn)
    return None


def _capped(old: Term, new: Term) -> str:
    """A maximum beside the period came or went: does it end before the period does?"""
    cap, period = _cap(new) or _cap(old), old.longest if _cap(old) else new.longest
    if not (cap and period) or compare(cap, period) != "shorter":
        return "retention-incomparable"
    return "retention-shortened" if _cap(new) else "retention-lengthened"


def _cap(term: Term) -> str | None:
    """A maximum that stands beside the period itself."""
    return term.maximum if term.maximum != term.longest else None


def _by_length(old: str, new: str, turn: int) -> str | None:
    """Two periods compared by calendar; `turn` says whether the end is rounded to later, or less."""
    found = compare(new, old)
    if turn:
        turned = "longer" if turn > 0 else "shorter"
        found = turned if found in ("equal", turned) else "depends"  # type: ignore[assignment]
    return BY_LENGTH.get(found)


def _review(old: str | None, new: str | None) -> Iterator[str]:
    """How often the need is reviewed."""
    if old and new:
        found = compare(new, old)
        if found != "equal":
            yield "retention-review-oftener" if found == "shorter" else "retention-review-rarer"
    elif old or new:
        yield "retention-review-oftener" if new else "retention-review-rarer"


def _condition(old: str, new: str) -> Iterator[str]:
    """A condition that came or went, or is another."""
    if normal(old) == normal(new) or (old and new and is_slip(old, new)):
        return
    if old and new:
        yield "retention-condition-changed"
    else:
        yield "retention-conditional" if new else "retention-unconditional"


def _disposal(old: str | None, new: str | None) -> Iterator[str]:
    """What happens to the data then, where both say it."""
    if old and new and old != new:
        more = REMAINS[new] > REMAINS[old]
        yield "disposal-weakened" if more else "disposal-changed"
