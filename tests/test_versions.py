"""What the arguments of `ropa diff` mean, and `ropa render --at`."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from repositories import GOOD, Repo
from test_cli import ropa

from ropa.cli.compared import both_read, pairs
from ropa.cli.guard import Failed
from ropa.cli.versions import AFTER, Side, sides
from ropa.source.store import NotRead


def titled(title: str) -> str:
    return f"title: {title}\n{GOOD}"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Three commits, a branch that parted at the first, and a working tree that has moved on."""
    for key in [key for key in os.environ if key.startswith("GIT_")]:
        monkeypatch.delenv(key)
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    one, two = "registers/one.ropa.yaml", "registers/två lager/register.ropa.yaml"
    made.commit({one: titled("1"), two: titled("a")})
    made.git("tag", "v1")
    made.git("checkout", "-q", "-b", "topic")
    made.commit({one: titled("topic")})
    made.git("checkout", "-q", "main")
    made.commit({one: titled("2")})
    made.commit({one: titled("3"), "registers/new.ropa.yaml": titled("new")})
    made.write({one: titled("disk"), "elsewhere/x.ropa.yaml": titled("x")})
    (made.folder / "registers/new.ropa.yaml").unlink()
    return made


def told(*arguments: str, registers: tuple[Path, ...] = ()) -> tuple[Side, Side]:
    """The sides that arguments name."""
    given = [one for one in arguments if one != "--"]
    after = len(arguments) - arguments.index("--") - 1 if "--" in arguments else None
    context: Any = SimpleNamespace(meta={} if after is None else {AFTER: after})
    return sides(context, given, registers)


def titles(*arguments: str, **options: Any) -> list[tuple[str | None, str | None]]:
    """The titles on both sides, by register."""
    before, after = both_read(*told(*arguments, **options), None)
    return [
        tuple(str(r.tree.data["title"]) if r else None for r in pair)  # type: ignore[misc]
        for pair in pairs(before, after)
    ]


ONE = "registers/one.ropa.yaml"
ALL_NOW = [("3", "disk"), ("a", "a"), ("new", None)]
MEANT: dict[tuple[str, ...], list[tuple[str | None, str | None]]] = {
    (): ALL_NOW,
    ("HEAD",): ALL_NOW,
    ("HEAD", "--"): ALL_NOW,
    ("--",): ALL_NOW,
    ("registers",): ALL_NOW,
    ("registers/",): ALL_NOW,
    ("--", "registers/one", "registers/new"): [("3", "disk"), ("new", None)],
    ("HEAD", "--", "registers/new"): [("new", None)],
    ("v1",): [("1", "disk"), ("a", "a")],
    ("v1", "main"): [("1", "3"), ("a", "a"), (None, "new")],
    ("v1..main",): [("1", "3"), ("a", "a"), (None, "new")],
    ("v1..",): [("1", "3"), ("a", "a"), (None, "new")],
    ("main...topic",): [("1", "topic"), ("a", "a")],
    ("topic...",): [("1", "3"), ("a", "a"), (None, "new")],
    ("main~1", ONE): [("2", "disk")],
    ("main~1", "main", ONE): [("2", "3")],
    ("v1..main", "--", "registers/one"): [("1", "3")],
    ("main", "registers/one", "registers/två lager"): [("3", "disk"), ("a", "a")],
    (f"v1:{ONE}",): [("1", "disk")],
    ("v1:./registers/one",): [("1", "disk")],
    (f"v1:{ONE}", f"main:{ONE}"): [("1", "3")],
    (f"v1:{ONE}", "elsewhere/x.ropa.yaml"): [("1", "x")],
    ("elsewhere", "main:registers/new"): [("x", "new")],
    ("elsewhere", "registers/one"): [("x", "disk")],
    ("main:registers/new",): [("new", None)],
    ("main:", "v1:"): [("3", "1"), ("a", "a"), ("new", None)],
}


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("arguments", MEANT, ids=" ".join)
def test_what_is_compared(arguments: tuple[str, ...]) -> None:
    assert sorted(titles(*arguments), key=str) == sorted(MEANT[arguments], key=str)


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    ("arguments", "old", "new"),
    [
        ((), "HEAD:registers", "registers"),
        (("v1", "main", "--", "registers/one"), "v1:registers/one", "main:registers/one"),
        (("v1", "registers/one", "elsewhere"), "v1", "registers/one, elsewhere"),
        (("v1:./registers/one",), "v1:registers/one", "registers/one"),
        (("v1:",), "v1", "."),
    ],
)
def test_the_names_of_the_sides(arguments: tuple[str, ...], old: str, new: str) -> None:
    assert [side.name for side in told(*arguments)] == [old, new]


@pytest.mark.usefixtures("repo")
def test_from_a_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("elsewhere")
    registers = (Path("../registers"),)  # as the configuration says it from here
    assert sorted(titles(registers=registers), key=str) == sorted(ALL_NOW, key=str)
    assert titles("v1:registers/one") == [("1", "disk")]
    assert titles("v1:../registers/one", "x.ropa.yaml") == [("1", "x")]
    assert titles("v1", "--", "../registers/one") == [("1", "disk")]
    ((old, _),) = pairs(*both_read(*told("v1:registers/one"), None))
    assert old
    assert old.tree.sources[0].path == "../registers/one.ropa.yaml"


