"""The house: every arrow points one way, and heavy libraries are loaded where they are needed."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ropa"

# Who may import whom, beside itself: the flow of the house, from text to the command line.
MAY_IMPORT = {
    "safe": set(),
    "examples": set(),
    "starters": set(),
    "source": set(),
    "findings": {"source"},
    "model": {"source"},
    "law": set(),
    "retention": {"law", "model"},
    "rules": {"findings", "law", "model", "retention", "source"},
    "reading": {"findings", "model", "rules", "source"},
    "fingerprints": {"findings", "reading", "source"},
    "history": {"reading", "source"},
    "gate": {"findings", "fingerprints", "law", "model", "reading", "rules", "source"},
    "changes": {"law", "model", "retention", "rules", "source"},
    "words": {"findings", "model", "rules"},
    "forms": {"model", "reading", "rules", "source", "words"},
    "reports": {"gate", "fingerprints", "examples", "law", "model", "changes", "findings", "reading", "rules", "safe", "source", "words"},
    "pages": {"changes", "forms", "gate", "findings", "model", "reading", "reports", "retention", "rules", "safe", "source", "words"},
    "renderers": {"pages", "safe"},
    "workbooks": {"forms", "fingerprints", "gate", "law", "changes", "findings", "model", "pages", "reading", "reports", "retention", "rules", "safe", "source", "words"},
    "review": {"findings", "forms", "law", "model", "pages", "reading", "reports", "rules", "safe", "source", "words", "workbooks"},
    "exports": {"gate", "findings", "model", "pages", "reading", "reports", "safe", "source", "words"},
    "views": {"gate", "exports", "findings", "pages", "reading", "renderers", "reports", "review", "workbooks", "words"},
    "cli": {"starters", "findings", "review", "workbooks", "changes", "gate", "history", "model", "pages", "reading", "renderers", "reports", "safe", "source", "views", "words"},
}  # fmt: skip


def _parts():
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part not in ("__init__", "__main__"):
            yield part, path


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
        found |= {name.split(".")[1] for name in names if name.startswith("ropa.")}
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize(
    ("part", "path"), list(_parts()), ids=lambda value: getattr(value, "stem", None)
)
def test_every_arrow_points_one_way(part, path):
    assert part in MAY_IMPORT, f"where does {part} stand in the house?"
    assert _imports(path) - {part} <= MAY_IMPORT[part]


def test_no_arrow_leads_back():
    """The house has an order: what is allowed has no circle, and neither has what is done."""
    actual: dict[str, set[str]] = {}
    for part, path in _parts():
        actual.setdefault(part, set()).update(_imports(path) - {part})
    for arrows in (MAY_IMPORT, actual):
        assert len(list(TopologicalSorter(arrows).static_order())) == len(MAY_IMPORT)


@pytest.mark.parametrize(
    ("library", "where"),
    [
        ("ruamel", "source/parser.py"),
        ("openpyxl", "workbooks"),
        ("jinja2", "renderers"),
        ("typer", "cli"),
        ("dateutil", "retention/calendar.py"),
    ],
)
def test_a_library_has_one_place(library, where):
    for _, path in _parts():
        roots = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                roots |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                roots.add(node.module.split(".")[0])
        if library in roots:
            assert path.relative_to(PACKAGE).as_posix().startswith(where), path


def test_validate_loads_only_what_it_needs():
    """Speed is a feature: a library that is not needed is not loaded."""
    code = (
        "import sys\n"
        "from ropa.cli.app import app\n"
        "try: app(['validate', 'registers/model'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "ruamel" in loaded
    assert not loaded & {"rich", "jinja2", "openpyxl", "babel", "markdown_it", "dateutil"}


def test_no_file_names_a_machine():
    """The project speaks of itself alone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix in (".py", ".md", ".yaml", ".toml", ".j2", ".po", ".txt"):
            text = path.read_bytes().decode("utf-8", "replace")
            for folder in ("home", "root", "work"):
                assert f"/{folder}/" not in text, name
