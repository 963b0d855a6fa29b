"""The texts of a register: that looking at them first leaves nothing out, and how the lists are read."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from asked import HERE, MODEL, TODAY

import ropa.law.words
import ropa.retention.lists
from ropa.law.words import has_kind, phrases, read_lists
from ropa.reading import read_registers
from ropa.rules import RULES
from ropa.rules.rule import check
from ropa.rules.texts import mentions

DOCUMENTS = sorted((HERE / "rules").glob("*.ropa.yaml"))
ASKED_ANYHOW = [replace(rule, words=()) for rule in RULES]


def _flat(lists: dict, above: str = "") -> dict[str, dict[str, str]]:
    """Nested tables by their dotted names, as they are headed in the file."""
    inner = {key: value for key, value in lists.items() if isinstance(value, dict)}
    words = {key: value for key, value in lists.items() if isinstance(value, str)}
    found = {above: words} if words else {}
    for key, value in inner.items():
        found |= _flat(value, f"{above}.{key}".strip("."))
    return found


@pytest.mark.parametrize("module", [ropa.law.words, ropa.retention.lists])
def test_lists_are_read_as_toml_has_them(module):
    path = Path(module.__file__).with_name("words.toml")
    assert read_lists(path) == _flat(tomllib.loads(path.read_text("utf-8")))


def test_rules_wait_for_lists_that_there_are():
    waiting = [rule for rule in RULES if rule.words]
    assert waiting
    for rule in waiting:
        assert all(has_kind(kind) for kind in rule.words), rule.code


@pytest.mark.parametrize("path", [*DOCUMENTS, MODEL], ids=lambda path: path.name)
def test_a_rule_that_is_not_asked_has_nothing_to_say(path):
    for reading in read_registers([path]):
        said = [check(reading.record, rules, TODAY) for rules in (RULES, ASKED_ANYHOW)]
        assert sorted(map(repr, said[0])) == sorted(map(repr, said[1]))


def test_a_phrase_is_looked_for_in_any_case_and_spacing(tmp_path):
    path = tmp_path / "a.ropa.yaml"
    path.write_text('ropa: 1\ntitle: "We  do NOT\n disclose your data"\nx-said: [Born]\n', "utf-8")
    (reading,) = read_registers([path])
    assert "Born" in reading.record.texts
    assert "we do not disclose your data" in phrases("never_shared")
    assert mentions(reading.record, "outdated_authority", "never_shared")
    assert not mentions(reading.record, "outdated_authority")
