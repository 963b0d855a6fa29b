"""Controllers, joint controllers, representatives, officers: Art. 4(7), 26, 27, 37."""

import itertools
from collections.abc import Hashable, Iterator
from dataclasses import replace

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went, within
from ropa.changes.judges.lists import beyond
from ropa.changes.judges.organisations import one_of, organisation_name, organisations, person
from ropa.changes.people import definitions_of, new_ids
from ropa.law.thresholds import exemption_threshold
from ropa.model.activity import Activity
from ropa.model.part import Item
from ropa.model.party import Joint, Principal
from ropa.model.record import Record
from ropa.model.values import Texts


def controllers(case: Case) -> Iterator[Verdict]:
    """Who the controllers are: one for another, one more, one less; as often as it is said, told once."""
    alike = _alike(case, case.first)
    if case.first is not alike[0]:
        return  # told with the first
    come, gone = _come_and_gone(case.first, case)
    by_all = any(change.activity is None for change in alike)
    reached = () if by_all else tuple(dict.fromkeys(i for c in alike for i in c.activities))
    new, old = _called(come, case.new), _called(gone, case.old)
    said: list[Verdict] = []
    if come and gone:
        facts = {"old": one_of(old), "new": one_of(new)}
        said = [verdict("controller-replaced", *alike, **facts)]
    elif come or gone:
        said = [verdict("controller-added", *alike, new=name) for name in new]
        said += [verdict("controller-removed", *alike, old=name) for name in old]
    elif _named(case.first, case.old, case) and _named(case.first, case.new, case):
        said = [verdict("housekeeping", *case.changes)]
    also = definitions_of("organisations", (*come, *gone), case)
    if not _is_told_jointly(case.first, case):
        yield from (replace(one, also=also, activities=reached) for one in said)


def _alike(case: Case, change: Change) -> list[Change]:
    """All changes of controllers by which the same come and go."""
    found: dict[Hashable, list[Change]] | None = case.worked_out.get("controllers")
    if found is None:
        found = case.worked_out["controllers"] = {}
        for each in case.all:
            if each.topic == "controllers":
                found.setdefault(_likeness(each, case), []).append(each)
    return found[_likeness(change, case)]


def _likeness(change: Change, case: Case) -> Hashable:
    moved = _come_and_gone(change, case)
    return moved if any(moved) and not _is_told_jointly(change, case) else change.activity


def _is_told_jointly(change: Change, case: Case) -> bool:
    """Is it told by saying that somebody is a joint controller now, or no longer?"""
    moved = {*itertools.chain(*_come_and_gone(change, case))}
    return bool(moved) and moved <= _joined_or_left(change, case)


def _joined_or_left(change: Change, case: Case) -> set[str]:
    return {*_partners(change, case.old, case)} ^ {*_partners(change, case.new, case)}


