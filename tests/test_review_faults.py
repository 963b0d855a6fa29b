"""`ropa review apply --write` where something goes wrong: the register is whole, and the code says which."""

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from faults import ERRNOS, Dying, Failing, attempts, contents, lay, told
from openpyxl import load_workbook
from reviewing import Book
from test_cli import ropa
from typer.main import get_command

from ropa.cli.app import app
from ropa.source.journal import NAME

ACTIVITY = """\
activities:
  - id: {id}
    name: {name}            # what it is called
    purposes: [Pay wages to employees]
    data_subjects: [Employees]
    personal_data: [Bank account]
    legal_basis: [contract]
    recipients: none
    transfers: none
    retention: 2 years after the end of the financial year
    security_measures: [Access by role]
    created: 2026-01-01
"""
HEAD = """\
ropa: 1
organisations: {a: {name: A AB, contact: {email: a@a.example}}}
dpo: {none: Not required under Art. 37(1)}
"""
FOLDER = Path("registers/acme")
IDS = {"register": "payroll", "b": "visits", "deep/c": "web"}
OLD = {
    f"{file}.ropa.yaml": (HEAD if file == "register" else "").encode()
    + ACTIVITY.format(id=row, name=row.title()).encode()
    for file, row in IDS.items()
}
NEW = {
    f"{file}.ropa.yaml": OLD[f"{file}.ropa.yaml"].replace(
        f"name: {row.title()} ".encode(), f"name: {row.title()} and more ".encode()
    )
    for file, row in IDS.items()
}
WRITE = ["review", "apply", "anna.xlsx", "--write"]
DRY = WRITE[:-1]
COMMAND = get_command(app)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """The workbook of the small register, with an edit for each of its three files."""
    folder = tmp_path_factory.mktemp("made")
    lay(folder / FOLDER, OLD)
    assert ropa("render", FOLDER, "-f", "xlsx", "-o", ".", cwd=folder).returncode == 0
    made = Book(folder / "acme.xlsx")
    workbook = load_workbook(made.path)
    for row in IDS.values():
        at = made.at("controller", row, "name")
        workbook[made.title("controller")][at] = f"{row.title()} and more"
    workbook.save(folder / "anna.xlsx")
    return folder / "anna.xlsx"


@pytest.fixture
def desk(tmp_path: Path, book: Path, monkeypatch) -> Path:
    """A folder with the register and the workbook; it is the working directory."""
    shutil.copy(book, tmp_path / "anna.xlsx")
    lay(tmp_path / FOLDER, OLD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Done:
    """How a run in this process ended."""

    exit_code: int
    stdout: str
    stderr: str


def run(*args: str, command: Sequence[str] = WRITE) -> Done:
    """The command in this process."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as errors:
        try:
            COMMAND.main([*command, *args], "ropa")
        except SystemExit as end:
            return Done(end.code, out.getvalue(), errors.getvalue())
    raise AssertionError("it has no end")


def now() -> str:
    """What the register is."""
    return told(FOLDER, OLD, NEW)


def test_all_goes_well(desk):
    done = run("--report", "md=r.md")
    assert (done.exit_code, now()) == (0, "new"), done.stderr
    assert [line for line in done.stderr.splitlines() if line.startswith("wrote")] == [
        *(f"wrote registers/acme/{name}" for name in ("register.ropa.yaml", "b.ropa.yaml", "deep/c.ropa.yaml")),
        "wrote r.md",
    ]  # fmt: skip
    assert "Written to the register." in Path("r.md").read_text("utf-8")


def test_applied_twice_there_is_nothing_more_to_write(desk):
    assert run().exit_code == 0
    before = {path: path.stat() for path in FOLDER.rglob("*")}
    again = run()
    assert again.exit_code == 0
    assert "wrote" not in again.stderr
    assert "3 the same on both sides" in again.stderr
    assert {path: path.stat() for path in FOLDER.rglob("*")} == before


@pytest.mark.parametrize("code", ERRNOS)
def test_whichever_call_fails_the_exit_code_says_what_the_register_is(desk, code):
    states = Counter()
    for attempt in attempts(lambda: run("--report", "json=r.json"), Failing, ERRNOS[code]):
        done = attempt.result
        state = now().split()[0]
        states[state] += 1
        assert done.exit_code == {"old": 2, "new": 0}.get(state) or (
            (done.exit_code, state) == (1, "new") and "r.json" in done.stderr
        ), (attempt.number, state, done.stderr)
        assert "Traceback" not in done.stderr
        if state == "old":
            message = done.stderr.splitlines()[-1]
            assert re.match(r"ropa: [^ ]*(registers/acme|r\.json)[^ ]*: .*", message), message
            assert "wrote" not in done.stderr
            assert "nothing was written" in message, message
        else:
            assert done.stderr.count("wrote registers/acme/") == 3
        if NAME in contents(FOLDER):
            assert run().exit_code == 0
            assert now() == "new"
        lay(FOLDER, OLD)
        Path("r.json").unlink(missing_ok=True)
    assert min(states["old"], states["new"]) > 3


def test_where_nothing_works_any_more_the_run_after_makes_it_whole(desk):
    codes = set()
    for attempt in attempts(run, Failing, ERRNOS["EIO"], ever=True):
        done, state = attempt.result, now().split()[0]
        codes.add((done.exit_code, state))
        if state == "mixed":
            assert "not all was put back: " in done.stderr
        if NAME in contents(FOLDER):
            dry = run(command=DRY)
            assert (dry.exit_code, dry.stdout) == (2, "")
            assert NAME in dry.stderr
            assert "--write" in dry.stderr
            again = run()
            assert (again.exit_code, now()) == (0, "new"), again.stderr
        lay(FOLDER, OLD)
    assert codes == {(2, "old"), (2, "mixed"), (0, "new")}


def test_killed_at_any_call_the_next_run_makes_it_whole(desk):
    for attempt in attempts(run, Dying):
        wreck = contents(FOLDER)
        dry = run(command=DRY)
        assert dry.exit_code == (2 if NAME in wreck else 0)
        assert contents(FOLDER) == wreck
        again = run()
        assert (again.exit_code, now()) == (0, "new"), (attempt.number, again.stderr)
        lay(FOLDER, OLD)
