"""What is read of a reviewed workbook: cells, remarks, refusals; and nothing is lost."""

import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from booked import file_of, printed
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from reviewed_files import (
    GAP,
    HEADINGS,
    SHOWN,
    TITLE,
    carried,
    edited,
    made,
    members,
    opened,
    packed,
    saved,
)

from ropa.review.reviewed import NotAWorkbook
from ropa.review.workbook import read
from ropa.workbooks.carried import normal

AT = "'Controller''s activities'!"


def _cells(reviewed):
    return {(row.key, of): cell.text for row in reviewed.rows for of, cell in row.cells.items()}


def _refused(reviewed):
    return {(refusal.address.removeprefix(AT), refusal.reason) for refusal in reviewed.refusals}


def test_an_untouched_workbook_says_what_it_said():
    reviewed = read(saved(made()))
    assert reviewed.carried
    assert not reviewed.refusals
    assert not reviewed.remarks
    assert (reviewed.register, reviewed.version, reviewed.files) == ("acme", "3", "f00")
    free = {key: text for key, text in reviewed.base.items() if key not in reviewed.locked}
    assert {("controller", *key): text for key, text in _cells(reviewed).items()} == free
    assert _cells(reviewed)["newsletter", "retention"] == ""
    assert _cells(reviewed)["visits", "retention"] == "1 year"
    assert reviewed.locked == {("controller", "visits", "purposes"): "see"}


