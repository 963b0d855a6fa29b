"""Random edits on every style of YAML: each lands exactly, or is refused by a known reason.

What is exact is told by other readers and tokenizers: see edit_oracle.py.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from edit_oracle import honest, verify
from random_edits import apart, at, one_edit
from yaml_random import document
from yaml_styles import STYLES

from ropa.source.characters import decode
from ropa.source.edit import NotEdited, edit
from ropa.source.nodes import Node
from ropa.source.parser import pure_events
from ropa.source.source import Refused, Route
from ropa.source.spans import Walk, spans
from ropa.source.yaml import read_yaml

ROOT = Path(__file__).parent.parent
REGISTERS = sorted((ROOT / "registers").rglob("*.yaml"))
SEED = 20260301
REASONS = {"done", "shared", "anchor-needed", "not-text"}
"""What may come of a random edit. `not-safe` is no such thing: it would be a fault of ours."""


def run(contents: Iterable[bytes], seed: int, batch: int = 1) -> Counter[str]:
    """How many batches of edits were made, or refused by which reason; all of them are verified."""
    rng = random.Random(seed)
    results: Counter[str] = Counter()
    for content in contents:
        data = read_yaml(content, "a").data
        edits = apart(rng, data, rng.randint(2, batch)) if batch > 1 else [one_edit(rng, data)]
        try:
            results[tried(content, edits)] += 1
        except Exception as error:
            raise AssertionError(f"{content.decode()}\n{edits}") from error
    return results


def tried(content: bytes, edits: list[Any]) -> str:
    try:
        edited = edit(content, "a", edits)
    except NotEdited as refused:
        why = refused.reason
        return why if honest(content, edits, refused) else f"{why}, and that is not so"
    verify(content, edits, edited.content, edited.comments)
    return "done"


@pytest.mark.parametrize("seed", range(5))
def test_five_thousand_edits_land_exactly(seed: int) -> None:
    results = run(islice(cycle(STYLES.values()), 1000), SEED + seed)
    assert set(results) <= REASONS
    assert results["done"] > 970


def test_edits_of_random_documents_land_exactly() -> None:
    rng = random.Random(SEED)
    results = run((document(rng) for _ in range(300)), SEED)
    assert set(results) <= REASONS
    assert results["done"] > 290


def test_edits_in_one_batch_land_exactly() -> None:
    rng = random.Random(SEED)
    results = run(islice(cycle(STYLES.values()), 500), SEED, batch=5)
    results += run((document(rng) for _ in range(200)), SEED, batch=5)
    assert set(results) <= REASONS
    assert results["done"] > 650


def test_edits_that_overlap_are_refused() -> None:
    """Edits at random, several of which are about the same part."""
    rng, results = random.Random(SEED), Counter[str]()
    for content in islice(cycle(STYLES.values()), 300):
        data = read_yaml(content, "a").data
        results[tried(content, [one_edit(rng, data) for _ in range(3)])] += 1
    assert set(results) <= {*REASONS, "overlapping"}
    assert results["overlapping"] > 50


def test_edits_of_our_registers_land_exactly() -> None:
    small = [path.read_bytes() for path in REGISTERS if path.stat().st_size < 12_000]
    results = run(islice(cycle(small), 20), SEED, batch=5)
    assert set(results) <= REASONS
    assert results["done"] >= 15


@pytest.mark.parametrize("name", STYLES)
def test_both_parsers_show_the_same_places(name: str) -> None:
    text = decode(STYLES[name])
    try:
        events = list(pure_events(text))
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
