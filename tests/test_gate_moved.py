"""Did the gate move? What is weaker, what is tighter, and what is neither, each told once."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import (
    BASED,
    PATH,
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

from ropa.gate.gate import Gate
from ropa.gate.mistaken import Mistaken
from ropa.gate.move import Move
from ropa.gate.moved import moves
from ropa.gate.setting import setting_of
from ropa.reading import read_registers
from ropa.rules import CATALOGUE, RULES
from ropa.source.git import Repository
from ropa.source.store import DISK
from ropa.words.words import Words


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the working directory, which is the root of a repository."""
    (tmp_path / "here/.git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def configured(here: Path, old: str, new: str) -> list[Move]:
    return between(here, *({PATH: GOOD, "ropa.toml": text} for text in (old, new)))


# --- rules ----------------------------------------------------------------------------------------

RAISED = tuple(rule.code for rule in RULES if rule.is_raised)


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('profile = "strict"', 'profile = "standard"', RAISED),
        ('profile = "strict"', "", RAISED),
        ("", 'profile = "minimal"', tuple(r.code for r in Gate(profile="minimal").switched_off())),
    ],
)
def test_a_lower_profile_says_which_rules_it_concerns(old, new, codes, here):
    (move,) = configured(here, old, new)
    assert (move.kind, move.weaker, move.facts["codes"]) == ("profile", True, codes)
    assert move.location.file == "ropa.toml"
    assert (move.register, move.activity) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("", 'ignore = ["ROPA115"]', ["ROPA115"]),
        ("", 'ignore = ["ROPA2"]', [code for code in CATALOGUE if code.startswith("ROPA2")]),
        ('select = ["ROPA115", "ROPA116"]', 'select = ["ROPA116"]', ["ROPA115"]),
        ('select = ["ROPA116"]', 'select = ["ROPA116"]\nignore = ["ROPA115", "ROPA116"]', ["ROPA116"]),
        ('ignore = ["ROPA115"]', 'ignore = ["ROPA115", "ROPA116"]', ["ROPA116"]),
    ],
)  # fmt: skip
def test_rules_switched_off_are_one_move(old, new, codes, here):
    (move,) = configured(here, old, new)
    assert (move.kind, move.weaker, list(move.facts["codes"])) == ("rule-off", True, codes)


def test_duties_among_the_rules_switched_off_are_named(here):
    (move,) = configured(here, "", 'ignore = ["ROPA115", "ROPA116"]')
    assert move.facts["duties"] == ("ROPA115",)
    assert "Statutory duties are among them (ROPA115)." in Words()(move.sentence, **move.facts)


def test_one_rule_for_another_is_two_moves(here):
    found = configured(here, 'ignore = ["ROPA115"]', 'ignore = ["ROPA116"]')
    assert [(m.weaker, m.facts["codes"]) for m in found] == [
        (True, ("ROPA116",)),
        (False, ("ROPA115",)),
    ]


def test_profile_and_choice_are_told_apart(here):
    found = configured(here, 'profile = "strict"', 'ignore = ["ROPA115"]')
    assert [(m.kind, m.facts["codes"]) for m in found] == [
        ("profile", RAISED),
        ("rule-off", ("ROPA115",)),
    ]
    one, *raised = RAISED
    for move in configured(here, 'profile = "strict"', f'ignore = ["{one}"]'):
        assert list(move.facts["codes"]) == (raised if move.kind == "profile" else [one])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", 'profile = "standard"\nfail-on = "error"\nregisters = ["registers"]\nlang = "sv"'),
        ('ignore = ["ROPA115", "ROPA116"]', 'ignore = ["ROPA116", "ROPA115", "ROPA115"]'),
        ('select = ["ROPA115"]', 'select = ["ROPA115"]\nprofile = "minimal"'),
        ('registers = ["registers"]', 'registers = ["registers/a.ropa.yaml"]'),
        ('registers = ["registers"]', 'registers = ["registers/a", "./registers"]'),
    ],
)
def test_the_same_said_otherwise_is_no_move(old, new, here):
    assert configured(here, old, new) == []


