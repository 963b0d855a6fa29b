"""Workbooks that are none, or are built to harm: a reason, in bounded time and memory."""

import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from reviewed_files import TITLE, carried, edited, made, members, packed, saved

from ropa.review.reasons import reason as sentence
from ropa.review.reviewed import NotAWorkbook
from ropa.review.unpacked import OLE
from ropa.review.workbook import read
from ropa.words.words import Words

SECONDS, BYTES = 10, 512 << 20
TABLE = "xl/worksheets/sheet2.xml"
CHILD = """
import sys
from pathlib import Path
from ropa.review.reviewed import NotAWorkbook
from ropa.review.workbook import read
try:
    print("read", len(read(Path(sys.argv[1])).rows))
except NotAWorkbook as why:
    print(why.reason)
"""


def _with(name: str, part: bytes) -> bytes:
    return packed({**members(saved(made())), name: part})


def _sheet(inside: bytes) -> bytes:
    parts = members(saved(made()))
    return packed({**parts, TABLE: parts[TABLE].replace(b"</sheetData>", inside + b"</sheetData>")})


def _doctype(code: str = "utf-8") -> bytes:
    laugh = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laugh}]><x>&l8;</x>'
    return text.encode(code)


def _zip(names: dict[str, bytes], method: int = ZIP_STORED) -> bytes:
    return packed(names, method)


FILES = {
    "empty": (lambda: b"", "empty"),
    "text": (lambda: b"Dear colleague", "not-a-zip"),
    "xls": (lambda: OLE + b"\0" * 600, "old-or-encrypted"),
    "only-pk": (lambda: b"PK", "damaged"),
    "cut": (lambda: saved(made())[:-300], "damaged"),
    "ods": (lambda: _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}), "ods"),
    "xlsb": (lambda: _zip({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "xlsb"),
    "docx": (lambda: _zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "other-zip"),
    "zip": (lambda: _zip({"a.txt": b"a"}), "other-zip"),
    "lzma": (lambda: packed(members(saved(made())), ZIP_LZMA), "damaged"),
    "many-parts": (lambda: _zip({f"p{n}": b"" for n in range(2_100)}), "parts"),
    "bomb": (lambda: _with("xl/media/a.png", b"\0" * (60 << 20)), "ratio"),
    "stored-bomb": (lambda: _zip({**members(saved(made())), "a": bytes(70 << 20)}), "inflated"),
    "doctype": (lambda: _with("docProps/custom.xml", _doctype()), "doctype"),
    "doctype-utf-16": (lambda: _with("docProps/core.xml", _doctype("utf-16")), "doctype"),
    "not-xml": (lambda: _with("xl/workbook.xml", b"<workbook>"), "unreadable"),
    "deep": (lambda: _with("xl/workbook.xml", b"<a>" * 100_000), "unreadable"),
    "no-sheet": (lambda: packed({n: p for n, p in members(saved(made())).items() if n != TABLE}), "unreadable"),
    "twice-a-cell": (lambda: _sheet(b'<row r="3"><c r="B3"><v>1</v></c></row>'), "unreadable"),
    "bad-address": (lambda: _sheet(b'<row r="9"><c r="XFE9"><v>1</v></c></row>'), "unreadable"),
    "columns": (lambda: edited(**{f"{c.column_letter}9": 1 for c in next(made()[TITLE].iter_rows(max_row=1, max_col=520))}), "columns"),
    "another": (lambda: saved(__import__("openpyxl").Workbook()), "not-ours"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_read_has_a_reason(name):
    make, reason = FILES[name]
    with pytest.raises(NotAWorkbook) as why:
        read(make())
    assert why.value.reason == reason
    told = sentence(why.value.reason, why.value.facts, Words())
    assert told
    assert told.endswith(".")
    assert "{" not in told


def test_paths_that_are_no_file(tmp_path: Path):
    for path, reason in (
        (tmp_path, "folder"),
        (tmp_path / "none.xlsx", "missing"),
        (Path("a\0b"), "no-access"),
    ):
        with pytest.raises(NotAWorkbook) as why:
            read(path)
        assert why.value.reason == reason


def test_two_parts_of_one_name():
    content = BytesIO(saved(made()))
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(content, "a") as archive:
        archive.writestr(TABLE, b"<x/>")
    with pytest.raises(NotAWorkbook, match="damaged"):
        read(content.getvalue())


def test_a_far_cell_is_a_remark():
    reviewed = read(
        _sheet(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>')
    )
    assert [(r.address.rpartition("!")[2], r.text) for r in reviewed.remarks] == [
        ("XFD1048576", "far")
    ]


def test_lying_dimensions_hide_nothing():
    parts = members(saved(made()))
    lying = parts[TABLE].replace(b'ref="A1:H4"', b'ref="A1"')
    assert lying != parts[TABLE]
    assert len(read(packed({**parts, TABLE: lying})).rows) == 3


def test_macros_are_left_aside_and_said():
    assert read(_with("xl/vbaProject.bin", OLE)).notices == ("macros",)


def test_names_that_lead_elsewhere_write_nothing(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    assert read(_with("../../evil.xml", b"<x/>")).rows
    assert [path.name for path in tmp_path.rglob("*")] == ["in"]


def test_a_text_that_is_too_long_is_refused():
    long = b'<row r="9"><c r="B9" t="inlineStr"><is><t>' + b"ab " * 20_000 + b"</t></is></c></row>"
    assert [r.reason for r in read(_sheet(long)).refusals] == ["too-long"]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def _spent() -> float:
    """Seconds of work of the children so far: a busy machine makes no difference."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


HEAVY = {
    "rows": lambda: b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(5, 400_000)),
    "cell": lambda: b'<row r="5"><c r="B5" t="inlineStr"><is><t>' + b"0123456789 abc" * 4_000_000 + b"</t></is></c></row>",
    "emoji": lambda: b'<row r="5"><c r="B5" t="inlineStr"><is><t>' + "😀".encode() * 14_000_000 + b"</t></is></c></row>",
    "tags": lambda: b"<a/>" * 14_000_000,
    "cells": lambda: b"".join(b"<row>" + b"<c><v>1</v></c>" * 500 + b"</row>" for _ in range(8_000)),
    "merged": lambda: b"</sheetData><mergeCells>" + b'<mergeCell ref="B1:H1048576"/>' * 19_000 + b"</mergeCells><sheetData>",
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_time_and_memory_are_bounded(name, tmp_path):
    parts = members(saved(made()))
    inside = HEAVY[name]() + b"</sheetData>"
    path = tmp_path / "heavy.xlsx"
    path.write_bytes(
        packed({**parts, TABLE: parts[TABLE].replace(b"</sheetData>", inside)}, ZIP_STORED)
    )
    began = _spent()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, path],
        capture_output=True, text=True, preexec_fn=_limited, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert _spent() - began < SECONDS


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"Id,Activity\n\0", "nul"), (b"", "empty"), (b'a,"' + b"x" * 1_100_000 + b'"', "unreadable"),
     (b"\x81\x8d", "encoding"), (b"a,b\nc,d", "not-ours"), (b"a\n" * 60_000, "rows")],
)  # fmt: skip
def test_a_csv_that_is_none(content, reason, tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook) as why:
        read(path, [carried()])
    assert why.value.reason == reason
