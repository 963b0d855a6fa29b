"""Every call that fails, and every moment to be killed: the register is the old one or the new one."""

import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faults import ERRNOS, Dying, Failing, attempts, contents, lay, told

from ropa.source.not_written import NotWritten
from ropa.source.recover import recover
from ropa.source.write_all import write_all

NAMES = ("register.ropa.yaml", "b.ropa.yaml", "deep/c.ropa.yaml")
REGISTERS = {
    count: (
        {name: f"old: {name}\n".encode() for name in NAMES[:count]},
        {name: f"new: {name}\n".encode() * 9 for name in NAMES[:count]},
    )
    for count in (1, 2, 3)
}


@pytest.fixture(params=sorted(REGISTERS), ids=lambda count: f"{count} files")
def register(request, tmp_path):
    old, new = REGISTERS[request.param]
    lay(tmp_path, old)
    return Register(tmp_path, old, new)


class Register:
    """A folder with the old files, and how they become the new ones."""

    def __init__(self, folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
        self.folder, self.old, self.new = folder, old, new

    def apply(self) -> None:
        files = self.old
        write_all(self.folder, {self.folder / n: (files[n], self.new[n]) for n in files})

    def recover(self) -> str | None:
        return recover(self.folder)

    def lay(self, files: dict[str, bytes] | None = None) -> None:
        lay(self.folder, self.old if files is None else files)

    @property
    def now(self) -> str:
        return told(self.folder, self.old, self.new)

    @property
    def beside(self) -> set[Path]:
        return {self.folder / name for name in contents(self.folder).keys() - self.old.keys()}

    @property
    def files(self) -> list[Path]:
        return [self.folder / name for name in self.old]


@pytest.mark.parametrize("code", ERRNOS)
def test_whichever_call_fails_the_register_is_whole(register, code):
    states = set()
    for attempt in attempts(register.apply, Failing, ERRNOS[code]):
        error = attempt.error
        if error is None:  # to close, or to remove what is gone, may fail
            assert register.now == "new"
        else:
            assert isinstance(error, NotWritten)
            assert register.now.split()[0] == error.state != "mixed"
            assert register.beside == set(error.left)
            assert ("nothing was written" in error.strerror) == (error.state == "old")
            assert all(str(path) in error.strerror for path in error.left)
            places = {path.parent for path in register.files}
            journal = register.folder / ".ropa-journal"
            assert Path(error.filename) in {*places, *register.files, *error.left, journal}
            states.add(error.state)
            assert register.recover() == (error.state if error.left else None)
            assert register.now == error.state
        register.lay()
    assert states == {"old", "new"}
    assert attempt.number > 20


@pytest.mark.parametrize("code", ["ENOSPC", "EIO", "EACCES"])
def test_where_nothing_works_any_more_the_error_says_what_is_what(register, code):
    states = set()
    for attempt in attempts(register.apply, Failing, ERRNOS[code], ever=True):
        error = attempt.error
        if error is not None:
            assert isinstance(error, NotWritten)
            for said, files in ((error.new, register.new), (error.old, register.old)):
                for path in said:
                    assert path.read_bytes() == files[path.relative_to(register.folder).as_posix()]
            assert sorted([*error.new, *error.old]) == sorted(register.files)
            assert all(str(path) in error.strerror for path in error.left)
            if error.state == "mixed":
                for path, kept in zip(error.new, error.left, strict=True):
                    name = path.relative_to(register.folder).as_posix()
                    assert kept.read_bytes() == register.old[name]
            states.add(error.state)
        register.recover()
        assert register.now in ("old", "new")
        register.lay()
    assert states == {"old", "new"} | ({"mixed"} if len(register.old) > 1 else set())


def test_killed_at_any_call_the_next_run_makes_it_whole(register):
    after = []
    for attempt in attempts(register.apply, Dying):
        state = register.recover()
        assert register.now in ([state] if state else ["old", "new"] if attempt.error else ["new"])
        after.append(register.now)
        register.lay()
    assert after == sorted(after, reverse=True)  # old until a moment, new from then on
    assert set(after) == {"old", "new"}
    assert len(after) > 20


def wrecks(register: Register) -> Iterator[dict[str, bytes]]:
    """What a killed run leaves, for every moment."""
    for attempt in attempts(register.apply, Dying):
        if attempt.error:
            yield contents(register.folder)
        register.lay()


@pytest.mark.parametrize("wrong", [(Dying,), *((Failing, ERRNOS[n]) for n in ("EIO", "EROFS"))])
def test_what_goes_wrong_while_it_recovers_is_made_good_by_the_run_after(register, wrong):
    for wreck in list(wrecks(register)):
        register.lay(wreck)
        whole = None
        for attempt in attempts(register.recover, *wrong):
            if attempt.error is None and attempt.result:
                assert register.now == attempt.result
            else:
                register.recover()
            whole = whole or register.now
            assert register.now == whole in ("old", "new")
            register.lay(wreck)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(143), MemoryError()])
