"""Installed in any way, ropa finds its templates, its catalogues and its law."""

import os
import subprocess
import sys
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILD = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
needs_pip = pytest.mark.skipif(find_spec("pip") is None, reason="pip is not installed")
needs_editables = pytest.mark.skipif(
    find_spec("editables") is None, reason="hatchling needs `editables` for an editable install"
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel, built without a network from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-c", BUILD, str(out)], cwd=ROOT, check=True, capture_output=True
    )
    return next(out.glob("*.whl"))


def _environment(folder: Path) -> Path:
    """The scripts of a virtual environment that sees the libraries of this one."""
    venv.create(folder, with_pip=False)
    (site,) = folder.glob("Lib/site-packages" if os.name == "nt" else "lib/*/site-packages")
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), "utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _run(cwd: Path, *command: str | Path) -> str:
    """What a command prints that knows nothing of the checkout."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _renders(cwd: Path, *ropa: str | Path) -> None:
    forms = ("md", "html", "xlsx")
    options = [word for form in forms for word in ("-f", form)]
    _run(cwd, *ropa, "render", ROOT / "registers" / "model", *options, "-o", "out", "--lang", "sv")
    for form in forms:
        assert (cwd / "out" / f"model.{form}").stat().st_size > 1000


def test_the_wheel_holds_everything(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {p for p in names if p.startswith("ropa/templates/")}
    assert {"ropa/words/locales/sv.po", "ropa/law/countries.toml", "ropa/law/words.toml"} <= names
    assert not {p for p in names if p.startswith(("tests/", "registers/"))}


@needs_pip
@pytest.mark.parametrize(
    "options", [[], pytest.param(["-e"], marks=needs_editables)], ids=["copied", "editable"]
)
def test_installed_by_pip(tmp_path, options):
    scripts = _environment(tmp_path / "venv")
    python = scripts / "python"
    _run(
        tmp_path, sys.executable, "-m", "pip", "--python", python, "install", "--no-deps",
        "--no-build-isolation", "--no-index", "--disable-pip-version-check", *options, ROOT,
    )  # fmt: skip
    loaded = Path(_run(tmp_path, python, "-c", "import ropa; print(ropa.__file__)").strip())
    assert loaded.is_relative_to(ROOT if options else tmp_path / "venv")
    assert _run(tmp_path, scripts / "ropa", "--version").startswith("ropa ")
    _renders(tmp_path, scripts / "ropa")


def test_from_a_checkout(tmp_path):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from ropa.cli import main; main()"
    _renders(tmp_path, sys.executable, "-c", code)


def test_two_builds_are_the_same(wheel, tmp_path):
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3"}
    subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()
