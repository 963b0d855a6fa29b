"""What others put into their repositories: the pre-commit hook, the action, the GitLab template."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ropa.starters.starter import STARTERS

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "registers" / "model"
BAD = ROOT / "tests" / "rules" / "ROPA102.ropa.yaml"


def loaded(path: Path):
    return YAML(typ="safe").load(path)


@pytest.fixture
def tools(tmp_path) -> dict[str, str]:
    """An environment in which `ropa` is a command, as it is after an installation."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "ropa"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ropa "$@"\n')
    script.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def repository(tmp_path) -> Path:
    """A repository with one good register."""
    folder = tmp_path / "repository"
    shutil.copytree(GOOD, folder / "registers" / "model")
    for command in (["init", "--quiet"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


# --- pre-commit ---------------------------------------------------------------------------------


def test_pre_commit_runs_the_hook(tmp_path, repository, tools):
    """The hook as it is shipped, but with the ropa that is here: no network to install one."""
    pytest.importorskip("pre_commit")
    (hook,) = loaded(ROOT / ".pre-commit-hooks.yaml")
    local = {**hook, "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps(config))
    environment = {**tools, "PRE_COMMIT_HOME": str(tmp_path / "cache")}

    def committed() -> subprocess.CompletedProcess[str]:
        subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run"], cwd=repository, env=environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert "Passed" in (good := committed()).stdout, good.stdout
    assert good.returncode == 0
    shutil.copy(BAD, repository / "registers")
    bad = committed()
    assert bad.returncode == 1
    assert re.search(r"registers/ROPA102\.ropa\.yaml:\d+:\d+: error ROPA102 ", bad.stdout)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("registers/a.ropa.yaml", True), ("a.ropa.yaml", True), ("ropa.toml", True),
        ("sub/ropa.toml", True), ("docs/a.yaml", False), ("europa.toml", False),
    ],
)  # fmt: skip
def test_the_hook_is_asked_about_registers_only(path, asked):
    (hook,) = loaded(ROOT / ".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], path)) is asked


# --- the action ---------------------------------------------------------------------------------


def steps() -> list[dict]:
    return loaded(ROOT / "action.yml")["runs"]["steps"]


def step_run(
    folder: Path, tools: dict[str, str], **inputs: str
) -> subprocess.CompletedProcess[str]:
    """The step that validates, run as the runner does: inputs as the variables that it names."""
    action = loaded(ROOT / "action.yml")
    step = next(step for step in action["runs"]["steps"] if step.get("name") == "Validate")
    given = {name: spec["default"] for name, spec in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    environment = dict(tools)
    for variable, expression in step["env"].items():
        name = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)[1]
        environment[variable] = given[name]
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_action_passes_a_good_register_and_writes_sarif(repository, tools):
    done = step_run(repository, tools)
    assert done.returncode == 0, done.stdout + done.stderr
    sarif = json.loads((repository / "ropa.sarif").read_text("utf-8"))
    assert sarif["version"] == "2.1.0"


def test_the_action_fails_a_bad_register_with_annotations(repository, tools):
    shutil.copy(BAD, repository / "registers")
    done = step_run(repository, tools, path="registers", profile="minimal")
    assert done.returncode == 1
    assert re.search(
        r"^::error file=registers/ROPA102\.ropa\.yaml,line=\d+,", done.stdout, re.MULTILINE
    )
    never = step_run(repository, tools, path="registers", fail_on="never", sarif="")
    assert never.returncode == 0


@pytest.mark.parametrize(
    "hostile", ["$(touch ran)", "`touch ran`", "; touch ran", "--config=x", "a b"]
)
def test_no_input_of_the_action_is_run(repository, tools, hostile):
    done = step_run(repository, tools, path=hostile)
    assert done.returncode == 2
    assert not (repository / "ran").exists()


def test_no_expression_is_pasted_into_a_script():
    for step in steps():
        assert "${{" not in step.get("run", "")


# --- GitLab, GitHub workflow --------------------------------------------------------------------


def script_run(folder: Path, tools: dict[str, str], lines: list[str], **variables: str):
    """The lines of a pipeline, but for the one that installs ropa."""
    kept = [line for line in lines if "pip install" not in line]
    assert len(kept) == len(lines) - 1
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(kept)], cwd=folder, env={**tools, **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_gitlab_template(repository, tools):
    job = loaded(STARTERS / "gitlab.yml")["ropa"]
    done = script_run(repository, tools, job["script"], **job["variables"])
    assert done.returncode == 0, done.stdout + done.stderr
    for report in job["artifacts"]["reports"].values():
        assert (repository / report).is_file()
    shutil.copy(BAD, repository / "registers")
    assert script_run(repository, tools, job["script"], **job["variables"]).returncode == 1
    quality = json.loads((repository / "gl-code-quality-report.json").read_text("utf-8"))
    assert "ROPA102" in {entry["check_name"] for entry in quality}


def test_the_github_workflow(repository, tools):
    job = loaded(STARTERS / "github.yml")["jobs"]["validate"]
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert script_run(repository, tools, lines).returncode == 0
    shutil.copy(BAD, repository / "registers")
    done = script_run(repository, tools, lines)
    assert done.returncode == 1
    assert "::error file=registers/ROPA102.ropa.yaml," in done.stdout
