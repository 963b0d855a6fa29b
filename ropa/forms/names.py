"""What a register defines by an id: the name of each, and which one a name means."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ropa.forms.tidy import tidy
from ropa.model.record import Record
from ropa.words.words import Words


class Names:
    """What a register defines by an id: the name of each, and which one a name means."""

    def __init__(self, record: Record, words: Words) -> None:
        self.record = record
        self.words = words
        self._sections: dict[str, tuple[dict[str, str], dict[str, str]]] = {}

    def shown(self, section: str, key: str) -> str:
        """The name of what an id stands for; empty where it stands for nothing."""
        return self._section(section)[0].get(key, "")

    def meant(self, section: str, text: str) -> str:
        """The id that is meant by a name or an id; empty where none is."""
        shown, meant = self._section(section)
        if text in shown:
            return text
        return meant.get(text.casefold(), "") or meant.get(_bare(text), "")

    def all(self, section: str) -> list[str]:
        """The names of all that a section defines."""
        return list(self._section(section)[0].values())

    def _section(self, section: str) -> tuple[dict[str, str], dict[str, str]]:
        if section not in self._sections:
            names = dict(self._named(section))
            called = Counter(name.casefold() for name in names.values())
            shown = {}
            for key, name in names.items():
                alone = called[name.casefold()] == 1 and names.keys().isdisjoint({name} - {key})
                shown[key] = name if alone or name == key else f"{name} [{key}]"
            meant = {_bare(name): key for key, name in shown.items()}
            meant |= {name.casefold(): key for key, name in shown.items()}
            alike = Counter(map(_bare, shown.values()))
            self._sections[section] = shown, {n: k for n, k in meant.items() if alike[n] < 2}
        return self._sections[section]

    def _named(self, section: str) -> Iterator[tuple[str, str]]:
        register = self.record.register
        if section == "activities":
            defined: dict[str, Any] = self.record.by_id
        else:
            defined = getattr(register, section)
        for key, part in defined.items():
            yield key, tidy(self.words.text(part.name)) or key


def _bare(name: str) -> str:
    """A name without what is beside it: its case, its blanks, a comma or full stop after it."""
    return " ".join(name.split()).rstrip(" .,;").casefold()
