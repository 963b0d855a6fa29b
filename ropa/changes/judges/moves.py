"""What became of the flows of activities to third countries, and which changes did it: Art. 44-49.

A flow may arise from a list of transfers, a new recipient, a supplier's country or a system. It is
told once for an activity and a destination, with the change that says most of it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ropa.changes.facts import Change, Kind
from ropa.changes.flows import (
    NO_TRANSFER,
    UNDECIDED,
    UNFOUNDED,
    UNSTATED,
    Flow,
    Key,
    all_flows,
    footing,
    rank,
)
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import is_lost, path
from ropa.changes.judges.origins import relevant
from ropa.changes.people import new_ids
from ropa.law.adequacy import adequacy_as_of
from ropa.rules.transfers import no_transfer_stated

LISTS = ("processors", "recipients", "data_sets", "systems")
TOPICS = ("transfers", *LISTS)
"""The questions whose changes may lead data abroad."""
ARRIVALS = {45: "transfer-adequate", 46: "transfer-safeguarded", 49: "transfer-derogation"}
UNFOUND = ("transfer-unfounded", "transfer-unstated", "transfer-without-decision")
FURTHER = "further-transfer"
SHOWN = (
    "module", "date", "approval", "tia", "scope", "certified", "covers_hr", "occasional",
    "necessity", "assessment", "safeguards", "authority_informed", "subjects_informed", "fallback",
)  # fmt: skip
"""What a record says beside the mechanism, Art. 46-49."""


class Move(NamedTuple):
    """What became of a flow: the row of the table, and `key` where one key of the transfer did it."""

    code: str
    flow: Flow
    facts: Mapping[str, Any]
    key: str = ""


def moves(case: Case) -> tuple[Verdict, ...]:
    """All that became of flows between two versions, whatever question it is from."""
    return case.once("moves", lambda: tuple(_moves(case)))


def are_told(case: Case) -> set[int]:
    """The identities of the changes of which it is told what they mean for transfers."""
    told = (change for said in moves(case) for change in (*said.changes, *said.also))
    return case.once("told by moves", lambda: set(map(id, told)))


def _moves(case: Case) -> Iterator[Verdict]:
    """The moves of every activity, those by one change told together."""
    told: dict[Hashable, Verdict] = {}
    for each, changes in _by_activity(case).items():
        was = case.old.by_id.get(case.renamed.get(each, each))
        now = case.new.by_id.get(each)
        if was is None or now is None:
            continue
        before, after = _renewed(all_flows(was, case.old), case), all_flows(now, case.new)
        denied = no_transfer_stated(now) and not no_transfer_stated(was)
        for move in _differences(before, after, denied, case):
            weighed = sorted(relevant(changes, move.flow, case), key=lambda pair: pair[0])
            if not weighed:
                continue
            said = _verdict(move, [change for _, change in weighed], case.today)
            code = "" if _is_of_supplier(said) else said.code
            key = id(said.changes[0]), code, "" if move.key else move.flow.place
            so_far = told.get(key, said)
            some = *so_far.activities, each
            also = *so_far.also, *said.also
            first = said if so_far.code == FURTHER else so_far
            told[key] = replace(first, activities=tuple(dict.fromkeys(some)), also=also)
    yield from told.values()


def _is_of_supplier(said: Verdict) -> bool:
    """Has a recipient that the register defines gone abroad, also where others are already?"""
    change = said.changes[0]
    defined = change.activity is None and change.field[0] == "recipients"
    return defined and said.code in (FURTHER, *ARRIVALS.values(), *UNFOUND)


def _by_activity(case: Case) -> dict[str, list[Change]]:
    """The changes that may lead data abroad, by the activities that they reach."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in case.all:
        if change.topic in TOPICS and change.kind is not Kind.RENAMED:
            for each in change.activities:
                found[each].append(change)
    return found


def _renewed(flows: dict[Key, Flow], case: Case) -> dict[Key, Flow]:
    """The flows of the old version, with the ids that recipients have now."""
    if not (renamed := new_ids(case)):
        return flows
    new = (flow._replace(to=renamed.get(flow.to, flow.to)) for flow in flows.values())
    return {(flow.to, flow.place): flow for flow in new}


# --- what became of them ------------------------------------------------------------------------


