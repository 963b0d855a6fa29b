"""Whether a recipient is still the same, or another in its place: Art. 28(2), 28(4), 30(1)(d)."""

from collections.abc import Iterator, Sequence

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import path
from ropa.changes.leads import known_as
from ropa.changes.likeness import WORD, is_slip, replaces_words
from ropa.changes.people import after
from ropa.law.words import phrases
from ropa.model.party import Recipient
from ropa.model.values import Texts

OWN = {"internal", "data-subject"}
"""Roles of those who are no company of their own."""


def identities(case: Case, changes: Sequence[Change], meant: Recipient | None) -> Iterator[Verdict]:
    """What the name and the registration number of a recipient say of who it is.

    Another number is another company. Other words for the name may be one, unless the number says
    that it is the same; a slip of the pen or another legal form are not.
    """
    names = [c for c in changes if path(c)[-1] == "name" and c.before and c.after]
    numbers = [c for c in changes if path(c)[-1] == "registration_number" and c.before and c.after]
    roles = _roles(case, changes[0], meant)
    if any(digits(c.before) != digits(c.after) for c in numbers):
        yield _replaced(case, [*numbers, *names], roles)
        return
    if numbers:
        yield verdict("reworded", *numbers)
    proven = bool(meant and meant.registration_number) and not any(
        path(c)[-1] == "registration_number" for c in changes
    )
    for change in names:
        if not is_slip(change.before, change.after):
            other = not proven and not roles <= OWN and _is_other(change.before, change.after)
            yield verdict("recipient-renamed", change, because=["other-words"] if other else [])


def digits(number: str) -> str:
    """A registration number without what it is written with."""
    return "".join(filter(str.isalnum, number)).casefold()


def _replaced(case: Case, changes: Sequence[Change], roles: set[str]) -> Verdict:
    """Another company in the place of one, in the role that is bound most."""
    code = next((f"{r}-replaced" for r in ("processor", "sub-processor") if r in roles), None)
    ours = any(activity.is_processor for activity in case.now)
    because = ["for-controllers"] if code and ours else []
    named = changes[-1]  # the name where that changed, else the number
    facts = {"old": named.before, "new": named.after}
    return verdict(code or "recipient-replaced", *changes, because=because, **facts)


def _roles(case: Case, change: Change, meant: Recipient | None) -> set[str]:
    """The roles in which activities have a recipient; whom a supplier engages is a sub-processor."""
    if meant is None:
        return set()
    known_by = known_as(change, case.new)
    met = (after(case, each).get(known_by) for each in change.activities)
    return {one.role if one else "sub-processor" for one in met}


def _is_other(old: Texts, new: Texts) -> bool:
    """Are two names those of two companies, beside the legal form?"""
    return replaces_words(_bare(old), _bare(new))


def _bare(name: Texts) -> Texts:
    """A name without its legal form."""
    if isinstance(name, dict):
        return {language: _without_form(text) for language, text in name.items()}
    return _without_form(name)


def _without_form(name: str) -> str:
    words = WORD.findall(name.casefold())
    return " ".join(word for word in words if word not in phrases("company_form")) or name
