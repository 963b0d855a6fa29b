"""From data of the register to entries: what is written, without how it is written.

A word and the mapping that says the same are one entry; an article and its closed word are one
value; of a text per language, the one of the reader's language is told. Words beside a closed word
that only say its term again are not told. What a cell has no room for
(lists of mappings below an entry, and keys of the register's own that are no texts) is left out.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ropa.forms.entry import Entry, Path, Told, Unreadable
from ropa.forms.labels import ANSWERS, Labels
from ropa.forms.shape import Kind, Shape, shapes, value_shape, word_shape
from ropa.forms.tidy import tidy
from ropa.forms.values import Values
from ropa.model.part import ANSWER_WORDS, Worded

Tellings = Iterator[tuple[Path, Told]]


def answer_of(entries: tuple[Entry, ...]) -> str:
    """The key of the answer that entries are (`none`, `unknown`, …); empty where they are values."""
    path = entries[0].told[0][0] if len(entries) == 1 and entries[0].told else ()
    return path[0] if len(path) == 1 and path[0] in ANSWERS else ""


class Entries:
    """Makes entries of data as it is written, for the readers of one language."""

    def __init__(self, values: Values, labels: Labels) -> None:
        self.values = values
        self.labels = labels
        self._of_word: dict[tuple[Shape, str], Entry] = {}

    def entries(self, shape: Shape, raw: Any) -> tuple[Entry, ...]:
        """What a field tells. Raises Unreadable where the format has no such data for it."""
        if raw is None:
            return ()
        if shape.answered and (answer := _answer(raw)):
            return (self.ordered(shape, dict(self._answered(answer, raw))),)
        if shape.several:
            return tuple(self.entry(shape, each) for each in (raw if _is_list(raw) else [raw]))
        entry = self.entry(shape, raw)
        return (entry,) if any(told for _, told in entry.told) else ()

    def entry(self, shape: Shape, raw: Any) -> Entry:
        """What one value or entry of a list tells."""
        if not isinstance(raw, str):
            return self.ordered(shape, dict(self._value(shape, raw)))
        key = shape, raw
        if key not in self._of_word:
            self._of_word[key] = self.ordered(shape, dict(self._value(shape, raw)))
        return self._of_word[key]

    def worded(self, shape: Shape, word: str) -> dict[Path, Told]:
        """What a plain word tells in place of a part: the word, or what the format reads in it."""
        own = word_shape(shape)
        if own is None or not _is_worded(shape):
            raise Unreadable("format")
        spelled = shape.part.of_word(word)  # type: ignore[union-attr]
        if spelled.keys() == {own.key}:
            return {(): self.values.canonical(own, word)}
        if self.values.repeats(shape, spelled):
            return {(): self.values.canonical(own, spelled[own.key])}
        if is_kept(shape, spelled, word):
            return {(): tidy(word)}
        return dict(self._mapping(shape, spelled))

    def spelled(self, shape: Shape, told: dict[Path, Told]) -> dict[Path, Told]:
        """The same with its word as the mapping has it, where it stands beside details."""
        head = told.get(())
        flat = {path[0] if path else value_shape(shape).key: v for path, v in told.items()}
        if again := self.values.repeats(shape, flat):
            told = {path: value for path, value in told.items() if path != (again,)}
        if len(told) == 1 or not isinstance(head, str) or not _is_worded(shape):
            return told
        spelled = shape.part.of_word(head)  # type: ignore[union-attr]
        if spelled.keys() == {value_shape(shape).key}:
            return told
        found = dict(self._mapping(shape, spelled))
        details = {path: value for path, value in told.items() if path}
        if twice := found.keys() & details.keys():
            raise Unreadable("twice", label=self.labels.known(shape).label(twice.pop()))
        return {**found, **details}

    def ordered(self, shape: Shape, told: dict[Path, Told]) -> Entry:
        """An entry with its details in the order of the format."""
        if len(told) < 2:
            return Entry(tuple(told.items()))
        order = self.labels.known(shape).order
        return Entry(tuple(sorted(told.items(), key=lambda each: order(_place(each[0])))))

    # --- one value ------------------------------------------------------------------------------

    def _value(self, shape: Shape, raw: Any) -> Iterable[tuple[Path, Told]]:
        if shape.part is None:
            return [((), self.values.canonical(shape, raw))]
        if isinstance(raw, str):
            return self.worded(shape, raw).items()
        if not isinstance(raw, dict):
            raise Unreadable("format")
        return self._mapping(shape, shape.part.spell_out(raw) if shape.part.spell_out else raw)

    def _mapping(self, shape: Shape, raw: dict[str, Any]) -> Tellings:
        known, word = shapes(shape.part), word_shape(shape)
        again = self.values.repeats(shape, raw)
        for key, value in raw.items():
            if key == again:
                continue
            path = () if word and key == word.key else (key,)
            if key.startswith("x-"):
                if isinstance(value, str) and (text := tidy(value)):
                    yield path, text
            elif key not in known:
                raise Unreadable("format")
            elif value is not None:
                own = word if word and not path else known[key]
                yield from self._detail(own, value, path)

    def _detail(self, shape: Shape, raw: Any, path: Path) -> Tellings:
        if shape.answered and (answer := _answer(raw)):
            yield from ((path + below, told) for below, told in self._answered(answer, raw))
        elif shape.several:
            if items := self._items(shape, raw):
                yield path, items
        else:
            yield from ((path + below, told) for below, told in self._value(shape, raw) if told)

    def _items(self, shape: Shape, raw: Any) -> tuple[str, ...]:
        """The words of a list below an entry; none where an entry of it says more than its word."""
        entries = [self.entry(shape, each) for each in (raw if _is_list(raw) else [raw])]
        plain = all(len(entry.told) == 1 and entry.head for entry in entries)
        return tuple(entry.head for entry in entries) if plain else ()

    def _answered(self, answer: str, raw: Any) -> Tellings:
        part = ANSWERS.get(answer)
        if part is None or isinstance(raw, str):
            yield (answer,), "" if part else str(raw[answer])
            return
        yield (answer,), ""  # stands first, also where no reason is given
        yield from self._mapping(Shape("", Kind.PART, part=part), raw)


def is_kept(shape: Shape, spelled: dict[str, str], word: str) -> bool:
    """Is a plain word kept as a text beside what the format reads in it?"""
    known = shapes(shape.part)
    return any(known[key].kind is Kind.TEXT and text == word for key, text in spelled.items())


def _answer(raw: Any) -> str:
    """The key of the answer that data is in place of a value; empty where it is none."""
    if isinstance(raw, str):
        return raw if raw in ANSWER_WORDS else ""
    if isinstance(raw, dict):
        return next((key for key in (*ANSWERS, "see") if key in raw), "")
    return ""


def _place(path: Path) -> Path:
    """Where an answer stands: at the key that it answers."""
    return path[:-1] if path and path[-1] in ANSWERS else path


def _is_list(raw: Any) -> bool:
    return isinstance(raw, list)


def _is_worded(shape: Shape) -> bool:
    return shape.part is not None and issubclass(shape.part, Worded)
