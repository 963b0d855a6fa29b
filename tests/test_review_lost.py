"""Workbooks that have lost what they carry, or ids, titles, columns: no guess, and nothing is silent."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from reviewing import Book, has_office, in_office

from ropa.workbooks.carried import SHEET

ROOT = Path(__file__).parent.parent
REGISTER = "registers/model"
CSV = "Text - txt - csv (StarCalc)"
SHEETS = (
    "controller", "processor", "duties", "keeping", "common", "sets", "recipients", "systems",
    "organisations", "security_measures", "data_categories",
)  # fmt: skip
WAYS = {"utf-8": ",", "utf-8-sig": "\t", "cp1252": ";"}
office = pytest.mark.skipif(
    not has_office() and os.environ.get("CI") != "true",
    reason="LibreOffice with its scripting is not installed; with CI=true this fails instead",
)


def _run(folder: Path, *arguments: str, code: int = 0) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "ropa", *arguments], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == code, run.stdout + run.stderr
    return run.stdout


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def _apply(desk: Path, file: Path, *options: str, code: int = 0) -> dict:
    told = _run(
        desk, "review", "apply", str(file), REGISTER, "--format", "json", *options, code=code
    )
    return json.loads(told)


def _edits(report: dict) -> list[tuple[str, str, str, str]]:
    return [(e["state"], e["row"], e["field"], e["theirs"]) for e in report["edits"]]


def _diff(desk: Path) -> list[str]:
    lines = _git(desk, "diff", "-U0").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A repository with the model register."""
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / REGISTER, desk / REGISTER)
    _git(desk, "init", "-q")
    _git(desk, "add", ".")
    _git(desk, "commit", "-qm", "The register")
    return desk