def _differences(
    was: dict[Key, Flow], now: dict[Key, Flow], denied: bool, case: Case
) -> Iterator[Move]:
    """What came, what went, and what rests on something else; `denied` where now said to be none."""
    real = {key: flow for key, flow in was.items() if flow.mechanism != NO_TRANSFER}
    were = {flow.to for flow in real.values() if flow.to}
    arrived: dict[str, list[Flow]] = defaultdict(list)
    for key, flow in now.items():
        before = real.get(key)
        if flow.mechanism == NO_TRANSFER:
            if before:
                yield Move("transfer-denied", flow, {"country": flow.place}, "mechanism")
        elif before is None:
            arrived[flow.place].append(flow)
        elif denied and flow.mechanism is None:
            facts = {"country": flow.place, "recipient": flow.name}
            yield Move("transfer-contradicted", flow, facts)
        else:
            yield from _altered(before, flow, case)
    for place, some in arrived.items():
        there = [flow for flow in real.values() if flow.place == place]
        gravest = max(some, key=lambda flow: rank(flow, case.today))
        worst = max((rank(flow, case.then) for flow in there), default=0)
        if there and gravest.to and all(flow.to for flow in there):
            yield _further(gravest)
        elif rank(gravest, case.today) > min(46, worst) or gravest.to in were:
            yield _arrival(gravest, case.today)
    places = {flow.place for flow in now.values()}
    still = {flow.to for flow in now.values() if flow.to}
    for flow in real.values():
        if flow.place not in places and flow.to not in still:
            places.add(flow.place)
            yield Move("transfer-removed", flow, {"country": flow.place})


def _further(flow: Flow) -> Move:
    """Data of an activity go to somebody more where they went before."""
    facts = {"country": flow.place, "recipient": flow.name, "mechanism": flow.mechanism}
    return Move(FURTHER, flow, facts)


def _arrival(flow: Flow, day: date) -> Move:
    facts = {"country": flow.place}
    order = rank(flow, day)
    if order == UNDECIDED:
        return Move("transfer-without-decision", flow, {**facts, "as_of": adequacy_as_of()})
    if order == UNFOUNDED:
        return Move("transfer-unfounded", flow, facts)
    if order == UNSTATED:
        return Move("transfer-unstated", flow, {**facts, "as_of": adequacy_as_of()})
    named = {"mechanism": flow.mechanism} if order > 45 else {}
    return Move(ARRIVALS[order], flow, {**facts, **named})


def _altered(old: Flow, new: Flow, case: Case) -> Iterator[Move]:
    """Another mechanism; under the same one, what is said beside it."""
    if old.mechanism == new.mechanism:
        for key in SHOWN:
            one, other = getattr(old.transfer, key), getattr(new.transfer, key)
            if one != other:
                yield Move(_of_detail(key, one, other, new), new, _told(key, one, other, new), key)
        return
    before, after = rank(old, case.then), rank(new, case.today)
    facts: dict[str, Any] = {"country": new.place, "as_of": adequacy_as_of()}
    if old.mechanism:
        facts["old_mechanism"] = old.mechanism
    if new.mechanism:
        facts["new_mechanism"] = facts["mechanism"] = new.mechanism
    yield Move(_of_ranks(before, after), new, facts, "mechanism")


def _of_ranks(before: int, after: int) -> str:
    if after == UNDECIDED:
        return "transfer-without-decision"
    if after == UNFOUNDED:
        return "mechanism-lost"
    if after == UNSTATED:
        return "mechanism-unstated"
    if before in (UNSTATED, UNFOUNDED):
        return "transfer-derogation" if after == 49 else "mechanism-stated"
    if before == after or (before, after) == (45, 46):
        return "mechanism-changed"
    return "mechanism-weakened" if after > before else "mechanism-strengthened"


def _of_detail(key: str, old: Any, new: Any, flow: Flow) -> str:
    """The row for something that is said beside the mechanism."""
    weaker = new is None or (old is True and new is False)
    if key == "certified" and flow.place == "US" and flow.mechanism == "adequacy":
        return "certification-lost" if old is True or new is False else "answer-given"
    if key == "fallback":
        return "transfer-detail-changed"
    if weaker:
        return "tia-removed" if key == "tia" else "transfer-detail-lost"
    if old is None:
        return "answer-given"
    return "clauses-changed" if key == "module" else "transfer-detail-changed"


def _told(key: str, old: Any, new: Any, flow: Flow) -> dict[str, Any]:
    if key == "module" and old and new:
        return {"country": flow.place, "old": old, "new": new}
    return {"country": flow.place} if key in ("certified", "tia") else {}


# --- which change did it ------------------------------------------------------------------------


def _verdict(move: Move, changes: list[Change], day: date) -> Verdict:
    """The verdict on a move, by the change that says most; what else says it is told with it."""
    owner = changes[0]
    if move.key:
        owner = next((c for c in changes if c.field[-1] == move.key), owner)
    code, facts = move.code, move.facts
    if code == "transfer-removed" and path(owner) == ("transfers",) and is_lost(owner):
        code, facts = "answer-lost", {}
    if code == "answer-given":
        facts = {}
    because = footing(move.flow, day)
    one_key = move.key and move.key != "mechanism"
    also = [
        c
        for c in changes
        if c is not owner and _is_of_transfer(c) and (not one_key or c.field[-1] == move.key)
    ]
    return replace(verdict(code, owner, because=because, **facts), also=tuple(also))


def _is_of_transfer(change: Change) -> bool:
    """Does a change say nothing but where data go, and on what that rests?"""
    steps = path(change)
    if steps[0] == "transfers":
        return True
    return bool({"transfer", "country"}.intersection(map(str, steps)))
