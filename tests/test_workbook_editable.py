"""The workbook that a reviewer edits: what may be written where, and what the workbook carries of itself."""

import os
import shutil

import pytest
from booked import file_of, made_of, offered, opened, printed, reading_of, seen

import ropa
from ropa.forms.slots import slots
from ropa.review.instead import Instead, whole
from ropa.words.words import Words
from ropa.workbooks.carried import ID, PROPERTY, REVIEW, Carried, digest, normal, parse, rows
from ropa.workbooks.carrying import FRONT

REGISTERS = ("model", "softmore", "expisoft", "softone")
CONTROLLER = "Controller activities"
office = pytest.mark.skipif(
    not shutil.which("soffice") and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed; with CI=true this fails instead",
)


def carried_rows(workbook) -> list[tuple[str, ...]]:
    values = workbook["_ropa"].iter_rows(values_only=True)
    return [tuple(text or "" for text in row) for row in values]


def found(workbook, told: Carried):
    """Every cell that is carried, found by the id of its row and the heading of its column."""
    for sheet, title in told.titles.items():
        table = workbook[title]
        heads = {normal(cell.value or ""): cell.column for cell in table[1]}
        numbers = {row[0].value: row[0].row for row in table.iter_rows(2) if row[0].value}
        for (of, row, field), cell in told.cells.items():
            if of == sheet:
                column = heads[normal(told.headings[sheet, field])]
                yield (of, row, field), cell, table.cell(numbers[row], column)


# --- what it carries -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_cell_shows_what_the_workbook_says_it_showed(name, language):
    reading, workbook = reading_of(name), opened(file_of(name, language))
    told = parse(carried_rows(workbook))
    made = slots(reading, Words(language, reading.record.register.language))
    count = 0
    for key, cell, there in found(workbook, told):
        assert (there.value or "") == cell.shown
        assert (cell.text, cell.locked) == (made[key].text, made[key].locked)
        assert there.protection.locked == bool(cell.locked)
        count += 1
    assert count == len(told.cells) > 100
    silent = [slot for key, slot in made.items() if key not in told.cells]
    assert not [slot for slot in silent if slot.text], "stated, and on no sheet"


def test_the_digest_is_carried_twice_and_covers_every_text():
    workbook = opened(file_of("model"))
    there = carried_rows(workbook)
    told = parse(there)
    assert told.meta["digest"] == digest(there) == workbook.custom_doc_props[PROPERTY].value
    assert told.meta["register"] == "model"
    assert told.meta["language"] == "en"
    for number, row in enumerate(there):
        if row[:2] != ("meta", "digest"):
            changed = [*there]
            changed[number] = (*row[:2], row[2] + "x", *row[3:])
            assert digest(changed) != told.meta["digest"]
    assert digest(rows(told)) == told.meta["digest"]


def test_texts_are_compared_as_other_programs_leave_them():
    assert normal("a \r\nb\t\r\n\r\n") == "a\nb"
    assert normal(" a\n\nb") == " a\n\nb"


@pytest.mark.parametrize("name", REGISTERS)
def test_every_sheet_has_ids_and_every_column_is_found_by_its_heading(name):
    workbook = opened(file_of(name))
    told = parse(carried_rows(workbook))
    tables = seen(workbook)[1:]
    front = told.titles.pop(FRONT)
    assert front == workbook.sheetnames[0]
    assert [sheet.title for sheet in tables] == list(told.titles.values())
    for key, title in told.titles.items():
        sheet = workbook[title]
        assert sheet.column_dimensions["A"].hidden
        ids = [
            sheet.cell(n, 1).value for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value
        ]
        assert ids == [row for of, row in told.rows if of == key]
        heads = [normal(cell.value) for cell in sheet[1]]
        assert len(set(heads)) == len(heads)
        assert heads == [normal(head) for (of, _), head in told.headings.items() if of == key]
        fields = [field for of, field in told.headings if of == key]
        assert (fields[0], tuple(fields[-3:])) == (ID, REVIEW)


# --- what may be written ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", REGISTERS)
def test_sheets_are_protected_without_a_password(name):
    for sheet in opened(file_of(name)):
        guard = sheet.protection
        assert guard.sheet
        assert guard.password is None
        allowed = guard.sort, guard.autoFilter, guard.formatCells, guard.formatColumns
        assert not any((*allowed, guard.formatRows, guard.insertRows))
        if sheet.sheet_state == "visible":
            assert all(cell.protection.locked for cell in sheet[1])
            assert all(row[0].protection.locked for row in sheet.iter_rows())
        else:
            assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    workbook = opened(file_of(name))
    assert workbook["_lists"].sheet_state == "hidden"
    assert workbook["_ropa"].sheet_state == "veryHidden"


