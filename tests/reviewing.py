"""Reviewed workbooks for the tests: where a cell is, and a LibreOffice that edits it."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import get_column_letter

from ropa.workbooks.carried import SHEET, Carried, normal, parse

SCRIPT = Path(__file__).parent / "office_script.py"
OFFICE_PYTHON = "/usr/bin/python3"
"""The Python that LibreOffice's scripting belongs to."""


def has_office() -> bool:
    """Is there a LibreOffice, with its scripting?"""
    if not shutil.which("soffice") or not Path(OFFICE_PYTHON).exists():
        return False
    return subprocess.run([OFFICE_PYTHON, "-c", "import uno"], capture_output=True).returncode == 0


@dataclass
class Book:
    """A workbook of a register, by sheets, rows and fields rather than addresses."""

    path: Path

    @cached_property
    def workbook(self) -> Any:
        return load_workbook(self.path)

    @cached_property
    def carried(self) -> Carried:
        """What the workbook carries of itself."""
        sheet = self.workbook[SHEET]
        return parse([[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)])

    @cached_property
    def rows(self) -> dict[tuple[str, str], int]:
        """The numbers of the rows by sheet and id."""
        return {
            (key, str(cell.value)): cell.row
            for key, title in self.carried.titles.items()
            if title in self.workbook.sheetnames
            for cell in self.workbook[title]["A"]
            if cell.value
        }

    @cached_property
    def columns(self) -> dict[tuple[str, str], str]:
        """The letters of the columns by sheet and field."""
        found = {}
        for (sheet, field), heading in self.carried.headings.items():
            for cell in self.workbook[self.carried.titles[sheet]][1]:
                if normal(str(cell.value or "")) == normal(heading):
                    found[sheet, field] = get_column_letter(cell.column)
        return found

    def title(self, sheet: str) -> str:
        """What a sheet is called."""
        return self.carried.titles[sheet]

    def at(self, sheet: str, row: str, field: str) -> str:
        """The address of a cell within its sheet."""
        return f"{self.columns[sheet, field]}{self.rows[sheet, row]}"

    def address(self, sheet: str, row: str, field: str) -> str:
        """The address of a cell as messages have it."""
        return f"'{self.title(sheet)}'!{self.at(sheet, row, field)}"


def in_office(path: Path, steps: Sequence[Sequence[Any]], folder: Path) -> None:
    """Opens a workbook in LibreOffice and does these steps there (see office_script.py)."""
    profile = folder / "office-profile"
    profile.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [OFFICE_PYTHON, str(SCRIPT), str(path), str(profile)],
        input=json.dumps(steps), text=True, check=True, timeout=120,
    )  # fmt: skip
