"""What legal bases and conditions rest on: interests, laws, consents: Art. 6(3), 7, 8, 9, 10."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import came, is_answer, is_given, is_lost, path, went, within
from ropa.changes.judges.wording import follows, in_another_language, reworded_because
from ropa.changes.likeness import REWORDED, is_slip, normal, replaces_words, shared, texts_in
from ropa.law.instruments import repealed_instruments
from ropa.model.activity import Activity
from ropa.model.lawfulness import Assessment, Consent
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.bases import CONSENT, bases_of
from ropa.rules.data import names_of_data
from ropa.rules.interests import is_balanced
from ropa.rules.outdated import outdated_in

REMOVED = {
    "interest": "interest-removed",
    "law": "law-removed",
    "withdrawal": "withdrawal-removed",
    "evidence": "evidence-removed",
    "freely_given": "freely-given-removed",
    "age_check": "age-check-removed",
    "outside_tasks": "outside-tasks-removed",
}
"""What it means that something is no longer said of a basis or a condition."""
CHANGED = {
    "interest": "interest-changed", "law": "law-changed", "withdrawal": "withdrawal-changed",
}  # fmt: skip
"""What it means that it is another one."""
EXPLICIT = "9(2)(a)"
"""The condition that is explicit consent."""


def said_of(changes: Iterable[Change], case: Case) -> Iterator[Verdict]:
    """What is said of bases and conditions that stay."""
    changes = tuple(changes)
    yield from _scopes(changes, case)
    yield from _conditional(changes)
    for change in changes:
        keys = path(change)[1:]
        if keys[:1] == ("assessment",):
            yield from _assessment(change)
        elif len(keys) == 1 and keys[0] in (*REMOVED, *CHANGED, "parties", "secrecy", "text"):
            yield from _said(str(keys[0]), change, case)


def consent(case: Case) -> Iterator[Verdict]:
    """What the register says of every consent, Art. 7(1), 7(3)."""
    for change in case.changes:
        for name in ("withdrawal", "evidence"):
            if not all(_is_relied_on(name, record) for record in (case.old, case.new)):
                continue
            if path(change) == ("consent", name):
                yield from _said(name, change, case)
            elif isinstance(change.before, Consent) and getattr(change.before, name):
                yield verdict(REMOVED[name], change, old=getattr(change.before, name))
        if isinstance(change.after, Consent):
            yield verdict("answer-given", change)


def _is_relied_on(name: str, record: Record) -> bool:
    """Is there consent of which an activity does not say it itself?"""
    return any(
        not getattr(basis, name)
        for activity in record.activities
        for _, basis in bases_of(activity, CONSENT)
    )


def _said(name: str, change: Change, case: Case) -> Iterator[Verdict]:
    """A text that came, went, or is another one."""
    old, new = change.before, change.after
    if change.kind is not Kind.REMOVED and name == "law" and (repealed := _repealed(new, case.new)):
        yield verdict("law-repealed", change, what=repealed)
    elif name == "text" and change.kind in (Kind.ADDED, Kind.REMOVED):
        yield verdict("reworded", change)
    elif change.kind is Kind.ADDED:
        yield verdict("answer-given", change)
    elif change.kind is Kind.REMOVED:
        if name in REMOVED and not _stands_elsewhere(name, change, case):
            yield verdict(REMOVED[name], change)
    elif in_another_language([old], [new], case):
        yield verdict("reworded", change, because=["other-language"])
    elif is_slip(old, new) or (name in ("interest", "text") and _says_the_same(name, old, new)):
        yield verdict("reworded", change)
    elif name in CHANGED:
        yield verdict(CHANGED[name], change)


def _says_the_same(name: str, old: Texts, new: Texts) -> bool:
    """Has no word been replaced; and of an interest, which the notice names, none come or gone?"""
    return not (reworded_because(old, new) if name == "interest" else replaces_words(old, new))


def _stands_elsewhere(name: str, change: Change, case: Case) -> bool:
    """Does the register say for every consent what a basis no longer does?"""
    general = case.new.register.consent
    return change.field[0] != "consent" and bool(general and getattr(general, name, None))


def _repealed(law: Texts, record: Record) -> Texts | None:
    """What a text names that no longer holds: an instrument, or a law that was replaced."""
    for text in texts_in(law):
        for instrument in repealed_instruments():
            if instrument.is_named_in(text.lower()):
                return instrument.name
        if word := outdated_in(text, record):
            return word
    return None


# --- legitimate interests -----------------------------------------------------------------------


def _assessment(change: Change) -> Iterator[Verdict]:
    """The balancing test: made, gone, or with another outcome."""
    was, now = _test(change, 0), _test(change, 1)
    if was and not now:
        yield verdict("lia-removed", change)
    elif now and not was:
        yield verdict("lia-made", change)
    elif path(change)[-1] == "outcome" and change.kind is Kind.CHANGED:
        if is_slip(change.before, change.after):
            yield verdict("reworded", change)
        else:
            yield verdict("lia-outcome-changed", change)


def _test(change: Change, side: int) -> bool:
    """Was, or is there something of a balancing test?"""
    test = getattr(change.entry[side], "assessment", None) if change.entry else None
    return isinstance(test, Assessment) and is_balanced(test)


# --- what bases and conditions are for ----------------------------------------------------------


def _scopes(changes: tuple[Change, ...], case: Case) -> Iterator[Verdict]:
    """What a basis covers: only another name for it where both versions do not know both names."""
    some = [c for c in changes if path(c)[1:] == ("for",)]
    for entry in {id(c.entry): c.entry for c in some if c.entry}.values():
        same = [c for c in some if c.entry is entry]
        if follows(same, case):  # told with the other name
            continue
        if _is_same_scope(same, case):
            yield verdict("reworded", *same)
        else:
            old, new = (part.for_ for part in entry)  # type: ignore[attr-defined]
            yield verdict("scope-changed", *same, old=old, new=new)
    if bare := [c for c in some if not c.entry]:
        yield verdict("scope-changed", *bare)


def _conditional(changes: tuple[Change, ...]) -> Iterator[Verdict]:
    """A condition under which a basis applies: with one it covers less, without it more."""
    for change in changes:
        if path(change)[1:] == ("when",):
            both = change.kind is Kind.CHANGED
            same = both and not reworded_because(change.before, change.after)
            yield verdict("reworded" if same else "scope-changed", change)


def _is_same_scope(changes: list[Change], case: Case) -> bool:
    """Does a basis cover the same, called otherwise, or all as before?"""
    was, now = [e for e, _ in went(changes)], [e for e, _ in came(changes)]
    if in_another_language(was, now, case):
        return True
    gone = {t for e in was for t in texts_in(e)}
    come = {t for e in now for t in texts_in(e)}
    sides = changes[0].entry or ()
    if all(
        any(_covers_all(part.for_, activity) for activity in activities)  # type: ignore[attr-defined]
        for part, activities in zip(sides, (case.was, case.now), strict=True)
    ):
        return True
    if not (gone and come):
        return False
    known, named = are_known(changes, case)
    if not known and not named:
        return True
    return not (known and named) and len(gone) == len(come) == 1 and _are_alike(gone, come)


def _are_alike(gone: set[str], come: set[str]) -> bool:
    (old,), (new,) = gone, come
    return is_slip(old, new) or not replaces_words(old, new) or shared(old, new) >= REWORDED


def are_known(changes: Sequence[Change], case: Case) -> tuple[bool, bool]:
    """What bases are no longer for, and what they are for now: is some of it known where it should be?

    What they were for is looked for in the new version, what they are for in both.
    """
    gone = {normal(t) for e, _ in went(changes) for t in texts_in(e)}
    come = {normal(t) for e, _ in came(changes) for t in texts_in(e)}
    old, new = _names(case.was, case.old), _names(case.now, case.new)
    return (not gone or not gone.isdisjoint(new)), (not come or not come.isdisjoint(old | new))


def _covers_all(for_: tuple[Texts, ...] | None, activity: Activity) -> bool:
    """Is it for all purposes, all data or all data subjects, or not said to be for some?"""
    named = {normal(text) for each in for_ or () for text in texts_in(each)}
    lists = (activity.purposes, activity.personal_data, activity.data_subjects)
    return not named or any(
        all(not named.isdisjoint(map(normal, texts_in(item.name))) for item in listed)
        for listed in lists
        if isinstance(listed, tuple) and listed
    )


def _names(activities: tuple[Activity, ...], record: Record) -> set[str]:
    """What the purposes, the data and the data subjects of activities are called, and the ids of data."""
    found = set()
    for activity in activities:
        found |= {normal(name) for name in names_of_data(activity, record)}
        for listed in (activity.purposes, activity.data_subjects):
            for item in listed if isinstance(listed, tuple) else ():
                found |= {normal(text) for text in texts_in(item.name)}
    return found


# --- conditions for special data ----------------------------------------------------------------


def special_conditions(case: Case) -> Iterator[Verdict]:
    """The conditions for special categories and criminal data, Art. 9(2), 10."""
    changes = within(case, "special_conditions")
    old, new = _conditions(case.was), _conditions(case.now)
    moved = [c for c in changes if _entries(c)]
    if any(is_answer(c) and is_given(c) for c in changes):
        yield verdict("answer-given", *changes)
    elif moved and old and not new:
        why = ["explicit-consent"] if EXPLICIT in old else []
        yield verdict("special-condition-removed", *moved, because=why, old_conditions=old)
    elif moved and new and not old:
        why = ["explicit-consent"] if EXPLICIT in new else []
        yield verdict("special-condition-added", *moved, because=why, new_conditions=new)
    elif moved and old != new:
        code = "special-condition-changed"
        if EXPLICIT in {*old} ^ {*new}:
            code = "explicit-consent-swapped" if EXPLICIT in old else "special-condition-to-consent"
        yield verdict(code, *moved, old_conditions=old, new_conditions=new)
    elif moved:
        yield verdict("scope-changed", *moved)
    yield from said_of([c for c in case.changes if c not in moved], case)


def _entries(change: Change) -> list[Any]:
    return [*came([change]), *went([change])] if not is_lost(change) else [change]


def _conditions(activities: tuple[Activity, ...]) -> tuple[str, ...]:
    listed = (a.special_conditions for a in activities if isinstance(a.special_conditions, tuple))
    return tuple(sorted({each.condition for some in listed for each in some}))
