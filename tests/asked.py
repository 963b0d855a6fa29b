"""What the rules say of registers, for the tests that compare it with what they should say."""

from datetime import date
from pathlib import Path

from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.reading import Reading, read_registers
from ropa.reports.lines import Line, report_lines
from ropa.words.words import Words

TODAY = date(2026, 11, 22)
"""The day as of which the tests judge."""

HERE = Path(__file__).parent
MODEL = HERE.parent / "registers" / "model"


def findings(reading: Reading) -> list[Finding]:
    """What reading and every rule say of one register."""
    return Gate(TODAY).findings(reading)


def ask(path: Path, profile: str = "standard") -> list[Line]:
    """The findings of the one register at `path`, as they are reported."""
    (reading,) = read_registers([path])
    return report_lines(reading, Gate(TODAY, profile).findings(reading), Words("en"))


def ask_with(folder: Path, texts: dict[str, str], profile: str = "standard") -> list[Line]:
    """The findings of the model register with other `texts` for some of its files, by name."""
    model = folder / "model"
    model.mkdir()
    for path in MODEL.glob("*.ropa.yaml"):
        (model / path.name).write_text(texts.get(path.name, path.read_text("utf-8")), "utf-8")
    return ask(model, profile)
