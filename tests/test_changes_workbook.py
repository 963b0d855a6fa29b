"""Changes as a workbook: read back, every change is there, word for word, and what changed is marked."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from booked import ROOT, members, offered, opened, seen
from changed import CRITICAL, LINE, book, changed, marked
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

import ropa
from ropa.changes.compare import compare
from ropa.changes.judge import judge
from ropa.changes.significance import Level
from ropa.pages.changes import QUESTIONS
from ropa.reports.change_lines import change_lines
from ropa.words.words import Words
from ropa.workbooks import TooLong
from ropa.workbooks.changes import DONE, REVIEWED
from ropa.workbooks.layout import lay_out
from ropa.workbooks.text import visible

TOUR = ROOT / "tests" / "tour"


def _rows(file, sheet):
    """The rows of a sheet by the headings of its columns."""
    headings, *rows = opened(file)[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, (v or "" for v in row), strict=True)) for row in rows]


def _rich(file, column):
    """The first change's cell in a column, with its runs."""
    sheet = load_workbook(BytesIO(file), rich_text=True)["Changes"]
    for cells in sheet.iter_cols():
        if str(cells[0].value) == column:
            return cells[1].value
    raise KeyError(column)


# --- what is in it --------------------------------------------------------------------------------


def test_a_change_from_the_files_to_the_sheet():
    """Every change of two registers has its row, in the order of the report."""
    old, new = (ropa.read(TOUR / f"{name}.ropa.yaml")[0] for name in ("before", "after"))
    lines = change_lines(old, new, _judged(old, new), Words("en"), QUESTIONS)
    rows = _rows(book(*lines), "Changes")
    assert lines
    assert [row["What changed"] for row in rows] == [line.message for line in lines]
    assert [row["Before"].split("\n") for row in rows] == [
        [*line.before] or ["–"] for line in lines
    ]
    assert [row["Now"].split("\n") for row in rows] == [[*line.now] or ["–"] for line in lines]


def _judged(old, new):
    day = date(2026, 11, 22)
    return judge(old.record, new.record, compare(old.record, new.record), day, day)


def test_the_cells_of_a_change():
    (row,) = _rows(book(CRITICAL), "Changes")
    assert row == {
        "Significance": "Critical",
        "Activity": "Newsletter",
        "What changed": "New special category: “Health”.",
        "Before": "–",
        "Now": "Health",
        "Article": "GDPR Art. 9, 35(3)(b)",
        "Why it weighs more": "it concerns children",
        "What to do": "State the condition.\nInform data subjects.",
        "Place": "Now: shop.ropa.yaml:14",
        "Status": "",
        "Comment": "",
    }


def test_each_thing_to_do_is_there_once_with_its_activities():
    other = replace(CRITICAL, names=("Payroll",), activity_name="Payroll", level=Level.MAJOR)
    rows = _rows(book(CRITICAL, other), "To do")
    assert [(row["Significance"], row["What to do"], row["Activities"]) for row in rows] == [
        ("Critical", "State the condition.", "Newsletter\nPayroll"),
        ("Critical", "Inform data subjects.", "Newsletter\nPayroll"),
    ]


def test_the_summary_says_what_was_compared_and_counts():
    file = book(CRITICAL, LINE, LINE, old="v2026-06", new="the working tree")
    rows = [row[:3] for row in opened(file)["Summary"].iter_rows(values_only=True)]
    assert ("Old version", "v2026-06", None) in rows
    assert ("New version", "the working tree", None) in rows
    counts = {
        row[0]: row[2] for row in rows if row[0] in ("Critical", "Major", "Minor", "Editorial")
    }
    assert counts == {"Critical": "1", "Major": "0", "Minor": "0", "Editorial": "2"}


def test_where_nothing_changed_the_summary_says_so():
    workbook = opened(book())
    assert workbook.sheetnames == ["Summary"]
    told = {row[0]: row[1] for row in workbook["Summary"].iter_rows(values_only=True)}
    assert told["Changes"] == "Left out: nothing changed"
    assert told["To do"] == "Left out: nothing follows from the changes"


def test_the_register_is_named_where_there_are_several():
    gone = replace(
        LINE, change="register-removed", register="old-shop", activity=None, names=(), field=None
    )
    rows = _rows(book(LINE, gone), "Changes")
    assert [(row["Register"], row["Activity"]) for row in rows] == [
        ("shop", "Newsletter"), ("old-shop", "old-shop"),
    ]  # fmt: skip
    assert "Register" not in _rows(book(LINE), "Changes")[0]


def test_a_great_many_activities_are_counted():
    names = tuple(f"Activity {number}" for number in range(31))
    many, few = replace(LINE, activity=None, names=names), replace(LINE, activity=None, names=())
    rows = _rows(book(many, few), "Changes")
    assert [row["Activity"] for row in rows] == ["31 activities", "The register"]


# --- what changed is marked -----------------------------------------------------------------------