@pytest.mark.parametrize("name", ["ropa.toml", "pyproject.toml"])
def test_it_says_on_which_line(name, here):
    head = "" if name == "ropa.toml" else '[project]\nprofile = "other"\n\n[tool.ropa]\n'
    first, then = (
        f'{head}lang = "sv"\nprofile = "{profile}"\n' for profile in ("strict", "minimal")
    )
    weaker = between(here, {PATH: GOOD, name: first}, {PATH: GOOD, name: then})
    line = then.splitlines().index('profile = "minimal"') + 1
    assert {(m.location.file, m.location.span.line) for m in weaker} == {(name, line)}
    gone = between(here, {PATH: GOOD, name: first}, {PATH: GOOD})
    assert [(m.old.span.line, m.new) for m in gone] == [(line, None)]


def test_what_stands_in_a_table_on_one_line_has_a_place_too(here):
    files = {PATH: GOOD, "pyproject.toml": 'tool = {ropa = {profile = "minimal"}}'}
    (move,) = between(here, {PATH: GOOD}, files)
    assert (move.location.file, move.location.span.line) == ("pyproject.toml", 1)


# --- threshold and registers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [("note", "warning"), ("warning", "error"), ("error", "never"), ("note", "never")],
)
def test_a_higher_threshold(old, new, here):
    (move,) = configured(here, f'fail-on = "{old}"', f'fail-on = "{new}"')
    assert (move.kind, move.weaker) == ("fail-on", True)
    assert (move.facts["from"], move.facts["to"]) == (old, new)


def test_registers_that_are_left_out_are_named(here):
    files = {PATH: GOOD, "registers/b/register.ropa.yaml": GOOD, "registers/c.ropa.yaml": GOOD}
    toml = 'registers = ["registers/a"]\n'
    (move,) = between(here, files, {**files, "ropa.toml": toml})
    assert (move.kind, move.weaker, move.facts["names"]) == ("registers", True, ("b", "c"))


def test_other_registers_are_two_moves(here):
    files = {PATH: GOOD, "other/b.ropa.yaml": GOOD}
    old, new = ({**files, "ropa.toml": f'registers = ["{p}"]'} for p in ("registers", "other"))
    found = between(here, old, new)
    assert [(m.weaker, m.facts["names"]) for m in found] == [(True, ("a",)), (False, ("b",))]


def test_a_register_that_moves_or_goes_is_no_move_of_the_gate(here):
    old = {PATH: GOOD, "registers/b.ropa.yaml": GOOD, "ropa.toml": 'registers = ["registers"]'}
    new = {"records/a.ropa.yaml": GOOD, "ropa.toml": 'registers = ["records"]'}
    assert between(here, old, new) == []
    nowhere = {PATH: GOOD, "ropa.toml": 'registers = ["nowhere"]'}
    (move,) = between(here, {PATH: GOOD}, nowhere)
    assert (move.weaker, move.facts["names"]) == (True, ("a",))


# --- reading one side -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"ropa.toml": "profile = 'strikt'"}, "ropa.toml: profile: 'strikt' is not one of"),
        ({"ropa.toml": "profile ="}, "ropa.toml: is not TOML"),
        ({"ropa.toml": BASED}, "base.json: No such file"),
        ({"ropa.toml": BASED, "base.json": "{"}, "base.json: is not JSON"),
    ],
)
def test_what_cannot_be_read_stops_the_new_side_and_not_the_old(files, said, here):
    store = written(here / "old", {PATH: GOOD, **files})
    with pytest.raises((Mistaken, OSError), match=re.escape(said.split(": ")[-1])):
        setting(store)
    old = setting(store, lenient=True)
    assert [said in trouble for trouble in old.troubles] == [True]
    new = setting(written(here / "new", {PATH: GOOD, "ropa.toml": "fail-on = 'never'"}))
    assert [move.kind for move in moves(old, new)] == ["fail-on"]


