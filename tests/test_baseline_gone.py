"""Entries of a baseline about registers that are gone, and about registers of another run."""

from pathlib import Path

import pytest
from test_baseline import ARGS, entries
from test_cli import BAD, ropa


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two registers, and a baseline of what they lack."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "registers").mkdir()
    for name in "ab":
        (tmp_path / f"registers/{name}.ropa.yaml").write_text(BAD)
    (tmp_path / "ropa.toml").write_text('baseline = "baseline.json"\n')
    assert ropa("validate", *ARGS, "--write-baseline", cwd=tmp_path).returncode == 0
    return tmp_path


def registers_in(folder: Path) -> list[str]:
    return [entry["register"] for entry in entries(folder / "baseline.json")]


def test_entries_of_a_register_that_is_gone_are_told_and_dropped(repository):
    assert registers_in(repository) == ["a", "b"]
    (repository / "registers/b.ropa.yaml").unlink()
    stale = "1 entry of the baseline is not found any more; --write-baseline drops it."
    assert stale in ropa("validate", *ARGS, cwd=repository).stderr
    assert "entry" not in ropa("validate", *ARGS, "--no-ignores", cwd=repository).stderr
    assert ropa("validate", *ARGS, "--write-baseline", cwd=repository).returncode == 0
    assert registers_in(repository) == ["a"]
    assert "entry" not in ropa("validate", *ARGS, cwd=repository).stderr


@pytest.mark.parametrize("told", [(), ("registers/a.ropa.yaml",)])
def test_entries_that_another_run_may_need_are_kept(told, repository):
    """A register that is elsewhere in the repository, and one that a run was not told of."""
    there = repository / "registers/b.ropa.yaml"
    if told:
        there.unlink()
    else:
        (repository / "elsewhere").mkdir()
        there.rename(repository / "elsewhere/b.ropa.yaml")
    assert "entry" not in ropa("validate", *told, *ARGS, cwd=repository).stderr
    assert ropa("validate", *told, *ARGS, "--write-baseline", cwd=repository).returncode == 0
    assert registers_in(repository) == ["a", "b"]


def test_without_a_repository_nothing_is_known_to_be_gone(repository):
    (repository / ".git").rmdir()
    (repository / "registers/b.ropa.yaml").unlink()
    assert ropa("validate", *ARGS, "--write-baseline", cwd=repository).returncode == 0
    assert registers_in(repository) == ["a", "b"]
