"""What changed in the law though the register did not: adequacy decisions that lapsed or were granted.

Judged as of two days by the table of decisions, Art. 45(3)-(5), 45(9). Instruments that the tables
give no dates for are not compared.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ropa.changes.facts import Change, Kind
from ropa.changes.flows import Flow, decision_for, flows, rank
from ropa.changes.judge import Judged
from ropa.changes.significance import BY_CODE
from ropa.law.adequacy import adequacy_as_of
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.source.source import Route


class _Met(NamedTuple):
    """A flow that both versions have, and the activity that it is of, by its place."""

    activity: Activity
    old: Flow
    new: Flow
    route: Route


def law_moved(
    old: Record, new: Record, changes: Sequence[Change], then: date, today: date
) -> list[Judged]:
    """The decisions that came or lapsed between two days, each once, with all activities.

    Only of transfers that are in both versions, and rest on the same there: of others the changes
    tell.
    """
    found: dict[tuple[str, str], list[_Met]] = {}
    for met in _met(old, new, changes) if then != today else ():
        if code := _what(met, then, today):
            found.setdefault((code, met.new.place), []).append(met)
    return [_judged(code, place, some) for (code, place), some in found.items()]


def _met(old: Record, new: Record, changes: Sequence[Change]) -> Iterator[_Met]:
    """The flows that are in both versions of an activity."""
    renamed = {c.after: c.before for c in changes if c.kind is Kind.RENAMED}
    for place, activity in zip(new.places, new.activities, strict=True):
        was = old.by_id.get(renamed.get(activity.id, activity.id))
        before = flows(was, old) if was else {}
        for (to, where), flow in flows(activity, new).items():
            same = before.get((to, where)) or before.get((renamed.get(to, to), where))
            if same and same.mechanism == flow.mechanism:
                listed = "activities", place, "transfers"
                defined = "recipients", str(to), "transfer"
                by_list = isinstance(activity.transfers, tuple) or to not in new.register.recipients
                yield _Met(activity, same, flow, new.origin(listed) if by_list else defined)


def _what(met: _Met, then: date, today: date) -> str:
    """What became of the decision for where a flow goes; empty where nothing did."""
    if met.new.mechanism == "adequacy":
        held, holds = rank(met.old, then) == 45, rank(met.new, today) == 45
        same = met.old.transfer.certified == met.new.transfer.certified
        if held and not holds:
            return "adequacy-lapsed" if same else ""
    granted = decision_for(met.old, then) is None and decision_for(met.new, today)
    return "adequacy-granted" if granted else ""


def _judged(code: str, place: str, some: Sequence[_Met]) -> Judged:
    row = BY_CODE[code]
    return Judged(
        row=row,
        level=row.level,
        because=(),
        duties=row.duties,
        facts={"country": place, "as_of": adequacy_as_of()},
        activity=None,
        activities=tuple(dict.fromkeys(met.activity.id for met in some)),
        field=("transfers",),
        old=None,
        new=None,
        old_route=None,
        new_route=some[0].route,
    )
