"""What came, went and was answered, whatever shape the fact has: what the judges share."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ropa.changes.facts import Change
from ropa.changes.judge import Case
from ropa.rules.answers import is_open
from ropa.source.source import Route


class Moved(NamedTuple):
    """An entry of a list that came or went, as written, and the change that it is from."""

    entry: Any
    change: Change


def path(change: Change) -> Route:
    """The keys from the question down to what changed, whether it stands in the defaults or not."""
    return change.field[1:] if change.field[:1] == ("defaults",) else change.field


def within(case: Case, *keys: str) -> tuple[Change, ...]:
    """The changes of a case at one path: `within(case, "retention", "period")`."""
    return tuple(change for change in case.changes if path(change) == keys)


def came(changes: Iterable[Change]) -> Iterator[Moved]:
    """The entries that came: alone, or with a list where there was none or another answer."""
    for change in changes:
        if isinstance(change.after, tuple):
            yield from (Moved(entry, change) for entry in change.after)
        elif change.before is None and _is_place(change.new_route):
            yield Moved(change.after, change)


def went(changes: Iterable[Change]) -> Iterator[Moved]:
    """The entries that went: alone, or with a list where there is none or another answer now."""
    for change in changes:
        if isinstance(change.before, tuple):
            yield from (Moved(entry, change) for entry in change.before)
        elif change.after is None and _is_place(change.old_route):
            yield Moved(change.before, change)


def is_answer(change: Change) -> bool:
    """Is it the whole answer to a question, or a whole value, and no entry of a list?"""
    return not (_is_place(change.old_route) or _is_place(change.new_route))


def is_given(change: Change) -> bool:
    """Was this open, absent or unknown, and is it answered now?"""
    return is_answer(change) and is_open(change.before) and not is_open(change.after)


def is_lost(change: Change) -> bool:
    """Was this answered, and is it open now, absent or unknown?"""
    return is_answer(change) and is_open(change.after) and not is_open(change.before)


def _is_place(route: Route) -> bool:
    """Does a route lead to a place in a list, which is no activity?"""
    listed = bool(route) and isinstance(route[-1], int)
    return listed and (len(route) > 2 or route[0] != "activities")