def test_words_that_went_are_struck_and_words_that_came_are_underlined():
    file = book(changed(("Keep for 3 years", "Erase"), ("Keep for 10 years", "Erase")))
    before, now = _rich(file, "Before"), _rich(file, "Now")
    assert str(before) == "Keep for 3 years\nErase"
    assert str(now) == "Keep for 10 years\nErase"
    assert marked(before, "strike") == ["3"]
    assert marked(now, "u") == marked(now, "b") == ["10"]
    (went,) = (run.font for run in before if isinstance(run, TextBlock))
    assert went.color.rgb == "FF8A1C12"


def test_what_is_the_same_on_both_sides_is_not_marked():
    file = book(changed(("Same",), ("Same",)))
    assert (_rich(file, "Before"), _rich(file, "Now")) == ("Same", "Same")


ENTRIES = st.lists(st.text(max_size=12), max_size=3).map(tuple)


@settings(max_examples=40, deadline=None)
@given(ENTRIES, ENTRIES)
def test_marks_take_nothing_from_the_text_and_add_nothing(before, now):
    file = book(changed(before, now))
    for column, entries in (("Before", before), ("Now", now)):
        lines = [visible(e).strip("\n") for e in entries if e.strip(" \n\t")]
        wanted = "\n".join(lines) or ("–" if not entries else "")
        cell = _rich(file, column)
        runs = cell if isinstance(cell, CellRichText) else [cell or ""]
        assert "".join(str(run) for run in runs) == wanted


# --- nothing but text -----------------------------------------------------------------------------

HOSTILE = (
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", '=HYPERLINK("https://shop.example")', "_x000D_",
    "\x1b[31m", "a\u202eb", "<r><t>", "&amp;", "\ufffe", "\U0001f600",
)  # fmt: skip


def test_no_text_becomes_a_formula():
    lines = [
        replace(
            LINE, before=(text, f"{text} old"), now=(text, f"{text} new"), message=text,
            names=(text,), register=text, follow_up=(text,), because=(text,),
        )
        for text in HOSTILE
    ]  # fmt: skip
    file = book(*lines, old="=1+1", new="@x")
    for name, content in members(file).items():
        assert b"<f>" not in content
        assert b"<f " not in content, name
    assert {cell.data_type for sheet in opened(file) for row in sheet for cell in row} <= {"s", "n"}
    rows = _rows(file, "Changes")
    for text, row in zip(HOSTILE, rows, strict=True):
        assert row["Before"] == f"{visible(text)}\n{visible(text)} old"
        assert row["Activity"] == visible(text)


def test_a_text_that_no_cell_can_hold_is_refused_by_name():
    with pytest.raises(TooLong) as refused:
        book(changed(("a",), ("x" * 32_768,)))
    assert (refused.value.row, refused.value.column) == ("Newsletter", "Now")


def test_a_text_taller_than_a_row_is_in_full_on_a_sheet_of_its_own():
    text = " ".join(f"word{number}" for number in range(2000))
    file = book(changed((f"old {text}",), (f"new {text}",)))
    held = " ".join(row["Text"] for row in _rows(file, "Long texts"))
    assert held.split() == f"old {text} new {text}".split()
    assert marked(_rich(file, "Now"), "u") == ["new"]


# --- for the reader -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_status_is_chosen_from_a_list(language):
    words = Words(language)
    workbook = opened(book(CRITICAL, language=language))
    for sheet, choices in zip(workbook.worksheets[1:3], (REVIEWED, DONE), strict=True):
        (rule,) = sheet.data_validations.dataValidation
        assert offered(workbook, rule) == [*map(words, choices)]
        assert (rule.type, rule.errorStyle) == ("list", "warning")
        first, last = (
            str(rule.sqref).split(":") if ":" in str(rule.sqref) else [str(rule.sqref)] * 2
        )
        column = first.rstrip("0123456789")
        assert (first, last) == (f"{column}2", f"{column}{sheet.max_row}")
        assert sheet[f"{column}1"].value == words("Status")


def test_headings_stay_in_sight_and_are_printed_on_each_page():
    workbook = opened(book(CRITICAL, LINE))
    for sheet in seen(workbook)[1:]:
        assert sheet.freeze_panes == "C2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == sheet.dimensions
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, 1)


def test_old_and_new_are_equally_wide():
    sheet = opened(book(changed(("x",), ("a long text " * 40,))))["Changes"]
    widths = [sheet.column_dimensions[letter].width for letter in "DE"]
    assert widths[0] == widths[1]


def test_columns_keep_the_room_they_need_beside_a_tall_cell():
    """A text that is tall makes the table wider, and not the other columns narrower."""
    least = [600.0, 100.0]
    widths = lay_out(["A", "B"], [["a", "word " * 400], *[["a", "b"]] * 5], least).widths
    assert all(width >= room for width, room in zip(widths, least, strict=True))


def test_the_same_changes_are_the_same_bytes():
    lines = CRITICAL, changed(("a b",), ("a c",))
    assert book(*lines) == book(*lines)
