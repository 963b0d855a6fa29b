"""Failing file systems: every call that writing makes can fail in turn, or be the last one made."""

import errno
import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from ropa.source import calls

ERRNOS = {
    name: getattr(errno, name)
    for name in (
        "ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE", "EACCES", "EPERM", "EINTR", "EXDEV", "ENOENT",
    )
}  # fmt: skip
MOST = 400  # calls, before we believe that it never ends
PURE = ("held", "there")  # they cannot fail


class Killed(BaseException):
    """The process is no more: no call is made after this one."""


class Calls:
    """The calls to the file system, counted; what is left open is closed at the end."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self._open: set[int] = set()
        for name, call in inspect.getmembers(calls, inspect.isfunction):
            if call.__module__ == calls.__name__ and name not in PURE:
                patch.setattr(calls, name, self._watched(name, call))

    def fault(self, number: int, name: str) -> BaseException | None:
        """What the call of that number raises, instead of being made."""
        return None

    def let_go(self) -> None:
        for handle in self._open:
            with suppress(OSError):
                os.close(handle)

    def _watched(self, name: str, call: Callable) -> Callable:
        def watched(*args, **kwargs):
            self.made.append(name)
            error = self.fault(len(self.made), name)
            if error is not None:
                if name == "close" and not isinstance(error, Killed):
                    call(*args)  # a close that fails has closed
                    self._open.discard(args[0])
                raise error
            result = call(*args, **kwargs)
            if name in ("create", "reopen"):
                self._open.add(result)
            if name == "close":
                self._open.discard(args[0])
            return result

        return watched


class Failing(Calls):
    """The calls from `first` to `last` fail with an error number, or with an exception."""

    def __init__(self, patch, first: int, error: int | BaseException, last: int | None = None):
        self.first, self.error, self.last = first, error, first if last is None else last
        super().__init__(patch)

    def fault(self, number: int, name: str) -> BaseException | None:
        if not self.first <= number <= self.last:
            return None
        if isinstance(self.error, BaseException):
            return self.error
        return OSError(self.error, os.strerror(self.error))


class Dying(Calls):
    """The process is killed when it makes a call; what it had open is closed by the system."""

    def __init__(self, patch: pytest.MonkeyPatch, number: int) -> None:
        self.number = number
        super().__init__(patch)

    def fault(self, number: int, name: str) -> BaseException | None:
        return Killed() if number >= self.number else None


@dataclass(frozen=True)
class Attempt:
    """One run with the call of that number going wrong: what it gave, or raised, and its calls."""

    number: int
    calls: list[str]
    result: object
    error: BaseException | None


def attempts(
    run: Callable[[], object], kind: type[Calls], *args, ever: bool = False
) -> Iterator[Attempt]:
    """Run it with its first call going wrong, its second …, until it makes no more calls.

    The file system is well again when an attempt is given out. `ever`: and every call after it.
    """
    for number in range(1, MOST):
        result = error = None
        with pytest.MonkeyPatch.context() as patch:
            made = kind(patch, number, *args, *([MOST] if ever else []))
            try:
                result = run()
            except BaseException as raised:
                error = raised
            made.let_go()
        yield Attempt(number, made.made, result, error)
        if len(made.made) < number:
            return
    pytest.fail("it never came to an end")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path in it, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Make the folder hold just these files."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def told(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Is what is in the folder old, new, either with something beside, or neither?"""
    here = contents(folder)
    beside = " and more" if here.keys() - old.keys() else ""
    here = {name: content for name, content in here.items() if name in old}
    return ("old" if here == old else "new" if here == new else "mixed") + beside
