"""Recipients and processors that came or went: Art. 4(9), 13(1)(e), 26, 28, 30(1)(d)."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went
from ropa.changes.judges.suppliers import (
    for_marketing,
    of_definition,
    of_entry,
    of_roles,
    under_safeguards,
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
from ropa.model.party import Recipient
from ropa.rules.controller import recipients_missing

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
    yield from of_entry(case, [change for change in case.changes if change not in lists])


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
    return replace(said, also=definitions(entry, case.old, case), activities=activities)


def _refiled(case: Case, change: Change, known_by: Hashable, gone: bool) -> Iterator[Verdict]:
    """Somebody who was there before, in another list, told once: where they are now."""
    others = [c for c in case.all if c is not change and _shares(c, change, known_by, case)]
    if gone and others:
        return
    was, now = (side(case, change.activities[0]).get(known_by) for side in (before, after))
    if was and now and was.role != now.role:
        said = of_roles(change, was.role, now.role, now.meant)
    else:
        said = verdict("recipient-refiled", change)
    yield replace(said, also=tuple(others))


def _shares(other: Change, change: Change, known_by: Hashable, case: Case) -> bool:
    """Is the other half of a move between lists in another change?"""
    if other.topic not in LISTS or other.kind is Kind.RENAMED or not _is_list(other):
        return False
    if not {*other.activities} & {*change.activities}:
        return False
    found = {
        identity(entry.name, record)
        for value, record in ((other.before, case.old), (other.after, case.new))
        for each in (value if isinstance(value, tuple) else (value,))
        if isinstance(each, Part)
        for entry in _recipients(each)
    }
    return found == {known_by}


JUDGES: dict[str, Judge] = dict.fromkeys(LISTS, recipients)
