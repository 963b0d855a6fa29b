"""Hostile files through the real command line, with little memory and little time.

Each must end in a message that names the file, and in exit code 1 or 2. The small files are in
`hostile/`, with what must be said of them in `hostile/expected.txt`; the others are made here.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import NAMES, TEXTS, THINGS, make

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "hostile"
EXPECTED = dict(
    line.split(" ", 1) for line in (SMALL / "expected.txt").read_text(encoding="utf-8").splitlines()
)
LIMITED = 'ulimit -v 1000000 && ulimit -t 10 && exec "$@"'  # 1 GB of memory, 10 s of a processor
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*(?:::|##\[|##vso)", re.MULTILINE)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")


def ropa(*paths: Path) -> tuple[int, str]:
    """The exit code and all that is said of the files."""
    program = [sys.executable, "-m", "ropa", "validate"]
    command = ["sh", "-c", LIMITED, "sh", *program, *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


@pytest.fixture(scope="module")
def small() -> tuple[int, str]:
    """What is said of all the small files in one run: none may keep another from being read."""
    return ropa(*sorted(path.relative_to(ROOT) for path in SMALL.glob("*.yaml")))


def assert_safe(code: int, said: str) -> None:
    assert code in (1, 2), said[-2000:]
    assert "Traceback" not in said
    assert "bug in ropa" not in said
    assert not STEERING.search(said)
    assert not COMMAND.search(said)


def test_the_small_files_together(small: tuple[int, str]) -> None:
    assert_safe(*small)
    assert sorted(EXPECTED) == sorted(p.name[: -len(".ropa.yaml")] for p in SMALL.glob("*.yaml"))
    assert len(EXPECTED) >= 34


@pytest.mark.parametrize("name", EXPECTED)
def test_small(name: str, small: tuple[int, str]) -> None:
    place, rule = EXPECTED[name].split()
    assert f"tests/hostile/{name}.ropa.yaml:{place}: error {rule} " in small[1]


@pytest.mark.parametrize("name", TEXTS)
def test_large(name: str, tmp_path: Path) -> None:
    path = make(name, tmp_path)
    code, said = ropa(path)
    path.unlink()
    assert_safe(code, said)
    assert f"{name}.ropa.yaml:" in said
    assert max(map(len, said.splitlines())) < 1_000


@pytest.mark.parametrize("name", NAMES)
def test_name(name: str, tmp_path: Path) -> None:
    code, said = ropa(make(name, tmp_path))
    assert_safe(code, said)
    assert "evil" in said
    assert "name.ropa.yaml:3:11: error ROPA011 " in said


@pytest.mark.parametrize("name", THINGS)
def test_thing(name: str, tmp_path: Path) -> None:
    code, said = ropa(make(name, tmp_path))
    assert_safe(code, said)
    assert f"{name}.ropa.yaml" in said
    assert "root:" not in said  # the first line of /etc/passwd