@pytest.fixture(params=["en", "sv"])
def made(desk: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Book:
    """The workbook of the register, in a language."""
    _run(desk, "render", REGISTER, "-f", "xlsx", "-o", "../out", "--lang", request.param)
    return Book(tmp_path / "out" / "model.xlsx")


def _saved(book: Book, *changes: Callable[[Workbook], None]) -> Path:
    """The workbook as another program would save it after these changes."""
    workbook = load_workbook(book.path)
    for change in changes:
        change(workbook)
    path = book.path.with_name("back.xlsx")
    workbook.save(path)
    return path


def _first(book: Book, sheet: str) -> str:
    return next(row for of, row in book.rows if of == sheet and (of, row) in book.carried.rows)


def _as_csv(book: Book, sheet: str, code: str, edit: dict[tuple[str, str], str]) -> Path:
    """A sheet as a program saves it as csv, with other texts in cells of some rows and fields."""
    made = book.workbook[book.title(sheet)]
    cells = [[cell.value or "" for cell in row] for row in made.iter_rows()]
    for (row, field), text in edit.items():
        number = ord(book.columns[sheet, field]) - ord("A")
        cells[book.rows[sheet, row] - 1][number] = text
    told = StringIO()
    csv.writer(told, delimiter=WAYS[code]).writerows(cells)
    path = book.path.with_name("sheet.csv")
    path.write_bytes(told.getvalue().encode(code, "replace"))
    return path


# --- csv ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", WAYS)
def test_a_csv_tells_its_differences_and_is_written_with_a_choice(desk, made, code):
    row = _first(made, "controller")
    file = _as_csv(made, "controller", code, {(row, "name"): "Löner – nytt"})
    report = _apply(desk, file, "--write", code=1)
    assert _edits(report) == [("taken", row, "name", "Löner – nytt")]
    assert not report["written"]
    assert _diff(desk) == []
    report = _apply(desk, file, "--two-way", "--write")
    assert report["written"]
    assert report["compared_with"] == "register"
    diff = _diff(desk)
    assert len(diff) == 2
    assert "Löner – nytt" in diff[1]
    assert _edits(_apply(desk, file, "--two-way")) == []


def test_a_csv_is_merged_with_the_revision_it_was_made_from(desk, made):
    """What the register says by now stays, though the csv has the older text."""
    first, second = [r for s, r in made.rows if (s, r) in made.carried.rows and s == "controller"][
        :2
    ]
    file = _as_csv(made, "controller", "utf-8", {(first, "name"): "Mine"})
    yaml = desk / REGISTER / "register.ropa.yaml"
    was = made.carried.cells["controller", second, "name"].text
    text = yaml.read_text()
    changed = re.sub(rf"(\bname: .*){re.escape(was)}", r"\1Theirs", text, count=1)
    assert changed != text
    yaml.write_text(changed)
    _git(desk, "commit", "-qam", "Another name")
    assert len(_edits(_apply(desk, file, "--two-way"))) == 2
    report = _apply(desk, file, "--base", "HEAD~1", "--write")
    assert report["compared_with"] == "revision"
    assert _edits(report) == [("taken", first, "name", "Mine"), ("kept", second, "name", was)]
    diff = _diff(desk)
    assert len(diff) == 2
    assert "Mine" in diff[1]
    assert "Theirs" in yaml.read_text()


@office
@pytest.mark.office
def test_each_sheet_saved_as_csv_by_libreoffice_says_what_it_said(desk, made, tmp_path):
    """In each of the ways in which LibreOffice saves csv; views too."""
    ways = {"a": "44,34,76", "b": "59,34,1", "c": "9,34,76"}
    steps = [
        ["save", str(tmp_path / f"{name}.csv"), CSV, f"{way},1,,0,false,true,false,false,false,-1"]
        for name, way in ways.items()
    ]
    in_office(made.path, steps, tmp_path)
    tables = [key for key in made.carried.titles if key != "overview"]
    assert {key for key in SHEETS if key in made.carried.titles} <= set(tables)
    for number, key in enumerate(tables):
        file = tmp_path / f"{'abc'[number % 3]}-{made.title(key)}.csv"
        report = _apply(desk, file, "--base", "HEAD")
        assert report["edits"] == report["refusals"] == report["comments"] == [], key


# --- what the workbook carries --------------------------------------------------------------------


def _without(workbook: Workbook) -> None:
    """Nothing that is hidden is left, and no property: as a program of the web saves it."""
    for sheet in [sheet for sheet in workbook if sheet.sheet_state != "visible"]:
        del workbook[sheet.title]
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def _damaged(workbook: Workbook) -> None:
    sheet = workbook[SHEET]
    sheet.cell(sheet.max_row // 2, 5, "Something else")


@pytest.mark.parametrize("lost", [_without, _damaged])
def test_a_workbook_without_its_base(desk, made, lost):
    row = _first(made, "controller")
    title, at = made.title("controller"), made.at("controller", row, "name")

    def edit(workbook: Workbook) -> None:
        workbook[title][at] = "Renamed"
        workbook[title][made.at("controller", row, "review_comment")] = "Why so?"

    file = _saved(made, lost, edit)
    report = _apply(desk, file, code=1)
    assert report["refusals"] == []
    assert _edits(report) == [("taken", row, "name", "Renamed")]
    assert [(c["kind"], c["row"], c["text"]) for c in report["comments"]] == [
        ("comment", row, "Why so?")
    ]
    assert _edits(_apply(desk, file, "--base", "HEAD")) == [("taken", row, "name", "Renamed")]
    _apply(desk, file, "--two-way", "--write")
    assert len(_diff(desk)) == 2


def _without_ids(title: str) -> Callable[[Workbook], None]:
    return lambda workbook: workbook[title].delete_cols(1)


def _cell(title: str, address: str, value: object) -> Callable[[Workbook], None]:
    def change(workbook: Workbook) -> None:
        workbook[title][address] = value

    return change


# --- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [_without, lambda workbook: None])
def test_rows_without_ids_are_matched_by_name(desk, made, lost):
    row, title = _first(made, "keeping"), made.title("keeping")
    edit = _cell(title, made.at("keeping", row, "owner"), "Ada")
    report = _apply(desk, _saved(made, edit, _without_ids(title), lost), "--base", "HEAD")
    assert _edits(report) == [("taken", row, "owner", "Ada")]
    assert report["refusals"] == []


def test_a_row_that_has_neither_id_nor_known_name_is_asked_about(desk, made):
    first, second = [r for s, r in made.rows if (s, r) in made.carried.rows and s == "controller"][
        :2
    ]
    title = made.title("controller")
    names = [made.at("controller", row, "name") for row in (first, second)]
    was = made.workbook[title][names[1]].value
    renamed = _saved(made, _cell(title, names[0], "Quite new"), _without_ids(title))
    report = _apply(desk, renamed, "--allow-delete", "--write", code=1)
    assert [r["why"] for r in report["refusals"]] == ["name-unknown"]
    assert "Quite new" in report["refusals"][0]["message"]
    assert not report["written"]
    twice = _saved(made, _cell(title, names[0], was), _without_ids(title))
    report = _apply(desk, twice, code=1)
    assert [r["why"] for r in report["refusals"]] == ["name-twice"] * 2
    assert second not in [e["row"] for e in report["edits"]]
    assert _diff(desk) == []


# --- sheets ---------------------------------------------------------------------------------------


def _renamed(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook, 1):
        if sheet.sheet_state == "visible":
            sheet.title = f"Anna {number}"


@pytest.mark.parametrize("lost", [_without, lambda workbook: None])
def test_renamed_sheets_are_found_by_their_headings(desk, made, lost):
    rows = {sheet: _first(made, sheet) for sheet in ("controller", "systems")}
    edits = [
        _cell(made.title(sheet), made.at(sheet, row, "name"), f"New {sheet}")
        for sheet, row in rows.items()
    ]
    file = _saved(made, *edits, lost, _renamed)
    report = _apply(desk, file, "--base", "HEAD")
    assert {(e[1], e[3]) for e in _edits(report)} == {(r, f"New {s}") for s, r in rows.items()}
    assert report["refusals"] == []
    assert {c["kind"] for c in report["comments"]} <= {"sheet"}


def test_an_added_sheet_and_a_copied_one_are_remarks(desk, made):
    def add(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Frågor")
        sheet["B2"], sheet["C2"], sheet["B4"] = "Who decides?", "=1+1", 7
        workbook.copy_worksheet(workbook[made.title("common")])

    report = _apply(desk, _saved(made, add))
    assert report["edits"] == report["refusals"] == []
    told = [(c["kind"], c["address"], c["text"]) for c in report["comments"]]
    assert told[:2] == [("sheet", "'Frågor'!B2", "Who decides?; =…"), ("sheet", "'Frågor'!B4", "7")]
    assert len(told) > 2
    assert {kind for kind, _, _ in told} == {"sheet"}
    text = _run(desk, "review", "apply", str(made.path.with_name("back.xlsx")), REGISTER)
    assert "Who decides?" in text


def test_a_view_that_is_gone_is_in_nobodys_way(desk, made):
    view = made.title("transfers")
    report = _apply(desk, _saved(made, lambda workbook: workbook.remove(workbook[view])))
    assert report["edits"] == report["refusals"] == report["comments"] == []


# --- what is only shown ---------------------------------------------------------------------------


def test_what_was_changed_where_it_is_only_shown_is_told(desk, made):
    view, front = made.title("transfers"), made.title("overview")
    row = _first(made, "transfers")
    at = made.at("transfers", row, "review_comment")
    number = made.rows["transfers", row]
    name = made.carried.rows["transfers", row]
    owner = _first(made, "controller")
    derived = [f for s, f in made.columns if s == "controller" and ("controller", owner, f) not in made.carried.cells and f not in ("key", "review_status", "review_comment", "review_date")]  # fmt: skip
    assert derived
    counted = made.at("controller", owner, derived[0])
    report = _apply(
        desk,
        _saved(
            made, _cell(view, f"C{number}", "To Norway"), _cell(view, at, "Since when?"),
            _cell(front, "A1", "Our record"), _cell(made.title("controller"), counted, "=2+2"),
        ),
    )  # fmt: skip
    assert report["edits"] == report["refusals"] == []
    told = {(c["kind"], c["address"]): (c["row"], c["name"], c["text"]) for c in report["comments"]}
    assert told == {
        ("shown", f"'{view}'!C{number}"): (row, name, "To Norway"),
        ("comment", f"'{view}'!{at}"): (row, name, "Since when?"),
        ("shown", f"'{front}'!A1"): (None, None, "Our record"),
        ("shown", f"'{made.title('controller')}'!{counted}"): (
            owner, made.carried.rows["controller", owner], "=…",
        ),
    }  # fmt: skip


# --- what LibreOffice makes of what is typed ------------------------------------------------------


@office
@pytest.mark.office
def test_typed_in_libreoffice(desk, made, tmp_path):
    """A date is a date however it is stored, a number its digits; a truth value is asked about."""
    row, title = _first(made, "controller"), made.title("controller")
    at = {f: made.at("controller", row, f) for f in ("name", "review_date", "review_comment")}
    keeping = made.title("keeping")
    owner, reviewed = (made.at("keeping", row, f) for f in ("owner", "reviewed"))
    told, saved = [], tmp_path / "typed.xlsx"
    in_office(
        made.path,
        [
            ["unprotect", title], ["unprotect", keeping],
            ["type", keeping, owner, "42"], ["type", keeping, reviewed, "2026-03-01"],
            ["type", title, at["review_date"], "2026-03-02"],
            ["type", title, at["review_comment"], "=1+1"],
            ["note", title, f"{made.columns['controller', 'name']}1", "Is this column needed?"],
            ["add_sheet", "Mine", [["One", "Two"]]],
            ["save", str(saved)],
            ["formula", title, at["name"], "=TRUE()"], ["save", str(tmp_path / "truth.xlsx")],
        ],
        tmp_path,
    )  # fmt: skip
    report = _apply(desk, saved)
    assert _edits(report) == [
        ("taken", row, "owner", "42"),
        ("taken", row, "reviewed", "2026-03-01"),
    ]
    told = [(c["kind"], c["row"], c["text"]) for c in report["comments"]]
    assert told == [
        ("comment", row, "=1+1"), ("reviewed-on", row, "2026-03-02"),
        ("note", None, "Is this column needed?"), ("sheet", None, "One; Two"),
    ]  # fmt: skip
    report = _apply(desk, tmp_path / "truth.xlsx", code=1)
    assert [(r["address"], r["why"]) for r in report["refusals"]] == [
        (f"'{title}'!{at['name']}", "formula")
    ]
