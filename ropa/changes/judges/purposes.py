"""Purposes, direct marketing and further use: Art. 5(1)(b), 6(4), 21(2)-(4)."""

from collections.abc import Iterator

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, is_lost, path, went, within
from ropa.changes.judges.lists import as_one, beyond, conditioned, names_of
from ropa.changes.judges.wording import (
    hints_newly,
    in_another_language,
    purposes_elsewhere,
    reworded_because,
    with_scopes,
)
from ropa.changes.likeness import examples, is_slip, names, parts, replaces_words, texts_in
from ropa.model.activity import Activity, FurtherUse, Purpose
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import is_open

KEYED = {
    "direct_marketing": "direct-marketing-introduced",
    "further_use": "further-use-introduced",
}
"""What it means that a purpose is newly said to be of a kind."""


def purposes(case: Case) -> Iterator[Verdict]:
    """A purpose that is added, gone, wider or narrower; words that are only other words."""
    yield from with_scopes(as_one(_named(case), "purpose-reworded"), case)
    for change in case.changes:
        match path(change):
            case ("purposes", "when"):
                yield _conditioned(change)
            case ("purposes", "direct_marketing"):
                yield from _marketing(change)
            case ("purposes", "objection"):
                if not case.new.register.objection:
                    yield from _objection(change)
            case ("purposes", "further_use", *_):
                yield from _further_use(change)


def objection(case: Case) -> Iterator[Verdict]:
    """How to object, where the register says it for all its direct marketing, Art. 21(4)."""
    if all(_is_relied_on(record) for record in (case.old, case.new)):
        for change in case.changes:
            yield from _objection(change)


def _is_relied_on(record: Record) -> bool:
    """Is there direct marketing that does not say itself how to object?"""
    return any(
        purpose.direct_marketing and not purpose.objection
        for activity in record.activities
        if isinstance(activity.purposes, tuple)
        for purpose in activity.purposes
    )


# --- purposes that come and go ------------------------------------------------------------------


def _named(case: Case) -> Iterator[Verdict]:
    yield from _listed(case)
    for change in within(case, "purposes", "name"):
        yield _renamed(change, case)


def _listed(case: Case) -> Iterator[Verdict]:
    changes = within(case, "purposes")
    for change in changes:
        if is_given(change):
            yield _given(change, case)
        elif is_lost(change):
            yield verdict("answer-lost", change)
    moved = [c for c in changes if not is_given(c) and not is_lost(c)]
    old, new = _names(case.was), _names(case.now)
    if moved and in_another_language(old, new, case):
        yield from _translated(moved, case)
        return
    for purpose, change in came(moved):
        if more := beyond(purpose.name, old):
            yield _added(purpose, more, change, case)
        else:
            yield verdict("purpose-reworded", change)
    for purpose, change in went(moved):
        if less := beyond(purpose.name, new):
            yield _removed(less, change, case)
        else:
            yield verdict("purpose-reworded", change)


def _translated(moved: list[Change], case: Case) -> Iterator[Verdict]:
    """Purposes in another language, which cannot be compared: what keys and known words still tell."""
    come, gone = [p for p, _ in came(moved)], [p for p, _ in went(moved)]
    newly = [p.name for p in come if hints_newly("profiling", p.name, case)]
    if newly:
        yield verdict("profiling-introduced", *moved, new=newly[0])
    else:
        yield verdict("purpose-reworded", *moved, because=["other-language"])
    for key, code in KEYED.items():
        said = [p.name for p in come if _says(p, key)]
        if said and not any(_says(p, key) for p in gone):
            yield verdict(code, *moved, name=said[0])


def _says(purpose: Purpose, key: str) -> bool:
    """Is it said to be direct marketing, or a further use?"""
    said = getattr(purpose, key)
    return said is True or isinstance(said, FurtherUse)


def _names(activities: tuple[Activity, ...]) -> list[Texts]:
    listed = (a.purposes for a in activities if isinstance(a.purposes, tuple))
    return names_of(purpose for some in listed for purpose in some)


def _given(change: Change, case: Case) -> Verdict:
    """Purposes that were not stated: an answer, unless one of them is profiling."""
    for purpose, _ in came([change]):
        if hints_newly("profiling", purpose.name, case):
            return verdict("profiling-introduced", change, new=purpose.name)
    return verdict("answer-given", change)