def test_what_is_worked_out_is_locked_and_the_reviewers_columns_are_not():
    for sheet in seen(opened(file_of("model")))[1:]:
        heads = [cell.value.split("\n")[0] for cell in sheet[1]]
        assert heads[-3:] == ["Review", "Comment", "Reviewed on"]
        for row in sheet.iter_rows(2):
            assert not any(cell.protection.locked for cell in row[-3:])
        for head in ("Findings", "Id of the activity", "Activities", "Own keys"):
            if head in heads:
                column = heads.index(head) + 1
                assert all(sheet.cell(n, column).protection.locked for n in range(2, sheet.max_row))


def test_rows_can_be_added_below_the_table():
    sheet = opened(file_of("model"))[CONTROLLER]
    last = int(sheet.auto_filter.ref.rpartition("P")[2])
    assert sheet.max_row == last + 50
    heads = [cell.value.split("\n")[0] for cell in sheet[1]]
    for cell, head in zip(sheet[last + 50], heads, strict=True):
        assert cell.protection.locked == (head in ("Id", "Findings"))
    for rule in sheet.data_validations.dataValidation:
        assert str(rule.sqref).endswith(str(last + 50))


def test_what_has_a_closed_answer_is_chosen_from_a_list():
    workbook = opened(file_of("model"))
    expected = {
        ("Keeping of the record", "Status"): ("stop", "Active"),
        ("Keeping of the record", "Role"): ("stop", "Processor"),
        (CONTROLLER, "Legal basis"): ("warning", "Contract (Art. 6(1)(b))"),
        (CONTROLLER, "Transfers to third countries"): ("warning", "None"),
        (CONTROLLER, "Review"): ("stop", "Agreed"),
        ("Other duties", "Conditions for special categories"): ("warning", "Art. 9(2)(b)"),
        ("Other duties", "Children"): ("warning", "Yes"),
        ("Other duties", "Cookies"): ("warning", "Strictly necessary"),
        ("Recipients", "Kind"): ("warning", "Public authority"),
        ("Recipients", "Country"): ("warning", "Sweden"),
    }
    for (title, head), (style, choice) in expected.items():
        sheet = workbook[title]
        heads = [cell.value.split("\n")[0] for cell in sheet[1]]
        letter = sheet.cell(1, heads.index(head) + 1).column_letter
        (rule,) = (r for r in sheet.data_validations.dataValidation if f"{letter}2" in r.sqref)
        assert rule.errorStyle == style
        assert choice in offered(workbook, rule)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_headings_have_notes(language):
    sheet = seen(opened(file_of("model", language)))[1]
    notes = [cell.comment for cell in sheet[1] if cell.comment]
    assert len(notes) == len(list(sheet[1])) - 1
    assert {note.author for note in notes} == {"ropa"}
    purposes = next(n for n in notes if n.text.startswith(Words(language).cite("Art. 30(1)(b)")))
    assert "\n" in purposes.text


# --- cells that cannot be read back ----------------------------------------------------------------


def test_a_cell_that_excel_cannot_hold_as_it_is_is_locked():
    def locked(*texts):
        workbook = opened(ropa.render(made_of(*texts), "xlsx", language="en"))
        told = parse(carried_rows(workbook))
        return told.cells["controller", "payroll", "purposes"].locked

    assert locked("a", "b") == ""
    assert locked("a", "\u202eb") == "unseen-characters"
    assert locked(*(f"entry {number}" for number in range(400))) == "line-breaks"


def test_a_text_that_is_printed_on_another_sheet_is_read_without_the_line_that_says_so(tmp_path):
    long = "word " * 2500 + "end"
    workbook = opened(ropa.render(made_of(long, "a"), "xlsx", language="en"))
    told = parse(carried_rows(workbook)).cells["controller", "payroll", "purposes"]
    mark, _, text = told.shown.partition("\n")
    assert (told.text, told.locked) == (f"{long}\na", "")
    assert (mark, text) == ("– In full on the sheet “Long texts”", told.text)
    assert whole(told.shown, told) == told.text
    assert whole(f"{mark}\n{long}\nb", told) == f"{long}\nb"
    assert whole(f"{long}\nb", told) == f"{long}\nb"
    assert whole("b", told) == "b"
    assert Instead(Words("en")).text_of(told.shown) == told.text


# --- through another program -----------------------------------------------------------------------


@office
@pytest.mark.office
@pytest.mark.parametrize(("name", "steps"), [("model", ("xlsx",)), ("softmore", ("ods", "xlsx"))])
def test_what_it_carries_survives_the_office(name, steps, tmp_path):
    path = tmp_path / "in" / "book.xlsx"
    path.parent.mkdir()
    path.write_bytes(file_of(name, "sv"))
    for number, step in enumerate(steps):
        (tmp_path / str(number)).mkdir()
        path = printed(path, step, tmp_path / str(number))
    workbook = opened(path.read_bytes())
    there = carried_rows(workbook)
    told = parse(there)
    assert digest(there) == told.meta["digest"]
    assert len(told.cells) > 100
    for _, cell, now in found(workbook, told):
        assert normal(now.value or "") == normal(cell.shown)
