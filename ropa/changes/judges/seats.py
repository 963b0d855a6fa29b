"""Where a recipient is: a seat that moves, and on what the transfers rest there. Art. 30(1)(d), 44-46."""

from collections.abc import Iterator
from dataclasses import replace

from ropa.changes.facts import Change
from ropa.changes.flows import NO_TRANSFER, NOTHING_SAID, STAFF, Flow, all_flows, footing
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.moves import FURTHER, moves
from ropa.changes.leads import identity, known_as
from ropa.law.countries import is_third_country
from ropa.model.party import Recipient
from ropa.model.values import Texts

Sides = tuple[Recipient | None, Recipient | None]
"""A recipient before and after, with what the entry and its definition say."""


def country(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """Where it is, as far as no transfer begins or ends by that."""
    for change in changes:
        old, new = change.before, change.after
        told = {
            i
            for said in moves(case)
            if change in (*said.changes, *said.also)
            for i in said.activities
        }
        rest = tuple(each for each in change.activities if each not in told)
        if (rest or not told) and old and new:
            facts = {"recipient": _called(sides), "old_country": old, "new_country": new}
            if is_third_country(new) and rest and not _is_inside(sides):
                because = _footings(case, change, sides[1], rest)
                said = verdict("recipient-moved", change, because=because, **facts)
                yield replace(said, activities=rest)
            elif not told and not is_third_country(old) and not is_third_country(new):
                yield verdict("location-changed", change, **facts)


def _told(case: Case, change: Change) -> set[str]:
    """The activities of which it is told what a change means for their transfers."""
    by_change: dict[int, set[str]] = case.once("told of activities", dict)
    if not by_change:
        for said in moves(case):
            for each in (*said.changes, *said.also):
                by_change.setdefault(id(each), set()).update(said.activities)
    return by_change.get(id(change), set())


def _footings(
    case: Case, change: Change, meant: Recipient | None, activities: tuple[str, ...]
) -> tuple[str, ...]:
    """On what the transfers of activities rest where somebody is now.

    What a list says of another country covers that country alone; what the recipient says of itself
    goes with it.
    """
    known_by = known_as(change, case.new)
    own = (meant.transfer if meant else None) or NOTHING_SAID
    found: dict[str, None] = {}
    for each in activities:
        activity = case.new.by_id.get(each)
        for flow in all_flows(activity, case.new).values() if activity else ():
            if flow.to == known_by and flow.mechanism != NO_TRANSFER:
                there = flow if flow.place == change.after else Flow(change.after, flow.to, own)
                found.update(dict.fromkeys(footing(there, case.today)))
    return tuple(found)


def _is_inside(sides: Sides) -> bool:
    """Is it no recipient, but the company's own people?"""
    return bool(sides[1] and sides[1].kind in STAFF)


def _called(sides: Sides) -> Texts:
    """What a recipient is called."""
    return next((side.name for side in reversed(sides) if side), "")


def under_safeguards(case: Case, entry: Recipient, activities: tuple[str, ...]) -> tuple[str, ...]:
    """Do data go to somebody under safeguards, in a country where they went before, Art. 46?"""
    known_by = identity(entry.name, case.new)
    arrived = {
        (each, said.facts["country"])
        for said in moves(case)
        if said.code in ("transfer-safeguarded", FURTHER) and said.facts
        for each in said.activities
    }
    for each in activities:
        activity = case.new.by_id.get(each)
        for flow in all_flows(activity, case.new).values() if activity else ():
            if flow.to == known_by and flow.rank == 46 and (each, flow.place) not in arrived:
                return ("safeguards",)
    return ()
