"""What the keys of an entry are called in a cell, and which key a label means.

What a part holds is told on one level: `Balancing test, date` is the key `date` of `assessment`.
"""

from collections.abc import Iterator
from functools import cached_property

from ropa.forms.entry import Path
from ropa.forms.shape import Kind, Shape, shapes, word_shape
from ropa.model.part import NoneStated, NotApplicable, Part, Unknown
from ropa.words.labels import LABELS
from ropa.words.languages import languages
from ropa.words.words import Words


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


QUESTIONS = {
    "purposes": _("Purposes"),
    "legal_basis": _("Legal basis"),
    "data_subjects": _("Categories of data subjects"),
    "personal_data": _("Categories of personal data"),
    "recipients": _("Recipients"),
    "retention": _("Time limits for erasure"),
}
"""Questions of the record that its parts ask as well."""

WITHIN = {
    ("Assessment", "children"): _("Children"),
    ("LegalBasis", "assessment"): _("Balancing test"),
    ("Principal", "source"): _("Source"),
    ("Retention", "applies_to"): _("Extent"),
    ("Unknown", "owner"): _("Ask"),
}
"""What a key is called in one part alone."""

ANSWERS: dict[str, type[Part]] = {
    "none": NoneStated,
    "unknown": Unknown,
    "not_applicable": NotApplicable,
}
"""The answers that a cell can hold, by the key that says which it is."""


class Labels:
    """The labels of one language, for every kind of part."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._known: dict[tuple[type[Part] | None, bool], Known] = {}

    def of(self, part: type[Part], key: str) -> str:
        """What a key of a part is called; one that the format does not have is its own name."""
        english = WITHIN.get((part.__name__, key)) or QUESTIONS.get(key) or LABELS.get(key)
        return self.words(english) if english else key

    def known(self, shape: Shape) -> "Known":
        """The details that an entry of a field may have."""
        key = shape.part, shape.answered
        if key not in self._known:
            self._known[key] = Known(self, shape)
        return self._known[key]

    def answer(self, key: str) -> str:
        """What an answer that is no value is called."""
        return self.of(ANSWERS[key], key)


class Known:
    """The details of one kind of part: their shapes in the order of the format, and their labels."""

    def __init__(self, labels: Labels, shape: Shape) -> None:
        self._details = dict(_details(shape))
        self._order = {path: number for number, path in enumerate(self._details)}
        self._labels = self._labelled(labels)

    @cached_property
    def _paths(self) -> dict[str, Path]:
        all_of_them = [self._labelled(Labels(Words(language))) for language in languages()]
        pairs = [pair for each in (*all_of_them, self._labels) for pair in each.items()]
        return {label.casefold(): path for path, label in pairs if path}

    def _labelled(self, labels: Labels) -> dict[Path, str]:
        """The label of every path; what is above a path comes before it."""
        found: dict[Path, str] = {}
        for path, (owner, _shape) in self._details.items():
            if path:
                label, above = labels.of(owner, path[-1]), found.get(path[:-1])
                found[path] = f"{above}, {label[:1].lower()}{label[1:]}" if above else label
        return found

    def __bool__(self) -> bool:
        return bool(self._details)

    def shape(self, path: Path) -> Shape:
        """The shape of a detail; a key of the register's own is a word."""
        found = self._details.get(path)
        return found[1] if found else Shape(path[-1], Kind.WORD)

    def label(self, path: Path) -> str:
        """What a detail is called: `Balancing test, date`."""
        if path in self._labels:
            return self._labels[path]
        above = self._labels.get(path[:-1], "")
        return f"{above}, {path[-1]}" if above else path[-1]

    def path(self, label: str) -> Path | None:
        """The detail that a label means, in this language or in English; None where it means none."""
        given = " ".join(label.split())
        if found := self._paths.get(given.casefold()):
            return found
        above, comma, key = given.rpartition(", ")
        if not key.startswith("x-"):
            return None
        parent = self._paths.get(above.casefold(), ())
        return (*parent, key) if bool(parent) == bool(comma) else None

    def all(self) -> list[str]:
        """Every label, in the order of the format."""
        return list(self._labels.values())

    def order(self, path: Path) -> tuple[int, Path]:
        """Where a detail stands among the others: the word itself, or an answer, first."""
        own = -1 if not path else self._order.get(path)
        return (len(self._order), path) if own is None else (own, ())


def _details(shape: Shape, above: Path = ()) -> Iterator[tuple[Path, tuple[type[Part], Shape]]]:
    """Every path below a field, what part it is a key of, and its shape; lists are not gone into."""
    if shape.part:
        word = word_shape(shape)
        if word and not above:
            yield (), (shape.part, word)
        for key, own in shapes(shape.part).items():
            if word and key == word.key:
                continue
            path = (*above, key)
            yield path, (shape.part, own)
            if not own.several:
                yield from _details(own, path)
    if shape.answered:
        for key, own in shapes(Unknown).items():
            if key not in ANSWERS:
                yield (*above, key), (Unknown, own)
