"""The year of a register in git: what `ropa diff` says of each commit, and between any two."""

import json
import os
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from edits import edited, parts_of, told
from repositories import Repo
from test_cli import ROOT, ropa

from ropa.changes.significance import BY_CODE

HERE = Path(__file__).parent
REGISTER = Path("registers/softmore/register.ropa.yaml")
HEADER = re.compile(r"(\d{4}-\d{2}-\d{2}) (\S.*) in ([a-z0-9-]+): (\S.*)")
SCREEN = 45
"""How many lines a screen has."""


@cache
def commits():
    """Day, codes, subject and parts of each commit, in their order."""
    blocks = re.split(r"\n\n+(?=\d{4}-)", HERE.joinpath("history.diff").read_text("utf-8").strip())
    found = []
    for block in blocks[1:]:
        head, *lines = block.rstrip().splitlines()
        header = HEADER.fullmatch(head)
        assert header, head
        day, codes, where, subject = header.groups()
        found.append((day, told(codes), subject, parts_of(where, lines)))
    return found


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A repository with the year; each commit is tagged with its number, the first with 0."""
    repo = Repo(tmp_path_factory.mktemp("year"))
    text = (ROOT / REGISTER).read_text("utf-8")
    repo.commit({REGISTER.as_posix(): text}, "Registret", "2026-01-02T12:00:00+0100")
    repo.git("tag", "v0")
    for number, (day, _, subject, parts) in enumerate(commits(), 1):
        text = edited(text, parts)
        repo.commit({REGISTER.as_posix(): text}, subject, f"{day}T12:00:00+0100")
        repo.git("tag", f"v{number}")
    return repo


def changes(year, old: int, new: int):
    """The changes between two commits, as JSON."""
    done = ropa("diff", f"v{old}", f"v{new}", "--format", "json", cwd=year.folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["changes"]


def test_the_year_has_twenty_commits_and_more():
    assert len(commits()) >= 20


@pytest.mark.parametrize("number", range(1, len(commits()) + 1))
def test_each_commit_is_told_for_what_it_means(year, number):
    _, codes, subject, _ = commits()[number - 1]
    found = changes(year, number - 1, number)
    levels = {
        (c["change"], "" if c["significance"] == BY_CODE[c["change"]].level else c["significance"])
        for c in found
    }
    assert levels == set(codes), subject
    assert len(found) == len(codes), subject


def test_what_is_told_between_any_two_was_read_before(year):
    """One line for each change between each two commits of a choice that covers the year."""
    chosen = [(0, len(commits())), (len(commits()), 0), (3, 6), (6, 3), (4, 21), (10, 15), (8, 19)]
    lines = []
    for old, new in chosen:
        done = ropa("diff", f"v{old}", f"v{new}", cwd=year.folder)
        lines += [f"$ ropa diff v{old} v{new}", done.stdout, done.stderr]
    assert_as_read("history.txt", "\n".join(lines))


def test_no_two_commits_are_alike_but_for_order(year):
    """Between any two commits something is told, unless all between them say nothing."""
    silent = {number for number, (_, codes, *_) in enumerate(commits(), 1) if not codes}
    for old, new in combinations(range(0, len(commits()) + 1, 4), 2):
        between = set(range(old + 1, new + 1)) - silent
        assert bool(changes(year, old, new)) == bool(between), (old, new)


def test_the_worst_comment_is_read_on_one_screen(year):
    last = len(commits())
    done = ropa("diff", "v0", f"v{last}", "--format", "md", cwd=year.folder)
    shown = re.sub(r"<details>.*?</details>", "", done.stdout, flags=re.DOTALL)
    assert len(shown.splitlines()) <= SCREEN
    assert_as_read("history.md", done.stdout)


def assert_as_read(name: str, text: str) -> None:
    path = HERE / "reports" / name
    if os.environ.get("ROPA_UPDATE"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