def _come_and_gone(change: Change, case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The controllers that came and went by a change; none where it was, or is, not said who they are."""
    old, new = _named(change, case.old, case), _named(change, case.new, case)
    if not old or not new:
        return (), ()
    return tuple(i for i in new if i not in old), tuple(i for i in old if i not in new)


def _named(change: Change, record: Record, case: Case) -> tuple[str, ...]:
    """The controllers of what a change is of, by their ids now: an activity that names none has the register's."""
    ids = new_ids(case, "organisations") if record is case.old else {}
    for part in (_of(change, record, case), record.register):
        if part and isinstance(part.controllers, tuple):
            return tuple(str(ids.get(key, key)) for key in part.controllers)
    return ()


def _of(change: Change, record: Record, case: Case) -> Activity | None:
    """The activity that a change is of, in a version."""
    here = change.activity or ""
    return record.by_id.get(case.renamed.get(here, here) if record is case.old else here)


def _called(keys: tuple[str, ...], record: Record) -> tuple[Texts, ...]:
    return tuple(organisation_name(key, record) for key in keys)


# --- joint controllers, Art. 26 -----------------------------------------------------------------


def joint(case: Case) -> Iterator[Verdict]:
    """Joint controllership that begins or ends, with whom, and the arrangement."""
    also = _told_with(case)
    for change in case.changes:
        if len(path(change)) == 1:
            yield from (replace(said, also=also) for said in _jointly(change, case))
    partners = within(case, "joint", "with")
    for moved in came(partners):
        name = organisation_name(moved.entry, case.new)
        yield replace(verdict("joint-controller-added", moved.change, new=name), also=also)
    for moved in went(partners):
        name = organisation_name(moved.entry, case.old)
        yield replace(verdict("joint-controller-removed", moved.change, old=name), also=also)
    law = tuple(c for c in within(case, "joint", "law") if c.before is None)
    for key in ("arrangement", "essence_available_at"):
        for change in within(case, "joint", key):
            if change.after is None and key == "arrangement" and law:
                yield verdict("record-changed", change, *law)
            elif change.after is None:
                yield verdict("arrangement-removed", change)


def _told_with(case: Case) -> tuple[Change, ...]:
    """What is told by saying that somebody is a joint controller: that it is one, and who it is."""
    told = [
        change for change in case.all
        if change.topic == "controllers" and change.activity == case.first.activity
        and _is_told_jointly(change, case)
    ]  # fmt: skip
    apart = _joined_or_left(case.first, case)
    return *told, *definitions_of("organisations", apart, case)


def _partners(change: Change, record: Record, case: Case) -> tuple[str, ...]:
    """Who is a joint controller with whoever keeps the record."""
    part = _of(change, record, case) or record.register
    return tuple(part.joint.with_ or ()) if isinstance(part.joint, Joint) else ()


def _jointly(change: Change, case: Case) -> Iterator[Verdict]:
    """The whole answer."""
    for code, value, record, side in (
        ("joint-controller-added", change.after, case.new, "new"),
        ("joint-controller-removed", change.before, case.old, "old"),
    ):
        if isinstance(value, Joint):
            names = [organisation_name(key, record) for key in value.with_ or ()]
            for name in names:
                yield verdict(code, change, **{side: name})
            if not names:
                yield verdict("joint-declared" if side == "new" else "joint-ended", change)


# --- officers and representatives, Art. 37, 27 ----------------------------------------------------


def dpo(case: Case) -> Iterator[Verdict]:
    """The data protection officer of all who keep the record."""
    yield from person("dpo", case.changes)


def representative(case: Case) -> Iterator[Verdict]:
    """The representative in the Union."""
    yield from person("representative", case.changes)


# --- a processor's record, Art. 30(2) -------------------------------------------------------------


def on_behalf_of(case: Case) -> Iterator[Verdict]:
    """The controllers that a processor acts for."""
    for moved in came(case.changes):
        if isinstance(moved.entry, Principal):
            yield verdict("principal-added", moved.change, new=_principal(moved.entry, case, True))
    for moved in went(case.changes):
        if isinstance(moved.entry, Principal) and not is_lost(moved.change):
            old = _principal(moved.entry, case, False)
            yield verdict("principal-removed", moved.change, old=old)


def _principal(entry: Principal, case: Case, now: bool) -> object:
    record = case.new if now else case.old
    return organisation_name(entry.organisation or "", record) or entry.source


def processing(case: Case) -> Iterator[Verdict]:
    """What a processor does for its controllers, Art. 30(2)(b)."""
    for moved in came(case.changes):
        if isinstance(moved.entry, Item) and not is_given(moved.change):
            yield verdict("processing-added", moved.change, new=moved.entry.name)
    for moved in went(case.changes):
        if isinstance(moved.entry, Item) and not is_lost(moved.change):
            yield verdict("processing-removed", moved.change, old=moved.entry.name)
    for change in within(case, "processing", "name"):
        more, less = beyond(change.after, [change.before]), beyond(change.before, [change.after])
        if more and not less:
            yield verdict("processing-added", change, new=more)
        elif less and not more:
            yield verdict("processing-removed", change, old=less)
        else:
            yield verdict("processing-reworded", change)


# --- the head of the register ---------------------------------------------------------------------


def employees(case: Case) -> Iterator[Verdict]:
    """A number of employees that crosses the limit of the exemption, Art. 30(5)."""
    limit = exemption_threshold().employees
    for change in case.changes:
        if isinstance(change.before, int) and isinstance(change.after, int):
            over = change.after >= limit
            if over != (change.before >= limit):
                code = "employees-over-limit" if over else "employees-under-limit"
                yield verdict(code, change, limit=limit)


def jurisdiction(case: Case) -> Iterator[Verdict]:
    """The national law that applies beside the GDPR."""
    for change in case.changes:
        if change.before and change.after:
            facts = {"old_country": change.before, "new_country": change.after}
            yield verdict("jurisdiction-changed", change, **facts)


JUDGES: dict[str, Judge] = {
    "organisations": organisations,
    "controllers": controllers,
    "joint": joint,
    "representative": representative,
    "dpo": dpo,
    "on_behalf_of": on_behalf_of,
    "processing": processing,
    "employees": employees,
    "jurisdiction": jurisdiction,
}
