"""Edits made to data: what the edited text must read as."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ropa.source.characters import FORBIDDEN
from ropa.source.edits import Edit, Insert, NotEdited, Plain, Remove, Set
from ropa.source.source import Route


def applied(data: Plain, edits: Sequence[Edit]) -> Plain:
    """The same edits made to data: what the edited file must read as. `data` stays as it is.

    A list or mapping that loses its last entry stays, empty. Aliases are not known here: an edit
    changes its own route alone. Raises NotEdited: `no-such-place`, `overlapping`.
    """
    refuse_overlaps(edits)
    return _applied(data, [(edit.route, edit) for edit in edits])


def mirrored(edits: Sequence[Edit], aliases: Mapping[Route, Route]) -> list[Edit]:
    """The edits, and the same ones on every route that reaches their places through an alias.

    `aliases` has the route of each alias, and the route of its anchor. Raises NotEdited, `shared`,
    where an edit leads through an alias.
    """
    for edit in edits:
        through = len(edit.route) + (1 if isinstance(edit, Insert) else 0)
        for depth in range(through):
            if edit.route[:depth] in aliases:
                raise NotEdited(edit, "shared", anchor=aliases[edit.route[:depth]])
    meant = {edit.route for edit in edits if not isinstance(edit, Insert)}
    found, seen, todo = list(edits), {(e.route, type(e)) for e in edits}, list(edits)
    while todo and aliases:
        edit = todo.pop()
        for alias, anchor in aliases.items():
            if edit.route[: len(anchor)] != anchor:
                continue
            if isinstance(edit, Remove) and edit.route == anchor:
                continue
            there = replace(edit, route=(*alias, *edit.route[len(anchor) :]))
            mark = there.route, type(there)
            if not _within(there.route, meant) and (mark not in seen or isinstance(there, Insert)):
                seen.add(mark)
                found.append(there)
                todo.append(there)
    return found


def refuse_overlaps(edits: Iterable[Edit]) -> None:
    """Raise NotEdited where one edit is about what another takes away or replaces."""
    edits = list(edits)
    meant: dict[Route, Edit] = {}
    for edit in edits:
        if not isinstance(edit, Insert):
            if edit.route in meant:
                raise NotEdited(edit, "overlapping")
            meant[edit.route] = edit
    for edit in edits:
        own = len(edit.route) + (1 if isinstance(edit, Insert) else 0)
        if any(edit.route[:depth] in meant for depth in range(own)):
            raise NotEdited(edit, "overlapping")


def refuse_characters(edits: Iterable[Edit]) -> None:
    """Raise NotEdited, `not-text`, where one would write a character that no register may have."""
    for edit in edits:
        texts = [edit.route[-1] if isinstance(edit, Set) and edit.route else ""]
        todo = [] if isinstance(edit, Remove) else [edit.value]
        while todo:
            value = todo.pop()
            if isinstance(value, dict):
                texts += value
                todo += value.values()
            elif isinstance(value, list):
                todo += value
            else:
                texts.append(value or "")
        if any(FORBIDDEN.search(str(text)) for text in texts):
            raise NotEdited(edit, "not-text")


def _within(route: Route, routes: set[Route]) -> bool:
    return any(route[:depth] in routes for depth in range(len(route) + 1))


def _applied(data: Plain, edits: list[tuple[Route, Edit]]) -> Plain:
    """The part with the edits whose routes, from here on, are given."""
    below: dict[str | int, list[tuple[Route, Edit]]] = {}
    inserts: dict[int, list[Plain]] = {}
    for rest, edit in edits:
        if rest:
            below.setdefault(rest[0], []).append((rest[1:], edit))
        elif isinstance(edit, Set):
            return edit.value
        elif isinstance(edit, Remove) or not isinstance(data, list):
            raise NotEdited(edit, "no-such-place")
        else:
            inserts.setdefault(place_of(edit, len(data)), []).append(edit.value)
    if not below and not inserts:
        return data
    if isinstance(data, dict):
        return _in_mapping(data, below)
    if isinstance(data, list):
        return _in_list(data, below, inserts)
    raise NotEdited(next(iter(below.values()))[0][1], "no-such-place")


def place_of(edit: Insert, length: int) -> int:
    """The index that a new entry goes before, in a list of that length."""
    return edit.index if 0 <= edit.index < length else length


def _in_mapping(
    data: dict[str, Plain], below: dict[str | int, list[tuple[Route, Edit]]]
) -> dict[str, Plain]:
    result = {}
    for key, value in data.items():
        edits = below.pop(key, [])
        if not _removes(edits):
            result[key] = _applied(value, edits)
    for step, edits in below.items():
        rest, edit = edits[0]
        if rest or not isinstance(edit, Set) or not isinstance(step, str):
            raise NotEdited(edit, "no-such-place")
        result[step] = edit.value
    return result


def _in_list(
    data: list[Plain],
    below: dict[str | int, list[tuple[Route, Edit]]],
    inserts: dict[int, list[Plain]],
) -> list[Plain]:
    result = []
    for index, value in enumerate(data):
        result += inserts.pop(index, [])
        edits = below.pop(index, [])
        if not _removes(edits):
            result.append(_applied(value, edits))
    for edits in below.values():
        raise NotEdited(edits[0][1], "no-such-place")
    return [*result, *inserts.pop(len(data), [])]


def _removes(edits: list[tuple[Route, Edit]]) -> bool:
    return any(not rest and isinstance(edit, Remove) for rest, edit in edits)
