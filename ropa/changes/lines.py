"""Changes with their places and words: what every report of them is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ropa.changes.compare import Change
from ropa.pages.activity import ART_30
from ropa.pages.cells import flat
from ropa.reading import Reading
from ropa.reports.lines import show_route
from ropa.source.tree import Location
from ropa.words.words import Words

LABELS = {question.field: question.label for question in ART_30}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as it is reported; a place is None where there is nothing."""

    change: str
    register: str
    activity: str | None
    activity_name: str
    field: str | None
    old: Any
    new: Any
    message: str
    old_location: Location | None
    new_location: Location | None


def change_lines(
    old: Reading, new: Reading, changes: Iterable[Change], words: Words
) -> list[ChangeLine]:
    """The changes between two versions of a register, in words."""
    names = {a.id: a.name for a in (*old.record.activities, *new.record.activities)}
    return [_line(old, new, change, words, names) for change in changes]


def _line(
    old: Reading, new: Reading, change: Change, words: Words, names: dict[str, Any]
) -> ChangeLine:
    name = words.text(names.get(change.activity or "")) or change.activity or ""
    subject = "field" if change.field else "activity"
    return ChangeLine(
        f"{subject}-{change.kind}", new.name, change.activity, name,
        show_route(change.field) or None, change.old, change.new, _message(change, words),
        old.tree.locate(change.old_route) if change.old is not None else None,
        new.tree.locate(change.new_route) if change.new is not None else None,
    )  # fmt: skip


def _message(change: Change, words: Words) -> str:
    if not change.field:
        added = change.kind == "added"
        return words("The activity was added.") if added else words("The activity was removed.")
    field = _label(change, words)
    old, new = shown(change.old), shown(change.new)
    if change.kind == "added":
        sentence = words("{field}: now “{new}”, before not stated.", field=field, new=new)
    elif change.kind == "removed":
        sentence = words("{field}: no longer stated, before “{old}”.", field=field, old=old)
    else:
        sentence = words("{field}: now “{new}”, before “{old}”.", field=field, old=old, new=new)
    if len(change.activities) > 1:
        sentence += " " + words.count(
            "{number} activity takes this from here.",
            "{number} activities take this from here.",
            len(change.activities),
        )
    return sentence


def _label(change: Change, words: Words) -> str:
    """What the changed field is called: the question's label, then the keys below it."""
    field = change.field[1:] if change.field[0] == "defaults" else change.field
    label = LABELS.get(str(field[0]))
    if label is None:
        return show_route(field)
    rest = show_route(field[1:])
    return f"{words(label)} ({rest})" if rest else words(label)


def shown(value: Any) -> str:
    """A value on one line."""
    return flat(value)
