"""Where each part of a file stands: Source.locate."""

import pytest

from ropa.source.source import Route, Source, Span
from ropa.source.yaml import read_yaml

TEXT = """\
# a comment first
ropa: 1
title: "En titel"   # a comment
empty:
flow: {a: 1, b: [x, 𝄞y], "c": ~}
literal: |
  one
  two
plain: one
  two
list:
  - a: &x word
    b: *x
  -
  - - deep
anchored: &map
  k: v
again: *map
åäö : { }
"""


@pytest.fixture(scope="module")
def source() -> Source:
    return read_yaml(TEXT.encode(), "a.ropa.yaml")


VALUES: dict[Route, Span] = {
    (): Span(2, 1, 2, 8),
    ("ropa",): Span(2, 7, 2, 8),
    ("title",): Span(3, 8, 3, 18),
    ("empty",): Span(4, 1, 4, 6),  # no value: its key
    ("flow",): Span(5, 7, 5, 33),
    ("flow", "a"): Span(5, 11, 5, 12),
    ("flow", "b"): Span(5, 17, 5, 33),  # to the end of the line
    ("flow", "b", 1): Span(5, 21, 5, 23),  # columns are characters, also beyond U+FFFF
    ("flow", "c"): Span(5, 31, 5, 32),
    ("literal",): Span(6, 10, 6, 11),  # the first line alone
    ("plain",): Span(9, 8, 9, 11),
    ("list",): Span(12, 3, 12, 15),
    ("list", 0): Span(12, 5, 12, 15),
    ("list", 0, "a"): Span(12, 8, 12, 15),
    ("list", 0, "b"): Span(13, 8, 13, 10),  # the alias, not what it stands for
    ("list", 1): Span(12, 3, 12, 15),  # an empty item has no place: its list
    ("list", 2, 0): Span(15, 7, 15, 11),
    ("again",): Span(18, 8, 18, 12),
    ("again", "k"): Span(17, 6, 17, 7),  # inside an alias: where it is written
    ("åäö",): Span(19, 7, 19, 10),
}

MISSING: dict[Route, Route] = {
    ("title", "sv"): ("title",),
    ("flow", "none"): ("flow",),
    ("flow", "b", 2): ("flow", "b"),
    ("flow", "b", -1): ("flow", "b"),
    ("list", 9, "a", "b"): ("list",),
    ("list", "a"): ("list",),
    ("nothing", 0, "at all"): (),
}

KEYS: dict[Route, Span] = {
    ("title",): Span(3, 1, 3, 6),
    ("empty",): Span(4, 1, 4, 6),
    ("flow", "c"): Span(5, 26, 5, 29),
    ("list", 0, "b"): Span(13, 5, 13, 6),
    ("again", "k"): Span(17, 3, 17, 4),
    ("list", 0): Span(12, 5, 12, 15),  # an item has no key: itself
    ("flow", "none"): Span(5, 7, 5, 33),
}


@pytest.mark.parametrize("route", VALUES, ids=str)
def test_the_place_of_a_value(source: Source, route: Route) -> None:
    assert source.locate(route) == VALUES[route]


@pytest.mark.parametrize("route", MISSING, ids=str)
def test_what_is_not_written_stands_at_its_nearest_ancestor(source: Source, route: Route) -> None:
    assert source.locate(route) == source.locate(MISSING[route])


@pytest.mark.parametrize("route", KEYS, ids=str)
def test_the_place_of_a_key(source: Source, route: Route) -> None:
    assert source.locate(route, key=True) == KEYS[route]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "word", "[]", "{}", "- \n- a"])
def test_every_file_has_a_place(text: str) -> None:
    source = read_yaml(text.encode(), "a.ropa.yaml")
    span = source.locate(("anything", 0))
    assert (span.line, span.column) == (1, 1)
    assert span.end_column > span.column
