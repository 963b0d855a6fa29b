"""Legal bases: consent and others that come, go or take each other's place: Art. 6, 7."""

from collections.abc import Iterator, Mapping
from typing import Any

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.changes.judges import grounds
from ropa.changes.judges.entries import came, is_answer, is_given, is_lost, path, went, within
from ropa.changes.judges.wording import renamed_in
from ropa.model.activity import Activity
from ropa.model.lawfulness import LegalBasis
from ropa.model.record import Record
from ropa.rules.answers import normal, texts
from ropa.rules.data import names_of_data
from ropa.rules.subjects import subjects_of

Move = tuple[tuple[str, ...], tuple[str, ...]]
Moves = dict[Move, tuple[str, ...]]
"""The bases that went and those that came, and those that stay beside them."""


def legal_basis(case: Case) -> Iterator[Verdict]:
    """A basis that is replaced, added or dropped, for all of an activity or one of its purposes."""
    changes = within(case, "legal_basis")
    answers = [c for c in changes if is_answer(c) and (is_given(c) or is_lost(c))]
    for change in answers:
        yield verdict("answer-given" if is_given(change) else "legal-basis-lost", change)
    if not answers:
        told: set[int] = set()
        for moved, stay in _moves(case).items():
            found = _moved(*moved, stay, case)
            told |= {id(change) for each in found for change in each.changes}
            yield from found
        rest = tuple(change for change in case.changes if id(change) not in told)
        yield from grounds.said_of(rest, case)


# --- which bases move ---------------------------------------------------------------------------

Names = set[str]
NONE: frozenset[str] = frozenset()
Scoped = list[tuple[str, Names]]
"""Bases, each with what it is for by its names and ids; empty where it is for all."""


def _moves(case: Case) -> Moves:
    """What moves for each purpose, each kind of data or of data subjects, whichever the bases name;
    where nothing does, in all. What is only called otherwise is the same.
    """
    found: Moves = {}
    for was, now in zip(case.was, case.now, strict=False):
        called = renamed_in(case, now.id)
        kinds = [
            ({called.get(name, name) for name in read(was, case.old)}, read(now, case.new))
            for read in (_purposes, _data, _subjects)
        ]
        before, after = _scoped(was, called), _scoped(now, called)
        named = {name for _, names in (*before, *after) for name in names}
        old, new = next((sides for sides in kinds if named & (sides[0] | sides[1])), (set(), set()))
        for name in sorted(old & new):
            every = old | new
            _note(found, _covering(before, name, every), _covering(after, name, every))
        if not found:
            ended = frozenset(name for old, new in kinds for name in old - new)
            one, other = _covering(before, "", set()), _covering(after, "", set())
            _note(found, _covering(before, "", set(), ended) | (one & other), other)
    found = _without_rescoped(found, case)
    return {move: stay for move, stay in found.items() if not any(_is_part(move, o) for o in found)}


def _without_rescoped(found: Moves, case: Case) -> Moves:
    """The moves without bases that stay and only are said to be for something else.

    Consent that no longer covers a purpose is withdrawn from it; but not by a name that nothing has.
    """
    changes = [c for c in case.changes if path(c) == ("legal_basis", "for") and c.entry]
    stay = {c.entry[0].basis for c in changes if c.entry and c.entry[0].basis == c.entry[1].basis}  # type: ignore[attr-defined]
    if all(grounds.are_known(changes, case)):
        stay.discard("consent")
    left: Moves = {}
    for (gone, come), beside in found.items():
        if not (gone and come):
            gone, come = (tuple(b for b in some if b not in stay) for some in (gone, come))
        if gone or come:
            left[gone, come] = beside
    return left


def _is_part(move: Move, other: Move) -> bool:
    """Is all of one move in another, so that to tell both is to tell it twice?"""
    return move != other and all(set(a) <= set(b) for a, b in zip(move, other, strict=True))


def _note(found: Moves, before: Names, after: Names) -> None:
    """Note what went and came, with what stays."""
    gone, come = tuple(sorted(before - after)), tuple(sorted(after - before))
    if gone or come:
        found[gone, come] = tuple(sorted(before & after))


