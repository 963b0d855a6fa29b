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
    seen,
    texts_of,
)
from openpyxl.utils.cell import column_index_from_string

import ropa
from ropa.model.part import Unknown
from ropa.words.words import Words
from ropa.workbooks.ruler import height, measure

CONTROLLER = "Controller activities"


# --- what is in it ---------------------------------------------------------------------------------


def test_the_sheets_are_the_parts_of_the_record():
    assert opened(file_of("model")).sheetnames == [
        "Overview", CONTROLLER, "Processor activities", "Other duties", "Keeping of the record",
        "Data sets", "Common answers", "Recipients", "Systems", "Organisations",
        "Security measures", "Data categories", "Other recipients", "Transfers to third countries",
        "Retention schedule", "Open questions", "_lists", "_ropa",
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
                assert entry.casefold() in row[heading].casefold(), (activity.id, heading)


@pytest.mark.parametrize("name", ["model", "softmore", "expisoft", "softone"])
def test_every_text_of_the_register_is_in_the_workbook(name):
    """Whatever is more than a word is there letter for letter, in the language of the workbook."""
    reading, words = reading_of(name), Words("en", reading_of(name).record.register.language)
    held = "\n".join(text for _, _, text in texts_of(file_of(name))).replace("\n  ", "\n")
    told = [text for text in _texts(reading.tree.data, words) if " " in text]
    assert len(told) > 50
    for text in told:
        assert text.strip() in held or all(line.strip() in held for line in text.split("\n"))


def _texts(data, words):
    """The texts of a register's data; of one that is in several languages, that which is shown."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict) and data and all(len(key) == 2 for key in data):
        yield words.text(data)
    elif isinstance(data, (dict, list)):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value, words)


def test_every_finding_has_a_row_and_every_activity_its_count():
    reading, file = reading_of("softmore"), file_of("softmore")
    findings, words = ropa.validate(reading), Words("en", "sv")
    heads, *rows = opened(file)["Findings"].iter_rows(values_only=True)
    found, fix = (heads.index(head) for head in ("What was found", "What to do"))
    assert sorted(row[found] for row in rows) == sorted(words.message(f) for f in findings)
    assert {row[fix] for row in rows} == {words.fix(f) for f in findings}
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
    row = record_row(
        ropa.render(reading, "xlsx", language="en"), "Keeping of the record", "payroll"
    )
    assert row["Data sets"] == "Open question: Which data?"


# --- how it looks and prints -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model", "softmore"])
def test_every_sheet_is_made_to_be_read_and_printed(name):
    overview, *tables = seen(opened(file_of(name)))
    for sheet in (overview, *tables):
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.oddHeader.left.text
        assert not sheet.HeaderFooter.scaleWithDoc
    for sheet in tables:
        assert sheet.freeze_panes in ("C2", "D2", "E2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:$")
        assert sheet.print_title_rows == "$1:$1"
        for cell in sheet[1]:
            assert cell.font.b
            assert cell.fill.fgColor.rgb.endswith("1F3A5F")
            assert cell.font.color.rgb.endswith("FFFFFF")
        for cell in sheet[2][1:]:
            assert cell.alignment.wrap_text
            assert cell.alignment.vertical == "top"


@pytest.mark.parametrize("name", ["model", "softmore", "expisoft", "softone"])
def test_rows_are_tall_enough_and_text_is_printed_large_enough(name):
    for sheet in seen(opened(file_of(name)))[1:]:
        heads = sheet[1][1:]
        assert sheet.column_dimensions["A"].hidden
        widths = [sheet.column_dimensions[cell.column_letter].width * 5.25 for cell in heads]
        printed = column_index_from_string(re.search(r":\$([A-Z]+)", sheet.print_area)[1]) - 1
        assert len(heads) - 3 <= printed
        assert 784 / sum(widths[:printed]) * 10 >= 6.5, sheet.title
        last = int(re.sub(r".*[A-Z]", "", sheet.auto_filter.ref))
        for row in sheet.iter_rows(max_row=last, min_col=2):
            tallest = sheet.row_dimensions[row[0].row].height
            assert tallest <= 409.5
            if any("“Long texts”" in (cell.value or "") for cell in row):
                continue
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
                title, address = re.fullmatch(r"'(.+)'!([AB]\d+)", link.location).groups()
                assert workbook[title.replace("''", "'")][address].value
            else:
                assert re.match(r"(https?://|mailto:)", link.target)
