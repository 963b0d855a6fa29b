"""Which entry of one list is which of another: by what it points to, its name, its words."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from ropa.changes.likeness import (
    REWORDED,
    enumerates_like,
    is_slip,
    names,
    normal,
    shared,
    specifies,
    texts_in,
)
from ropa.model.activity import DataSet, DataSource, Link, Measure, Purpose, Retention
from ropa.model.lawfulness import LegalBasis, SpecialCondition
from ropa.model.part import Item, Part
from ropa.model.party import Principal, Recipient, Transfer

MOST = 60
"""How many entries of each side are compared by their words, at most."""


class Entry(NamedTuple):
    """An entry of a list: its place, what is written, and what it says with what it points to."""

    place: int
    written: Any
    effective: Any


Pair = tuple[Entry | None, Entry | None]
Key = Callable[[Any], Hashable]
"""What an entry is known by; None where it has nothing of the kind."""


def paired(
    old: Sequence[Entry], new: Sequence[Entry], same: Callable[[Entry], Hashable]
) -> Iterator[Pair]:
    """The entries that differ: each with its counterpart, or alone. `same` is what an entry says.

    In the order of the new list, then what is gone. Swapping the sides swaps the pairs.
    """
    left, right = _unlike(old, new, same)
    found: dict[int, Entry] = {}
    for key in _keys(left, right):
        left, right = _match(left, right, key, found)
    for likeness in _likenesses(left, right):
        left, right = _resemble(left, right, likeness, found)
    alone = [(other.place, (None, other)) for other in right]
    both = [(entry.place, (found[entry.place], entry)) for entry in new if entry.place in found]
    for _, pair in sorted([*both, *alone], key=lambda each: each[0]):
        yield pair
    for one in left:
        yield one, None


def _unlike(
    old: Sequence[Entry], new: Sequence[Entry], same: Callable[[Entry], Hashable]
) -> tuple[list[Entry], list[Entry]]:
    """The entries of both sides that say what none of the other side says."""
    there: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in old:
        there[same(entry)].append(entry)
    right = []
    for entry in new:
        alike = there.get(same(entry))
        if alike:
            alike.pop(0)
        else:
            right.append(entry)
    left = sorted((entry for some in there.values() for entry in some), key=lambda e: e.place)
    return left, right


def _match(
    left: list[Entry], right: list[Entry], key: Key, found: dict[int, Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Pair the entries with equal keys, in their order where several have one; the rest of both."""
    waiting: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in left:
        waiting[key(entry)].append(entry)
    waiting.pop(None, None)
    taken, rest = set(), []
    for entry in right:
        some = waiting.get(key(entry))
        if some:
            found[entry.place] = some.pop(0)
            taken.add(found[entry.place].place)
        else:
            rest.append(entry)
    return [entry for entry in left if entry.place not in taken], rest


def _resemble(
    left: list[Entry], right: list[Entry], likeness: Callable[[Entry, Entry], float],
    found: dict[int, Entry],
) -> tuple[list[Entry], list[Entry]]:  # fmt: skip
    """Pair the entries that are alike, the most alike first; the rest of both."""
    if not left or not right or max(len(left), len(right)) > MOST:
        return left, right
    scored = [(likeness(one, other), one, other) for one in left for other in right]
    scored = [each for each in scored if each[0] > 0]
    scored.sort(key=lambda each: (-each[0], sorted(_shown(each[1]) + _shown(each[2]))))
    gone, come = set(), set()
    for _, one, other in scored:
        if one.place not in gone and other.place not in come:
            gone.add(one.place)
            come.add(other.place)
            found[other.place] = one
    return [e for e in left if e.place not in gone], [e for e in right if e.place not in come]


def _shown(entry: Entry) -> list[str]:
    return sorted(texts_in(_words(entry.effective)))


# --- what entries are known by ------------------------------------------------------------------


