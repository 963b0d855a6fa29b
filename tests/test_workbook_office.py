"""The workbook in LibreOffice: what it prints, and whether any text is cut there."""

import os
import re
import shutil
from zipfile import ZipFile

import pytest
from booked import file_of, made_of, members, on_paper, opened, printed, seen, texts_of
from pypdf import PdfReader

import ropa

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        not shutil.which("soffice") and os.environ.get("CI") != "true",
        reason="LibreOffice is not installed; with CI=true this fails instead",
    ),
]
A4 = 842, 595


def _without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def _pages(file: bytes, folder) -> list[str]:
    """The texts of the pages, without spaces; every page is A4 landscape."""
    path = folder / "workbook.xlsx"
    path.write_bytes(file)
    pages = PdfReader(printed(path, "pdf", folder)).pages
    for page in pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
    return [_without_spaces(page.extract_text()) for page in pages]


@pytest.mark.parametrize(("name", "language"), [("softmore", "sv"), ("model", "en")])
def test_every_text_is_on_paper(name, language, tmp_path):
    file = file_of(name, language)
    pages = _pages(file, tmp_path)
    paper = "".join(pages)
    for sheet, address, text in on_paper(file):
        assert _without_spaces(text) in paper, (sheet, address, text)
    first = {sheet.title: _without_spaces(str(sheet["B1"].value)) for sheet in seen(opened(file))}
    for title, heading in list(first.items())[1:]:
        own = [page for page in pages if _without_spaces(title) in page and heading in page]
        assert own, f"no page repeats the headings of {title}"
    numbers = ("Sida", "av") if language == "sv" else ("Page", "of")
    for number, page in enumerate(pages, 1):
        assert f"{numbers[0]}{number}{numbers[1]}{len(pages)}" in page


@pytest.mark.parametrize(
    ("name", "language"), [("softmore", "sv"), ("model", "en"), ("expisoft", "sv")]
)
def test_rows_are_as_tall_as_the_office_would_make_them(name, language, tmp_path):
    """Without heights of ours LibreOffice works out its own: ours must not be less."""
    file = file_of(name, language)
    path = tmp_path / "free.xlsx"
    with ZipFile(path, "w") as archive:
        for member, content in members(file).items():
            archive.writestr(member, re.sub(rb' ht="[0-9.]+" customHeight="1"', b"", content))
    path = printed(path, "ods", tmp_path)
    theirs = opened(printed(path, "xlsx", tmp_path).read_bytes())
    compared = 0
    for sheet in seen(opened(file)):
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            wanted = theirs[sheet.title].row_dimensions[number].height
            if wanted and any(row):
                assert sheet.row_dimensions[number].height >= wanted, (sheet.title, number)
                compared += 1
    assert compared > 50


def test_a_long_text_is_on_paper_in_full(tmp_path):
    words = [f"word{number}" for number in range(1500)]
    paper = "".join(_pages(ropa.render(made_of("Name", " ".join(words)), "xlsx"), tmp_path))
    assert all(word in paper for word in words)


def test_it_survives_the_office(tmp_path):
    """Saved by LibreOffice, the texts are the same, those that look like something else too."""
    texts = (
        "=1+1",
        "_x000D_",
        "a_x0041_b",
        "00123",
        "1E5",
        "2024-01-01",
        "TRUE",
        "å 中 \U0001f600",
        "+1",
    )
    file = ropa.render(made_of(*texts), "xlsx", language="en")
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "book.xlsx"
    path.write_bytes(file)
    again = printed(path, "xlsx", tmp_path).read_bytes()
    assert list(texts_of(again)) == list(texts_of(file))
    cells = [c for sheet in opened(again) for row in sheet.iter_rows() for c in row if c.value]
    assert {cell.data_type for cell in cells} == {"s"}
