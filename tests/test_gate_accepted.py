"""Which comments and which baselines accept more than before, or less."""

import json
from pathlib import Path

import pytest
from stored import (
    ACTIVITY,
    BASED,
    HEAD,
    PATH,
    SECOND,
    TODAY,
    TWO,
    accepting,
    baseline,
    between,
    listed,
    setting,
    written,
)
from test_cli import BAD, GOOD

from ropa.gate.move import Move
from ropa.gate.moved import moves
from ropa.words.words import Words


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the working directory, which is the root of a repository."""
    (tmp_path / "here/.git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def commented(here: Path, old: str, new: str, **told) -> list[Move]:
    return between(here, {PATH: old}, {PATH: new}, **told)


# --- comments -------------------------------------------------------------------------------------


def test_a_comment_that_accepts(here):
    (move,) = commented(here, TWO, accepting("[ROPA402] it is decided in spring"))
    assert (move.kind, move.weaker, move.register, move.activity) == (
        "ignore-comment",
        True,
        "a",
        "payroll",
    )
    assert move.facts["codes"] == ("ROPA402",)
    assert (move.facts["reason"], move.facts["until"]) == ("it is decided in spring", None)
    line = TWO.splitlines().index("  - id: payroll") + 1
    assert (move.location.file, move.location.span.line) == (PATH, line)
    assert Words()(move.sentence, **move.facts) == (
        "A comment accepts findings of ROPA402 in payroll, with no last day: “it is decided in spring”."
    )
    (gone,) = commented(here, accepting("[ROPA402] why until 2027-01-01"), TWO)
    assert (gone.kind, gone.weaker, gone.new) == ("ignore-comment", False, None)
    assert gone.facts["until"] == "2027-01-01"


@pytest.mark.parametrize(
    "new",
    [
        "# moved\n\n" + accepting("[ROPA402] why"),
        f"{HEAD}activities:\n{SECOND}{accepting('[ROPA402] why', ACTIVITY)}",
        accepting("[ROPA402] in other words"),
        accepting("[ROPA402,ROPA402] why"),
        accepting("[ROPA402] why", at="name: Payroll"),
        TWO.replace("  - id: payroll", "  # ropa: ignore[ROPA402] why\n  - id: payroll"),
    ],
)
def test_a_comment_that_moved_with_its_activity_is_no_move(new, here):
    assert commented(here, accepting("[ROPA402] why"), new) == []


def test_a_comment_that_moved_to_another_file_is_no_move(here):
    old = {"registers/a/register.ropa.yaml": accepting("[ROPA402] why")}
    new = {
        "registers/a/register.ropa.yaml": f"{HEAD}activities:\n{SECOND}",
        "registers/a/more.ropa.yaml": f"ropa: 1\nactivities:\n{accepting('[ROPA402] why', ACTIVITY)}",
    }
    assert between(here, old, new) == []


def test_a_comment_that_broadened_says_what_it_accepts_beside(here):
    old, new = accepting("[ROPA402] why"), accepting("[ROPA402, ROPA501, ROPA404] why")
    (move,) = commented(here, old, new)
    assert (move.kind, move.weaker) == ("ignore-comment", True)
    assert move.facts["codes"] == ("ROPA404", "ROPA501")


def test_the_same_rule_at_one_more_place(here):
    once = accepting("[ROPA402] why")
    (move,) = commented(here, once, accepting("[ROPA402] why", once, "id: support"))
    assert (move.weaker, move.activity) == (True, "support")
    (move,) = commented(
        here, once, accepting("[ROPA402] for the second too", once, "name: Payroll")
    )
    assert (move.weaker, move.activity, move.facts["count"]) == (True, "payroll", 1)
    (both,) = commented(here, TWO, accepting("[ROPA402] why", once, "id: support"))
    assert (both.facts["count"], both.activities, both.activity) == (
        2,
        ("payroll", "support"),
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027-01-01", "2028-01-01", "accepted until 2028-01-01, and were until 2027-01-01."),
        ("2027-01-01", "", "accepted with no last day, and were until 2027-01-01."),
        ("2026-01-01", "2027-01-01", "accepted until 2027-01-01, and were until 2026-01-01."),
    ],
)
def test_a_comment_that_holds_longer(old, new, said, here):
    first, then = (accepting(f"[ROPA402] why {day and f'until {day}'}") for day in (old, new))
    (move,) = commented(here, first, then)
    assert (move.kind, move.weaker, move.activity) == ("ignore-extended", True, "payroll")
    assert (move.facts["from"], move.facts["to"]) == (old, new or None)
    assert Words()(move.sentence, **move.facts).endswith(said)
    (back,) = commented(here, then, first)
    assert (back.kind, back.weaker) == ("ignore-extended", False)


@pytest.mark.parametrize(
    "comment", ["[ROPA402]", "[ROPA402] TBD", "[ROPA402] why until 2026-11-21", "[ROPA999] why",
                "[ROPA010] why", "[] why", "[ROPA402] why until spring 2027"],
)  # fmt: skip
def test_a_comment_that_accepts_nothing_is_no_move(comment, here):
    assert commented(here, TWO, accepting(comment)) == []


def test_what_a_comment_is_about(here):
    text = accepting("[ROPA101] why", TWO, "email: a@a.example}}}")
    text = accepting("[ROPA102] why", text, "Not required under Art. 37(1)}")
    text = accepting("[ROPA103] why", text, "ropa: 1")
    found = commented(here, TWO, text)
    assert [(m.facts["about"], m.activity) for m in found] == [
        (("ropa",), None), (("organisations.a",), None), (("dpo",), None),
    ]  # fmt: skip


def test_what_has_another_id_now_keeps_its_comments(here):
    old, new = accepting("[ROPA402] why"), accepting("[ROPA402] why").replace("payroll", "wages")
    assert sorted(m.weaker for m in commented(here, old, new)) == [False, True]
    assert commented(here, old, new, renamed=[{"activities": {"payroll": "wages"}}]) == []


def test_a_new_register_brings_its_comments(here):
    new = {PATH: TWO, "registers/b.ropa.yaml": accepting("[ROPA402] why")}
    (move,) = between(here, {PATH: TWO}, new, "a", "b")
    assert (move.weaker, move.register) == (True, "b")


# --- baselines ------------------------------------------------------------------------------------


def based(text: str, *accepted: str, name: str = "a") -> dict[str, str]:
    """A register, and a baseline of what some texts of it lack."""
    return {
        f"registers/{name}.ropa.yaml": text,
        "ropa.toml": BASED,
        "base.json": baseline(name, *accepted),
    }


WORSE = BAD.replace("    transfers: none\n", "")


def test_what_a_baseline_accepts_beside(here):
    (move,) = between(here, based(WORSE, BAD), based(WORSE, WORSE))
    assert (move.kind, move.weaker, move.register, move.activity) == (
        "baseline",
        True,
        "a",
        "payroll",
    )
    assert move.facts["count"] == len(json.loads(baseline("a", WORSE))["entries"]) - 1
    assert "ROPA117 payroll" in move.facts["entries"]
    assert move.location.file == "base.json"


def test_a_baseline_that_is_configured_is_weaker_by_itslisted(here):
    bare = {PATH: BAD}
    (move,) = between(here, bare, based(BAD, BAD))
    assert (move.weaker, move.facts["count"], move.facts["entries"]) == (
        True,
        1,
        ("ROPA115 payroll",),
    )
    (move,) = between(here, based(BAD, BAD), bare)
    assert (move.weaker, move.new, move.old.file) == (False, None, "base.json")


def test_many_entries_are_one_move_that_names_a_few(here):
    many = HEAD + "activities:\n" + "".join(
        ACTIVITY.replace("payroll", f"a-{n:02}").replace("    recipients: none\n", "") for n in range(40)
    )  # fmt: skip
    (move,) = between(here, based(many), based(many, many))
    assert (move.facts["count"], move.facts["codes"]) == (40, ("ROPA115",))
    assert move.facts["entries"][-2:] == ("ROPA115 a-04", "… (40)")
    assert len(move.activities) == 40


def test_only_the_registers_compared_count(here):
    assert between(here, based(GOOD), {**based(GOOD), "base.json": baseline("b", BAD)}) == []
    two = {**based(GOOD), "registers/b.ropa.yaml": BAD}
    (move,) = between(here, two, {**two, "base.json": baseline("b", BAD)}, "a", "b")
    assert move.register == "b"


def test_other_baselines_that_accept_the_same_are_no_move(here):
    old = based(BAD, BAD)
    entry = json.loads(old["base.json"])["entries"][0]
    row = {**entry, "first_seen": "2020-01-01", "field": "activities[7].recipients"}
    new = {PATH: BAD, "ropa.toml": 'baseline = "other/b.json"', "other/b.json": listed(row)}
    assert between(here, old, new) == []
    broader = {**row, "activities": ["payroll", "support"]}
    (move,) = between(here, old, {**new, "other/b.json": listed(broader)})
    assert (move.weaker, move.facts["entries"]) == (True, ("ROPA115 payroll …",))
    reading = {**row, "rule": "ROPA010", "fingerprint": "x"}
    assert between(here, old, {**new, "other/b.json": listed(row, reading)}) == []


def test_what_is_called_otherwise_keeps_itslisted(here):
    old, new = based(BAD, BAD), based(BAD, BAD, name="b")
    first, then = (
        setting(written(here / folder, files), [name], today=TODAY)
        for folder, files, name in (("old", old, "a"), ("new", new, "b"))
    )
    assert moves(first, then) == moves(then, first) == []
    wages = BAD.replace("payroll", "wages")
    files = based(BAD, BAD), based(wages, wages)
    assert len(between(here, *files)) == 2
    assert between(here, *files, renamed=[{"activities": {"payroll": "wages"}}]) == []