def _keys(left: Sequence[Entry], right: Sequence[Entry]) -> Iterator[Key]:
    """The keys of a kind of entry, the surest first; a list that holds two kinds has none."""
    kinds = {type(entry.effective) for entry in (*left, *right)}
    if not left or not right:
        return
    if all(issubclass(kind, Item) for kind in kinds):
        yield from ITEM
    elif len(kinds) == 1:
        yield from KEYS[kinds.pop()]


def _told(value: Any) -> Hashable:
    """Texts, normalised; None where there is none."""
    return names(value) or None


def _for(part: Any) -> Hashable:
    """What an entry is said to cover."""
    return frozenset(name for each in part.for_ or () for name in names(each))


def _words(part: Any) -> Any:
    """The words of an entry, where it is known by any."""
    if isinstance(part, str):
        return part
    for name in ("name", "text", "from_"):
        if words := getattr(part, name, None):
            return words
    return None


def _by(read: Callable[[Any], Hashable]) -> Key:
    """A key that looks at what an entry says with what it points to."""
    return lambda entry: read(entry.effective)


def _written_name(entry: Entry) -> Hashable:
    written = entry.written
    return written if isinstance(written, str) else _told(getattr(written, "name", None))


ITEM: tuple[Key, ...] = (_written_name, _by(lambda item: _told(_words(item))))
KEYS: dict[type, tuple[Key, ...]] = {
    str: (_by(normal),),
    LegalBasis: (
        _by(lambda b: (b.basis, _for(b)) if b.basis else None),
        _by(lambda b: None if b.basis else _told(b.text)),
        _by(lambda b: b.basis),
    ),
    SpecialCondition: (_by(lambda c: (c.condition, _for(c))), _by(lambda c: c.condition)),
    DataSource: (_by(lambda s: _told(s.from_)),),
    Retention: (
        _by(lambda r: (_told(r.text), _for(r), r.phase) if r.text else None),
        _by(lambda r: (_for(r), r.phase)),
        _by(lambda r: _told(r.text)),
        _by(_for),
        _by(lambda r: True),
    ),
    Transfer: (
        _by(lambda t: (t.recipient, _told(t.name), t.country, _told(t.organisation))),
        _by(lambda t: t.recipient or _told(t.name) or _told(t.organisation)),
        _by(lambda t: t.country),
    ),
    Principal: (_by(lambda p: p.organisation or _told(p.source)),),
    DataSet: (
        _by(lambda d: _told(d.name)),
        _by(lambda d: (_entries(d.data_subjects), _entries(d.personal_data))),
        _by(lambda d: _entries(d.personal_data)),
        _by(lambda d: _entries(d.data_subjects)),
    ),
    Link: (_by(lambda link: link.url),),
}
"""What entries are known by, the surest first."""


def _entries(listed: Any) -> Hashable:
    return frozenset(names(item.name) for item in listed or ()) or None


# --- what entries are like ----------------------------------------------------------------------


def _likenesses(
    left: Sequence[Entry], right: Sequence[Entry]
) -> Iterator[Callable[[Entry, Entry], float]]:
    """By what words entries of a kind may be the same all the same."""
    kinds = {type(entry.effective) for entry in (*left, *right)}
    if any(issubclass(kind, (Item, DataSource)) for kind in kinds):
        yield _slips
        if not any(issubclass(kind, Recipient) for kind in kinds):
            yield _specifies
            yield _enumerates
        if kinds & REWORDABLE:
            yield _rewords
    elif kinds == {LegalBasis}:
        yield _rewords


REWORDABLE: set[type[Part]] = {Purpose, Measure}
"""Kinds of entry that are sentences rather than names."""


def _slips(one: Entry, other: Entry) -> float:
    return float(is_slip(_words(one.effective), _words(other.effective)))


def _specifies(one: Entry, other: Entry) -> float:
    return float(specifies(_words(one.effective), _words(other.effective)))


def _enumerates(one: Entry, other: Entry) -> float:
    return float(enumerates_like(_words(one.effective), _words(other.effective)))


def _rewords(one: Entry, other: Entry) -> float:
    score = shared(_words(one.effective), _words(other.effective))
    return score if score >= REWORDED else 0.0
