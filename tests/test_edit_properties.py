"""Random edits on every style of YAML: each lands exactly, or is refused by a known reason."""

import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from yaml_styles import NASTY, STYLES

from ropa.source.characters import decode
from ropa.source.edit import Edit, Insert, NotEdited, Remove, Set, aliases, applied, edit
from ropa.source.source import Refused, Route, Source
from ropa.source.spans import Node, Walk, anchored, spans
from ropa.source.yaml import pure_events, read_yaml

ROOT = Path(__file__).parent.parent
REGISTERS = sorted((ROOT / "registers").rglob("*.yaml"))
SEED = 20260301
BARE_LF = re.compile(rb"(?<!\r)\n")
KNOWN = {"shared", "anchor-needed", "overlapping"}
"""What a random edit may run into. `not-safe` is no such thing: it would be a fault of ours."""


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


def everywhere(source: Source, edits: list[Edit]) -> list[Edit]:
    """The edits, told of every route that an alias leads by."""
    found, seen = [], {e.route for e in edits if not isinstance(e, Insert)}
    for one in edits:
        found.append(one)
        if not isinstance(one, Insert) and one.route in anchored(source.text):
            continue  # the alias goes, and nothing else
        for route in aliases(source, one.route):
            removed = isinstance(one, Remove) and not isinstance(
                at(source.data, route[:-1]), (dict, list)
            )
            if (
                route != one.route
                and not removed
                and not any(route[:d] in seen for d in range(len(route) + 1))
            ):
                same = {
                    "route": route,
                    **{f: getattr(one, f) for f in ("value", "index", "order") if hasattr(one, f)},
                }
                found.append(type(one)(**same))
    return found


def tried(content: bytes, edits: list[Edit]) -> str:
    """Make the edits; check what holds of every result; the reason where they are refused."""
    source = read_yaml(content, "a")
    try:
        edited = edit(content, "a", edits)
    except NotEdited as refused:
        return refused.reason if refused.edit in edits else "of no edit"
    now = read_yaml(edited.content, "a")
    assert now.data == applied(source.data, everywhere(source, edits))
    before, after = (Counter(spans(s.text).comment_texts()) for s in (source, now))
    assert after + Counter(edited.comments) == before
    assert edited.content.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    if not content.endswith((b"\n", b"\r")) and edited.content.endswith((b"\n", b"\r")):
        assert spans(now.text).last().style in ("|", ">")  # the line break is part of its value
    if b"\r\n" in content and not BARE_LF.search(content):
        assert not BARE_LF.search(edited.content)
    return "done"


def run(contents: list[bytes], count: int, batch: int, seed: int) -> Counter[str]:
    rng = random.Random(seed)
    results: Counter[str] = Counter()
    for number in range(count):
        content = contents[number % len(contents)]
        data = read_yaml(content, "a").data
        edits = [one_edit(rng, data) for _ in range(rng.randint(1, batch))]
        try:
            results[tried(content, edits)] += 1
        except Exception as error:
            raise AssertionError(f"{content.decode()}\n{edits}") from error
    return results


@pytest.mark.parametrize("seed", range(5))
def test_five_thousand_edits_land_exactly(seed: int) -> None:
    results = run(list(STYLES.values()), 1000, 1, SEED + seed)
    assert set(results) <= {"done", "shared", "anchor-needed"}
    assert results["done"] > 970


def test_edits_in_one_batch_land_exactly() -> None:
    results = run(list(STYLES.values()), 1000, 4, SEED)
    assert set(results) <= {"done", *KNOWN}
    assert results["done"] > 500


def test_edits_of_our_registers_land_exactly() -> None:
    results = run([path.read_bytes() for path in REGISTERS], 200, 3, SEED)
    assert set(results) <= {"done", *KNOWN}
    assert results["done"] > 150


@pytest.mark.parametrize("name", STYLES)
def test_both_parsers_show_the_same_places(name: str) -> None:
    text = decode(STYLES[name])
    try:
        events = pure_events(text)
    except Refused:
        assert name == "tabs after values"  # the pure parser takes no tab before a comment
        return
    one, other = spans(text), Walk(text).walk(events)
    assert one.comments == other.comments
    assert [shown(node) for node in one.walk()] == [shown(node) for node in other.walk()]


def shown(found: tuple[Route | None, Node]) -> Any:
    route, node = found
    return route, node.kind, node.start, node.end, node.style, node.anchor, node.value


@pytest.mark.parametrize("name", STYLES)
def test_every_style_has_its_values_where_they_stand(name: str) -> None:
    text = decode(STYLES[name])
    data = read_yaml(STYLES[name], "a").data
    for route, node in spans(text).walk():
        if route is not None and node.kind == "scalar" and not node.style and node.value:
            words = re.sub(r"\s+", " ", text[node.start : node.end])
            assert words == node.value
            assert at(data, route) in (words, None)
