"""What others put into their repositories: pre-commit hooks, the action, the pipelines."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import Repo
from ruamel.yaml import YAML

from ropa.starters.starter import STARTERS

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "registers" / "model"
BAD = ROOT / "tests" / "rules" / "ROPA102.ropa.yaml"
TOUR = ROOT / "tests" / "tour"
HOSTILE = ["$(touch ran)", "`touch ran`", "; touch ran", "--config=x", "a b"]


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


@pytest.fixture
def pull_request(tmp_path) -> Repo:
    """A checkout of a pull request whose change is critical; its base went on in the meantime."""
    origin = Repo(tmp_path / "origin")
    origin.commit({"registers/company.ropa.yaml": (TOUR / "before.ropa.yaml").read_bytes()})
    branch = origin.clone(tmp_path / "checkout")
    branch.commit({"registers/company.ropa.yaml": (TOUR / "after.ropa.yaml").read_bytes()})
    origin.commit({"registers/other.ropa.yaml": (GOOD / "register.ropa.yaml").read_bytes()})
    branch.git("fetch", "-q", "origin")
    return branch


# --- pre-commit ---------------------------------------------------------------------------------


def hook(name: str) -> dict:
    return next(one for one in loaded(ROOT / ".pre-commit-hooks.yaml") if one["id"] == name)


def committed(folder: Path, tools: dict[str, str], **shipped) -> subprocess.CompletedProcess[str]:
    """What a hook says of a commit, run by pre-commit with the ropa that is here: no network."""
    config = {"repos": [{"repo": "local", "hooks": [{**shipped, "language": "system"}]}]}
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(config))
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"], cwd=folder,
        env={**tools, "PRE_COMMIT_HOME": str(folder.parent / "cache")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_pre_commit_runs_the_hook(repository, tools):
    pytest.importorskip("pre_commit")
    good = committed(repository, tools, **hook("ropa-validate"))
    assert "Passed" in good.stdout
    assert good.returncode == 0
    shutil.copy(BAD, repository / "registers")
    bad = committed(repository, tools, **hook("ropa-validate"))
    assert bad.returncode == 1
    assert re.search(r"registers/ROPA102\.ropa\.yaml:\d+:\d+: error ROPA102 ", bad.stdout)


def test_pre_commit_says_what_a_commit_changes(pull_request, tools):
    pytest.importorskip("pre_commit")
    path = pull_request.folder / "registers" / "company.ropa.yaml"
    shutil.copy(TOUR / "before.ropa.yaml", path)
    told = committed(pull_request.folder, tools, **hook("ropa-diff"))
    assert told.returncode == 0, told.stdout
    assert "registers/company.ropa.yaml:14:19: critical newsletter: " in told.stdout
    stopped = committed(
        pull_request.folder, tools, **hook("ropa-diff"), args=["--fail-on", "major"]
    )
    assert stopped.returncode == 1


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("registers/a.ropa.yaml", True), ("a.ropa.yaml", True), ("ropa.toml", True),
        ("sub/ropa.toml", True), ("docs/a.yaml", False), ("europa.toml", False),
    ],
)  # fmt: skip
def test_hooks_are_asked_about_registers_only(path, asked):
    for one in loaded(ROOT / ".pre-commit-hooks.yaml"):
        assert bool(re.search(one["files"], path)) is asked


# --- the action ---------------------------------------------------------------------------------


def steps() -> list[dict]:
    return loaded(ROOT / "action.yml")["runs"]["steps"]


def step_run(
    folder: Path, tools: dict[str, str], name: str = "Validate", base: str = "main", **inputs: str
) -> subprocess.CompletedProcess[str]:
    """A step, run as the runner does: inputs as the variables that it names."""
    action = loaded(ROOT / "action.yml")
    step = next(step for step in action["runs"]["steps"] if step.get("name") == name)
    given = {name: spec["default"] for name, spec in action["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    environment = {**tools, "GITHUB_BASE_REF": base}
    for variable, expression in step["env"].items():
        wanted = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)[1]
        environment[variable] = given[wanted]
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


CRITICAL = "::error file=registers/company.ropa.yaml,line=14,col=19,title=critical "


def test_the_action_says_what_a_pull_request_changes(pull_request, tools):
    told = step_run(pull_request.folder, tools, "Changes", changes_fail_on="never")
    assert told.returncode == 0, told.stderr
    assert CRITICAL in told.stdout
    assert (
        "other.ropa.yaml" not in told.stdout
    )  # what the base went on to say is no change of this branch
    assert step_run(pull_request.folder, tools, "Changes", changes_fail_on="major").returncode == 1
    one = step_run(
        pull_request.folder, tools, "Changes", changes_fail_on="never", path="registers/company"
    )
    assert CRITICAL in one.stdout


def test_the_action_says_nothing_of_changes_unless_it_is_asked():
    action = loaded(ROOT / "action.yml")
    assert action["inputs"]["changes-fail-on"]["default"] == ""
    step = next(step for step in action["runs"]["steps"] if step.get("name") == "Changes")
    assert "inputs.changes-fail-on != ''" in step["if"]


def test_no_file_of_a_pull_request_passes_for_the_range(pull_request, tools):
    shutil.copytree(GOOD, pull_request.folder / "origin" / "main...HEAD")
    told = step_run(pull_request.folder, tools, "Changes", changes_fail_on="never")
    assert CRITICAL in told.stdout
    steps = loaded(STARTERS / "github.yml")["jobs"]["changes"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]
    told = script_run(pull_request.folder, tools, lines, GITHUB_BASE_REF="main")
    assert CRITICAL in told.stdout


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("given", ["base", "path", "changes_fail_on"])
def test_nothing_that_the_changes_are_told_of_is_run(pull_request, tools, hostile, given):
    inputs = {"changes_fail_on": "never", given: hostile}
    done = step_run(pull_request.folder, tools, "Changes", **inputs)
    assert done.returncode == 2
    assert not (pull_request.folder / "ran").exists()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_input_of_the_action_is_run(repository, tools, hostile):
    done = step_run(repository, tools, path=hostile)
    assert done.returncode == 2
    assert not (repository / "ran").exists()


def test_no_expression_is_pasted_into_a_script():
    jobs = loaded(STARTERS / "github.yml")["jobs"].values()
    for step in (*steps(), *(step for job in jobs for step in job["steps"])):
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


def test_the_github_workflow_says_what_a_pull_request_changes(pull_request, tools, tmp_path):
    job = loaded(STARTERS / "github.yml")["jobs"]["changes"]
    lines = [step["run"] for step in job["steps"] if "run" in step]
    summary = tmp_path / "summary.md"
    done = script_run(
        pull_request.folder, tools, lines, GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY=str(summary)
    )
    assert done.returncode == 0, done.stderr
    assert CRITICAL in done.stdout
    assert summary.read_text("utf-8").startswith("# Changes: 1 critical, 1 major\n")


def test_no_token_of_a_workflow_may_write():
    workflow = loaded(STARTERS / "github.yml")
    assert "pull_request_target" not in workflow["on"]
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert job["steps"][0]["with"]["persist-credentials"] is False


def test_the_gitlab_template_says_what_a_merge_request_changes(pull_request, tools):
    job = loaded(STARTERS / "gitlab.yml")["ropa-changes"]
    base = pull_request.git("rev-parse", "HEAD~1")
    given = {**job["variables"], "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}
    done = script_run(pull_request.folder, tools, job["script"], **given)
    assert done.returncode == 0, done.stderr
    assert "registers/company.ropa.yaml:14:19: critical newsletter: " in done.stdout
    assert all((pull_request.folder / path).is_file() for path in job["artifacts"]["paths"])
    given["ROPA_CHANGES_FAIL_ON"] = "critical"
    assert script_run(pull_request.folder, tools, job["script"], **given).returncode == 1


def test_the_gitlab_template_tells_a_merged_result_by_its_source(pull_request, tools):
    """There the checkout holds what the target went on to say; the source branch does not."""
    job = loaded(STARTERS / "gitlab.yml")["ropa-changes"]
    given = {
        **job["variables"],
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": pull_request.git("rev-parse", "HEAD~1"),
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": pull_request.git("rev-parse", "HEAD"),
    }
    pull_request.git("merge", "-q", "origin/main")
    done = script_run(pull_request.folder, tools, job["script"], **given)
    assert "critical newsletter: " in done.stdout
    assert "The register is new" not in done.stdout
