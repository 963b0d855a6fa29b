"""Installed in any way, ropa finds its templates, its catalogues and its law."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel, built without a network from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", build, str(out)], cwd=ROOT, check=True, capture_output=True
    )
    return next(out.glob("*.whl"))


def _environment(folder: Path) -> Path:
    """A virtual environment that sees the libraries of this one, but not ropa itself."""
    venv.create(folder, with_pip=False)
    bin_dir = folder / ("Scripts" if os.name == "nt" else "bin")
    return bin_dir / "python"


def _renders(python: Path, search: list[Path], cwd: Path, out: Path) -> None:
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*search, *libraries]))}
    for form in ("md", "html", "xlsx"):
        done = subprocess.run(
            [str(python), "-m", "ropa", "render", str(ROOT / "registers" / "model"), "-f", form,
             "-o", str(out), "--lang", "sv"],
            cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert (out / f"model.{form}").stat().st_size > 1000


def test_the_wheel_holds_everything(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {p for p in names if p.startswith("ropa/templates/")}
    assert {"ropa/words/locales/sv.po", "ropa/law/countries.toml", "ropa/law/words.toml"} <= names
    assert not {p for p in names if p.startswith(("tests/", "registers/"))}


def test_from_a_wheel(wheel, tmp_path):
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    _renders(_environment(tmp_path / "venv"), [site], tmp_path, tmp_path / "out")


def test_from_a_checkout_or_an_editable_install(tmp_path):
    _renders(_environment(tmp_path / "venv"), [ROOT], tmp_path, tmp_path / "out")


def test_two_builds_are_the_same(wheel, tmp_path):
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "3"}
    subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()
