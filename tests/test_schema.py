"""The JSON Schema says what the program says: another validator agrees, and editors get their texts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import GOOD, ROOT, ropa

REGISTERS = sorted((ROOT / "registers").rglob("*.ropa.yaml"))


@pytest.fixture(scope="module")
def schema(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "ropa.schema.json"
    path.write_text(ropa("schema").stdout)
    return path


def accepts(schema: Path, *registers: Path) -> bool:
    """What check-jsonschema makes of registers."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, registers)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0


def test_the_schema_beside_the_registers_is_the_programs():
    committed = ROOT / "ropa.schema.json"
    if os.environ.get("ROPA_UPDATE"):
        committed.write_text(ropa("schema").stdout, "utf-8")
    assert committed.read_text("utf-8") == ropa("schema").stdout


def test_all_registers_fit_it(schema):
    assert accepts(schema, *REGISTERS)


def test_the_format_of_the_rule_registers_fits_it(schema):
    registers = [p for p in (ROOT / "tests" / "rules").glob("*.yaml") if p.name[4] != "0"]
    assert registers
    assert accepts(schema, *registers)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("purposes:", "purposs:"),
        ("legal_basis: [contract]", "legal_basis: {basis: contrat}"),
        ("id: payroll", "id: Pay roll"),
        ("    name: Payroll", "    reviewed: last year"),
        ("    name: Payroll", "    children: maybe"),
        ("ropa: 1", "ropa: 2"),
        ("email: a@a.example", "mail: a@a.example"),
        ("activities:", "defaults: {id: x}\nactivities:"),
    ],
)
def test_what_the_program_refuses_the_schema_refuses(schema, tmp_path, old, new):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(GOOD.replace(old, new))
    assert not accepts(schema, path)
    done = ropa("validate", path)
    assert done.returncode == 1
    assert " ROPA01" in done.stdout


def test_it_stays_in_the_part_of_draft_07_that_editors_know(schema):
    text = schema.read_text()
    assert json.loads(text)["$schema"] == "http://json-schema.org/draft-07/schema#"
    for newer in ("unevaluatedProperties", "prefixItems", "dependentRequired", '"null"'):
        assert newer not in text


def test_every_key_has_a_text_to_hover_over(schema):
    data = json.loads(schema.read_text())
    mappings = [data, *_mappings(data["$defs"])]
    assert len(mappings) > 20
    for mapping in mappings:
        for key, value in mapping["properties"].items():
            assert value.get("description"), key


def _mappings(node):
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from _mappings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _mappings(value)


def test_references_lead_somewhere(schema):
    data = json.loads(schema.read_text())
    for reference in _references(data):
        assert reference.removeprefix("#/$defs/") in data["$defs"]


def _references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
