"""Rendering as a user does it: which files appear, and that nothing is lost when it fails."""

import csv
import io
import json
import os
import stat

import pytest
from test_cli import BAD, GOOD, ROOT, ropa

FORMATS = ("md", "html", "xlsx", "json", "csv")


def test_one_file_per_register_and_format(tmp_path):
    out = tmp_path / "out"
    args = [arg for form in FORMATS for arg in ("-f", form)]
    done = ropa("render", "registers", *args, "-o", out)
    assert done.returncode == 0, done.stderr
    names = {"softmore", "expisoft", "model", "koncernen", "softone-ab", "softone-ab-service"}
    assert {p.name for p in out.iterdir()} == {f"{n}.{f}" for n in names for f in FORMATS}


@pytest.mark.parametrize("form", FORMATS)
def test_same_input_same_bytes(form, tmp_path):
    """On every run and machine: hash seed, time zone, locale, home and columns do not matter."""
    environments = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "HOME": "/", "COLUMNS": "40"},
        {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "LANG": "sv_SE.UTF-8", "HOME": str(tmp_path),
         "LC_ALL": "de_DE.UTF-8", "USER": "somebody"},
    )  # fmt: skip
    made = []
    for number, environment in enumerate(environments):
        out = tmp_path / str(number)
        done = ropa("render", "registers", "-f", form, "-o", out, env=environment)
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]


@pytest.mark.parametrize(("lang", "heading"), [("sv", "Rättslig grund"), ("en", "Legal basis")])
def test_the_language_is_the_readers_choice(lang, heading, tmp_path):
    ropa("render", "registers/softmore", "-o", tmp_path, "--lang", lang)
    assert heading in (tmp_path / "softmore.md").read_text("utf-8")


def test_a_register_speaks_its_own_language_unless_told(tmp_path):
    ropa("render", "registers/softmore", "-o", tmp_path)
    assert "Rättslig grund" in (tmp_path / "softmore.md").read_text("utf-8")


def test_a_gap_and_an_open_question_are_shown_where_they_are(tmp_path):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(BAD.replace("transfers: none", "transfers: {unknown: Where is the backup?}"))
    assert ropa("render", path, "-o", tmp_path, "--lang", "en").returncode == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "Not stated, Art. 30(1)(d)" in text
    assert "Open question: Where is the backup?" in text


def test_what_cannot_be_read_whole_is_not_rendered(tmp_path):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(GOOD + "    purpose: [x]\n")
    done = ropa("render", path, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert f"a.ropa.yaml:{len(GOOD.splitlines()) + 1}:5" in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_registers_of_one_name_do_not_overwrite_each_other(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.ropa.yaml").write_text(GOOD)
    done = ropa("render", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "same" in done.stderr


def test_a_read_only_folder_is_a_message(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert ropa("render", "registers/model", "-o", out).returncode == 2


def test_it_does_not_write_through_a_link(tmp_path):
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    (tmp_path / "model.md").symlink_to(target)
    done = ropa("render", "registers/model", "-o", tmp_path)
    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    assert target.read_text() == "precious"


def test_json_is_the_register_as_it_holds(tmp_path):
    ropa("render", "registers/model", "-f", "json", "-o", tmp_path)
    data = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert data["format_version"] == 1
    assert data["organisations"]["modellbolaget"]["name"] == "Modellbolaget AB"
    by_id = {activity["id"]: activity for activity in data["activities"]}
    payroll = by_id["payroll"]
    assert payroll["children"] is False
    assert "children" in payroll["inherited"]
    assert by_id["sick-leave"]["systems"] == payroll["systems"]  # it says: see payroll
    assert data["findings"] == []


def test_csv_has_a_row_an_activity_and_no_formula(tmp_path):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(GOOD.replace("name: Payroll", "name: '=HYPERLINK(\"http://x\")'"))
    ropa("render", path, "-f", "csv", "-o", tmp_path)
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][:2] == ["payroll", '\'=HYPERLINK("http://x")']


def test_unknown_format_is_a_usage_error():
    done = ropa("render", "registers/model", "-f", "docx")
    assert done.returncode == 2
    assert "docx" in done.stderr
    assert not (ROOT / "build" / "model.docx").exists()