def test_an_edit_is_read_with_its_address():
    reviewed = read(edited(C2="Advertising\r\nStatistics"))
    cell = reviewed.rows[0].cells["purposes"]
    assert (cell.text, cell.address) == ("Advertising\nStatistics", f"{AT}C2")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (f"{GAP}\n7 years", "7 years"), (7, "7"), (7.5, "7.5"), (date(2026, 1, 15), "2026-01-15"),
        (datetime(2026, 1, 15), "2026-01-15"), ("_x005F_x000D_", "_x000D_"), ("a_x000A_b", "a\nb"),
        (None, ""), (" ", " "), ("'=1", "'=1"), ("😀", "😀"),
        (CellRichText("a ", TextBlock(InlineFont(b=True), "b")), "a b"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_shown(typed, text):
    assert _cells(read(edited(D2=typed)))["newsletter", "retention"] == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("=1+1", "formula"), ("#N/A", "error-cell"), (True, "boolean"),
        (datetime(2026, 1, 15, 8, 30), "time"), (date(1900, 1, 5), "early-date"), (1e300, "number-format"),
        ("a_x0007_", "unseen-character"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_by_its_address(typed, reason):
    reviewed = read(edited(D2=typed))
    assert _refused(reviewed) == {("D2", reason)}
    assert ("newsletter", "retention") not in _cells(reviewed)


def test_a_percentage_is_no_number_as_shown():
    book = made()
    book[TITLE]["D2"] = 0.07
    book[TITLE]["D2"].number_format = "0%"
    assert _refused(read(saved(book))) == {("D2", "number-format")}


def test_merged_cells_are_refused():
    book = made()
    book[TITLE].merge_cells("C2:C3")
    reviewed = read(saved(book))
    assert ("C2", "merged") in _refused(reviewed)
    assert {("newsletter", "purposes"), ("payroll", "purposes")}.isdisjoint(_cells(reviewed))
    assert ("payroll", "retention") in _cells(reviewed)


def test_merged_ids_leave_the_sheet_unread():
    book = made()
    book[TITLE].merge_cells("A2:A3")
    reviewed = read(saved(book))
    assert ("A2", "merged-ids") in _refused(reviewed)
    assert not reviewed.rows
    assert not reviewed.base
    assert not reviewed.titles


def test_a_copied_id_names_both_rows():
    reviewed = read(edited(A5="payroll", B5="Payroll 2"))
    assert {("A3", "copied-id"), ("A5", "copied-id")} <= _refused(reviewed)
    assert {r.facts["rows"] for r in reviewed.refusals} == {"3, 5"}
    assert [row.cells for row in reviewed.rows if row.key == "payroll"] == [{}]


def test_an_unknown_id_is_refused():
    assert _refused(read(edited(A5="nobody", B5="x"))) == {("A5", "unknown-id")}


def test_a_new_row_has_no_id():
    new = read(edited(B5="CCTV", C5="Security", E5="2 errors", G5="please add"))
    row = next(row for row in new.rows if not row.key)
    assert {of: cell.text for of, cell in row.cells.items()} == {
        "name": "CCTV",
        "purposes": "Security",
    }
    assert {(r.kind, r.text) for r in new.remarks} == {
        ("column", "2 errors"),
        ("comment", "please add"),
    }


def test_locked_cells_are_not_read_back():
    reviewed = read(edited(C4="Other"))
    assert _refused(reviewed) == {("C4", "locked-cell")}
    assert reviewed.refusals[0].facts["why"] == "see"


def test_rows_and_columns_may_move_and_hide():
    book = made()
    sheet = book[TITLE]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, 10)
    sheet["A1"] = "For the board"
    for number, row in enumerate([texts[0], *reversed(texts[1:])], 3):
        for column, text in enumerate(
            [row[0], row[3], row[2], "extra" if number > 3 else None, row[1], *row[4:]], 1
        ):
            sheet.cell(number, column, text)
    sheet.row_dimensions[4].hidden = True
    reviewed = read(saved(book))
    assert _cells(reviewed) == _cells(read(saved(made())))
    assert reviewed.hidden == 1
    assert not reviewed.refusals
    assert [(r.kind, r.row, r.text) for r in reviewed.remarks] == [
        ("column", "", "For the board"), ("column", "visits", "extra"),
        ("column", "payroll", "extra"), ("column", "newsletter", "extra"),
    ]  # fmt: skip


def test_a_column_that_is_gone_is_no_edit():
    book = made()
    book[TITLE].delete_cols(3)
    reviewed = read(saved(book))
    assert [(r.reason, r.facts["field"]) for r in reviewed.refusals] == [
        ("column-gone", "purposes")
    ]
    assert all(of != "purposes" for _, of in _cells(reviewed))


def test_a_heading_that_is_there_twice_is_refused():
    reviewed = read(edited(I1=HEADINGS[1], I2="x"))
    assert _refused(reviewed) == {("I1", "column-twice")}


def test_a_sheet_that_is_gone_takes_no_rows_along():
    book = made()
    del book[TITLE]
    reviewed = read(saved(book))
    assert [(r.reason, r.facts) for r in reviewed.refusals] == [
        ("sheet-gone", {"sheet": "controller"})
    ]
    assert not reviewed.base
    assert not reviewed.titles


def test_reviewers_columns_and_notes_are_remarks():
    book = made()
    sheet = book[TITLE]
    sheet["F2"], sheet["G2"], sheet["H2"] = "Agreed", "Ask IT", date(2026, 2, 1)
    sheet["D3"].comment = Comment("Anna:\nToo long", "Anna")
    sheet["C1"].comment = Comment("What it is for", "ropa")
    reviewed = read(saved(book))
    assert [(r.kind, r.row, r.field, r.text, r.author) for r in reviewed.remarks] == [
        ("status", "newsletter", "", "Agreed", ""), ("comment", "newsletter", "", "Ask IT", ""),
        ("reviewed-on", "newsletter", "", "2026-02-01", ""),
        ("note", "payroll", "retention", "Too long", "Anna"),
    ]  # fmt: skip


def test_threads_are_read_with_their_authors():
    book = made()
    book[TITLE]["D3"].comment = Comment("[Threaded comment]\n\nComment:\n  Why?", "tc={1}")
    parts = members(saved(book))
    spaces = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f"<ThreadedComments {spaces}>"
        '<threadedComment ref="D3" dT="2026-01-02T10:00:00.00" personId="{A}" id="{1}" done="1"><text>Why?</text></threadedComment>'
        '<threadedComment ref="D3" dT="2026-01-04T10:00:00.00" personId="{A}" id="{3}" parentId="{1}"><text>Good</text></threadedComment>'
        '<threadedComment ref="D3" dT="2026-01-03T10:00:00.00" personId="{B}" id="{2}" parentId="{1}"><text>The law</text></threadedComment>'
        "</ThreadedComments>"
    ).encode()
    parts["xl/persons/person.xml"] = (
        f'<personList {spaces}><person displayName="Anna" id="{{A}}"/><person displayName="Bo" id="{{B}}"/></personList>'
    ).encode()
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships/"
    for rels, kind, target in (
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            "threadedComment",
            "/xl/threadedComments/threadedComment1.xml",
        ),
        ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
    ):
        link = f'<Relationship Id="rT" Type="{kinds}{kind}" Target="{target}"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    remarks = read(packed(parts)).remarks
    assert [(r.kind, r.row, r.field, r.author, r.text, r.resolved) for r in remarks] == [
        ("thread", "payroll", "retention", "Anna", "Why?", True),
        ("thread", "payroll", "retention", "Bo", "The law", True),
        ("thread", "payroll", "retention", "Anna", "Good", True),
    ]  # fmt: skip


