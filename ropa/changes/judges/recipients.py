"""Recipients and processors that came or went: Art. 4(9), 13(1)(e), 26, 28, 30(1)(d)."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went
from ropa.changes.judges.moves import are_told
from ropa.changes.judges.seats import under_safeguards
from ropa.changes.judges.suppliers import (
    for_marketing,
    of_definition,
    of_entry,
    of_roles,
)
from ropa.changes.leads import identity
from ropa.changes.people import (
    INDEPENDENT,
    People,
    Receiver,
    after,
    before,
    definitions,
    new_ids,
)
from ropa.model.activity import DataSet
from ropa.model.part import Part, Unknown
from ropa.model.party import Recipient, Transfer
from ropa.rules.controller import recipients_missing
from ropa.rules.transfers import receiver

LISTS = ("processors", "recipients", "data_sets")
CAME = {
    "processor": "processor-added",
    "sub-processor": "sub-processor-added",
    "authority": "authority-added",
    "internal": "insider-changed",
    "data-subject": "insider-changed",
    **dict.fromkeys(INDEPENDENT, "independent-recipient-added"),
}
WENT = {
    "sub-processor": "sub-processor-removed",
    "authority": "authority-removed",
    "internal": "insider-changed",
    "data-subject": "insider-changed",
}


def recipients(case: Case) -> Iterator[Verdict]:
    """Who came and went, among recipients, processors and those of data sets; and what changed of them."""
    if case.is_definition:
        yield from of_definition(case)
        return
    lists = [change for change in case.changes if _is_list(change)]
    for change in lists:
        if is_lost(change) and _is_unanswered(case, change):
            yield verdict("answer-lost", change)
        elif is_given(change) and not isinstance(change.after, tuple):
            yield verdict("answer-given", change)
        elif not isinstance(change.after, Unknown):
            yield from _moved(case, change)
    yield from of_entry(case, [change for change in case.changes if not _is_list(change)])


def _is_list(change: Change) -> bool:
    """Is it about a list of recipients, or an entry of one, and not about a key of an entry?"""
    steps = path(change)
    return len(steps) == 1 or steps == ("data_sets", "recipients")


def _is_unanswered(case: Case, change: Change) -> bool:
    """Is the question of Art. 30(1)(d) open now, for an activity that it is asked of?"""
    if path(change) != ("recipients",):
        return False
    return any(
        not activity.is_processor
        and (isinstance(change.after, Unknown) or any(recipients_missing.check(activity)))
        for activity in case.now
    )


def _moved(case: Case, change: Change) -> Iterator[Verdict]:
    """The verdicts on the entries of a list that came or went by one change."""
    for moved in came([change]):
        for entry in _recipients(moved.entry):
            yield from _said(case, change, entry, _arrived, (before, after))
    for moved in went([change]):
        for entry in _recipients(moved.entry):
            yield from _said(case, change, entry, _left, (after, before))


def _recipients(entry: Part) -> Iterator[Recipient]:
    if isinstance(entry, Recipient):
        yield entry
    elif isinstance(entry, DataSet):
        yield from entry.recipients or ()


Side = Callable[[Case, str], People]
Say = Callable[[Case, Change, Recipient, Receiver, tuple[str, ...]], Verdict]


def _said(
    case: Case, change: Change, entry: Recipient, say: Say, sides: tuple[Side, Side]
) -> Iterator[Verdict]:
    """What is said of an entry: new to some activities, or already there, elsewhere or in another role."""
    there, here = sides
    gone = say is _left
    record = case.old if gone else case.new
    known_by = identity(entry.name, record)
    known_by = new_ids(case).get(known_by, known_by) if gone else known_by
    fresh: dict[str, list[str]] = {}
    receiver: dict[str, Receiver] = {}
    for each in change.activities:
        one = here(case, each).get(known_by)
        if one and known_by not in there(case, each):
            fresh.setdefault(one.role, []).append(each)
            receiver[one.role] = one
    for role, activities in fresh.items():
        yield say(case, change, entry, receiver[role], tuple(activities))
    if not fresh and change.activities:
        yield from _refiled(case, change, known_by, gone)


def _arrived(
    case: Case, change: Change, entry: Recipient, one: Receiver, activities: tuple[str, ...]
) -> Verdict:
    because = [*under_safeguards(case, entry, activities), *for_marketing(one.meant)]
    code = CAME.get(one.role, "recipient-added")
    said = verdict(code, change, because=because, new=one.meant.name)
    return replace(said, also=definitions(entry, case.new, case), activities=activities)


def _left(
    case: Case, change: Change, entry: Recipient, one: Receiver, activities: tuple[str, ...]
) -> Verdict:
    said = verdict(WENT.get(one.role, "recipient-removed"), change, old=one.meant.name)
    also = *definitions(entry, case.old, case), *_no_longer_listed(case, entry, activities)
    return replace(said, also=also, activities=activities)


def _no_longer_listed(case: Case, entry: Recipient, activities: Sequence[str]) -> Iterator[Change]:
    """The transfers to somebody that went from the lists with them, while data still go there."""
    gone = case.once("transfers gone", lambda: _transfers_gone(case))
    told = are_told(case)
    for change in gone.get(identity(entry.name, case.old), ()):
        if {*change.activities} <= {*activities} and id(change) not in told:
            yield change


def _transfers_gone(case: Case) -> dict[Hashable, list[Change]]:
    """The transfers that went from the lists, by whom they went to."""
    found: dict[Hashable, list[Change]] = {}
    for change in case.all:
        transfer = change.before if path(change) == ("transfers",) else None
        if isinstance(transfer, Transfer):
            to = identity(receiver(transfer) or transfer.name, case.old)
            found.setdefault(to, []).append(change)
    return found


def _refiled(case: Case, change: Change, known_by: Hashable, gone: bool) -> Iterator[Verdict]:
    """Somebody who was there before, in another list, told once: where they are now."""
    listed = case.once("lists of one", lambda: _of_one(case)).get(known_by, ())
    mine = {*change.activities}
    others = [c for c in listed if c is not change and not mine.isdisjoint(c.activities)]
    if gone and others:
        return
    was, now = (side(case, change.activities[0]).get(known_by) for side in (before, after))
    if was and now and was.role != now.role:
        said = of_roles(change, was.role, now.role, now.meant)
    elif change.topic == "data_sets" and not others:
        return  # a data set more, and nobody who receives the data
    else:
        said = verdict("recipient-refiled", change)
    yield replace(said, also=tuple(others))


def _of_one(case: Case) -> dict[Hashable, list[Change]]:
    """The changes of lists that are about one recipient alone, by whom: halves of a move between lists."""
    found: dict[Hashable, list[Change]] = {}
    for change in case.all:
        if change.topic in LISTS and change.kind is not Kind.RENAMED and _is_list(change):
            named = {
                identity(entry.name, record)
                for value, record in ((change.before, case.old), (change.after, case.new))
                for each in (value if isinstance(value, tuple) else (value,))
                if isinstance(each, Part)
                for entry in _recipients(each)
            }
            if len(named) == 1:
                found.setdefault(named.pop(), []).append(change)
    return found


JUDGES: dict[str, Judge] = dict.fromkeys(LISTS, recipients)
