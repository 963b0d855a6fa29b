"""`ropa init`: every answer a flag, nothing overwritten, and what it writes is clean."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ropa import __version__
from ropa.cli.init import PIPELINES
from ropa.starters.starter import CI, LANGUAGES, STARTERS, Answers, files, identifier

ROPA = [sys.executable, "-m", "ropa"]
FLAGS = [
    "--name", "Exempelbolaget AB", "--email", "dataskydd@exempel.example", "--country", "SE",
    "--no-dpo", "Not required under Art. 37(1)", "--ci", "none", "--today", "2026-11-22",
]  # fmt: skip


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ROPA, *arguments], cwd=folder, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ci", [*CI, "none"])
def test_what_it_writes_validates_without_a_finding(tmp_path, language, ci):
    done = run(tmp_path, "init", *FLAGS, "--ci", ci, "--lang", language)
    assert done.returncode == 0, done.stderr
    checked = run(tmp_path, "validate", "--fail-on", "note", "--today", "2026-11-23")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout == ""
    register = tmp_path / "registers" / "register.ropa.yaml"
    modeline = register.read_text("utf-8").splitlines()[0]
    schema = register.parent / modeline.partition("$schema=")[2]
    assert json.loads(schema.read_text("utf-8"))["title"] == "ropa register"
    if ci in CI:
        YAML(typ="safe").load(tmp_path / CI[ci][0])


def test_the_answers_are_in_the_register_and_nothing_else_is_said_of_the_owner(tmp_path):
    run(tmp_path, "init", *FLAGS[:6], "--dpo-name", "Dana Skyddsson", "--dpo-email",
        "dpo@exempel.example", "--ci", "none")  # fmt: skip
    data = YAML(typ="safe").load(tmp_path / "registers" / "register.ropa.yaml")
    assert data["organisations"] == {
        "exempelbolaget-ab": {
            "name": "Exempelbolaget AB",
            "country": "SE",
            "contact": {"email": "dataskydd@exempel.example"},
        }
    }
    assert data["dpo"] == {"name": "Dana Skyddsson", "contact": {"email": "dpo@exempel.example"}}
    assert [activity["status"] for activity in data["activities"]] == ["draft"]


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "ropa.toml").write_text("# mine\n")
    done = run(tmp_path, "init", *FLAGS)
    assert done.returncode == 2
    assert "ropa.toml" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ropa.toml"]
    assert (tmp_path / "ropa.toml").read_text() == "# mine\n"


@pytest.mark.parametrize(
    ("flag", "without"),
    [("--name", 0), ("--email", 2), ("--country", 4), ("--no-dpo", 6), ("--ci", 8)],
)
def test_where_nobody_can_be_asked_every_answer_is_needed(tmp_path, flag, without):
    done = run(tmp_path, "init", *FLAGS[:without], *FLAGS[without + 2 :])
    assert done.returncode == 2
    assert flag in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "wrong",
    [
        ["--country", "Sverige"], ["--email", "no address"], ["--ci", "jenkins"], ["--name", " "],
        ["--today", "soon"], ["--lang", "xx"], ["--dpo-name", "Dana"],
        ["--name", "A\x1b[31m"], ["--name", "A\udcff"], ["--no-dpo", "\x9b"],
    ],
)  # fmt: skip
def test_a_wrong_answer_is_refused(tmp_path, wrong):
    done = run(tmp_path, "init", *FLAGS, *wrong)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_answer_is_one_line(tmp_path):
    run(tmp_path, "init", *FLAGS, "--name", " Exempel\n AB\x85\u00a0(publ) ")
    data = YAML(typ="safe").load(tmp_path / "registers" / "register.ropa.yaml")
    assert [o["name"] for o in data["organisations"].values()] == ["Exempel AB (publ)"]


def test_on_a_terminal_it_asks(tmp_path):
    controller, terminal = pty.openpty()
    answers = "Exempelbolaget AB\na@exempel.example\nSE\n\nNot required\nnone\n"
    with subprocess.Popen(
        [*ROPA, "init"],
        cwd=tmp_path,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(terminal)
        os.write(controller, answers.encode())
        _, errors = process.communicate(timeout=60)
    os.close(controller)
    assert process.returncode == 0, errors
    data = YAML(typ="safe").load(tmp_path / "registers" / "register.ropa.yaml")
    assert data["dpo"] == {"none": "Not required"}


def test_the_pipelines_are_those_that_there_are_files_for():
    assert (*CI, "none") == PIPELINES


def test_the_pipelines_install_this_version():
    for _, name in CI.values():
        assert f"ropa=={__version__}" in (STARTERS / name).read_text("utf-8")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


@given(name=TEXT, reason=TEXT, language=st.sampled_from(LANGUAGES))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_survives(name, reason, language):
    answers = Answers(name, "a@exempel.example", "SE", reason, language, "2026-11-22", "none")
    text = files(answers)[Path("registers/register.ropa.yaml")]
    data = YAML(typ="safe").load(text)
    assert data["organisations"] == {
        identifier(name): {"name": name, "country": "SE", "contact": {"email": answers.email}}
    }
    assert data["dpo"] == {"none": reason}
