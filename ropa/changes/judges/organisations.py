"""Organisations as the register defines them: one that is another now, its name, seat and contact."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.replaced import digits
from ropa.changes.likeness import is_slip, replaces_words
from ropa.law.countries import is_third_country
from ropa.model.party import Organisation, Person
from ropa.model.plain import flat, plain
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import reachable
from ropa.rules.parties import controllers_of


def organisation_name(key: str, record: Record) -> Texts:
    """What an organisation is called, else its id."""
    organisation = record.register.organisations.get(key)
    return (organisation.name if organisation else None) or key


def organisations(case: Case) -> Iterator[Verdict]:
    """What changed in one organisation: whether it is still the same, and how to reach it."""
    by_key: dict[str, list[Change]] = {}
    for change in case.changes:
        if len(change.field) > 2:
            by_key.setdefault(str(change.field[2]), []).append(change)
        else:
            yield from _whole(change, case)
    key = str(case.first.field[1])
    now = case.new.register.organisations.get(key)
    yield from _identity(by_key, key, case)
    if contact := by_key.get("contact"):
        lost = (
            all(change.after is None for change in contact) and now and not reachable(now.contact)
        )
        yield verdict("contact-removed" if lost else "contact-changed", *contact)
    for change in by_key.get("country", ()):
        abroad = is_third_country(change.after) and not is_third_country(change.before)
        if change.after:
            yield verdict("organisation-left-eea" if abroad else "organisation-moved", change, old_country=change.before, new_country=change.after)  # fmt: skip
    for change in by_key.get("type", ()):
        yield from _type(change)
    for change in by_key.get("acts_as", ()):
        yield from _acting(change)
    for role in ("dpo", "representative"):
        yield from person(role, by_key.get(role, ()))


def _whole(change: Change, case: Case) -> Iterator[Verdict]:
    """An organisation that came or went, where the register keeps no list of its controllers.

    One that came as another went is its replacement; both are told together.
    """
    if isinstance(case.new.register.controllers, tuple) or change.kind is Kind.RENAMED:
        return
    come, gone = _keepers(case, Kind.ADDED), _keepers(case, Kind.REMOVED)
    key = str(change.field[1])
    if come and gone:
        if key == come[0].field[1]:
            old, new = tuple(map(_name, gone)), tuple(map(_name, come))
            first = verdict("controller-replaced", change, old=one_of(old), new=one_of(new))
            yield replace(first, also=(*come, *gone))
    elif any(change is each for each in come):
        yield verdict("controller-added", change, new=_name(change))
    elif any(change is each for each in gone):
        yield verdict("controller-removed", change, old=_name(change))


def _keepers(case: Case, kind: Kind) -> list[Change]:
    """The organisations that came (or went) and keep (or kept) the record."""
    record = case.new if kind is Kind.ADDED else case.old
    listed = isinstance(record.register.controllers, tuple)
    return [
        change for change in case.all
        if change.kind is kind and change.activity is None and change.field[:1] == ("organisations",)
        and len(change.field) == 2 and change.field[1] in record.keepers and not listed
    ]  # fmt: skip


def one_of(named: tuple[Texts, ...]) -> Any:
    """The one name; all where there are several."""
    return named[0] if len(named) == 1 else named


def _name(change: Change) -> Texts:
    value = change.before if change.after is None else change.after
    named = value.name if isinstance(value, Organisation) else None
    return named or str(change.field[1])


def _identity(by_key: dict[str, list[Change]], key: str, case: Case) -> Iterator[Verdict]:
    """Another registration number is another company; another name of the same company is a name."""
    name, number = by_key.get("name", []), by_key.get("registration_number", [])
    now, before = case.new.register.organisations.get(key), name[0] if name else None
    is_controller = key in controllers_of(case.new)
    replaced = any(
        change.before and change.after and digits(change.before) != digits(change.after)
        for change in number
    )
    if number and not replaced and all(c.before and c.after for c in number):
        yield verdict("reworded", *number)
    if replaced and is_controller:
        old, new = (
            f"{flat(plain(organisation_name(key, record)))} ({value})"
            for record, value in ((case.old, number[0].before), (case.new, number[0].after))
        )
        yield verdict("controller-replaced", *number, *name, old=old, new=new)
    elif replaced:
        yield verdict("organisation-replaced", *number, *name)
    elif before and before.before and before.after and not is_slip(before.before, before.after):
        proven = now is not None and now.registration_number and not number
        other = is_controller and not proven and replaces_words(before.before, before.after)
        yield verdict("organisation-renamed", before, because=["other-words"] if other else [])


def _acting(change: Change) -> Iterator[Verdict]:
    """In which role it acts beside the one that it has without a word, controller."""
    came, gone = _roles(change.after), _roles(change.before)
    alone = isinstance(change.after or change.before, str)
    for role in came:
        if change.after and (alone or role not in gone):
            yield verdict("acting-role-added", change, new_role=role)
    for role in gone:
        if change.before and (alone or role not in came):
            yield verdict("acting-role-removed", change, old_role=role)


def _roles(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ("controller",)


def _type(change: Change) -> Iterator[Verdict]:
    """A private body that is an authority now, or an authority that is none."""
    if change.after == "public-authority":
        yield verdict("authority-declared", change)
    elif change.before == "public-authority" and change.after:
        yield verdict("authority-ended", change)


# --- officers and representatives, Art. 37, 27 ----------------------------------------------------


def person(role: str, changes: Iterable[Change]) -> Iterator[Verdict]:
    """What changed about the `dpo` or the `representative`: designated, another, none."""
    inside = []
    for change in changes:
        if isinstance(change.after, Person):
            yield verdict(f"{role}-named", change)
        elif isinstance(change.before, Person):
            yield verdict(f"{role}-removed", change)
        elif role in change.field[:-1] and not str(change.field[-1]).startswith("x-"):
            inside.append(change)
    reasons = [c for c in inside if c.field[-1] in REASONS]
    about = [c for c in inside if c not in reasons and c.field[-1] != "mandate"]
    if about:
        yield verdict(f"{role}-changed", *about)


REASONS = ("none", "unknown", "not_applicable", "owner", "due")
"""Keys of an answer that there is nobody, or that it is not known."""
