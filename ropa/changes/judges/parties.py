"""Controllers, joint controllers, representatives, officers: Art. 4(7), 26, 27, 37."""

from collections.abc import Iterator

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went, within
from ropa.changes.judges.lists import beyond
from ropa.changes.judges.organisations import one_of, organisation_name, organisations, person
from ropa.law.thresholds import exemption_threshold
from ropa.model.part import Item
from ropa.model.party import Joint, Principal


def controllers(case: Case) -> Iterator[Verdict]:
    """Who the controllers are: one for another, one more, one less."""
    come = [moved for moved in came(case.changes) if isinstance(moved.entry, str)]
    gone = [moved for moved in went(case.changes) if isinstance(moved.entry, str)]
    new = tuple(organisation_name(moved.entry, case.new) for moved in come)
    old = tuple(organisation_name(moved.entry, case.old) for moved in gone)
    if come and gone:
        yield verdict("controller-replaced", *case.changes, old=one_of(old), new=one_of(new))
        return
    for moved, name in zip(come, new, strict=True):
        if not is_given(moved.change):
            yield verdict("controller-added", moved.change, new=name)
    for moved, name in zip(gone, old, strict=True):
        if not is_lost(moved.change):
            yield verdict("controller-removed", moved.change, old=name)


# --- joint controllers, Art. 26 -----------------------------------------------------------------


def joint(case: Case) -> Iterator[Verdict]:
    """Joint controllership that begins or ends, with whom, and the arrangement."""
    for change in case.changes:
        if len(path(change)) == 1:
            yield from _jointly(change, case)
    partners = within(case, "joint", "with")
    for moved in came(partners):
        name = organisation_name(moved.entry, case.new)
        yield verdict("joint-controller-added", moved.change, new=name)
    for moved in went(partners):
        name = organisation_name(moved.entry, case.old)
        yield verdict("joint-controller-removed", moved.change, old=name)
    law = tuple(c for c in within(case, "joint", "law") if c.before is None)
    for key in ("arrangement", "essence_available_at"):
        for change in within(case, "joint", key):
            if change.after is None and key == "arrangement" and law:
                yield verdict("record-changed", change, *law)
            elif change.after is None:
                yield verdict("arrangement-removed", change)


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
