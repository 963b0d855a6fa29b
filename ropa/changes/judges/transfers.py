"""Transfers to third countries: Art. 44-49."""

from collections.abc import Iterator

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import is_given, is_lost, path, within
from ropa.changes.judges.moves import SHOWN, TOPICS, are_told, moves
from ropa.model.party import Transfer

KEYS = ("transfer", "mechanism", "country", "recipient", *SHOWN)
"""What is said of a transfer with the recipient or in the list, and may be said in both."""


def transfers(case: Case) -> Iterator[Verdict]:
    """What became of transfers by the changes of one question, whichever it is."""
    by_change = case.once("moves by change", lambda: _by_change(case))
    for change in case.changes:
        yield from by_change.get(id(change), ())
    told = are_told(case)
    for change in within(case, "transfers"):
        if id(change) not in told and is_lost(change):
            yield verdict("answer-lost", change)
        elif id(change) not in told and is_given(change):
            yield verdict("answer-given", change)
    for change in case.changes:
        if id(change) not in told and change.activities and _is_said_elsewhere(change):
            yield verdict("transfer-refiled", change)


def _by_change(case: Case) -> dict[int, list[Verdict]]:
    """What became of transfers, by the identity of the change that says most of it."""
    found: dict[int, list[Verdict]] = {}
    for said in moves(case):
        found.setdefault(id(said.changes[0]), []).append(said)
    return found


def _is_said_elsewhere(change: Change) -> bool:
    """Was something said of a transfer, or is now, that the other place says all the same?"""
    steps = path(change)
    if steps[-1] not in KEYS or (steps[-1] == "date" and "contract" in steps):
        return False
    listed = steps[0] == "transfers" and change.entry is not None
    return listed or "transfer" in steps or isinstance(change.before or change.after, Transfer)


JUDGES: dict[str, Judge] = dict.fromkeys(TOPICS, transfers)