@pytest.mark.parametrize("lost", ["gone", "changed"])
def test_a_lost_base_is_said(lost):
    book = made()
    if lost == "gone":
        del book["_ropa"]
        with pytest.raises(NotAWorkbook, match="not-ours"):
            read(saved(book))
    else:
        book["_ropa"].cell(book["_ropa"].max_row, 5, "x")
    reviewed = read(saved(book), [carried()])
    assert not reviewed.carried
    assert not reviewed.base
    assert not reviewed.locked
    assert reviewed.notices == ("base-gone" if lost == "gone" else "base-differs",)
    assert len(reviewed.rows) == 3


@pytest.mark.parametrize(
    ("delimiter", "code"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")]
)
def test_a_sheet_saved_as_csv(delimiter, code, tmp_path: Path):
    rows = [HEADINGS, *((row_id, *texts) for row_id, texts in SHOWN.items())]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.replace("Wages", "Löner – 1").encode(code))
    reviewed = read(path, [carried()])
    assert not reviewed.carried
    assert not reviewed.refusals
    assert _cells(reviewed)["payroll", "purposes"] == "Löner – 1"
    assert ("cp1252" in reviewed.notices) == (code == "cp1252")


def test_every_cell_is_accounted_for():
    """Read, remarked, refused, or as it was: nothing that was typed is lost."""
    book = made()
    sheet = book[TITLE]
    typed = {"B2": "New name", "D3": "=1", "C4": "Locked", "J3": "aside", "B9": "CCTV", "E9": "?", "J30": "below", "F4": "Agreed", "G4": True}  # fmt: skip
    for address, value in typed.items():
        sheet[address] = value
    reviewed = read(saved(book))
    told = {cell.address for row in reviewed.rows for cell in row.cells.values()}
    told |= {each.address for each in (*reviewed.remarks, *reviewed.refusals)}
    assert {f"{AT}{address}" for address in typed} <= told


@pytest.mark.office
@pytest.mark.skipif(
    not shutil.which("soffice") and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed; with CI=true this fails instead",
)
@pytest.mark.parametrize("ways", [("xlsx",), ("ods", "xlsx")])
def test_another_program_loses_nothing(ways, tmp_path):
    typed = {"C2": "a_x005F_x000D_b", "C3": "a_x0041_b", "D2": "1\n\n 2  ", "D3": "😀 – \t x"}
    sent = tmp_path / "sent.xlsx"
    book = opened(edited(**typed))
    book[TITLE]["D1"].comment = Comment("How long the data are kept", "ropa")
    sent.write_bytes(saved(book))
    path = sent
    for way in ways:
        path = printed(path, way, tmp_path)
    ours, theirs = read(sent), read(path)
    assert theirs.carried
    assert theirs.base == ours.base
    assert theirs.refusals == ()
    assert theirs.remarks == ()
    assert {k: normal(t) for k, t in _cells(theirs).items()} == {
        k: normal(t) for k, t in _cells(ours).items()
    }


@pytest.mark.parametrize(("name", "language"), [("softmore", "sv"), ("model", "en")])
def test_a_real_workbook_says_what_its_register_says(name, language):
    """Every cell that may be edited is read, with the text that it stands for."""
    reviewed = read(file_of(name, language))
    assert reviewed.carried
    assert reviewed.refusals == reviewed.remarks == ()
    free = {key: text for key, text in reviewed.base.items() if key not in reviewed.locked}
    told = {(r.sheet, r.key, of): cell.text for r in reviewed.rows for of, cell in r.cells.items()}
    assert told == free
    assert len(free) > 100
