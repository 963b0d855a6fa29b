"""The rules of the law, each with what is asked of every rule: documents, an ignore, an exact place.

Which lines are guilty is asked in `test_rules.py`, and the explanations in `test_catalogue.py`.
`pointed_at.txt` has what each finding points at; `ROPA_UPDATE=1` writes it anew, to be read.
"""

import os
import re
from pathlib import Path

import pytest
from asked import HERE, TODAY, ask, findings

from ropa.examples import marks
from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.gate.ignores import ignores
from ropa.reading import Reading, read_registers
from ropa.rules import RULES

FOLDER = HERE / "rules"
POINTED_AT = HERE / "pointed_at.txt"
LONGEST = 60

by_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def documents(code: str) -> list[Path]:
    return sorted(FOLDER.glob(f"{code}*.ropa.yaml"))


DOCUMENTS = [path for rule in RULES for path in documents(rule.code)]

# A comment that has expired is not accepted by another comment.
ABOUT_COMMENTS = FOLDER / "ROPA803-comment.ropa.yaml"


@by_rule
def test_every_rule_is_shown_speaking_and_silent_and_at_its_boundary(rule):
    texts = [path.read_text("utf-8") for path in documents(rule.code)]
    assert any(code == rule.code for text in texts for _, code in marks(text))
    for silent in ("good", "boundary"):
        assert any(re.search(rf"# {silent}\b", text) for text in texts), silent


# --- what the findings point at -------------------------------------------------------------------


def pointed_at(path: Path) -> list[str]:
    """Where the findings that a document is about stand, and the text there."""
    rows = path.read_bytes().decode("utf-8", "replace").splitlines()
    shown = []
    for line in ask(path):
        if line.rule == path.name[:7]:
            at = line.span
            text = rows[at.line - 1][at.column - 1 : at.end_column - 1].partition(" #")[0].strip()
            short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
            shown.append(f"{path.name.split('.')[0]} {at.line}:{at.column} {short}")
    return shown


def test_findings_point_at_what_is_guilty():
    found = [line for path in sorted(FOLDER.glob("*.ropa.yaml")) for line in pointed_at(path)]
    if os.environ.get("ROPA_UPDATE"):
        POINTED_AT.write_text("\n".join(found) + "\n", "utf-8")
    assert found == POINTED_AT.read_text("utf-8").splitlines()


# --- what is accepted by a comment ----------------------------------------------------------------


def read(path: Path, text: str) -> Reading:
    path.write_text(text, "utf-8")
    (reading,) = read_registers([path])
    return reading


def accepted(text: str, line: int, code: str, path: Path) -> str:
    """The text with a comment that accepts `code` on a line: at its end, else alone above it."""
    comment = f"# ropa: ignore[{code}] agreed with the officer"
    rows = text.split("\n")
    row = rows[line - 1]
    before = read(path, text).tree
    beside = "\n".join([*rows[: line - 1], f"{row} {comment}", *rows[line:]])
    after = read(path, beside).tree
    comments = {one.line for one in ignores(after.sources[0])}
    if after.data == before.data and line in comments:
        return beside
    indent = " " * (len(row) - len(row.lstrip()))
    return "\n".join([*rows[: line - 1], indent + comment, *rows[line - 1 :]])


def known(found: list[Finding]) -> list[tuple[object, ...]]:
    """What tells the findings of a document from each other, with those that a comment accepts."""
    return [(f.rule, f.variant, f.route, str(f.facts), bool(f.suppressed)) for f in found]


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if path != ABOUT_COMMENTS], ids=lambda path: path.name[:-10]
)
def test_a_comment_on_the_guilty_line_accepts_the_finding_and_nothing_else(tmp_path, path):
    code, text = path.name[:7], path.read_text("utf-8")
    lines = sorted({line.span.line for line in ask(path) if line.rule == code}, reverse=True)
    copy = tmp_path / path.name
    before = findings(read(copy, text))
    for line in lines:
        text = accepted(text, line, code, copy)
    after = Gate(TODAY).findings(read(copy, text))
    assert known(after) == [
        (rule, variant, route, facts, suppressed or rule == code)
        for rule, variant, route, facts, suppressed in known(before)
    ]
