"""Security measures: those that came, went, say less, and phrases that describe none. Art. 32, 30(1)(g)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import is_answer, is_given, is_lost, path
from ropa.changes.judges.lists import as_one, beyond, conditioned
from ropa.changes.likeness import (
    adds_words,
    is_slip,
    normal,
    parts,
    replaces_words,
    texts_in,
    turns,
)
from ropa.law.words import phrases
from ropa.model.activity import Activity, Measure
from ropa.model.part import Item
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.protection import repeats_the_law

Taken = tuple[Sequence[Texts], Sequence[Texts]]
"""What the measures of the activities concerned are called, in both versions."""


def security_measures(case: Case) -> Iterator[Verdict]:
    """Measures that came, went, say less or are only worded otherwise, Art. 32(1)."""
    yield from as_one(_measures(case), "measure-reworded")


def _measures(case: Case) -> Iterator[Verdict]:
    taken = _taken(case.was, case.old), _taken(case.now, case.new)
    for pair, some in groupby(case.changes, key=lambda change: change.entry):
        changes = tuple(some)
        if pair and isinstance(pair[0], Measure) and isinstance(pair[1], Measure):
            yield from _condition(pair[0], pair[1], changes)
            yield from _measure(pair[0].name, pair[1].name, changes, taken)
        elif case.is_definition:
            for change in changes:
                if change.field[2:] == ("name",):
                    yield from _measure(change.before, change.after, (change,), ([], []))
        else:
            for change in changes:
                yield from _whole(change) if is_answer(change) else _moved(change, case, taken)


def _taken(activities: Iterable[Activity], record: Record) -> list[Texts]:
    """What the measures of activities are called."""
    lists = (activity.security_measures for activity in activities)
    listed = (measure for some in lists if isinstance(some, tuple) for measure in some)
    return [_called(measure, record) for measure in listed]


def _called(measure: Measure, record: Record) -> Texts:
    """What a measure is called, also where an id stands for it."""
    key = measure.name if isinstance(measure.name, str) else ""
    defined = record.register.security_measures.get(key)
    return defined.name if defined else conditioned(measure)


def _is_phrase(text: Texts) -> bool:
    """Are these only words of the law, “appropriate technical and organisational measures”?"""
    return all(map(repeats_the_law, texts_in(text)))


def _whole(change: Change) -> Iterator[Verdict]:
    """The whole answer, and not only a word of it: measures in place of another answer, or none now."""
    if isinstance(change.before, tuple):
        if any(not _is_phrase(measure.name) for measure in change.before):
            yield verdict("measure-removed", change)
        else:
            yield verdict("answer-lost" if is_lost(change) else "security-phrase-removed", change)
    elif isinstance(change.after, tuple):
        yield verdict("answer-given" if is_given(change) else "measure-added", change)


def _moved(change: Change, case: Case, taken: Taken) -> Iterator[Verdict]:
    """A measure that came or went: as far as no other of the same version says it too."""
    if change.kind is Kind.CHANGED:
        return
    was, now = taken
    if isinstance(change.before, Measure):
        name = _called(change.before, case.old)
        yield _alone("removed", "old", name, beyond(name, now), change)
    elif isinstance(change.after, Measure):
        name = _called(change.after, case.new)
        yield _alone("added", "new", name, beyond(name, was), change)


def _alone(code: str, side: str, name: Texts, more: Texts | None, change: Change) -> Verdict:
    if _is_phrase(name):
        return verdict(f"security-phrase-{code}", change, **{side: name})
    if more is None:
        return verdict("measure-reworded", change)
    return verdict(f"measure-{code}", change, **{side: more})


def _condition(old: Item, new: Item, changes: tuple[Change, ...]) -> Iterator[Verdict]:
    """A measure that is taken only under a condition is less."""
    for change in changes:
        if path(change)[-1] == "when":
            code = "measure-widened" if change.after is None else "measure-weakened"
            yield verdict(code, change, old=conditioned(old), new=conditioned(new))


def _measure(
    old: Texts, new: Texts, changes: tuple[Change, ...], taken: Taken
) -> Iterator[Verdict]:
    """One measure in two versions: a part of it lost, a part more, or other words."""
    worded = [c for c in changes if path(c)[-1] == "name"]
    if not worded:
        return
    if _is_phrase(old) or _is_phrase(new):
        yield from _phrase(old, new, worded[0])
        return
    if turns(old, new):
        yield _turned(old, new, worded[0])
        return
    was, now = taken
    less, more = beyond(old, [new, *now]), beyond(new, [old, *was])
    code, why = "measure-reworded", ()
    if less and not more:
        code = "measure-weakened"
    elif more and not less:
        code = "measure-widened"
    elif less and (listed := _listed_less(old, new)):
        code = listed
    elif less and not is_slip(old, new) and replaces_words(old, new):
        why = ("other-words",)  # type: ignore[assignment]
    yield verdict(code, *worded, because=why)


def _turned(old: Texts, new: Texts, change: Change) -> Verdict:
    """A measure of which it is said now, or no longer, that it is not taken: “No penetration test”."""
    denied = _denials(new) - _denials(old)
    if abs(denied) == 1 and not replaces_words(_affirmed(old), _affirmed(new)):
        code, side, name = (
            ("measure-removed", "old", old) if denied > 0 else ("measure-added", "new", new)
        )
        return verdict(code, change, **{side: name})
    return verdict("measure-reworded", change, because=["turned"])


def _denials(name: Texts) -> int:
    """How often a name says that something is not so; the most of its languages."""
    denials = phrases("denial")
    return max(sum(word in denials for word in normal(each).split()) for each in texts_in(name))


def _affirmed(name: Texts) -> str:
    denials = phrases("denial")
    words = (word for each in texts_in(name) for word in normal(each).split())
    return " ".join(word for word in words if word not in denials)


def _listed_less(old: Texts, new: Texts) -> str | None:
    """The row for words that one of two names lacks, where it also lists less: “at rest and in transit”."""
    if replaces_words(old, new) or not adds_words(old, new):
        return None
    was, now = (max(len(parts(each)) for each in texts_in(name)) for name in (old, new))
    if was == now:
        return None
    return "measure-weakened" if was > now else "measure-widened"


def _phrase(old: Texts, new: Texts, change: Change) -> Iterator[Verdict]:
    """A phrase that describes no measure, and what it became or was before."""
    if not _is_phrase(new):
        yield verdict("measure-added", change, new=new)
    elif not _is_phrase(old):
        yield verdict("measure-removed", change, old=old)
    else:
        yield verdict("measure-reworded", change)
