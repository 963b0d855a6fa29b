"""The fewest edits by which data comes to tell other entries; what is not shown stays."""

from collections.abc import Iterator
from typing import Any

from ropa.forms.built import below, built, built_entry, key_shape, keys
from ropa.forms.entries import answer_of, is_kept
from ropa.forms.entry import Entry, Unreadable
from ropa.forms.labels import ANSWERS
from ropa.forms.pairs import Entries, pairs
from ropa.forms.shape import Kind, Shape, shapes, value_shape, word_shape
from ropa.forms.values import Values
from ropa.model.part import Part, Worded
from ropa.source.edit import Edit, Insert, Remove, Set, applied
from ropa.source.source import Route

NOTHING = Entry(())


class Edits:
    """Makes edits for the readers of one language."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def value(
        self,
        shape: Shape,
        route: Route,
        raw: Any,
        before: Entries,
        after: Entries,
        order: tuple[str, ...] = (),
    ) -> Iterator[Edit]:
        """The edits of a field. Raises Unreadable where they would replace what is not shown."""
        if before == after:
            return
        answer = answer_of(before)
        if shape.part and isinstance(raw, dict) and not answer and not shape.several:
            yield from self._one(shape, route, raw, before, after)
        elif answer != answer_of(after) and self._replaced_hides(shape, answer, raw, before):
            raise Unreadable("hidden", key=shape.key)
        elif not after:
            if shape.part is None and isinstance(raw, dict) and len(raw) > 1 and not answer:
                raise Unreadable("hidden", key=shape.key)
            yield Remove(route)
        elif not before and raw:
            raise Unreadable("hidden", key=shape.key)
        elif not before or answer != answer_of(after):
            yield Set(route, built(shape, after), order)
        elif answer:
            yield from self._answer(shape, route, raw, before[0], after[0])
        elif shape.several:
            yield from self._list(shape, route, raw, before, after)
        else:
            yield from self._entry(shape, route, raw, before[0], after[0])

    def _one(
        self, shape: Shape, route: Route, raw: dict[str, Any], before: Entries, after: Entries
    ) -> Iterator[Edit]:
        """The edits of a part that stands alone: it goes with the last of what it tells."""
        old = before[0] if before else NOTHING
        hidden = self._hides(shape, raw, old)
        if answer_of(after) or not after:
            if hidden and answer_of(after):
                raise Unreadable("hidden", key=shape.key)
            whole = Set(route, built(shape, after)) if after else Remove(route)
            yield from self._entry(shape, route, raw, old, NOTHING) if hidden else [whole]
        else:
            yield from self._entry(shape, route, raw, old, after[0])

    # --- lists ----------------------------------------------------------------------------------

    def _list(
        self, shape: Shape, route: Route, raw: Any, before: Entries, after: Entries
    ) -> Iterator[Edit]:
        if isinstance(raw, list):
            yield from self._listed(shape, route, raw, before, after)
        elif len(after) == 1:
            yield from self._entry(shape, route, raw, before[0], after[0])
        else:
            edits = list(self._listed(shape, (), [raw], before, after))
            yield Set(route, applied([raw], edits))

    def _listed(
        self,
        shape: Shape,
        route: Route,
        raw: list[Any],
        before: Entries,
        after: Entries,
    ) -> Iterator[Edit]:
        """Entries that are equal stay; one that moves is written as it was."""
        paired = list(pairs(before, after))
        moved = {before[i]: raw[i] for i, j, _ in paired if i is not None and j is None}
        for old, new, index in paired:
            if old is None and new is not None:
                value = moved.get(after[new]) or built_entry(shape, after[new])
                yield Insert(route, index, value)
            elif old is not None and new is None:
                yield Remove((*route, old))
            elif old is not None and new is not None:
                yield from self._entry(shape, (*route, old), raw[old], before[old], after[new])

    # --- one entry ------------------------------------------------------------------------------

    def _entry(
        self, shape: Shape, route: Route, raw: Any, before: Entry, after: Entry
    ) -> Iterator[Edit]:
        if before == after:
            return
        word = word_shape(shape)
        if shape.part is None or not isinstance(raw, dict):
            yield self._text(route, raw, built_entry(shape, after))
        elif word and self._is_text(shape, raw):
            yield from self._translated(route, raw, built_entry(shape, after), word.key)
        elif self._is_kept(shape, after):
            if self._hides(shape, raw, before):
                raise Unreadable("hidden", key=shape.key)
            yield Set(route, after.head)
        elif self._is_word_again(shape, raw, after):
            yield Set(route, after.head)
        else:
            before = self._with_words(shape, raw, before, after)
            yield from self._keys(shape.part, route, raw, before, after, word.key if word else "")

    def _is_word_again(self, shape: Shape, raw: dict[str, Any], after: Entry) -> bool:
        """Does another word take the place of one with nothing beside it but itself again?"""
        again = self.values.repeats(shape, raw)
        return bool(again and len(raw) == 2 and len(after.told) == 1 and after.head)

    def _with_words(self, shape: Shape, raw: dict[str, Any], before: Entry, after: Entry) -> Entry:
        """The entry as it was, with the words that said its term again, where these do not hold."""
        again = self.values.repeats(shape, raw)
        if not again or (before.head == after.head and (again,) not in dict(after.told)):
            return before
        return Entry((*before.told, ((again,), raw[again])))

    def _text(self, route: Route, raw: Any, value: Any) -> Edit:
        """A value in place of another; of a text per language, the one that is shown."""
        if isinstance(raw, dict) and isinstance(value, str):
            language = self.values.language(raw)
            return Set((*route, language), _ended(raw.get(language), value))
        return Set(route, _ended(raw, value))

    def _translated(
        self, route: Route, raw: dict[str, Any], value: Any, word: str
    ) -> Iterator[Edit]:
        """A text per language that stands for a part: it becomes a mapping where more is told."""
        if isinstance(value, str):
            yield self._text(route, raw, value)
            return
        texts = {**raw, self.values.language(raw): value[word]} if word in value else {}
        yield Set(route, {**value, word: texts} if texts else value)

    def _answer(
        self, shape: Shape, route: Route, raw: Any, before: Entry, after: Entry
    ) -> Iterator[Edit]:
        answer = answer_of((before,))
        whole = built(shape, (after,))
        if isinstance(raw, str) or (isinstance(whole, str) and len(raw) == 1):
            yield Set(route, whole)
            return
        for edit in self._keys(ANSWERS[answer], route, raw, before, after, ""):
            gone = isinstance(edit, Remove) and edit.route == (*route, answer)
            yield Set(edit.route, None) if gone else edit

    def _keys(
        self,
        part: type[Part],
        route: Route,
        raw: dict[str, Any],
        before: Entry,
        after: Entry,
        word: str,
    ) -> Iterator[Edit]:
        """The edits of a mapping, key by key."""
        order = tuple(shapes(part))
        for key in dict.fromkeys((*keys(before, word), *keys(after, word))):
            old, new = (
                _headed(e) if key == word else _said(below(e, key)) for e in (before, after)
            )
            shape = key_shape(part, key)
            yield from self.value(shape, (*route, key), raw.get(key), old, new, order)

    # --- what is not shown ----------------------------------------------------------------------

    def _hides(self, shape: Shape, raw: dict[str, Any], entry: Entry) -> bool:
        """Does a mapping say something that its entry does not tell?"""
        word = word_shape(shape)
        told = keys(entry, word.key if word else "")
        if self._is_text(shape, raw):
            return False
        again = self.values.repeats(shape, raw)
        for key, value in raw.items():
            own = key_shape(shape.part, key)  # type: ignore[arg-type]
            if value and key not in told and key != again:
                return True
            if isinstance(value, dict) and own.part and not own.several:
                inner = below(entry, key)
                if inner and not answer_of(inner) and self._hides(own, value, inner[0]):
                    return True
        return False

    def _replaced_hides(self, shape: Shape, answer: str, raw: Any, before: Entries) -> bool:
        """The same of what an answer takes the place of, or of an answer that goes."""
        if not isinstance(raw, dict) or not before or not (answer or shape.part):
            return False
        own = Shape("", Kind.PART, part=ANSWERS[answer]) if answer else shape
        return self._hides(own, raw, before[0])

    def _is_text(self, shape: Shape, raw: dict[str, Any]) -> bool:
        """Is it a text per language that stands for a part?"""
        part = shape.part
        return bool(part and issubclass(part, Worded) and part.spell_out(raw) is not raw)

    def _is_kept(self, shape: Shape, entry: Entry) -> bool:
        """Is it a plain word that the format keeps as it is written, beside what it reads in it?"""
        if shape.part is None or len(entry.told) != 1 or not issubclass(shape.part, Worded):
            return False
        spelled = shape.part.of_word(entry.head)
        return spelled.keys() != {value_shape(shape).key} and is_kept(shape, spelled, entry.head)


def _headed(entry: Entry) -> Entries:
    return (Entry((((), entry.head),)),) if entry.head else ()


def _said(entries: Entries) -> Entries:
    """Without an answer's reason that is empty: it is not said."""
    return tuple(entry for entry in entries if entry.told != (((), ""),))


def _ended(raw: Any, value: Any) -> Any:
    """A text that ends in the line ends of the one that it takes the place of: no cell shows them."""
    if isinstance(raw, str) and isinstance(value, str):
        return value + raw[len(raw.rstrip("\n")) :]
    return value
