"""`ropa rules` and `ropa explain`: the catalogue, and each rule with its law and its example."""

import json
import re

import pytest
from test_cli import ropa

from ropa.examples import examples
from ropa.rules import CATALOGUE, RULES
from ropa.words.languages import languages

by_rule = pytest.mark.parametrize("rule", CATALOGUE.values(), ids=lambda rule: rule.code)


def test_the_catalogue_lists_every_rule_on_a_line():
    lines = ropa("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)
    for line, rule in zip(lines, CATALOGUE.values(), strict=True):
        assert rule.name in line
        assert line.endswith(rule.citation)


def test_the_catalogue_as_data():
    data = json.loads(ropa("rules", "--format", "json").stdout)
    assert data["format_version"] == 1
    assert {entry["rule"]: entry["severity"] for entry in data["rules"]} == {
        rule.code: rule.severity.value for rule in CATALOGUE.values()
    }
    strict = {entry["rule"] for entry in data["rules"] if entry["strict"] != entry["severity"]}
    assert strict == {rule.code for rule in RULES if rule.is_raised}


@pytest.mark.parametrize("given", ["ROPA120", "ropa120", "120", "erasure-limit-missing"])
def test_a_rule_is_found_by_code_and_by_name(given):
    done = ropa("explain", given)
    assert done.returncode == 0
    assert done.stdout.startswith("ROPA120 erasure-limit-missing\n")


@pytest.mark.parametrize(
    ("given", "meant"), [("ROPAA120", "ROPA120"), ("erasure-limit-mising", "erasure-limit-missing")]
)
def test_a_slip_gets_a_suggestion(given, meant):
    done = ropa("explain", given)
    assert done.returncode == 2
    assert f"did you mean {meant}?" in done.stderr


def test_what_is_no_rule_at_all():
    done = ropa("explain", "x" * 5000)
    assert done.returncode == 2
    assert "`ropa rules` lists them" in done.stderr


@by_rule
def test_every_rule_is_explained_in_every_language(rule):
    from ropa.reports.catalogue import explain_text
    from ropa.words.words import Words

    told = {language: explain_text(rule, Words(language)) for language in languages()}
    for text in told.values():
        assert text.startswith(f"{rule.code} {rule.name}\n")
        assert "\n> " in text, "an example with a guilty line"
        prose = text.split("\nExample")[0].split("\nExempel")[0]
        assert "{" not in re.sub("`[^`]*`", "", prose), "a fact that is not there"
    heads = {text.split("\n\n")[1] for text in told.values()}
    assert len(heads) == len(told), "each language in its own words"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_when_it_is_silent(rule):
    assert rule.silent.endswith(".")


def test_the_example_is_the_document_that_the_rule_is_tested_with():
    (plainest, *_) = examples("ROPA120")
    data = json.loads(ropa("explain", "ROPA120", "--format", "json").stdout)
    assert data["examples"][0]["text"] == plainest.text
    assert data["examples"][0]["guilty_lines"] == list(plainest.guilty)
    assert plainest.guilty
