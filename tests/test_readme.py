"""The README is true: its tables are those of the program, its examples print what they show.

`ROPA_UPDATE=1` writes them anew.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import Repo, environment
from ruamel.yaml import YAML

from ropa.model.activity import Activity
from ropa.model.register import Register
from ropa.rules import CATALOGUE
from ropa.starters.starter import STARTERS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
UPDATE = bool(os.environ.get("ROPA_UPDATE"))
SHOWN = 8
"""How many lines of output the README shows, at most."""


def _keys(model) -> str:
    rows = [
        f"| `{field.alias or name}` | {field.description} |"
        for name, field in model.model_fields.items()
        if name not in ("activities", "defaults")
    ]
    return "\n".join(["| key | says |", "|---|---|", *rows])


def _rules() -> str:
    rows = [
        f"| {rule.code} | {rule.name} | {rule.severity} | {rule.citation} | {rule.message} |"
        for rule in CATALOGUE.values()
    ]
    return "\n".join(["| code | name | severity | law | says |", "|---|---|---|---|---|", *rows])


TABLES = {
    "keys of an activity": lambda: _keys(Activity),
    "keys of a register": lambda: _keys(Register),
    "rules": _rules,
}


def _replace(text: str, pattern: str, new: str) -> str:
    return re.sub(pattern, lambda _: new, text, count=1, flags=re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_the_program(name):
    text = README.read_text("utf-8")
    block = f"<!-- {name} -->\n{TABLES[name]()}\n<!-- end -->"
    if UPDATE:
        text = _replace(text, f"<!-- {name} -->\n.*?<!-- end -->", block)
        README.write_text(text, "utf-8")
    assert block in text


def _history(folder: Path) -> Path:
    """A repository with both versions of the tour, each committed on a day."""
    repo = Repo(folder)
    for version, subject, day in (
        ("before", "First record", "2025-01-10T12:00:00+0000"),
        ("after", "Newsletter: another basis", "2026-03-02T12:00:00+0000"),
    ):
        content = (ROOT / "tests" / "tour" / f"{version}.ropa.yaml").read_bytes()
        repo.commit({"registers/example.ropa.yaml": content}, subject, day)
    return folder


def _printed(command: str, folder: Path) -> str:
    args = shlex.split(command)
    assert args[0] == "ropa"
    if args[1] == "validate":
        args += ["--today", "2026-11-22"]  # what is found may change with the day
    done = subprocess.run(
        [sys.executable, "-m", *args], cwd=_history(folder) if args[1] == "changelog" else ROOT,
        env=environment(PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    if len(lines) > SHOWN:
        lines = [*lines[: SHOWN - 2], "…", lines[-1]]
    return "\n".join(lines)


COMMANDS = re.findall(r"```console\n\$ (.+)\n", README.read_text("utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_print_what_they_show(command, tmp_path):
    text = README.read_text("utf-8")
    block = f"```console\n$ {command}\n{_printed(command, tmp_path)}\n```"
    if UPDATE:
        text = _replace(text, rf"```console\n\$ {re.escape(command)}\n.*?```", block)
        README.write_text(text, "utf-8")
    assert block in text


def test_the_example_register_is_clean(tmp_path):
    text = README.read_text("utf-8")
    register = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert register
    path = tmp_path / "example.ropa.yaml"
    path.write_text(register[1], "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ropa", "validate", str(path), "--profile", "minimal", "--fail-on", "note"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_every_command_is_named():
    text = README.read_text("utf-8")
    helped = subprocess.run(
        [sys.executable, "-m", "ropa", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    commands = re.findall(r"^  ([a-z]+)  ", helped.stdout.split("Commands:")[1], re.MULTILINE)
    assert commands
    for command in commands:
        assert f"ropa {command}" in text


def test_the_recipe_for_pull_requests_pastes_nothing_into_a_script():
    recipe = re.search(r"```yaml\n(  changes:\n.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert recipe
    job = YAML(typ="safe").load(recipe[1])["changes"]
    starter = YAML(typ="safe").load(STARTERS / "github.yml")["jobs"]["changes"]
    assert job["if"] == starter["if"]
    for step in job["steps"]:
        assert "${{" not in step.get("run", "")
    assert job["steps"][0]["with"] == starter["steps"][0]["with"]
