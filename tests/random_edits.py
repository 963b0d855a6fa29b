"""Random edits of any data: other values, new entries and keys, and entries that go."""

import random
from typing import Any

from yaml_styles import NASTY

from ropa.source.edit import Edit, Insert, Remove, Set
from ropa.source.source import Route


def routes(data: Any, above: Route = ()) -> list[Route]:
    """The routes to all that is in the data."""
    found = []
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        found.append((*above, step))
        if isinstance(value, (dict, list)):
            found += routes(value, (*above, step))
    return found


def at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def value(rng: random.Random, depth: int = 0) -> Any:
    kind = rng.random()
    if depth > 2 or kind < 0.75:
        return rng.choice((*NASTY, None)) if rng.random() < 0.95 else scramble(rng)
    if kind < 0.88:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    return {key(rng): value(rng, depth + 1) for _ in range(rng.randrange(4))}


def scramble(rng: random.Random) -> str:
    return "".join(
        rng.choice("ab \n:#-'\"\\,[]{}&*!|>%@`?😀é\t=~.") for _ in range(rng.randrange(12))
    )


def key(rng: random.Random) -> str:
    return rng.choice(
        ("new", "name", "x-y", "a b", "c: d", "true", "1", "é", "# k", "other", "null", "'q'")
    )


def one_edit(rng: random.Random, data: Any) -> Edit:
    """Any edit that the data have a place for."""
    route = rng.choice(routes(data))
    there = at(data, route)
    kind = rng.random()
    if kind < 0.2:
        return Remove(route)
    above = at(data, route[:-1])
    if (kind < 0.45 and isinstance(there, (dict, list))) or kind < 0.3:
        target, name = (there, route) if isinstance(there, (dict, list)) else (above, route[:-1])
        if isinstance(target, list):
            return Insert(name, rng.randrange(len(target) + 2), value(rng))
        fresh = key(rng)
        order = [*target, fresh]
        rng.shuffle(order)
        return Set((*name, fresh), value(rng), tuple(order) if rng.random() < 0.7 else ())
    return Set(route, value(rng))


def apart(rng: random.Random, data: Any, count: int) -> list[Edit]:
    """Several edits, none about what another replaces or takes away."""
    found: list[Edit] = []
    for _ in range(3 * count):
        fresh = one_edit(rng, data)
        if len(found) < count and not any(touch(one, fresh) or touch(fresh, one) for one in found):
            found.append(fresh)
    return found


def touch(one: Edit, other: Edit) -> bool:
    return not isinstance(one, Insert) and other.route[: len(one.route)] == one.route