def test_a_configuration_that_is_named_may_be_new(here):
    store = written(here / "old", {PATH: GOOD})
    assert setting(store, file=Path("ci.toml"), lenient=True).troubles == ()
    with pytest.raises(OSError, match="No such file"):
        setting(store, file=Path("ci.toml"))
    named = written(here / "new", {PATH: GOOD, "ci.toml": "fail-on = 'note'"})
    assert setting(named, file=Path("ci.toml")).fail_on == "note"
    assert setting(named).fail_on == setting(named, isolated=True).fail_on == "error"


def test_at_a_commit_it_is_looked_for_as_on_disk(here, monkeypatch):
    def git(*args: str) -> None:
        identity = (
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@a.example",
            "-c",
            "commit.gpgsign=false",
        )
        subprocess.run(
            ["git", *identity, *args], cwd=here / "repo", check=True, capture_output=True
        )

    repo = here / "repo"
    written(repo, {PATH: BAD, "ropa.toml": 'profile = "strict"\n' + BASED, "base.json": listed()})
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    (repo / "base.json").write_text(baseline("a", BAD))
    (repo / "ropa.toml").write_text(BASED)
    (repo / PATH).write_text(accepting("[ROPA402] why", BAD))
    monkeypatch.chdir(repo / "registers")
    repository = Repository()
    snapshot = repository.snapshot(repository.commit("HEAD"))
    path = Path("a.ropa.yaml")
    old, new = (
        setting_of(side, read_registers([path], store=side), today=TODAY, lenient=side is snapshot)
        for side in (snapshot, DISK)
    )
    repository.close()
    found = moves(old, new)
    assert [(m.kind, m.weaker, m.location.file) for m in found] == [
        ("profile", True, "../ropa.toml"), ("baseline", True, "../base.json"),
        ("ignore-comment", True, "a.ropa.yaml"),
    ]  # fmt: skip
    assert found[0].new is None


# --- whatever the sides ---------------------------------------------------------------------------

LINES = TWO.splitlines()
DAYS = st.sampled_from(["", " until 2027-01-01", " until 2028-01-01", " until 2020-01-01"])
COMMENTS = st.builds(
    "# ropa: ignore[{}] {}{}".format,
    st.sampled_from(["ROPA402", "ROPA402, ROPA501", "ROPA501", "ROPA999"]),
    st.sampled_from(["a reason", "another", ""]),
    DAYS,
)
PLACED = st.dictionaries(st.integers(0, len(LINES) - 1), COMMENTS, max_size=5)
CODES = st.lists(
    st.sampled_from(["ROPA1", "ROPA115", "ROPA3", "ROPA301", "ROPA4", "ROPA701"]), max_size=2
)
CONFIGURED = st.fixed_dictionaries(
    {},
    optional={
        "profile": st.sampled_from(["minimal", "standard", "strict"]),
        "fail-on": st.sampled_from(["error", "warning", "note", "never"]),
        "select": CODES,
        "ignore": CODES,
        "baseline": st.just("base.json"),
    },
)
ROWS = st.lists(
    st.builds(
        lambda key, rule, ids: {
            "fingerprint": key, "rule": rule, "register": "a", "activities": ids, "field": None,
            "first_seen": "2026-01-01",
        },
        st.sampled_from("xyz"), st.sampled_from(["ROPA115", "ROPA701"]),
        st.sampled_from([[], ["payroll"], ["support"], ["payroll", "support"]]),
    ),
    max_size=4,
)  # fmt: skip
SIDE = st.tuples(PLACED, CONFIGURED, ROWS)


def _files(placed: dict[int, str], config: dict[str, object], rows: list[dict]) -> dict[str, str]:
    lines = [f"{line} {placed.get(number, '')}".rstrip() for number, line in enumerate(LINES)]
    toml = "".join(f"{key} = {json.dumps(value)}\n" for key, value in config.items())
    return {PATH: "\n".join(lines) + "\n", "ropa.toml": toml, "base.json": listed(*rows)}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80
)
@given(old=SIDE, new=SIDE)
def test_backwards_the_same_moves_the_other_way(here, old, new):
    between(here, _files(*old), _files(*new))