def _covering(bases: Scoped, name: str, names: Names, ended: frozenset[str] = NONE) -> Names:
    """The bases of what goes by a name, or of all; but for what has `ended` with all that it is for."""
    found = set()
    for basis, covers in bases:
        of_kind = covers & names
        if (not of_kind or name in of_kind) and not (covers and covers <= ended):
            found.add(basis)
    return found - {""}


def _scoped(activity: Activity, called: Mapping[str, str]) -> Scoped:
    """The bases of an activity, with what they are for as it is `called` now."""
    return [
        (basis.basis or "", {called.get(name, name) for name in _for(basis)})
        for basis in _bases(activity)
    ]


def _bases(activity: Activity) -> tuple[LegalBasis, ...]:
    return activity.legal_basis if isinstance(activity.legal_basis, tuple) else ()


def _for(basis: LegalBasis) -> Names:
    """What a basis is for, by its names and ids."""
    return {normal(text) for each in basis.for_ or () for text in texts(each)}


def _purposes(activity: Activity, record: Record) -> Names:
    listed = activity.purposes if isinstance(activity.purposes, tuple) else ()
    return {normal(text) for purpose in listed for text in texts(purpose.name)}


def _data(activity: Activity, record: Record) -> Names:
    return names_of_data(activity, record)


def _subjects(activity: Activity, record: Record) -> Names:
    return {normal(text) for subject in subjects_of(activity) for text in texts(subject.name)}


# --- what it means that they move ---------------------------------------------------------------


def _moved(
    gone: tuple[str, ...], come: tuple[str, ...], stay: tuple[str, ...], case: Case
) -> list[Verdict]:
    """One meaning of bases that went, those that came, and those that stay beside them."""
    changes = _changes(gone, come, case)
    interests = ["interests-relied-on"] if "legitimate-interests" in come else []
    if gone and come:
        code = "legal-basis-replaced"
        if "consent" in gone:
            code = "legal-basis-swapped"
        elif "consent" in come:
            code = "legal-basis-to-consent"
        return [verdict(code, *changes, because=interests, old_bases=gone, new_bases=come)]
    if not stay:  # only the words of a document stood, or stand, beside it
        listed = within(case, "legal_basis")
        return [verdict("answer-given" if come else "legal-basis-lost", *(listed or changes))]
    found = []
    if "consent" in (*gone, *come):
        code = "consent-dropped" if gone else "consent-added"
        found.append(verdict(code, *changes, bases=stay))
    others = tuple(basis for basis in (*gone, *come) if basis != "consent")
    if others:
        code = "legal-basis-dropped" if gone else "legal-basis-added"
        found.append(verdict(code, *changes, because=interests, bases=others))
    return found


def _changes(gone: tuple[str, ...], come: tuple[str, ...], case: Case) -> list[Change]:
    """The changes that a move rests on: of these bases, and of what they are for."""
    listed = within(case, "legal_basis")
    entries = [c for e, c in (*came(listed), *went(listed)) if e.basis in (*gone, *come)]
    leaves = [
        c for c in case.changes
        if path(c) == ("legal_basis", "basis") and (c.before in gone or c.after in come)
    ]  # fmt: skip
    scopes = [
        c for c in case.changes if path(c) == ("legal_basis", "for") and _is_of(c, gone, come)
    ]
    found = {id(c): c for c in (*entries, *leaves, *scopes)}
    return list(found.values()) or list(case.changes)


def _is_of(change: Change, gone: tuple[str, ...], come: tuple[str, ...]) -> bool:
    """Is it about what one of the bases that moved is for?"""
    sides: tuple[Any, ...] = change.entry or ()
    return any(isinstance(b, LegalBasis) and b.basis in (*gone, *come) for b in sides)


JUDGES: dict[str, Judge] = {
    "legal_basis": legal_basis,
    "special_conditions": grounds.special_conditions,
    "consent": grounds.consent,
}
