"""What one list of names says more than another, however it is cut into entries.

“Name, address” is the same as “Name” and “Address”; “Contact details and ID number” names one thing
more than “Contact details”. What stands in brackets are examples: that they are given is no addition.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from ropa.changes.facts import Change
from ropa.changes.judge import Verdict, verdict
from ropa.changes.judges.entries import is_answer
from ropa.changes.likeness import (
    BRACKETS,
    examples,
    is_slip,
    normal,
    parts,
    texts_in,
    written_parts,
)
from ropa.model.part import Item
from ropa.model.values import Texts

MOST = 200
"""Among how many names one is looked for that is written otherwise, at most."""


def names_of(items: Iterable[Item]) -> list[Texts]:
    """The names of entries."""
    return [item.name for item in items]


def conditioned(item: Item) -> Texts:
    """The name of an entry with the condition under which it applies."""
    if not item.when:
        return item.name
    if isinstance(item.name, str) and isinstance(item.when, str):
        return f"{item.name} ({item.when})"
    names, whens = (
        value if isinstance(value, dict) else dict.fromkeys(_languages(item), value)
        for value in (item.name, item.when)
    )
    return {key: f"{names[key]} ({whens[key]})" for key in names if key in whens} or item.name


def _languages(item: Item) -> list[str]:
    return [key for value in (item.name, item.when) if isinstance(value, dict) for key in value]


def as_one(verdicts: Iterable[Verdict], code: str = "reworded") -> Iterator[Verdict]:
    """The verdicts, those that say of entries which came or went that they say nothing new as one.

    An entry that is cut in two came, went and has another name: one thing that somebody did.
    """
    found = list(verdicts)
    same = [one for one in found if one.code == code and not one.because]
    if not any(None in (c.before, c.after) for one in same for c in one.changes):
        same = []
    yield from (one for one in found if not any(one is other for other in same))
    if changes := {id(c): c for one in same for c in one.changes}:
        yield verdict(code, *changes.values())


def once_translated(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts, those on what is in another language now as one."""
    foreign: list[Verdict] = []
    for one in verdicts:
        if "other-language" in one.because:
            foreign.append(one)
        else:
            yield one
    if changes := {id(c): c for one in foreign for c in one.changes}:
        yield verdict(foreign[0].code, *changes.values(), because=["other-language"])


def refiled(change: Change, name: Texts, listed: Sequence[Texts]) -> Verdict:
    """What came into a list, or went out of it, though it was named before, or is named still.

    `listed` is what stands in the list on the other side: what does not is named in a data set.
    """
    if is_answer(change):
        return verdict("data-refiled", change)
    if beyond(name, listed) is None:
        return verdict("reworded", change)
    if change.after is None:
        return verdict("dropped-from-list", change, old=name)
    return verdict("taken-into-list", change, new=name)


def beyond(text: Texts, others: Sequence[Texts]) -> Texts | None:
    """What a text names that none of the others does, as it is written; None where there is nothing.

    Texts in several languages are compared language by language; one that is new says nothing new.
    """
    if isinstance(text, str):
        if dict not in set(map(type, others)):
            return _beyond(text, tuple(map(str, others)))
        return _beyond(text, tuple(each for other in others for each in texts_in(other)))
    plain = [other for other in others if isinstance(other, str)]
    found, unnamed = {}, {}
    for language, said in text.items():
        same = [
            other[language] for other in others if isinstance(other, dict) and language in other
        ]
        if same:
            found[language] = _beyond(said, (*same, *plain))
        elif plain:
            unnamed[language] = _beyond(said, tuple(plain))
    if None not in unnamed.values():  # else that is their language, and the others are new
        found |= unnamed
    more = {language: said for language, said in found.items() if said}
    if more or any(same_language(text, other) for other in others):
        return more or None
    return text


def same_language(one: Texts, other: Texts) -> bool:
    """Can two texts be compared: is one language in both, or not known of one?"""
    if isinstance(one, dict) and isinstance(other, dict):
        return not one.keys().isdisjoint(other)
    return True


@lru_cache(4)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    """The parts of all texts; those of a list are asked for once an entry."""
    return frozenset(part for text in texts for part in parts(text))


def _beyond(text: str, others: tuple[str, ...]) -> str | None:
    known = _known(others)
    if text in others:
        return None
    written = written_parts(BRACKETS.sub(" ", text))
    lacking = [p for p in written if not _is_among(normal(p), known)]
    if lacking == written:
        return text
    lacking += _more_examples(text, others, known)
    return ", ".join(lacking) or None


def _more_examples(text: str, others: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The examples in brackets that texts on the same thing lack, where they give any."""
    given = {
        part for other in others if not parts(text).isdisjoint(parts(other))
        for part in examples(other)
    }  # fmt: skip
    if given:
        for bracket in BRACKETS.findall(text):
            for part in written_parts(bracket):
                if not _is_among(normal(part), known | given):
                    yield part


def _is_among(part: str, known: Collection[str]) -> bool:
    return part in known or (len(known) <= MOST and any(is_slip(part, other) for other in known))
