"""Which findings a baseline accepts that another does not: for the registers that are compared."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ropa.gate.baseline import Baseline, Entry
from ropa.gate.move import Move, Renamed, few
from ropa.gate.profile import READING
from ropa.gate.setting import Setting
from ropa.source.files import START
from ropa.source.tree import Location


class _Called(NamedTuple):
    """How a register is called now, and its activities that have other ids on one of the sides."""

    name: str
    ids: Mapping[str, str]
    anew: bool


def baseline_moves(old: Setting, new: Setting, renamed: Sequence[Renamed]) -> Iterator[Move]:
    """What the baseline of only one side accepts: all that came once, and all that went."""
    if old.store is new.store:  # there it is one baseline, whatever the registers are called
        return
    theirs: dict[str, _Called] = {}
    ours: dict[str, _Called] = {}
    for was, now, others in zip(old.readings, new.readings, renamed, strict=True):
        names = [reading.name for reading in (was, now) if reading]
        anew = names[0] != names[-1]
        ids = others.get("activities", {})
        theirs[names[0]] = _Called(names[-1], ids, anew)
        ours[names[-1]] = _Called(names[-1], {one: one for one in ids.values()}, anew)
    before, after = (
        Baseline(tuple(_entries(setting.gate.baseline, called)))
        for setting, called in ((old, theirs), (new, ours))
    )
    for weaker, less, more in ((True, before, after), (False, after, before)):
        if entries := [entry for entry in more.entries if not less.accepting(entry)]:
            yield _move(weaker, entries, old, new)


def _entries(baseline: Baseline | None, called: Mapping[str, _Called]) -> Iterator[Entry]:
    """The entries about the registers compared that accept something, as these are called now.

    What has another name now has another fingerprint too: there it is known by rule and activities.
    """
    seen: Counter[str] = Counter()
    for entry in Baseline.of(baseline.entries if baseline else ()).entries:
        if entry.register not in called or entry.rule.startswith(READING):
            continue
        name, ids, anew = called[entry.register]
        if anew or not ids.keys().isdisjoint(entry.activities):
            activities = tuple(ids.get(one, one) for one in entry.activities)
            matter = " ".join((name, entry.rule, *sorted(activities)))
            seen[matter] += 1
            key = f"{matter} {seen[matter]}"
            entry = replace(entry, fingerprint=key, register=name, activities=activities)
        yield entry


def _move(weaker: bool, entries: Sequence[Entry], old: Setting, new: Setting) -> Move:
    registers = tuple(dict.fromkeys(entry.register for entry in entries))
    facts = {
        "count": len(entries),
        "codes": tuple(sorted({entry.rule for entry in entries})),
        "entries": few(_shown(entry) for entry in entries),
        "registers": registers,
    }
    was, now = (
        Location(path.as_posix(), START) if (path := setting.config.baseline) else None
        for setting in (old, new)
    )
    activities = tuple(dict.fromkeys(one for entry in entries for one in entry.activities))
    register = registers[0] if len(registers) == 1 else None
    return Move("baseline", weaker, facts, was, now, register, activities)


def _shown(entry: Entry) -> str:
    """An entry in a few words: its rule, and whom it is about."""
    first = entry.activities[0] if entry.activities else entry.register
    return f"{entry.rule} {first}" + (" …" if len(entry.activities) > 1 else "")
