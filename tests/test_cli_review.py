"""`ropa review apply` and `ropa review status` as a user types them."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from openpyxl import load_workbook
from openpyxl.comments import Comment
from reviewing import Book
from test_cli import ROOT, ropa

FIRST = "controller", "payroll"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The workbook of the model register, as it is rendered."""
    folder = tmp_path_factory.mktemp("made")
    assert ropa("render", ROOT / "registers" / "model", "-f", "xlsx", "-o", folder).returncode == 0
    return folder / "model.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the model register."""
    shutil.copytree(ROOT / "registers" / "model", tmp_path / "registers" / "model")
    return tmp_path


def reviewed(made: Path, desk: Path, *edits: tuple[str, str, str, str], name: str = "anna") -> Path:
    """The workbook with other texts in some cells: sheet, row, field, text."""
    book = Book(made)
    workbook = load_workbook(made)
    for sheet, row, field, text in edits:
        workbook[book.title(sheet)][book.at(sheet, row, field)] = text
    workbook.save(desk / f"{name}.xlsx")
    return desk / f"{name}.xlsx"


def yaml(desk: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in desk.rglob("*.ropa.yaml")}


def test_an_untouched_workbook_changes_nothing(made, desk):
    done = ropa("review", "apply", made, cwd=desk)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout
    assert done.stderr == "model: no edits; 0 comments.\n"


