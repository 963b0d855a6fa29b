"""What ids lead to in two versions: definitions that were given another id, and what entries point to."""

from collections.abc import Hashable, Mapping
from typing import Any

from ropa.changes.likeness import names
from ropa.changes.meaning import Meaning
from ropa.model.activity import Activity
from ropa.model.part import Item, Part
from ropa.model.plain import keys
from ropa.model.record import Record
from ropa.source.source import Route

SECTIONS = ("organisations", "recipients", "systems", "security_measures", "data_categories")
"""What a register defines by id."""

TELLING = ("purposes", "data_subjects", "personal_data", "processing", "on_behalf_of", "data_sets")
"""The lists of an activity that tell it from others."""

POINTING = {
    "processors": "recipients",
    "recipients": "recipients",
    "sub_processors": "recipients",
    "recipient": "recipients",
    "personal_data": "data_categories",
    "security_measures": "security_measures",
    "systems": "systems",
    "controllers": "organisations",
    "organisation": "organisations",
    "with": "organisations",
    "copy_of": "activities",
    "data_sets": "",
}
"""The keys under which ids stand, and where they lead."""

Renamed = dict[str, dict[str, str]]
"""By section: the old id and the new one of what has another id now."""


class Ids:
    """The ids of two versions, and what each stands for."""

    def __init__(self, old: Record, new: Record, renamed: Renamed) -> None:
        self.old = old
        self.renamed = renamed
        self._back = {
            section: {new_id: old_id for old_id, new_id in ids.items()}
            for section, ids in renamed.items()
        }
        self.moved = {
            section: getattr(old.register, section).keys() ^ getattr(new.register, section).keys()
            for section in SECTIONS
        }
        self.any_moved = any(self.moved.values())
        self._any_renamed = any(renamed.values())

    def back(self, section: str) -> dict[str, str]:
        """The new ids of a section that had another id, and which."""
        return self._back[section]

    def concern(self, value: Any, key: str) -> bool:
        """May what a value points to have come, gone or been replaced, though the value is the same?"""
        if not self.any_moved or key not in POINTING:
            return False
        if isinstance(value, tuple):
            return any(self.concern(entry, key) for entry in value)
        if isinstance(value, Item):
            return isinstance(value.name, str) and value.name in self.moved[POINTING[key]]
        return isinstance(value, Part) and any(
            self.concern(getattr(value, name), below) for name, below in keys(type(value))
        )

    def renewed(self, value: Any, key: str = "") -> Any:
        """A value of the old version with the ids that hold in the new one."""
        if not self._any_renamed:
            return value
        if isinstance(value, tuple):
            return tuple(self.renewed(entry, key) for entry in value)
        section = POINTING.get(key, "")
        if isinstance(value, str):
            return self.renamed[section].get(value, value) if section else value
        if not isinstance(value, Part):
            return value
        update = {
            name: self.renewed(getattr(value, name), key if name == "name" else below)
            for name, below in keys(type(value))
            if getattr(value, name) is not None
        }
        return value.model_copy(update=update)

    def effective(self, entry: Any, field: Route, record: Record) -> Any:
        """An entry with what the definition says that it points to; the entry itself where it has none."""
        section = POINTING.get(str(field[-1]) if field else "", "")
        if section not in SECTIONS or not isinstance(entry, Item) or type(entry.name) is not str:
            return entry
        key = entry.name
        if record is self.old:
            key = self._back[section].get(key, key)
        definition: Part | None = getattr(record.register, section).get(key)
        if record is self.old:
            definition = self.renewed(definition)
        if definition is None:
            return entry
        own = {
            name: value
            for name, value in entry.__dict__.items()
            if value is not None and name != "name"
        }
        own |= entry.extensions
        return definition.model_copy(update=own) if own else definition

    def point_alike(self, one: Any, other: Any, field: Route, new: Record) -> bool:
        """Do two entries point to the same definition?"""
        section = POINTING.get(str(field[-1]) if field else "", "")
        if section not in SECTIONS or not isinstance(one, Item) or not isinstance(other, Item):
            return False
        if type(one.name) is not str or one.name != other.name:
            return False
        key = self._back[section].get(one.name, one.name)
        return key in getattr(self.old.register, section) and one.name in getattr(
            new.register, section
        )


def renamed_ids(old: Record, new: Record, meaning: Meaning) -> Renamed:
    """What has the same content under another id, the same name that nothing else has, or all the
    same content but for its name.
    """
    renamed: Renamed = {}
    for section in SECTIONS:
        before, after = getattr(old.register, section), getattr(new.register, section)
        renamed[section] = _renamed(before, after, meaning)
    before = {activity.id: activity for activity in old.activities}
    after = {activity.id: activity for activity in new.activities}
    renamed["activities"] = _renamed(before, after, meaning)
    return renamed


def _renamed(old: Mapping[str, Part], new: Mapping[str, Part], meaning: Meaning) -> dict[str, str]:
    gone = {key: part for key, part in old.items() if key not in new}
    come = {key: part for key, part in new.items() if key not in old}
    found: dict[str, str] = {}
    for read in (
        lambda part: _content(part, meaning),
        _name,
        lambda part: _content(_unnamed(part), meaning) if _is_told(part) else None,
    ):
        if not gone or not come:
            break
        before, after = _only(gone, read), _only(come, read)
        for known, was in before.items():
            if known in after:
                found[was] = after[known]
                del gone[was], come[after[known]]
    return found


def _only(parts: Mapping[str, Part], read: Any) -> dict[Hashable, str]:
    """The ids by what is read of their parts, where no two have it."""
    found: dict[Hashable, list[str]] = {}
    for key, part in parts.items():
        found.setdefault(read(part), []).append(key)
    return {known: some[0] for known, some in found.items() if known and len(some) == 1}


def _content(part: Part, meaning: Meaning) -> Hashable:
    said = part.model_copy(update={"id": ""}) if isinstance(part, Activity) else part
    return meaning.of(said)


def _unnamed(part: Part) -> Part:
    return part.model_copy(update={"name": ""})


def _is_told(part: Part) -> bool:
    """Does it say so much besides its name that nothing else is likely to say the same?

    Of an activity, two of the lists that tell it from others; of an organisation or a recipient, how
    to reach it or which contract binds it. That systems, measures or data are alike tells nothing.
    """
    if isinstance(part, Activity):
        return sum(isinstance(getattr(part, name), tuple) for name in TELLING) > 1
    contract = getattr(part, "contract", None)
    return bool(getattr(part, "contact", None) or getattr(contract, "reference", None))


def _name(part: Part) -> Hashable:
    number = getattr(part, "registration_number", None)
    return number or names(getattr(part, "name", None)) or None
