"""What a value says, whatever its order and its spelling: so that another way to say it is no change."""

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

from ropa.model.activity import Activity, Retention
from ropa.model.lawfulness import LegalBasis
from ropa.model.part import Part
from ropa.model.plain import keys
from ropa.model.record import Record
from ropa.model.vocabulary import read_basis

UNSAID: dict[tuple[type[Part], str], str] = {
    (Activity, "role"): "controller",
    (Retention, "phase"): "active",
}
"""What holds where a field is left out."""


class Meaning:
    """What values say in two versions of a record; asked of unequal values only.

    `own` is the language of texts that name none; `ids` are words that point to a definition, and
    a text in a language points to none.
    """

    def __init__(self, old: Record, new: Record) -> None:
        self.own = _language(old, new)
        self.ids = {*_ids(old), *_ids(new)}

    def of(self, value: Any) -> Hashable:
        """The same for all values that say the same."""
        match value:
            case Part():
                return self._part(value)
            case tuple() | list():
                return list, _bag(self.of(entry) for entry in value)
            case dict():
                return dict, frozenset((key, self.of(entry)) for key, entry in value.items())
            case _:
                return type(value), value

    def of_field(self, value: Any) -> Hashable:
        """The value of a field; a mapping there is a text per language, or parts by id."""
        if isinstance(value, tuple):
            return list, _bag(self.of_field(entry) for entry in value)
        if isinstance(value, dict) and value.keys() == {self.own}:
            text = value[self.own]
            if isinstance(text, str) and text not in self.ids:
                return str, text
        return self.of(value)

    def _part(self, part: Part) -> Hashable:
        kind = type(part)
        said = []
        for name, _ in keys(kind):
            value = getattr(part, name)
            if value is None:
                value = UNSAID.get((kind, name))
            if value is not None and not is_synonym(part, name):
                said.append((name, self.of_field(value)))
        extensions = part.extensions
        return kind, frozenset(said), self.of(extensions) if extensions else None


def both_say(kind: type[Part], name: str, old: Any, new: Any) -> bool:
    """Is it the same, where one of the two leaves it unsaid?"""
    unsaid = UNSAID.get((kind, name))
    return unsaid is not None and (old or unsaid) == (new or unsaid)


def is_synonym(part: Part, name: str) -> bool:
    """Are these only other words for the closed word of the same part, such as “balancing of interests”?"""
    if name != "text" or not isinstance(part, LegalBasis) or part.basis is None:
        return False
    return isinstance(part.text, str) and read_basis(part.text) == part.basis


def _bag(meanings: Iterable[Hashable]) -> Hashable:
    return frozenset(Counter(meanings).items())


def _language(old: Record, new: Record) -> str | None:
    """The language of texts that name none, where both versions agree on it."""
    one, other = old.register.language, new.register.language
    return (one or other) if one == other or not (one and other) else None


def _ids(record: Record) -> Iterable[str]:
    register = record.register
    for section in (register.recipients, register.systems, register.security_measures):
        yield from section
    yield from register.data_categories
