"""The only place that writes a file: whole or not at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ropa.source import calls

WAITS = (0.1, 0.2, 0.4, 0.6, 0.7)
"""How long, in seconds, we wait for a program that has the file open, before we give up."""


def write(path: Path, content: bytes) -> None:
    """Write a file atomically: the old content or the new, whatever happens.

    Makes the folder. Refuses to write through a symbolic link. Raises OSError with the file's name.
    """
    with about(path):
        calls.make_folder(path.parent)
        mode = _mode(path)
        beside = path.with_name(f".{path.name}.{token()}.tmp")
        try:
            put(beside, content, mode)
            replace(beside, path)
        except BaseException:
            with suppress(OSError):
                calls.remove(beside)
            raise


def append(path: Path, content: bytes) -> None:
    """Add to a file that others add to as well, such as the summary of a run of CI."""
    with path.open("ab") as file:
        file.write(content)


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Whatever call fails in here, the error names this file, not the temporary one."""
    try:
        yield
    except OSError as error:
        if error.filename == str(path):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def token() -> str:
    """A few letters that tell the temporary files of this run from those of others."""
    return os.urandom(4).hex()


def put(path: Path, content: bytes, mode: int) -> None:
    """A new file, on the disk when this returns. Raises OSError, and may leave a part of it."""
    handle = calls.create(path)
    try:
        write_out(handle, content)
        calls.sync(handle)
    finally:
        calls.close(handle)
    calls.chmod(path, mode)


def write_out(handle: int, content: bytes) -> None:
    """Write all of the content to an open file."""
    left = memoryview(content)
    while left:
        left = left[calls.write(handle, left) :]


def replace(source: Path, target: Path) -> None:
    """Put one file in the place of another; waits a little where another program has it open."""
    for seconds in WAITS:
        try:
            return calls.replace(source, target)
        except OSError as error:
            if not calls.held(error):
                raise
        calls.wait(seconds)
    try:
        calls.replace(source, target)
    except OSError as error:
        if not calls.held(error):
            raise
        reason = "another program has it open; close it there and try again"
        raise OSError(0, reason, str(target)) from error


def refuse_link(found: os.stat_result, path: Path) -> None:
    """Raise OSError where a path is a symbolic link: we would not know what we write."""
    if stat.S_ISLNK(found.st_mode):
        raise OSError(0, "is a symbolic link; not written through it", str(path))


def _mode(path: Path) -> int:
    try:
        found = calls.status(path)
    except FileNotFoundError:
        return 0o666 & ~_umask()
    refuse_link(found, path)
    return found.st_mode & 0o777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
