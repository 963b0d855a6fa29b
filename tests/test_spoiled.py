"""The model register spoilt in many ways, one at a time: the right rule speaks, at the right place.

What Art. 30 asks for is taken away, emptied and kept a place for in `test_model_register.py`, for every
activity. In `spoilings.diff` are edits as somebody might make them, for every rule that one edit can
provoke; nothing but what follows from the edit may be found.
"""

from pathlib import Path

import pytest
from asked import MODEL, ask, ask_with
from spoilings import Spoiling, spoilings

from ropa.findings import Severity
from ropa.rules import CATALOGUE, RULES

SPOILINGS = spoilings()
LAWFULNESS = {rule.code for rule in RULES if rule.lawfulness}

# What no small edit of the model register provokes, and why.
OUT_OF_REACH = {
    "ROPA201": "asked where the record is a processor's only",
    "ROPA502": "asked where no processor is named in all the register",
    "ROPA802": "asked where no activity is a processor's",
    "ROPA908": "asked where there is no activity; `test_model_register.py` takes all away",
}


def each(spoilings: list[Spoiling]):
    names = [f"{s.rules[0]}-{s.what.replace(' ', '-')}" for s in spoilings]
    return pytest.mark.parametrize("spoiling", spoilings, ids=names)


def test_the_unspoilt_register_is_clean_under_every_profile():
    for profile in ("minimal", "standard", "strict"):
        assert ask(MODEL, profile) == []


@each(SPOILINGS)
def test_the_right_rule_speaks_at_the_right_place(tmp_path: Path, spoiling: Spoiling):
    texts, place = spoiling.made()
    lines = ask_with(tmp_path, texts, "strict")
    code, *others = spoiling.rules
    spoken = [line for line in lines if line.rule == code]
    places = [(Path(line.file).name, line.span.line, line.span.column) for line in spoken]
    assert places == [place]
    assert {line.rule for line in lines} - {code} == set(others)


READ_FROM_WORDS = {"ROPA605"}
"""What is read from words is never an error, whatever the profile."""


@each([s for s in SPOILINGS if LAWFULNESS.intersection(s.rules)])
def test_what_goes_to_lawfulness_is_an_error_when_strict(tmp_path: Path, spoiling: Spoiling):
    texts, _ = spoiling.made()
    for profile in ("standard", "strict"):
        (folder := tmp_path / profile).mkdir()
        weights = {(ln.rule, ln.severity) for ln in ask_with(folder, texts, profile)}
        for code in LAWFULNESS.intersection(spoiling.rules):
            sure = profile == "strict" and code not in READ_FROM_WORDS
            raised = Severity.ERROR if sure else Severity.WARNING
            assert (code, raised) in weights


def test_every_rule_within_reach_is_provoked():
    provoked = {code for spoiling in SPOILINGS for code in spoiling.rules}
    asked = {code for code in CATALOGUE if code >= "ROPA1"}
    assert asked - provoked == set(OUT_OF_REACH)
    assert provoked >= LAWFULNESS
    assert len(SPOILINGS) >= 70
