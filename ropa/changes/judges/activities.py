"""Whole activities, their status, role and exemption: Art. 30(1), 30(2), 30(5)."""

from collections.abc import Iterator

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.model.activity import Activity, Exemption

TO_COME = ("draft", "planned")
ENDED = "retired"
RESTING = "suspended"


def activity(case: Case) -> Iterator[Verdict]:
    """An activity that came into the record, or is no longer in it."""
    for change in case.changes:
        come = isinstance(change.after, Activity)
        one = change.after if come else change.before
        if isinstance(one, Activity):
            name = one.name or one.id
            if come:
                yield verdict(_added(one), change, new=name)
            else:
                yield verdict(_removed(one), change, old=name)


def _added(one: Activity) -> str:
    if one.status == ENDED:
        return "past-activity-added"
    return "service-added" if one.is_processor else "activity-added"


def _removed(one: Activity) -> str:
    if one.status == ENDED:
        return "past-activity-removed"
    if one.status in TO_COME:
        return "planned-activity-removed"
    return "service-removed" if one.is_processor else "activity-removed"


def status(case: Case) -> Iterator[Verdict]:
    """An activity that goes live, rests or ends."""
    for change in case.changes:
        if change.after is not None:
            facts = {"old_status": change.before, "new_status": change.after}
            code = _status(change)
            yield verdict(code, change, **({} if code == "answer-given" else facts))


def _status(change: Change) -> str:
    before, after = change.before, change.after
    if after == "active" and before in (*TO_COME, RESTING, ENDED):
        return "activity-started"
    if after == ENDED and before not in TO_COME:
        return "activity-ended"
    return "status-changed" if before else "answer-given"


def role(case: Case) -> Iterator[Verdict]:
    """A controller becomes a processor, or a processor a controller; without a word it is a controller."""
    for change in case.changes:
        old, new = change.before or "controller", change.after or "controller"
        yield verdict("role-switched", change, old_role=old, new_role=new)


def exemption(case: Case) -> Iterator[Verdict]:
    """The exemption from the record claimed, reasoned otherwise, or given up."""
    inside = [change for change in case.changes if len(change.field) > 1 and change.field[-1] != "exemption"]  # fmt: skip
    for change in case.changes:
        if change in inside:
            continue
        if isinstance(change.after, Exemption):
            yield verdict("exemption-claimed", change)
        elif isinstance(change.before, Exemption):
            yield verdict("exemption-withdrawn", change)
    claims = [c for c in inside if c.field[-1] in ("reason", "occasional", "risk")]
    if claims:
        yield verdict("exemption-changed", *claims)


JUDGES: dict[str, Judge] = {
    "": activity,
    "status": status,
    "role": role,
    "exemption": exemption,
}