def _added(purpose: Purpose, name: Texts, change: Change, case: Case) -> Verdict:
    """A new purpose, for which data were collected already."""
    markets = purpose.direct_marketing
    if markets is None:
        markets = hints_newly("direct_marketing", name, case)
    because = ["for-marketing"] if markets else []
    if hints_newly("profiling", name, case):
        because.append("for-profiling")
    return verdict("purpose-added", change, because=because, new=name)


def _removed(name: Texts, change: Change, case: Case) -> Verdict:
    """A purpose that is gone, or that another activity has now."""
    come = purposes_elsewhere(case)
    for told in names(name):
        if told in come:
            return verdict("purpose-moved", change, old=name, activity_name=come[told])
    return verdict("purpose-removed", change, old=name)


# --- a purpose in other words -------------------------------------------------------------------


def _renamed(change: Change, case: Case) -> Verdict:
    """The parts of an enumeration that came or went; else other words for the same, or others."""
    old, new = change.before, change.after
    more, less = beyond(new, _names(case.was)), beyond(old, _names(case.now))
    if hints_newly("profiling", new, case):
        return verdict("profiling-introduced", change)
    if in_another_language([old], [new], case):
        return verdict("purpose-reworded", change, because=["other-language"])
    if is_slip(old, new) or not (more or less):
        because = ["more-words"] if _in_brackets(old) != _in_brackets(new) else []
        return verdict("purpose-reworded", change, because=because)
    markets = ["names-marketing"] if _newly_markets(change, case) else []
    grows = 0 if replaces_words(old, new) else _parts(new) - _parts(old)
    if grows > 0 or (more and not less):
        return verdict("purpose-broadened", change, because=markets)
    if grows < 0 or (less and not more):
        return verdict("purpose-narrowed", change, because=markets)
    return verdict("purpose-reworded", change, because=[*reworded_because(old, new), *markets])


def _newly_markets(change: Change, case: Case) -> bool:
    """Do the words of a purpose name direct marketing newly, where no key answers for it?"""
    purpose = change.entry[1] if change.entry else None
    answered = isinstance(purpose, Purpose) and purpose.direct_marketing is not None
    return not answered and hints_newly("direct_marketing", change.after, case)


def _in_brackets(name: Texts) -> set[str]:
    return {example for text in texts_in(name) for example in examples(text)}


def _parts(name: Texts) -> int:
    return max(len(parts(text)) for text in texts_in(name))


def _conditioned(change: Change) -> Verdict:
    """A purpose without its condition is wider, and narrower with one."""
    before, after = change.entry or (None, None)
    said = {
        side: conditioned(part)
        for side, part in (("old", before), ("new", after))
        if isinstance(part, Purpose)
    }
    if change.kind is Kind.ADDED:
        return verdict("purpose-narrowed", change, **said)
    if change.kind is Kind.REMOVED:
        return verdict("purpose-broadened", change, **said)
    because = reworded_because(change.before, change.after)
    return verdict("purpose-reworded", change, because=because, **said)


# --- direct marketing and further use -----------------------------------------------------------


def _purpose(change: Change) -> Texts:
    """The name of the purpose that a change is about, as it is now."""
    part = change.entry[1] if change.entry else None
    return part.name if isinstance(part, Purpose) else ""


def _marketing(change: Change) -> Iterator[Verdict]:
    if change.after is True:
        yield verdict("direct-marketing-introduced", change, name=_purpose(change))
    elif change.before is True:
        yield verdict("direct-marketing-ended", change, name=_purpose(change))
    elif change.before is None:
        yield verdict("answer-given", change)


def _objection(change: Change) -> Iterator[Verdict]:
    """How to object to direct marketing: stated, in other words, or no longer stated."""
    if change.kind is Kind.REMOVED:
        yield verdict("objection-removed", change)
    elif change.kind is Kind.ADDED:
        yield verdict("answer-given", change)
    elif is_slip(change.before, change.after):
        yield verdict("reworded", change)


def _further_use(change: Change) -> Iterator[Verdict]:
    """Further use, and the test whether it is compatible with what the data were collected for."""
    if len(path(change)) > 2:
        if change.kind is Kind.ADDED:
            yield verdict("answer-given", change)
        elif not is_slip(change.before, change.after):
            yield verdict("further-use-retested", change, name=_purpose(change))
        else:
            yield verdict("reworded", change)
    elif isinstance(change.after, FurtherUse):
        yield verdict("further-use-introduced", change, name=_purpose(change))
    elif isinstance(change.before, FurtherUse):
        yield verdict("further-use-ended", change, name=_purpose(change))
    elif is_open(change.before):
        yield verdict("answer-given", change)


JUDGES: dict[str, Judge] = {"purposes": purposes, "objection": objection}
