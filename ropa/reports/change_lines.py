"""Changes with their places and words: what every report of them is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.changes.compare import Change
from ropa.fingerprints import show_route
from ropa.reading import Reading
from ropa.reports.change_words import ChangeWords
from ropa.source.tree import Location
from ropa.words.words import Words


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as it is reported; a place is None where there is nothing.

    `activity` and `field` are None for a register that was added or removed. `label` says what
    the field is called, `before` and `now` are the entries of the old and the new value in words.
    """

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
    label: str = ""
    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def change_lines(
    old: Reading,
    new: Reading,
    changes: Iterable[Change],
    words: Words,
    questions: Mapping[str, str],
) -> list[ChangeLine]:
    """The changes between two versions of a register; `questions` are the labels of its fields."""
    names = {a.id: a.name for a in (*old.record.activities, *new.record.activities)}
    spoken = ChangeWords(words, questions)
    return [_line(old, new, change, spoken, names) for change in changes]


def register_line(reading: Reading, kind: str, words: Words) -> ChangeLine:
    """A whole register that was added or removed."""
    added = kind == "added"
    message = words("The register was added.") if added else words("The register was removed.")
    place = reading.tree.locate(())
    return ChangeLine(
        f"register-{kind}", reading.name, None, "", None, None, None, message,
        None if added else place, place if added else None,
    )  # fmt: skip


def _line(
    old: Reading, new: Reading, change: Change, spoken: ChangeWords, names: dict[str, Any]
) -> ChangeLine:
    name = spoken.words.text(names.get(change.activity or "")) or change.activity or ""
    subject = "field" if change.field else "activity"
    label = spoken.field(change.field)
    before, now = (spoken.entries(value, change.field) for value in (change.old, change.new))
    return ChangeLine(
        f"{subject}-{change.kind}", new.name, change.activity, name,
        show_route(change.field) or None, change.old, change.new,
        _message(change, label, before, now, spoken),
        old.tree.locate(change.old_route) if change.old is not None else None,
        new.tree.locate(change.new_route) if change.new is not None else None,
        label, before, now,
    )  # fmt: skip


def _message(
    change: Change, label: str, before: tuple[str, ...], now: tuple[str, ...], spoken: ChangeWords
) -> str:
    words = spoken.words
    if not change.field:
        added = change.kind == "added"
        return words("The activity was added.") if added else words("The activity was removed.")
    old, new = ", ".join(before), ", ".join(now)
    if change.entries_added or change.entries_removed:
        sentence = _entries(change, label, spoken)
    elif change.kind == "added":
        sentence = words("{field}: now “{new}”, before not stated.", field=label, new=new)
    elif change.kind == "removed":
        sentence = words("{field}: no longer stated, before “{old}”.", field=label, old=old)
    else:
        sentence = words("{field}: now “{new}”, before “{old}”.", field=label, old=old, new=new)
    return sentence + words.takers(len(change.activities))


def _entries(change: Change, label: str, spoken: ChangeWords) -> str:
    """Which entries of a list are new, and which are gone."""
    words = spoken.words
    added, removed = (
        ", ".join(words("“{text}”", text=entry) for entry in spoken.entries(entries, change.field))
        for entries in (change.entries_added, change.entries_removed)
    )
    if not removed:
        return words("{field}: added {added}.", field=label, added=added)
    if not added:
        return words("{field}: removed {removed}.", field=label, removed=removed)
    return words(
        "{field}: added {added}; removed {removed}.", field=label, added=added, removed=removed
    )
