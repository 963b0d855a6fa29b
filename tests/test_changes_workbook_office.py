"""Changes as a workbook in LibreOffice: nothing is cut on paper, and nothing is lost in saving."""

import os
import re
import shutil
from io import BytesIO

import pytest
from booked import on_paper, opened, printed, seen, texts_of
from changed import CRITICAL, book, changed, marked
from openpyxl import load_workbook
from pypdf import PdfReader

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not shutil.which("soffice") and os.environ.get("CI") != "true",
        reason="LibreOffice is not installed; with CI=true this fails instead",
    ),
]


def _without_spaces(text):
    return re.sub(r"\s", "", text)


def _sample():
    long = "Personal data of people who ordered something, or who asked for an offer, "
    return (
        CRITICAL,
        changed((f"{long}by letter",), (f"{long}by letter or by e-mail",)),
        *(changed((f"{t} old",), (f"{t} new",)) for t in ("=1+1", "_x000D_", "a_x0041_b", "00123")),
    )


def test_every_text_is_on_paper(tmp_path):
    path = tmp_path / "changes.xlsx"
    path.write_bytes(book(*_sample()))
    pages = PdfReader(printed(path, "pdf", tmp_path)).pages
    assert {tuple(map(round, page.mediabox[2:])) for page in pages} == {(842, 595)}
    paper = "".join(_without_spaces(page.extract_text()) for page in pages)
    for sheet, address, text in on_paper(path.read_bytes()):
        assert _without_spaces(text) in paper, (sheet, address, text)


def test_it_survives(tmp_path):
    """Saved by LibreOffice, texts, marks and lists are the same."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "changes.xlsx"
    file = book(*_sample())
    path.write_bytes(file)
    again = printed(path, "xlsx", tmp_path).read_bytes()
    ours = {(sheet, address): text for sheet, address, text in texts_of(file)}
    theirs = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in seen(opened(again))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert theirs == ours
    saved = load_workbook(BytesIO(again), rich_text=True)
    cells = [cell.value for row in saved["Changes"].iter_rows(min_row=4) for cell in row]
    assert {text.strip() for cell in cells for text in marked(cell, "strike")} == {"old"}
    assert {text.strip() for cell in cells for text in marked(cell, "u")} == {"new"}
    assert all(sheet.data_validations.dataValidation for sheet in seen(saved)[1:])