def test_whatever_else_comes_between_leaves_no_torn_register(register, error):
    for attempt in attempts(register.apply, Failing, error):
        assert attempt.error in (error, None)
        register.recover()
        assert register.now in ("old", "new")
        register.lay()


# --- the system's own calls ----------------------------------------------------------------------

TRACED = ("openat", "write", "fsync", "flock", "chmod", "fchmodat", "rename", "unlink", "close")
CHILD = """\
import os, sys
from pathlib import Path
from ropa.source.write_all import write_all
import ropa.source.recover, fcntl, signal
folder = Path(sys.argv[1])
old, new = eval(sys.stdin.read())
os.rmdir(folder / "begin")
write_all(folder, {folder / name: (old[name], new[name]) for name in old})
os.rmdir(folder / "end")
"""


def traced(register: Register, log: Path, *inject: str) -> subprocess.CompletedProcess:
    """Write the register in a process of its own, under strace."""
    for name in ("begin", "end"):
        (register.folder / name).mkdir(exist_ok=True)
    said = subprocess.run(
        ["strace", "-f", "-qq", "-o", log, "-e", f"trace={','.join(TRACED)},rmdir", *inject,
         sys.executable, "-I", "-B", "-c", CHILD, register.folder],
        input=repr((register.old, register.new)).encode(), capture_output=True, check=False,
    )  # fmt: skip
    for name in ("begin", "end"):
        with suppress(FileNotFoundError):
            (register.folder / name).rmdir()
    return said


def moments(log: Path) -> list[tuple[str, int]]:
    """The calls between begin and end, each with how many of its name there were up to it."""
    counts: Counter[str] = Counter()
    found, inside = [], False
    for line in log.read_text("utf-8", "replace").splitlines():
        call = re.match(r"\d+ +(\w+)\(", line)
        if call is None:
            continue
        counts[call[1]] += 1
        if call[1] == "rmdir":
            inside = "begin" in line
        elif inside:
            found.append((call[1], counts[call[1]]))
    return found


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("wrong", ["signal=SIGKILL", "signal=SIGTERM", "error=ENOSPC", "error=EIO"])
def test_whichever_call_of_the_system_it_is(tmp_path, wrong):
    folder, log = tmp_path / "register", tmp_path / "log"
    folder.mkdir()
    register = Register(folder, *REGISTERS[2])
    register.lay()
    done = traced(register, log)
    if b"ptrace" in done.stderr.lower():
        pytest.skip("no process may be traced here")
    assert (done.returncode, register.now) == (0, "new"), done.stderr
    calls = moments(log)
    assert {"openat", "write", "fsync", "flock", "rename", "unlink"} <= {name for name, _ in calls}
    seen = set()
    for name, number in calls:
        if wrong.startswith("signal=SIGTERM") and name == "close":
            continue
        register.lay()
        done = traced(register, log, "-e", f"inject={name}:{wrong}:when={number}")
        now, state = register.now, register.recover()
        if wrong == "signal=SIGKILL":
            assert done.returncode == -signal.SIGKILL
        elif wrong == "signal=SIGTERM":
            assert now in ("old", "new")
            assert state is None
        elif done.returncode:
            assert b"NotWritten" in done.stderr, done.stderr
            told = b"all of it" in done.stderr
            assert now.split()[0] == ("new" if told else "old"), done.stderr
        else:
            assert now == "new"
        assert register.now in ([state] if state else ["old", "new"])
        seen.add(register.now)
    assert seen == ({"new"} if "TERM" in wrong else {"old", "new"})