WRONG = {
    ("mian",): "did you mean main? (nor is there a file or folder of that name",
    ("gone/x.ropa.yaml",): "one that is gone stands after --",
    ("main", "registers/gone"): "registers/gone: there is no such revision",
    ("registers", "main"): "revisions stand before paths",
    (
        "registers/one",
        "elsewhere",
        "registers",
    ): "3 paths: to compare them with HEAD, write -- before",
    ("v1", "main", "topic"): "ropa compares two revisions",
    ("v1..main", "topic"): "cannot be the name of a revision",
    (f"v1:{ONE}", "main"): "REV:PATH is compared with one file",
    (f"v1:{ONE}", "--", ONE): "REV:PATH is compared with one file",
    (":registers",): "say which revision: HEAD:registers",
    ("nope:registers",): "nope: there is no such revision",
    ("C:\\x\\y",): "C:\\x\\y: ",
    ("both",): "is a revision and a path: say both -- for the revision, ./both for the path",
    ("main...v1",): "main...v1: is a revision and a path: say main...v1 -- for the revision",
    ("main", "--", "/etc"): "/etc: is outside of the repository",
    ("main", "--", "registers/gone"): "nor in the working tree; there are registers/",
    ("main:elsewhere", ONE): "there is one in the working tree, not committed there",
    ("v1:registers/new", "main:registers/one"): "registers/new: there is no register in",
    ("-p",): "cannot be the name",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_cannot_be_meant_says_what_to_type(repo: Repo, arguments: tuple[str, ...]) -> None:
    repo.git("branch", "both")
    repo.write({"both/b.ropa.yaml": GOOD, "main...v1/b.ropa.yaml": GOOD})
    with pytest.raises((Failed, NotRead)) as caught:
        titles(*arguments)
    assert WRONG[arguments] in str(caught.value)


@pytest.mark.usefixtures("repo")
def test_a_name_of_both_is_what_is_said_of_it(repo: Repo) -> None:
    repo.git("branch", "both", "v1")
    repo.write({"both/b.ropa.yaml": titled("b")})
    assert titles("both", "--", "registers/one") == [("1", "disk")]
    assert titles("elsewhere", "./both") == [("x", "b")]


def test_without_git_files_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    for name in ("a", "b", "C:x"):
        (tmp_path / f"{name}.ropa.yaml").write_text(titled(name))
    assert titles("a.ropa.yaml", "b") == [("a", "b")]
    assert titles("C:x.ropa.yaml", "b") == [("C:x", "b")]
    with pytest.raises(NotRead, match="not a git repository"):
        titles()


def test_a_register_that_moves_or_is_split_is_the_same(repo: Repo) -> None:
    (repo.folder / ONE).unlink()
    repo.write({"registers/sub/one/register.ropa.yaml": titled("moved")})
    assert ("3", "moved") in titles("HEAD")


def test_registers_of_one_name_are_told_apart_by_their_files(repo: Repo) -> None:
    twins = {f"registers/{folder}/twin.ropa.yaml": titled(folder) for folder in ("s", "t")}
    repo.commit(twins)
    repo.write({"registers/t/twin.ropa.yaml": titled("changed")})
    assert {("s", "s"), ("t", "changed")} <= set(titles("HEAD"))
    for name in ("s", "t"):
        (repo.folder / "registers" / name).rename(repo.folder / "registers" / f"u{name}")
    with pytest.raises(Failed, match="several registers have the same name"):
        titles("HEAD")


# --- the program ------------------------------------------------------------------------------------


def test_render_at_a_revision(repo: Repo) -> None:
    out = repo.folder.parent / "out"
    for where, path in (
        (repo.folder, "registers/one"),
        (repo.folder / "elsewhere", "../registers/one"),
    ):
        for revision, title in (("v1", "1"), ("main", "3"), ("topic", "topic")):
            done = ropa("render", "--at", revision, path, "-f", "json", "-o", out, cwd=where)
            assert done.returncode == 0, done.stderr
            assert json.loads((out / "one.json").read_text())["title"] == title
    assert ropa("render", "--at", "main", "-o", out, cwd=repo.folder).returncode == 0
    assert (out / "new.md").exists()  # which is not on disk
    for revision, said in (("v1", "there is no register in "), ("mian", "did you mean main?"),
                           ("main:registers", "say main, and the path")):  # fmt: skip
        done = ropa("render", "--at", revision, "registers/new", "-o", out, cwd=repo.folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_dashes_reach_the_command(repo: Repo) -> None:
    repo.git("branch", "elsewhere")
    repo.git("checkout", "-q", "-f", "main")
    done = ropa("diff", "elsewhere", cwd=repo.folder)
    assert done.returncode == 2
    assert "say elsewhere -- for the revision" in done.stderr
    assert ropa("diff", "elsewhere", "--", "registers/one", cwd=repo.folder).returncode == 0


def test_within_a_hook(repo: Repo, tmp_path: Path) -> None:
    """Git tells its hooks where its index and its repository are; ropa finds its own."""
    import shlex
    import sys

    from test_cli import ROOT

    said = tmp_path / "said"
    program = f"PYTHONPATH={shlex.quote(str(ROOT))} {shlex.quote(sys.executable)} -m ropa"
    command = f"#!/bin/sh\nenv | grep -c '^GIT_INDEX_FILE=' > {said}\n{program} diff main main >> {said} 2>&1\n"
    linked = tmp_path / "linked"
    repo.git("worktree", "add", "-q", "-b", "linked", str(linked))
    hook = repo.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(command + f"echo $? >> {said}\n")
    hook.chmod(0o755)
    linked_repo = Repo.__new__(Repo)
    linked_repo.folder = linked
    for one in (repo, linked_repo):
        said.unlink(missing_ok=True)
        one.commit({"y": str(one.folder)})
        first, *_, last = said.read_text().split()
        assert (first, last) == ("1", "0"), said.read_text()
