"""A part that could not be read: one slip is one finding, and it hides no other."""

from pathlib import Path

import pytest
from asked import MODEL, ask, ask_with

from ropa.reading import read_registers
from ropa.source.source import Route, Source

PARTLY = """\
ropa: 1
title: T
updated: 2026-01-01
{head}
organisations:
  firm: {{name: Exempelfirman AB, contact: {{email: info@firma.example}}{firm}}}
  customer: {{name: Exempelkunden AB, contact: {{email: info@kund.example}}, country: US,
    representative: none}}
dpo: {{none: Not needed under Art. 37(1)}}
recipients:
  printer: {{name: Exempeltryck AB{printer}}}
  binder: {{name: Exempelbinderi AB, country: US}}
data_categories: {{names: {{name: Name and address{names}}}}}
activities:
  - id: letters
    name: Letters
    purposes: [Answer customers by letter]
    data_subjects: {{see: parcels}}
    personal_data: [names]
    legal_basis: contract
    recipients: [printer, binder]
    transfers:
      - {{recipient: printer}}
      - {{recipient: binder, mechanism: scc-commission, module: 2, date: 2026-01-01, tia: TIA-1}}
    retention: [{{text: 1 year after the order, for: [Name and address]}}]
    security_measures: [Encryption]
    dpia: {{none: "No criterion of WP248 is met"}}
  - id: parcels
    name: Parcels
    data_subjects: [Customers]
    role: {role}
    on_behalf_of: [customer]
    processing: [Sending]
    transfers: none
    security_measures: [Encryption]
"""
PARTS = {"head": "", "firm": "", "printer": ", country: SE", "names": "", "role": "processor"}


def of_partly(tmp_path, **parts):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(PARTLY.format(**{**PARTS, **parts}), "utf-8")
    return [(line.rule, line.field) for line in ask(path)]


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({}, None),
        ({"head": "jurisdiction: Sverige"}, "ROPA014"),
        ({"head": "titel: T"}, "ROPA010"),
        ({"head": "representatve: {name: x}"}, "ROPA010"),
        ({"head": "defalts: {transfers: none}"}, "ROPA010"),
        ({"head": "joint: [x]"}, "ROPA011"),
        ({"head": "representative: {nme: x}"}, "ROPA010"),
        ({"firm": ", country: Sverige"}, "ROPA014"),
        ({"printer": ", country: Sverige"}, "ROPA014"),
        ({"names": ", special: helth"}, "ROPA012"),
        ({"role": "procesor"}, "ROPA012"),
    ],
)
def test_a_slip_raises_no_other_alarm(tmp_path, parts, rule):
    assert [found for found, _ in of_partly(tmp_path, **parts)] == ([rule] if rule else [])


def test_a_slip_hides_no_other_finding(tmp_path):
    """In the head or in an activity: the rest is still asked about, activities and register."""
    text = PARTLY.format(**PARTS).replace("legal_basis: contract", "legal_basis: contrct")
    text = text.replace("dpo: {none: Not needed under Art. 37(1)}", "dpo: none")
    path = tmp_path / "a.ropa.yaml"
    for old, new in (("title: T", "jurisdiction: Sverige"), ("role: processor", "role: x")):
        path.write_text(text.replace(old, new), "utf-8")
        codes = {line.rule for line in ask(path)}
        assert codes & {"ROPA106", "ROPA301"} == {"ROPA106", "ROPA301"}


def test_a_file_that_cannot_be_read_may_have_what_is_missing(tmp_path):
    text = PARTLY.format(**PARTS).replace("  printer: {name: Exempeltryck AB, country: SE}\n", "")
    (tmp_path / "register.ropa.yaml").write_text(text.replace("contract\n", "contrct\n"), "utf-8")
    (tmp_path / "more.ropa.yaml").write_text("recipients: [", "utf-8")
    assert [line.rule for line in ask(tmp_path)] == ["ROPA001", "ROPA301"]


# --- a key misspelt -------------------------------------------------------------------------------

(READING,) = read_registers([MODEL])


def keys_of(source: Source) -> list[Route]:
    """The keys of a file of the model register, and once those that its activities have."""
    found: dict[tuple[str, ...], Route] = {(key,): (key,) for key in source.data}
    for index, activity in enumerate(source.data.get("activities", [])):
        for key in activity:
            found.setdefault(("activities", key), ("activities", index, key))
    return [route for route in found.values() if not str(route[-1]).startswith("x-")]


MISSPELT = [(source, route) for source in READING.tree.sources for route in keys_of(source)]


@pytest.mark.parametrize(
    ("source", "route"),
    [pytest.param(*case, id=".".join(map(str, case[1]))) for case in MISSPELT],
)
def test_a_key_misspelt_is_one_slip(tmp_path, source, route):
    """What follows from the slip is not said: the answer is there, only not read."""
    key = str(route[-1])
    at, rows = source.locate(route, key=True), source.text.split("\n")
    row = rows[at.line - 1]
    end = at.column - 1 + len(key)
    rows[at.line - 1] = f"{row[: end - 1]}q{row[end - 1 :]}"
    lines = ask_with(tmp_path, {Path(source.path).name: "\n".join(rows)})
    assert lines
    assert {line.rule for line in lines} <= {"ROPA010", "ROPA013"}
