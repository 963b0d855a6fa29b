"""The example of each rule: a small register in which the guilty lines are marked.

These are the documents that the rules are tested with: a comment `# ROPA402: why` at the end of a
line says that the rule speaks there, `# ROPA402 below` that it speaks on the next line. What is not
marked is as it should be.
"""

import re
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent
MARK = re.compile(r"[^#\s].*?\s#\s(ROPA\d{3}(?:\sROPA\d{3})*)(\sbelow)?(?::\s|$)")


@dataclass(frozen=True, slots=True)
class Example:
    """A document about a rule: its name, its text, and the lines (from 1) on which the rule speaks."""

    name: str
    text: str
    guilty: tuple[int, ...]


def folder() -> Path:
    """Where the documents are: in the package as installed, else in a checkout."""
    installed = PACKAGE / "rules" / "examples"
    return installed if installed.is_dir() else PACKAGE.parent / "tests" / "rules"


def examples(code: str) -> list[Example]:
    """The documents about a rule: first the plainest in which it speaks."""
    found = [_example(path, code) for path in folder().glob(f"{code}*.ropa.yaml")]
    return sorted(found, key=lambda each: (not each.guilty, len(each.name), each.name))


def marks(text: str) -> set[tuple[int, str]]:
    """Line and code of every mark in a document."""
    found = set()
    for number, line in enumerate(text.splitlines(), 1):
        if mark := MARK.match(line.lstrip()):
            found |= {(number + bool(mark[2]), code) for code in mark[1].split()}
    return found


def _example(path: Path, code: str) -> Example:
    text = path.read_bytes().decode("utf-8", "replace")
    guilty = sorted(line for line, marked in marks(text) if marked == code)
    return Example(path.name.removesuffix(".ropa.yaml"), text, tuple(guilty))
