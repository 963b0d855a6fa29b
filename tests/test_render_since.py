"""`ropa render -f xlsx --since REV`: what changed since a revision, beside the register."""

from pathlib import Path

import pytest
from booked import opened
from changed import marked
from openpyxl import load_workbook
from repositories import GOOD, Repo

from ropa.cli.app import app

FILE = "registers/shop.ropa.yaml"
CHANGED = GOOD.replace("retention: 2 years", "retention: 9 years").replace(
    "legal_basis: [contract]", "legal_basis: [consent]"
)


@pytest.fixture
def repo(tmp_path, monkeypatch):
    made = Repo(tmp_path / "repo")
    made.commit({FILE: GOOD})
    monkeypatch.chdir(made.folder)
    return made


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        app(["render", *arguments, "-o", "out", "--isolated"])
    return int(done.value.code or 0)


def _rows(title: str, name: str = "shop", at: str = "out") -> list[dict[str, str]]:
    sheet = opened(Path(at, f"{name}.xlsx").read_bytes())[title]
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows if any(row)]


def test_old_and_new_stand_side_by_side(repo):
    repo.write({FILE: CHANGED})
    assert _run("-f", "xlsx", "--since", "HEAD", "--lang", "en") == 0
    rows = _rows("Changes since HEAD")
    assert {row["Activity"] for row in rows} == {"Payroll"}
    (retention,) = [row for row in rows if "9 years" in str(row["Now"])]
    assert "2 years" in retention["Before"]
    assert retention["Article"].startswith("GDPR Art.")
    assert retention["Significance"] in ("Critical", "Major", "Minor")
    sheet = load_workbook("out/shop.xlsx", rich_text=True)["Changes since HEAD"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any("2" in marked(cell.value, "strike") for cell in cells)
    assert any("9" in marked(cell.value, "u") for cell in cells)
    assert any(cell.hyperlink and "activities" in cell.hyperlink.location for cell in cells)


def test_it_goes_with_another_revision(repo):
    repo.commit({FILE: CHANGED})
    repo.commit({FILE: CHANGED.replace("Payroll", "Wages")})
    assert _run("-f", "xlsx", "--since", "HEAD~2", "--at", "HEAD~1", "--lang", "en") == 0
    assert {row["Activity"] for row in _rows("Changes since HEAD~2")} == {"Payroll"}
    about = list(opened(Path("out/shop.xlsx").read_bytes()).worksheets[0].values)
    first = repo.git("rev-parse", "HEAD~2")[:12]
    assert any(f"since HEAD~2 ({first})" in str(row[1]) for row in about)


def test_nothing_changed(repo):
    assert _run("-f", "xlsx", "--since", "HEAD", "--lang", "en") == 0
    book = opened(Path("out/shop.xlsx").read_bytes())
    assert "Changes since HEAD" not in book.sheetnames
    told = {row[0]: row[1] for row in book.worksheets[0].values}
    assert told["Changes since HEAD"] == "Left out: nothing changed since HEAD"


def test_a_register_that_was_not_there_is_new(repo):
    repo.write({"registers/other.ropa.yaml": GOOD.replace("payroll", "wages")})
    assert _run("-f", "xlsx", "--since", "HEAD", "--lang", "en") == 0
    (row,) = _rows("Changes since HEAD", "other")
    assert "new" in row["What changed"]
    assert "Changes since HEAD" not in opened(Path("out/shop.xlsx").read_bytes()).sheetnames


def test_the_same_input_gives_the_same_bytes(repo):
    repo.write({FILE: CHANGED})
    files = []
    for _ in range(2):
        assert _run("-f", "xlsx", "--since", "HEAD") == 0
        files.append(Path("out/shop.xlsx").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("formats", [["md"], ["xlsx", "md"], ["json"]])
def test_another_format_is_a_usage_error(repo, capsys, formats):
    asked = [part for one in formats for part in ("-f", one)]
    assert _run(*asked, "--since", "HEAD") == 2
    assert "-f xlsx" in capsys.readouterr().err.replace("\n", " ")
    assert not Path("out").exists()


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~9", "HEAD..HEAD"])
def test_a_revision_that_cannot_be_had_is_told(repo, capsys, revision):
    assert _run("-f", "xlsx", "--since", revision) == 2
    assert revision.split("..")[0] in capsys.readouterr().err
    assert not Path("out").exists()


def test_an_old_version_that_is_not_whole_is_not_compared(repo, capsys):
    repo.commit({FILE: GOOD.replace("activities:", "activities: [")})
    repo.write({FILE: CHANGED})
    assert _run("-f", "xlsx", "--since", "HEAD") == 2
    assert "not compared: HEAD cannot be read whole" in capsys.readouterr().err
