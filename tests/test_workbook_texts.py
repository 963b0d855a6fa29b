"""The texts of a workbook: each stays a text, whole and visible; and the same bytes everywhere."""

import re
import subprocess
import sys
from zipfile import ZIP_STORED, ZipFile

import pytest
from booked import (
    ROOT,
    file_of,
    made_of,
    many,
    members,
    opened,
    reading_of,
    record_row,
    seen,
    texts_of,
)

import ropa
from ropa.views import Unshowable
from ropa.workbooks.text import BREAKS, escaped, length, sheet_title, show

CONTROLLER = "Controller activities"
HOSTILE = (
    "=1+1", "@SUM(A1)", "+1", "-1", "#N/A", "#REF!", '=HYPERLINK("https://x.example","x")',
    "=cmd|' /C calc'!A0", "'quoted", "1E5", "00123", "2024-01-01", "TRUE", "_x000D_", "a_x0041_b",
    "_xD83D_", "\U0001f600 and 中文", "a <b> & \"c\" ]]> &amp;", "spaces  within", "a\ttab",
    "two\nlines", "&P &[Date] &A", "{{ 1 }}", "Donaudampfschifffahrtsgesellschaft",
)  # fmt: skip
UNSEEN = {
    "\x00\x07\x1b[31m": r"\u{0}\u{7}\u{1b}[31m", "\ufffe\uffff": r"\u{fffe}\u{ffff}",
    "\ud800": r"\u{d800}", "\u202etxt": r"\u{202e}txt", "\x85\x9b": r"\u{85}\u{9b}",
}  # fmt: skip


# --- nothing but text ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model", "softmore"])
def test_every_cell_is_a_text(name):
    for sheet in seen(opened(file_of(name))):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type == "s"
            assert (cell.number_format, cell.quotePrefix) == ("@", True)


def test_hostile_texts_stay_texts():
    file = ropa.render(made_of(*HOSTILE), "xlsx", language="en")
    row = record_row(file, CONTROLLER, "payroll")
    assert row["Activity"] == "=1+1"
    assert row["Purposes"] == "\n".join(HOSTILE).replace("two\n", "two\n  ")
    assert row["Recipients"] == row["Purposes"]
    for name, content in members(file).items():
        assert not re.search(rb"<f[ >]|t=\"(str|e|b|n)\"|externalLink", content), name
    texts = [cell for _, _, cell in texts_of(file)]
    assert "=1+1" in texts
    assert not any(
        cell.data_type != "s" for sheet in opened(file) for (cell,) in sheet["A1:A9"] if cell.value
    )


def test_what_cannot_be_seen_is_shown():
    file = ropa.render(made_of("x", *UNSEEN), "xlsx", language="en")
    assert record_row(file, CONTROLLER, "payroll")["Purposes"].split("\n") == [
        "x",
        *UNSEEN.values(),
    ]


def test_a_text_that_no_cell_holds_is_refused_by_name():
    with pytest.raises(Unshowable, match=r"“Purposes” of “short” .* 40000 .* 32767"):
        ropa.render(made_of("short", "x" * 39_994), "xlsx", language="en")
    emoji = "\U0001f600" * 16_400  # two of Excel's characters each
    with pytest.raises(Unshowable):
        ropa.render(made_of("short", emoji), "xlsx", language="en")


def test_a_text_taller_than_a_row_is_printed_in_full_on_a_sheet_of_its_own():
    words = [f"word{number}" for number in range(1500)]
    file = ropa.render(made_of("Name", " ".join(words)), "xlsx", language="en")
    workbook = opened(file)
    row = record_row(file, CONTROLLER, "payroll")
    assert row["Purposes"] == "– In full on the sheet “Long texts”\nName\n" + " ".join(words)
    long = [*workbook["Long texts"].iter_rows(min_row=2, values_only=True)]
    printed = " ".join(text for _, _, field, text, *_ in long if field == "Purposes").split()
    assert printed == ["Name", *words]
    assert all(d.height <= 409.5 for d in workbook["Long texts"].row_dimensions.values())


def test_no_more_line_breaks_than_a_cell_may_have():
    file = ropa.render(made_of(*(f"entry {n}" for n in range(600))), "xlsx", language="en")
    purposes = record_row(file, CONTROLLER, "payroll")["Purposes"]
    assert purposes.count("\n") <= BREAKS
    assert all(f"entry {n}" in purposes for n in range(600))


def test_a_recipient_of_a_great_many_activities_counts_them():
    """Their names would be more than a cell can hold."""
    workbook = opened(ropa.render(many(300), "xlsx", language="en"))
    heads, *rows = workbook["Recipients"].values
    named, users = heads.index("Name"), heads.index("Activities")
    rows = {row[named]: row[users] for row in rows}
    assert rows["Finance department"] == "302 activities"
    assert rows["HR department"] == "Sick leave\nRecruitment"


def test_small_print():
    assert (
        escaped("_x0041_x0042_ _x12_ __x0041_") == "_x005F_x0041_x005F_x0042_ _x12_ __x005F_x0041_"
    )
    assert length("a\U0001f600") == 3
    assert sheet_title("'History'", []) == "History 2"
    assert sheet_title("a/b:c?*[x]", ["A-B-C---X-"]) == "a-b-c---x- 2"
    assert length(sheet_title("\U0001f600" * 31, [])) <= 31
    assert show(()).text == ""


# --- the same bytes --------------------------------------------------------------------------------


def test_the_same_bytes_everywhere(tmp_path):
    code = (
        "import sys, ropa; sys.stdout.buffer.write("
        "ropa.render(ropa.read('registers/model')[0], 'xlsx', language='sv'))"
    )
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "HOME": "/"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/Lima",
            "LC_ALL": "sv_SE.UTF-8",
            "HOME": str(tmp_path),
        },
    )
    one, two = (
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=world, capture_output=True, check=True
        )
        for world in worlds
    )
    assert one.stdout == two.stdout == ropa.render(reading_of("model"), "xlsx", language="sv")


def test_the_file_tells_no_time_and_no_machine(tmp_path):
    path = tmp_path / "model.xlsx"
    path.write_bytes(file_of("model"))
    with ZipFile(path) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.compress_type) == (3, ZIP_STORED)
    properties = opened(file_of("model")).properties
    assert properties.created == properties.modified
    assert properties.created.date().isoformat() == "2026-10-15"
    assert (properties.creator, properties.lastModifiedBy) == ("ropa", None)
