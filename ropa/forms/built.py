"""Entries as data of the register, in the shortest form that the format has; and whether it is valid."""

from typing import Any

from pydantic import ValidationError

from ropa.forms.entries import answer_of
from ropa.forms.entry import Entry, Unreadable
from ropa.forms.labels import ANSWERS
from ropa.forms.shape import Kind, Shape, shapes, word_shape
from ropa.model.load import problems_of
from ropa.model.part import Part


def built(shape: Shape, entries: tuple[Entry, ...]) -> Any:
    """The data that tells these entries; None where there are none."""
    if not entries:
        return None
    if answer := answer_of(entries):
        return _answer(answer, entries[0])
    listed = [built_entry(shape, entry) for entry in entries]
    return listed if shape.several else listed[0]


def built_entry(shape: Shape, entry: Entry) -> Any:
    """The data of one entry: a word where nothing else is told."""
    if shape.part is None or (len(entry.told) == 1 and entry.head):
        return entry.head
    word = word_shape(shape)
    return _mapping(shape.part, entry, word.key if word else "")


def below(entry: Entry, key: str) -> tuple[Entry, ...]:
    """What an entry tells at a key, as the entries of that field."""
    told = [(path[1:], value) for path, value in entry.told if path[:1] == (key,)]
    if len(told) == 1 and isinstance(told[0][1], tuple):
        return tuple(Entry((((), each),)) for each in told[0][1])
    return (Entry(tuple(told)),) if told else ()


def keys(entry: Entry, word: str = "") -> list[str]:
    """The keys at which an entry tells something; that of its word is `word`."""
    return list(dict.fromkeys(path[0] if path else word for path, _ in entry.told))


def key_shape(part: type[Part], key: str) -> Shape:
    """The shape of a key of a part; one of the register's own is a word."""
    return shapes(part).get(key) or Shape(key, Kind.WORD)


def _answer(answer: str, entry: Entry) -> Any:
    """`none` and `unknown` as words, where nothing more is said of them."""
    if len(entry.told) == 1 and not entry.told[0][1] and answer in ("none", "unknown"):
        return answer
    data = _mapping(ANSWERS[answer], entry, "")
    return {**data, answer: data[answer] or None}


def _mapping(part: type[Part], entry: Entry, word: str) -> dict[str, Any]:
    found = {
        key: entry.head if key == word else built(key_shape(part, key), below(entry, key))
        for key in keys(entry, word)
    }
    order = {key: number for number, key in enumerate(shapes(part))}
    return dict(sorted(found.items(), key=lambda each: order.get(each[0], len(order))))


def check(shape: Shape, entries: tuple[Entry, ...]) -> None:
    """Raises Unreadable where the format would not take what entries tell."""
    answer = answer_of(entries)
    part = ANSWERS[answer] if answer else shape.part
    if part is None:
        return
    for entry in entries:
        data = built(shape, entries) if answer else built_entry(shape, entry)
        if isinstance(data, str) and answer:
            continue
        try:
            part.model_validate(data)
        except ValidationError as error:
            problem = next(problems_of(part, error, ()))
            raise Unreadable("format", message=problem.reason, **problem.facts) from None
