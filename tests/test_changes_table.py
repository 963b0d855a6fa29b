"""Every change that the law gives a meaning to has a row of our table, with its level and its articles."""

import re
from typing import NamedTuple

import pytest
from edits import HERE, edits
from test_changes import NOT_OF_AN_EDIT

from ropa.changes.significance import BY_CODE, Level


class Meaning(NamedTuple):
    """A change, at one of its levels: the codes that stand for it, and the articles."""

    change: str
    level: Level
    codes: tuple[str, ...]
    articles: tuple[str, ...]


def _meanings():
    text = (HERE / "law.txt").read_text("utf-8")
    for block in re.split(r"\n\n+", text.strip())[1:]:
        change, *lines = block.splitlines()
        for line in lines:
            if not line.strip().startswith(">"):
                said, _, articles = line.partition(":")
                level, *codes = said.split()
                named = tuple(a for a in articles.strip().split(", ") if a)
                yield Meaning(change, Level(level), tuple(codes), named)


MEANINGS = tuple(_meanings())


def _articles(code: str) -> set[str]:
    return set(BY_CODE[code].citation.removeprefix("GDPR Art. ").split(", "))


def _levels(code: str) -> set[Level]:
    row = BY_CODE[code]
    return {row.level, *row.raised.values()}


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda one: f"{one.change}: {one.level}")
def test_a_change_has_rows_of_its_level_and_with_its_articles(meaning):
    assert meaning.codes
    assert all(meaning.level in _levels(code) for code in meaning.codes)
    cited = set().union(*map(_articles, meaning.codes))
    assert set(meaning.articles) <= cited


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda one: f"{one.change}: {one.level}")
def test_an_edit_shows_it_and_its_reverse(meaning):
    for code in set(meaning.codes) - NOT_OF_AN_EDIT:
        level = "" if BY_CODE[code].level is meaning.level else meaning.level
        shown = [
            other
            for edit in edits()
            for one, other in ((edit.forwards, edit.backwards), (edit.backwards, edit.forwards))
            if (code, level) in one
        ]
        assert any(shown), f"{code} {level} is shown by no edit, or its reverse says nothing"


def test_every_change_that_the_law_table_has_is_there():
    assert len({meaning.change for meaning in MEANINGS}) == 36
