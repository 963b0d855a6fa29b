"""Running git on a repository that nobody vouches for: what is asked, and what it may not do.

Only commands that read by name or object id are run. Whatever a repository's own configuration
could start (hooks, monitors, filters, helpers, a fetch of what is missing) is switched off, and of
the environment nothing that speaks to git is handed on: within a hook it would name an index or a
repository of git's own.
"""

import os
import re
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ropa.source.store import NotRead

if TYPE_CHECKING:
    from subprocess import CompletedProcess, Popen

TIMEOUT = 30
"""Seconds that git may take for an answer."""
SAFE = (
    *("-c", "safe.bareRepository=explicit"),  # one that lies in the tree as files is none
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.warnAmbiguousRefs=true"),
)
ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
OBJECT_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
BARE = ("HEAD", "objects", "refs")


class NoGit(NotRead):
    """Git, or the repository, cannot be used; the message says why, and what to type."""


def find_root(folder: Path) -> Path:
    """The working tree that a folder is in: the nearest folder above with a `.git`."""
    above = (folder, *folder.parents)
    for root in above:
        if (root / ".git").exists():
            return root
    if any(all((root / name).exists() for name in BARE) for root in above):
        raise NoGit("a bare repository is not read: clone it, and run ropa in the clone")
    raise NoGit(
        "this is not a git repository: change to the folder of the repository, or name two files"
        " or folders"
    )


def find_program(root: Path) -> str:
    """Where git is: on the path, but never what lies in the working directory or the repository."""
    import shutil

    barred = (Path.cwd().resolve(), root.resolve())
    for folder in map(Path, os.get_exec_path()):
        found = shutil.which(str(folder / "git")) if folder.is_absolute() else None
        if found and folder.resolve() not in barred:
            return found
    raise NoGit("git is not installed, or not on the PATH: a revision cannot be read without it")


def clean_environment() -> dict[str, str]:
    """The environment for git: that of the run, without what speaks to git."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("GIT_")}
    return {**kept, **ENVIRONMENT}


class Git:
    """Git, for the working tree at `root`. Raises NoGit where there is none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.program = find_program(root)
        self.environment = clean_environment()

    def run(self, *arguments: str) -> "CompletedProcess[bytes]":
        """What a command answers. Raises NoGit where it takes too long or bars the repository."""
        import subprocess

        try:
            done = subprocess.run(  # noqa: S603  an absolute path, and no shell
                [self.program, *SAFE, *arguments], cwd=self.root, env=self.environment,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise NoGit(f"git {arguments[0]} took more than {TIMEOUT} s, and was stopped") from None
        except OSError as error:
            raise NoGit(f"git cannot be run: {error.strerror}") from None
        if done.returncode:
            self._must_be_usable(done.stderr.decode("utf-8", "replace"))
        return done

    def batch(self, mode: str) -> "Batch":
        """A `cat-file` that answers for one object after another."""
        import subprocess

        process = subprocess.Popen(  # noqa: S603  an absolute path, and no shell
            [self.program, *SAFE, "cat-file", mode], cwd=self.root, env=self.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        return Batch(process)

    def _must_be_usable(self, said: str) -> None:
        """Raises NoGit for what git says against the repository as a whole."""
        root = self.root.as_posix()
        if "dubious ownership" in said or "unsafe repository" in said:
            from shlex import quote

            raise NoGit(
                f"{root}: the repository belongs to another user, so git does not read it: if you"
                f" trust it, git config --global --add safe.directory {quote(root)}"
            )
        if "cannot use bare repository" in said:
            raise NoGit(f"{root}: a bare repository is not read: clone it, and run ropa there")
        if "not a git repository" in said:
            raise NoGit(f"{root}: there is a .git, but git finds no repository in it")
        if "bad config" in said or "unknown repository extension" in said:
            raise NoGit(f"{root}: git cannot read the repository: {first_line(said)}")


def first_line(said: str) -> str:
    """What git says first, without its own mark."""
    line = next(iter(said.strip().splitlines()), "no reason given")
    return line.removeprefix("fatal: ").removeprefix("error: ")


class Batch:
    """A process that is asked for objects by their ids, and ends with whoever asks."""

    def __init__(self, process: "Popen[bytes]") -> None:
        assert process.stdin
        assert process.stdout
        self.ended = False
        self._process = process
        self._in: IO[bytes] = process.stdin
        self._out: IO[bytes] = process.stdout
        self._since: list[float] = []  # when it was asked what it has not answered yet
        ended = threading.Event()
        self.close = weakref.finalize(self, _end, process, ended)
        watch = threading.Thread(target=_watch, args=(process, self._since, ended), daemon=True)
        watch.start()

    def ask(self, object_id: str, *, content: bool) -> tuple[str, int, bytes] | None:
        """Kind, size and, from a process that gives it, content of an object; None: it is not here."""
        if not OBJECT_ID.fullmatch(object_id):
            raise NoGit(f"the repository is damaged: {object_id[:80]!r} is no object (git fsck)")
        self._since.append(time.monotonic())
        try:
            self._in.write(object_id.encode("ascii") + b"\n")
            self._in.flush()
            words = self._out.readline().split()
            size = int(words[2]) if len(words) == 3 else 0
            found = self._out.read(size + 1)[:-1] if content and len(words) == 3 else b""
        except OSError:
            words = []
        finally:
            self._since.clear()
        if words[1:] == [b"missing"]:
            return None
        if len(words) == 3 and (len(found) == size or not content):
            return words[1].decode("ascii"), size, found
        self.ended = True
        self._unanswered(object_id)
        return None

    def _unanswered(self, object_id: str) -> None:
        """An old git ends where it would have to fetch; else something is wrong: raises NoGit."""
        self._process.kill()
        said = (
            self._process.stderr.read().decode("utf-8", "replace") if self._process.stderr else ""
        )
        if "promisor" not in said:
            why = first_line(said)
            raise NoGit(
                f"git gave no answer for the object {object_id}: {why} (git fsck says more)"
            )


def _watch(process: "Popen[bytes]", since: list[float], ended: threading.Event) -> None:
    """End a process that does not answer."""
    while not ended.wait(1):
        if any(time.monotonic() - start > TIMEOUT for start in list(since)):
            process.kill()
            return


def _end(process: "Popen[bytes]", ended: threading.Event) -> None:
    ended.set()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with suppress(OSError):  # it may have ended before
                stream.close()
    process.kill()
    process.wait()