def test_a_dry_run_shows_and_write_writes_the_meant_line_alone(made, desk):
    book = reviewed(made, desk, (*FIRST, "name", 'Pay: "all" # of it'))
    before = yaml(desk)
    done = ropa("review", "apply", book, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert Book(made).address(*FIRST, "name") in done.stdout
    assert "diff --git a/registers/model/" in done.stdout
    assert "type --write" in done.stderr
    assert yaml(desk) == before
    done = ropa("review", "apply", book, "--write", cwd=desk)
    assert done.returncode == 0
    assert "wrote registers/model/" in done.stderr
    changed = [
        (a, b)
        for path, old in before.items()
        for a, b in zip(old.split(b"\n"), path.read_bytes().split(b"\n"), strict=True)
        if a != b
    ]
    assert len(changed) == 1
    assert b'Pay: "all" # of it' in changed[0][1]
    again = ropa("review", "apply", book, "--write", cwd=desk)
    assert again.returncode == 0
    assert "The register has changed since this workbook was made." in again.stdout
    assert "wrote" not in again.stderr


def test_a_conflict_names_cell_and_line_and_nothing_is_written(made, desk):
    anna = reviewed(made, desk, (*FIRST, "name", "Anna's"))
    bo = reviewed(made, desk, (*FIRST, "name", "Bo's"), name="bo")
    assert ropa("review", "apply", anna, "--write", cwd=desk).returncode == 0
    before = yaml(desk)
    done = ropa("review", "apply", bo, "--write", cwd=desk)
    assert done.returncode == 1
    assert f"{Book(made).address(*FIRST, 'name')}: conflict: " in done.stdout
    assert "[registers/model/register.ropa.yaml:" in done.stdout
    assert yaml(desk) == before
    assert ropa("review", "apply", bo, "--write", "--prefer", "yaml", cwd=desk).returncode == 0
    assert yaml(desk) == before
    assert ropa("review", "apply", bo, "--write", "--prefer", "excel", cwd=desk).returncode == 0
    assert any(b"Bo's" in content for content in yaml(desk).values())


def test_a_shared_value_is_a_question_with_two_answers(made, desk):
    at = *FIRST, "security_measures"
    text = Book(made).carried.cells[at].text
    book = reviewed(made, desk, (*at, text.replace("every quarter", "every month")))
    before = yaml(desk)
    done = ropa("review", "apply", book, "--write", cwd=desk)
    assert done.returncode == 1
    assert "--for-all" in done.stdout
    assert "--only-here" in done.stdout
    assert "sick-leave" in done.stdout
    assert yaml(desk) == before
    assert ropa("review", "apply", book, "--only-here", cwd=desk).returncode == 0
    both = ropa("review", "apply", book, "--only-here", "--for-all", cwd=desk)
    assert both.returncode == 2


def test_a_missing_row_is_proposed_and_the_rest_is_written(made, desk):
    path = reviewed(made, desk, (*FIRST, "name", "Wages"))
    book, workbook = Book(made), load_workbook(path)
    workbook[book.title("controller")].delete_rows(book.rows["controller", "patents"])
    for sheet in ("duties", "keeping"):
        workbook[book.title(sheet)].delete_rows(book.rows[sheet, "patents"])
    workbook.save(path)
    done = ropa("review", "apply", path, "--write", cwd=desk)
    assert done.returncode == 1
    assert "--allow-delete" in done.stdout
    content = b"".join(yaml(desk).values())
    assert b"Wages" in content
    assert b"id: patents" in content


def test_a_formula_is_refused_with_its_address(made, desk):
    book = reviewed(made, desk, (*FIRST, "purposes", "=1+1"))
    done = ropa("review", "apply", book, "--write", cwd=desk)
    assert done.returncode == 1
    assert f"{Book(made).address(*FIRST, 'purposes')}: refused: " in done.stdout
    assert ropa("review", "status", book, cwd=desk).returncode == 1


def test_comments_go_to_the_reports_and_not_to_the_register(made, desk):
    path = reviewed(made, desk, (*FIRST, "review_comment", "Looks right"))
    book, workbook = Book(made), load_workbook(path)
    cell = workbook[book.title("controller")][book.at(*FIRST, "purposes")]
    cell.comment = Comment("::error::x\x9b31m | `a`\nSecond \u202e line", "A. Lawyer")
    workbook.save(path)
    before, workbook_before = yaml(desk), path.read_bytes()
    done = ropa(
        "review", "apply", path, "--write", "--report", "md=r.md", "--report", "json=r.json", cwd=desk
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "A. Lawyer" in done.stdout
    assert not set(done.stdout) & {"\x9b", "\u202e"}
    assert len([line for line in done.stdout.splitlines() if "Second" in line]) == 1
    assert (yaml(desk), path.read_bytes()) == (before, workbook_before)
    told = json.loads((desk / "r.json").read_text("utf-8"))
    assert {one["kind"] for one in told["comments"]} == {"comment", "note"}
    page = (desk / "r.md").read_text("utf-8")
    assert "\\`a\\`" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(("command", "schema"), [("apply", "review"), ("status", "review-status")])
def test_json_is_as_its_schema_says(made, desk, command, schema):
    book = reviewed(
        made, desk, (*FIRST, "name", "Wages"), (*FIRST, "purposes", "=1"),
        (*FIRST, "review_comment", "Yes"),
    )  # fmt: skip
    kept = json.loads(ropa("schema", schema).stdout)
    Draft7Validator.check_schema(kept)
    told = json.loads(ropa("review", command, book, "--format", "json", cwd=desk).stdout)
    Draft7Validator(kept).validate(told)
    assert list(told) == kept["required"] == list(kept["properties"])
    assert told["summary"]["refused"] == 1
    assert told["summary"]["comments"] == 1


def test_status_works_without_a_register(made, tmp_path):
    book = reviewed(made, tmp_path, (*FIRST, "name", "Wages"))
    done = ropa("review", "status", book, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "“Payroll” becomes “Wages”." in done.stdout
    assert Book(made).address(*FIRST, "name") in done.stdout
    done = ropa("review", "status", book, "--lang", "sv", "--format", "md", cwd=tmp_path)
    assert done.returncode == 0
    assert "Wages" in done.stdout


def test_a_workbook_that_lost_its_base_is_compared_two_ways(made, desk):
    path = reviewed(made, desk, (*FIRST, "name", "Wages"))
    workbook = load_workbook(path)
    del workbook["_ropa"]
    workbook.save(path)
    before = yaml(desk)
    unnamed = ropa("review", "apply", path, "--write", cwd=desk)
    assert unnamed.returncode == 1, unnamed.stderr
    assert "Wages" in unnamed.stdout
    assert "--two-way" in unnamed.stderr
    assert "--base REV" in unnamed.stderr
    assert yaml(desk) == before
    assert ropa("review", "apply", path, "--write", "--two-way", cwd=desk).returncode == 0
    assert any(b"Wages" in content for content in yaml(desk).values())


def test_what_is_no_workbook_or_no_register_is_said(made, desk):
    (desk / "a.xlsx").write_bytes(b"PK nothing")
    for args in (("a.xlsx",), ("gone.xlsx",), (made, "nowhere"), (made, "--base", "HEAD")):
        done = ropa("review", "apply", *args, cwd=desk)
        assert (done.returncode, done.stdout) == (2, ""), args
        assert done.stderr.startswith("ropa: "), done.stderr
        assert "Traceback" not in done.stderr
    shutil.move(desk / "registers" / "model", desk / "registers" / "other")
    done = ropa("review", "apply", made, cwd=desk)
    assert done.returncode == 2
    assert "the register model; registers has other" in done.stderr
