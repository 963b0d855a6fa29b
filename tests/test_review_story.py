"""The whole way of a review: git, a workbook, LibreOffice, and back into the YAML."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from reviewing import Book, has_office, in_office

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not has_office() and os.environ.get("CI") != "true",
        reason="LibreOffice with its scripting is not installed; with CI=true this fails instead",
    ),
]


def _run(folder: Path, *arguments: str, code: int = 0) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "ropa", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout + run.stderr


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def _lines(diff: str) -> list[str]:
    """The lines that a diff takes away or adds."""
    return [line for line in diff.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A repository with the model register, and its workbook beside."""
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "registers" / "model", desk / "registers" / "model")
    _git(desk, "init", "-q")
    _git(desk, "add", ".")
    _git(desk, "commit", "-qm", "The register")
    _run(desk, "render", "registers/model", "-f", "xlsx", "-o", "../out", "--lang", "en")
    return desk


def test_two_lawyers_and_a_conflict(desk: Path, tmp_path: Path):
    made = tmp_path / "out" / "model.xlsx"
    book = Book(made)
    sheet = book.title("controller")
    first, second, third = [
        r for s, r in book.rows if s == "controller" and (s, r) in book.carried.rows
    ][:3]
    anna, bo, eva = (tmp_path / f"{name}.xlsx" for name in ("anna", "bo", "eva"))
    name = book.at("controller", first, "name")
    in_office(
        made,
        [
            ["write", sheet, name, 'Payroll: "new" # name'],
            ["note", sheet, book.at("controller", second, "purposes"), "Ask the works council"],
            ["write", sheet, book.at("controller", second, "review_comment"), "Looks right"],
            ["save", str(anna)],
        ],
        tmp_path,
    )
    in_office(
        made,
        [
            ["write", sheet, book.at("controller", third, "name"), "Third, renamed"],
            ["save", str(bo)],
        ],
        tmp_path,
    )
    in_office(made, [["write", sheet, name, "Another name"], ["save", str(eva)]], tmp_path)

    before = _git(desk, "diff")
    told = _run(desk, "review", "apply", str(anna), "registers/model")
    assert _git(desk, "diff") == before == "", "a dry run writes nothing"
    assert "Payroll" in told
    assert "Ask the works council" in told
    assert "Looks right" in told
    _run(desk, "review", "apply", str(anna), "registers/model", "--write")
    diff = _lines(_git(desk, "diff"))
    assert len(diff) == 2, diff
    assert 'Payroll: "new" # name' in diff[1], diff
    _git(desk, "commit", "-qam", "Anna's review")

    _run(desk, "review", "apply", str(bo), "registers/model", "--write")
    diff = _lines(_git(desk, "diff"))
    assert len(diff) == 2, diff
    assert "Third, renamed" in diff[1], diff
    _git(desk, "commit", "-qam", "Bo's review")

    told = _run(desk, "review", "apply", str(eva), "registers/model", "--write", code=1)
    assert _git(desk, "diff") == ""
    assert book.address("controller", first, "name") in told
    assert re.search(r"registers/model/\w+\.ropa\.yaml:\d+", told)
    _run(desk, "review", "apply", str(eva), "registers/model", "--write", "--prefer", "excel")
    diff = _lines(_git(desk, "diff"))
    assert len(diff) == 2, diff
    assert "Another name" in diff[1], diff
    _run(desk, "validate", "registers/model", "--fail-on", "error")


def test_rows_are_sorted_added_copied_and_deleted(desk: Path, tmp_path: Path):
    made = tmp_path / "out" / "model.xlsx"
    book = Book(made)
    sheet = book.title("controller")
    rows = [r for s, r in book.rows if s == "controller" and (s, r) in book.carried.rows]
    last = book.rows["controller", rows[-1]]
    width = max(cell.column_letter for cell in book.workbook[sheet][1] if cell.value)
    sorted_, added, copied, deleted = (
        tmp_path / f"{n}.xlsx" for n in ("sorted", "added", "copied", "deleted")
    )

    in_office(
        made,
        [["unprotect", sheet], ["sort", sheet, f"A2:{width}{last}", 1], ["hide_row", sheet, 4],
         ["insert_column", sheet, 4], ["save", str(sorted_)]],
        tmp_path,
    )  # fmt: skip
    _run(desk, "review", "apply", str(sorted_), "registers/model", "--write")
    assert _git(desk, "diff") == ""

    new = last + 1
    cells = {
        "name": "Visitor book",
        "purposes": "Knowing who is in the building",
        "data_subjects": "Visitors",
        "personal_data": "Names\nTimes",
    }
    in_office(
        made,
        [*(["write", sheet, f"{book.columns['controller', f]}{new}", t] for f, t in cells.items()),
         ["save", str(added)]],
        tmp_path,
    )  # fmt: skip
    _run(desk, "review", "apply", str(added), "registers/model", "--write")
    diff = _git(desk, "diff")
    assert all(line.startswith("+") for line in _lines(diff)), diff
    assert "id: visitor-book" in diff
    assert "Names" in diff
    _run(desk, "validate", "registers/model", "--fail-on", "never")
    told = _run(desk, "review", "apply", str(added), "registers/model", "--write")
    assert _git(desk, "diff") == diff, told
    _git(desk, "checkout", "-q", ".")

    in_office(
        made, [["unprotect", sheet], ["copy_row", sheet, 2, new], ["save", str(copied)]], tmp_path
    )
    told = _run(desk, "review", "apply", str(copied), "registers/model", "--write", code=1)
    assert _git(desk, "diff") == ""
    assert f"{new}" in told
    assert "2" in told

    gone = book.rows["controller", rows[-1]]
    in_office(
        made, [["unprotect", sheet], ["delete_row", sheet, gone], ["save", str(deleted)]], tmp_path
    )
    _run(desk, "review", "apply", str(deleted), "registers/model", "--write", code=1)
    assert _git(desk, "diff") == ""
    _run(desk, "review", "apply", str(deleted), "registers/model", "--write", "--allow-delete")
    diff = _git(desk, "diff")
    assert all(line.startswith("-") for line in _lines(diff))
    assert f"id: {rows[-1]}" in diff
