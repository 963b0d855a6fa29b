"""The register as a workbook: read back, nothing is missing, nothing is a formula, nothing is cut."""

import re
from collections import Counter

import pytest
from booked import (
    file_of,
    made_of,
    opened,
    reading_of,
    record_row,
    texts_of,
)

import ropa
from ropa.model.part import Unknown
from ropa.pages.page import Fields, Table, Text
from ropa.pages.register import register_page
from ropa.words.words import Words
from ropa.workbooks.ruler import height, measure

CONTROLLER = "Controller activities"


# --- what is in it ---------------------------------------------------------------------------------


def test_the_sheets_are_the_parts_of_the_record():
    assert opened(file_of("model")).sheetnames == [
        "Overview", CONTROLLER, "Processor activities", "Other duties", "Keeping of the record",
        "Data sets", "Recipients", "Transfers to third countries", "Systems", "Open questions",
    ]  # fmt: skip


def test_a_sheet_without_rows_is_left_out_and_the_overview_says_so():
    workbook = opened(file_of("softmore"))
    assert "Processor activities" not in workbook.sheetnames
    rows = {row[0]: row[1] for row in workbook["Overview"].iter_rows(values_only=True)}
    assert rows["Processor activities"] == "Left out: nothing is recorded"
    assert rows[CONTROLLER].startswith("One row for each activity")


def test_every_cell_of_the_table_of_softmore():
    """Purpose, data subjects, data, legal basis and time limit of each activity, word for word."""
    record, file = reading_of("softmore").record, file_of("softmore", "sv")
    sheet = opened(file).sheetnames[1]
    for activity in record.activities:
        row = record_row(file, sheet, activity.id)
        assert row["Behandling"] == activity.name
        for heading, entries in (
            ("Ändamål", [p.name for p in activity.purposes]),
            ("Kategorier av registrerade", [s.name for s in activity.data_subjects]),
            ("Kategorier av personuppgifter", [d.name for d in activity.personal_data]),
            ("Rättslig grund", [b.text for b in activity.legal_basis]),
            ("Tidsfrister för radering", [r.text for r in activity.retention]),
        ):
            for entry in filter(None, entries):
                assert entry in row[heading].replace("\n– ", "\n"), (activity.id, heading)


@pytest.mark.parametrize("name", ["model", "softmore", "expisoft", "softone"])
def test_everything_on_the_page_is_in_the_workbook(name):
    reading = reading_of(name)
    page = register_page(reading, ropa.validate(reading), Words("en", "sv"))
    held = "\n".join(text for _, _, text in texts_of(file_of(name)))
    for section in page.sections:
        for block in section.blocks:
            if section.id in ("_controller", "_processor", "_findings"):
                continue  # extracts, or with other columns
            for cell in _cells(block):
                for line in cell:
                    if not re.search(r" ROPA\d|^Id: ", line.text):
                        assert line.text in held, (section.id, line.text)


def _cells(block):
    match block:
        case Text(lines):
            yield lines
        case Fields(fields):
            yield from (field.cell for field in fields)
        case Table(_, _, rows):
            yield from (cell for row in rows for cell in row)


def test_every_finding_has_a_row_and_every_activity_its_count():
    reading, file = reading_of("softmore"), file_of("softmore")
    findings, words = ropa.validate(reading), Words("en", "sv")
    rows = [*opened(file)["Findings"].iter_rows(min_row=2, values_only=True)]
    assert sorted(row[2] for row in rows) == sorted(words.message(f) for f in findings)
    assert {row[3] for row in rows} == {words.fix(f) for f in findings}
    for activity in reading.record.activities:
        about = Counter(f.severity.value for f in findings if activity.id in f.activities)
        counted = record_row(file, CONTROLLER, activity.id)["Findings"].splitlines()
        assert counted == [
            f"{about[weight]} {weight}{'s' * (about[weight] > 1)}"
            for weight in ("error", "warning", "note")
            if about[weight]
        ]


def test_a_gap_is_said_in_words():
    reading = made_of("x", purposes=None, recipients=None, retention=None)
    row = record_row(ropa.render(reading, "xlsx", language="en"), CONTROLLER, "payroll")
    assert row["Purposes"] == "Not stated, Art. 30(1)(b)"
    assert row["Recipients"] == "Not stated, Art. 30(1)(d)"
    assert row["Time limits for erasure"] == "Not stated, Art. 30(1)(f)"


def test_what_belongs_to_the_other_role_is_not_lost():
    reading = made_of("x", role="processor")
    row = record_row(
        ropa.render(reading, "xlsx", language="en"), "Keeping of the record", "payroll"
    )
    assert row["Purposes"] == "x"


def test_an_answer_in_place_of_data_sets_is_not_lost():
    reading = made_of("x", data_sets=Unknown(unknown="Which data?"))
    rows = [*opened(ropa.render(reading, "xlsx", language="en"))["Data sets"].values]
    assert rows[1:] == [("x", "Open question: Which data?")]


# --- how it looks and prints -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model", "softmore"])
def test_every_sheet_is_made_to_be_read_and_printed(name):
    overview, *tables = opened(file_of(name))
    for sheet in (overview, *tables):
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.oddHeader.left.text
        assert not sheet.HeaderFooter.scaleWithDoc
    for sheet in tables:
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        for cell in sheet[1]:
            assert cell.font.b
            assert cell.fill.fgColor.rgb.endswith("1F3A5F")
            assert cell.font.color.rgb.endswith("FFFFFF")
        for cell in sheet[2]:
            assert cell.alignment.wrap_text
            assert cell.alignment.vertical == "top"


@pytest.mark.parametrize("name", ["model", "softmore", "expisoft", "softone"])
def test_rows_are_tall_enough_and_text_is_printed_large_enough(name):
    for sheet in list(opened(file_of(name)))[1:]:
        widths = [sheet.column_dimensions[cell.column_letter].width * 5.25 for cell in sheet[1]]
        assert 784 / sum(widths) * 10 >= 6.5, sheet.title
        for row in sheet.iter_rows():
            tallest = sheet.row_dimensions[row[0].row].height
            assert tallest <= 409.5
            for cell, width in zip(row, widths, strict=True):
                lines = height(measure(cell.value or ""), width - 5)
                assert lines * 12.75 <= tallest, (sheet.title, cell.coordinate)


def test_links_lead_somewhere():
    for name in ("model", "softmore"):
        workbook = opened(file_of(name))
        links = [
            cell.hyperlink for sheet in workbook for row in sheet for cell in row if cell.hyperlink
        ]
        assert len(links) > 20
        for link in links:
            if link.location:
                title, address = re.fullmatch(r"'(.+)'!(A\d+)", link.location).groups()
                assert workbook[title.replace("''", "'")][address].value
            else:
                assert re.match(r"(https?://|mailto:)", link.target)
