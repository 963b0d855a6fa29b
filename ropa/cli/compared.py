"""The registers on both sides of a comparison, and which of them belong together."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.cli.gates import comments_moved
from ropa.cli.guard import Failed
from ropa.cli.options import must_be_whole, readings
from ropa.cli.versions import Side
from ropa.source.files import HEAD, NothingThere, find_registers, shown
from ropa.source.store import DISK

if TYPE_CHECKING:
    from ropa.gate.gate import Gate
    from ropa.reading import Reading
    from ropa.reports.change_lines import ChangeLine
    from ropa.reports.since import Since

MOST = 5
"""How many registers a message names."""


def both_read(
    old: Side, new: Side, limit: list[str] | None
) -> "tuple[list[Reading], list[Reading]]":
    """The registers of two sides. What one side alone has was added, or removed.

    Raises Failed for a path with no register on either side; where the sides have paths of their own,
    each must have one.
    """
    present = [[path for path in side.paths if _has_register(side, path)] for side in (old, new)]
    alike = old.paths == new.paths
    for side, there in zip((old, new), present, strict=True):
        for path in side.paths:
            if path not in (present[0] + present[1] if alike else there):
                raise Failed(_nothing(path, [old, new] if alike else [side]))
    return read_if_there(old, limit), read_if_there(new, limit)


def read_at(side: Side, limit: list[str] | None) -> "list[Reading]":
    """The registers of one side. Raises Failed for a path with none."""
    for path in side.paths:
        if not _has_register(side, path):
            raise Failed(_nothing(path, [side]))
    return readings(list(side.paths), limit, side.store)


def read_if_there(side: Side, limit: list[str] | None) -> "list[Reading]":
    """The registers of one side, of those of its paths that have any."""
    there = [path for path in side.paths if _has_register(side, path)]
    return readings(there, limit, side.store) if there else []


def pairs(
    before: "list[Reading]", after: "list[Reading]"
) -> "Iterator[tuple[Reading | None, Reading | None]]":
    """The registers of both sides that are the same: by their files, else by their names.

    One alone on each side belong together, whatever they are called.
    """
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    there = {_head(reading): reading for reading in after}
    same = {id(old): there[_head(old)] for old in before if _head(old) in there}
    taken = {id(new) for new in same.values()}
    lone = [reading for reading in before if id(reading) not in same]
    rest = [reading for reading in after if id(reading) not in taken]
    by_name = {reading.name: reading for reading in rest}
    if len(by_name) < len(rest) or len({reading.name for reading in lone}) < len(lone):
        raise Failed("several registers have the same name: compare one at a time")
    for old in before:
        yield old, same.get(id(old)) or by_name.pop(old.name, None)
    for new in by_name.values():
        yield None, new


def changed(
    old: "Reading | None", new: "Reading | None", spoken: str, then: date, today: date
) -> "list[ChangeLine]":
    """What changed in one register and in what it accepts, or that it is new or gone."""
    from ropa import judge
    from ropa.pages.changes import QUESTIONS
    from ropa.reports.change_lines import change_lines, register_line
    from ropa.reports.gate_lines import gate_lines
    from ropa.words.words import Words

    words = Words(spoken, new.record.register.language if new else None)
    gate = gate_lines(comments_moved(old, new, today), words, (old, new))
    if old and new:
        judged = judge(old, new, then=then, today=today)
        return [*change_lines(old, new, judged, words, QUESTIONS), *gate]
    sides = (old, "removed", then), (new, "added", today)
    return [*(register_line(side, kind, words, day) for side, kind, day in sides if side), *gate]


def changed_since(
    side: Side, name: str, found: "list[Reading]", limit: list[str] | None,
    spoken: str | None, gate: "Gate",
) -> "dict[str, Since]":  # fmt: skip
    """What changed in each of the registers since a version called `name`, by the register's name.

    One that the version does not have is new. Each version is judged as of the day on which it holds.
    """
    from ropa.reports.change_lines import by_level
    from ropa.reports.since import Since
    from ropa.words.languages import speakable

    before = read_if_there(side, limit)
    must_be_whole(before, f"not compared: {name} cannot be read whole")
    commit = side.commit.id[:12] if side.commit else ""
    version = name if not commit or name.startswith(commit) else f"{name} ({commit})"
    told = {}
    for old, new in pairs(before, found):
        if new is None:
            continue
        register = new.record.register
        then = replace(gate, today=None).day((old or new).record.register)
        language = spoken or speakable(register.language)
        lines = changed(old, new, language, then, gate.day(register))
        told[new.name] = Since(name, version, tuple(by_level(lines)))
    return told


def _head(reading: "Reading") -> str:
    """The file that a register begins with."""
    return reading.tree.sources[0].path


def _has_register(side: Side, path: Path) -> bool:
    try:
        return bool(find_registers([path], side.store))
    except NothingThere:
        return False


def _nothing(path: Path, sides: list[Side]) -> str:
    """That a path has no register, and where there are some."""
    where = [
        f"in {side.commit.id[:12]}" if side.commit else "in the working tree" for side in sides
    ]
    missing = f"{shown(path)}: there is no register {', nor '.join(where)}"
    at = [side for side in sides if side.commit]
    if not at:
        return missing
    if _has_register(Side("", DISK, (path,)), path):
        return f"{missing}; there is one in the working tree, not committed there"
    heads = _heads(at[-1])
    others = f", and {len(heads) - MOST} more" if len(heads) > MOST else ""
    return f"{missing}; there are {', '.join(heads[:MOST])}{others}" if heads else missing


def _heads(side: Side) -> list[str]:
    """The registers in a commit, as one would name them."""
    from ropa.source.snapshot import Snapshot

    if not isinstance(side.store, Snapshot):
        return []
    try:
        found = find_registers([Path(os.path.relpath(side.store.root))], side.store)
    except NothingThere:
        return []
    first = (register.paths[0] for register in found)
    return sorted(shown(path.parent if path.name == HEAD else path) for path in first)
