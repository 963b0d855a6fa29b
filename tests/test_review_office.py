"""An untouched workbook, also one that LibreOffice has saved, changes nothing in the register."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from booked import printed
from reviewing import has_office

ROOT = Path(__file__).parent.parent
REGISTERS = {
    "model": "model", "softmore": "softmore", "expisoft": "expisoft", "koncernen": "softone/koncernen",
    "softone-ab": "softone/softone-ab", "softone-ab-service": "softone/softone-ab-service",
}  # fmt: skip
office = pytest.mark.skipif(
    not has_office() and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed; with CI=true this fails instead",
)


def _ropa(*arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "ropa", *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _made(name: str, language: str, folder: Path) -> Path:
    path = f"registers/{REGISTERS[name]}"
    _ropa("render", path, "-f", "xlsx", "-o", str(folder), "--lang", language)
    return folder / f"{name}.xlsx"


def _untouched(workbook: Path, name: str) -> None:
    told = _ropa(
        "review", "apply", str(workbook), f"registers/{REGISTERS[name]}", "--format", "json"
    )
    report = json.loads(told)
    assert {*report["summary"].values()} == {0}, report["summary"]
    assert report["edits"] == report["refusals"] == report["files"] == report["comments"] == []
    assert report["notices"] == []


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", REGISTERS)
def test_an_untouched_workbook_changes_nothing(name, language, tmp_path):
    _untouched(_made(name, language, tmp_path), name)


@office
@pytest.mark.office
@pytest.mark.parametrize("name", REGISTERS)
def test_nor_does_one_that_libreoffice_has_saved(name, tmp_path):
    made = _made(name, "sv" if name != "model" else "en", tmp_path)
    once, there, back = (tmp_path / folder for folder in ("once", "there", "back"))
    for folder in (once, there, back):
        folder.mkdir()
    _untouched(printed(made, "xlsx", once), name)
    _untouched(printed(printed(made, "ods", there), "xlsx", back), name)
