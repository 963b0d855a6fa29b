"""Workbooks for the tests: of the registers here, and of registers made of given texts."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

import ropa
from ropa.model.activity import DataCategory, Purpose
from ropa.model.party import Recipient
from ropa.model.plain import plain
from ropa.model.record import resolve
from ropa.model.register import Register
from ropa.reading import Reading
from ropa.source.source import Source
from ropa.source.tree import Tree

ROOT = Path(__file__).parent.parent


@cache
def reading_of(name: str) -> Reading:
    """A register of this repository."""
    return ropa.read(ROOT / "registers" / name)[0]


@cache
def file_of(name: str, language: str = "en") -> bytes:
    """Its workbook, as a file."""
    return ropa.render(reading_of(name), "xlsx", language=language)


def opened(file: bytes) -> Workbook:
    """A workbook as openpyxl reads it."""
    return load_workbook(BytesIO(file))


def made_of(*texts: str, **activity: Any) -> Reading:
    """The model register with these texts in an activity: name, purposes, data and recipients."""
    reading = reading_of("model")
    first = reading.record.activities[0].model_copy(
        update={
            "name": texts[0],
            "purposes": tuple(Purpose(name=text) for text in texts),
            "personal_data": tuple(DataCategory(name=text, note=text) for text in texts),
            "recipients": tuple(Recipient(name=text) for text in texts),
            **activity,
        }
    )
    register = reading.record.register.model_copy(
        update={"activities": (first,), "title": texts[0]}
    )
    return _read(register, [0])


def many(number: int) -> Reading:
    """The model register with its first activity so many times more."""
    reading = reading_of("model")
    register = reading.record.register
    copies = (register.activities[0].model_copy(update={"id": f"a-{i}"}) for i in range(number))
    more = register.model_copy(update={"activities": (*register.activities, *copies)})
    return _read(more, list(range(len(more.activities))))


def _read(register: Register, places: list[int]) -> Reading:
    """A reading of this register, as if its data had been read from one file."""
    data = plain(register)
    tree = Tree([Source("made.ropa.yaml", "", _as_read(data), {})])
    return replace(reading_of("model"), tree=tree, record=resolve(register, places))


def _as_read(data: Any) -> Any:
    """Plain data as a file of YAML is read: every scalar is a text."""
    if isinstance(data, dict):
        return {key: _as_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_read(value) for value in data]
    return str(data).lower() if isinstance(data, bool) else data if data is None else str(data)


def texts_of(file: bytes) -> Iterator[tuple[str, str, str]]:
    """Every cell with text that is seen: sheet, address, and the text as Excel shows it."""
    for sheet in seen(opened(file)):
        for row in sheet.iter_rows():
            for cell in row:
                hidden = cell.column == 1 and sheet.column_dimensions["A"].hidden
                if cell.value is not None and not hidden:
                    yield sheet.title, cell.coordinate, cell.value


def on_paper(file: bytes) -> Iterator[tuple[str, str, str]]:
    """Of the cells that are seen those that are printed too: what is beside the paper is not."""
    areas = {sheet.title: sheet.print_area for sheet in seen(opened(file))}
    for title, address, text in texts_of(file):
        last = areas[title].rpartition(":")[2] if areas[title] else "$XFD$1048576"
        row, column = coordinate_to_tuple(address)
        last_row, last_column = coordinate_to_tuple(last.replace("$", ""))
        if row <= last_row and column <= last_column:
            yield title, address, text


def seen(workbook: Workbook) -> list[Worksheet]:
    """The sheets that are not hidden."""
    return [sheet for sheet in workbook if sheet.sheet_state == "visible"]


def offered(workbook: Workbook, rule: DataValidation) -> list[str]:
    """What a drop-down list offers: the cells of the hidden sheet that its name stands for."""
    sheet, _, cells = workbook.defined_names[rule.formula1].attr_text.partition("!")
    assert sheet == "'_lists'"
    return [cell.value for (cell,) in workbook["_lists"][cells.replace("$", "")]]


def record_row(file: bytes, sheet: str, activity: str) -> dict[str, str]:
    """The row of an activity: the texts by the first line of the heading."""
    headings, *rows = opened(file)[sheet].iter_rows(values_only=True)
    for row in rows:
        if row[0] == activity:
            heads = [heading.split("\n")[0] for heading in headings]
            return dict(zip(heads, (value or "" for value in row), strict=True))
    raise KeyError(activity)


def members(file: bytes) -> dict[str, bytes]:
    """The files in a workbook."""
    with ZipFile(BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(path: Path, form: str, folder: Path) -> Path:
    """A file as LibreOffice converts it."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", folder, path]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder / f"{path.stem}.{form}"
