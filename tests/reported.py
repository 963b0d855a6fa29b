"""Findings as reports get them, made up for tests, and how others read reports."""

import json
import re
from dataclasses import replace
from datetime import date

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from ropa.findings import Severity, Suppression
from ropa.reports.lines import Line
from ropa.reports.report import Checked, Report
from ropa.rules import CATALOGUE
from ropa.source.source import Span
from ropa.source.tree import Location

RULES = list(CATALOGUE.values())
COMMENT = Suppression(
    "comment", "It is decided in spring.", date(2027, 3, 1),
    place=Location("registers/a.ropa.yaml", Span(7, 30, 7, 60)),
)  # fmt: skip
BASELINE = Suppression("baseline", since=date(2026, 1, 31))


def line(number: int = 0, **changes) -> Line:
    """A finding; the rules take turns, and so do the severities."""
    rule = RULES[number % len(RULES)]
    made = Line(
        rule.code, rule.name, list(Severity)[number % 3], rule.message, rule.fix, rule.citation,
        "a", f"activity-{number // 10}", f"activities[{number // 10}].retention",
        f"registers/{number % 50}.ropa.yaml", Span(number + 1, 3, number + 1, 20), f"{number:016x}",
    )  # fmt: skip
    return replace(made, **changes)


def report(*lines: Line) -> Report:
    """A run that found these."""
    activities = {found.activity: "controller" for found in lines if found.activity}
    return Report(
        lines=list(lines), registers=1, files=1, activities=1, checked=[Checked("a", activities)]
    )


# --- SARIF ---------------------------------------------------------------------------------------


def checked_sarif(text: str) -> dict:
    """The run of a SARIF file, by its schema and by what GitHub says that it refuses."""
    data = json.loads(text)
    Sarif.model_validate(data)
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for rule in rules:
        assert all(
            len(rule[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription")
        )
        assert len(rule["properties"]["tags"]) <= 20
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert (region["endLine"], region["endColumn"]) > (
            region["startLine"],
            region["startColumn"],
        )
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    assert len(run["results"]) <= 25_000
    _nothing_empty(data)
    return run


def _nothing_empty(data) -> None:
    assert data != ""
    assert data is not None or data == 0
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if part is not None:
            _nothing_empty(part)


# --- workflow commands, as the runner of GitHub Actions takes them from a log ---------------------

COMMAND = re.compile(r"::(?P<name>[a-z-]+)(?: (?P<properties>.*?))?::(?P<data>.*)")
OLD = re.compile(r"##(?:\[|vso\[)")


def commands(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Name, properties and data of every command in a log, the old ways to write one among them."""
    found = []
    for text in re.split(r"[\r\n]", log):
        if given := COMMAND.fullmatch(text.strip()):
            pairs = (pair.partition("=")[::2] for pair in (given["properties"] or "").split(","))
            properties = {name: _unescaped(value, ":", ",") for name, value in pairs}
            found.append((given["name"], properties, _unescaped(given["data"])))
        elif OLD.search(text):
            found.append(("old", {}, text))
    return found


def _unescaped(text: str, *others: str) -> str:
    for character in ("\r", "\n", *others, "%"):  # % last, as the runner does
        text = text.replace(f"%{ord(character):02X}", character)
    return text
