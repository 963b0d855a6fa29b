"""What a purpose in other words may mean: what its words name newly, and where it went."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Verdict
from ropa.changes.judges.entries import came, path, went
from ropa.changes.likeness import adds_words, is_slip, names, replaces_words, turns
from ropa.model.activity import Activity, Purpose
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import normal, texts
from ropa.rules.criteria import decides
from ropa.rules.hints import hints_at

NAMED = ("purposes", "personal_data", "data_subjects")
"""What a legal basis or a condition may be for."""
SCOPES = ("legal_basis", "for"), ("special_conditions", "for")
"""Where they say it."""


def reworded_because(old: Texts, new: Texts) -> list[str]:
    """Why a text in other words may well mean something else; empty where the words are the same."""
    if is_slip(old, new):
        return []
    why = ["turned"] if turns(old, new) else []
    if replaces_words(old, new):
        return [*why, "other-words"]
    return why or (["more-words"] if adds_words(old, new) else [])


def in_another_language(old: Iterable[Texts], new: Iterable[Texts], case: Case) -> bool:
    """Are there texts on both sides, and in no language that both have? Then nothing can be compared."""
    before, after = (
        {language for text in some for language in _languages(text, record)}
        for some, record in ((old, case.old), (new, case.new))
    )
    return bool(before and after) and None not in before | after and before.isdisjoint(after)


def _languages(text: Texts, record: Record) -> Iterable[str | None]:
    """The languages of a text: of one that names none, that of the register, if it has any."""
    return text if isinstance(text, dict) else (record.register.language,)


def hints_newly(kind: str, text: Texts, case: Case) -> bool:
    """Do words of a kind stand in a text, and in none of the purposes that there were?

    Automated decisions that were stated already are not introduced by words for them.
    """
    if not hints_at(text, kind):
        return False
    if kind == "profiling" and any(map(decides, case.was)):
        return False
    return not any(
        hints_at(purpose.name, kind) for activity in case.was for purpose in _purposes(activity)
    )


def purposes_elsewhere(case: Case) -> Mapping[str, Texts]:
    """The purposes that an activity has now and had not before, with what that activity is called."""
    found: dict[str, Texts] | None = case.worked_out.get("purposes elsewhere")
    if found is None:
        found = case.worked_out["purposes elsewhere"] = {}
        for activity in case.new.activities:
            was = case.old.by_id.get(case.renamed.get(activity.id, activity.id))
            for name in _told(activity) - (_told(was) if was else set()):
                found[name] = activity.name or activity.id
    return found


def renamed_in(case: Case, activity: str) -> Mapping[str, str]:
    """The purposes, data and data subjects of an activity that are called otherwise: new by old name."""
    found: dict[str, dict[str, str]] | None = case.worked_out.get("renamed in")
    if found is None:
        found = case.worked_out["renamed in"] = {}
        for change in case.all:
            if path(change)[1:] == ("name",) and path(change)[0] in NAMED and change.entry:
                for each in change.activities:
                    found.setdefault(each, {}).update(_names(change.before, change.after))
    return found.get(activity, {})


def with_scopes(verdicts: Iterable[Verdict], case: Case) -> Iterator[Verdict]:
    """The verdicts, those on another name with what follows: that bases and conditions are for it."""
    scopes: dict[str | None, list[Change]] | None = case.worked_out.get("scopes")
    if scopes is None:
        scopes = case.worked_out["scopes"] = {}
        for change in case.all:
            if path(change) in SCOPES:
                scopes.setdefault(change.activity, []).append(change)
    for one in verdicts:
        first = one.changes[0]
        some = scopes.get(first.activity, []) if path(first)[-1:] == ("name",) else []
        also = tuple(c for c in some if follows([o for o in some if o.entry is c.entry], case))
        yield replace(one, also=(*one.also, *also)) if also else one


def follows(changes: Sequence[Change], case: Case) -> bool:
    """Is what a basis or a condition is for only called otherwise, as it is in its own list now?"""
    called = renamed_in(case, changes[0].activity or "")
    gone = [names(entry) for entry, _ in went(changes)]
    come = [names(entry) for entry, _ in came(changes)]
    for change in changes:
        if change.kind is Kind.CHANGED:
            gone.append(names(change.before))
            come.append(names(change.after))
    now = {name for some in come for name in some}
    return len(gone) == len(come) > 0 and all(
        any(called.get(name) in now for name in some) for some in gone
    )


def _names(old: Texts, new: Texts) -> Iterator[tuple[str, str]]:
    for one in texts(old):
        for other in texts(new):
            yield normal(one), normal(other)


def _told(activity: Activity) -> set[str]:
    return {name for purpose in _purposes(activity) for name in names(purpose.name)}


def _purposes(activity: Activity) -> tuple[Purpose, ...]:
    return activity.purposes if isinstance(activity.purposes, tuple) else ()
