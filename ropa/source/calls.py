"""Every call to the file system that writing makes: one place, where a test can fail each in turn."""

import errno
import os
import sys
import time
from pathlib import Path

FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
HELD = (5, 32)  # what Windows says of a file that another program has open
NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)


def create(path: Path) -> int:
    """A new file, open to write, and its owner's alone; FileExistsError if anything is there."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | FLAGS, 0o600)


def reopen(path: Path) -> int:
    """A file that is there, open to read and write; no link is followed."""
    return os.open(path, os.O_RDWR | FLAGS)


def write(handle: int, content: memoryview) -> int:
    """Write some of the content; how much."""
    return os.write(handle, content)


def read(path: Path, limit: int) -> bytes:
    """The content of a file, no more than `limit` bytes."""
    with open(path, "rb") as file:
        return file.read(limit)


def sync(handle: int) -> None:
    """Wait until what was written is on the disk."""
    os.fsync(handle)


def close(handle: int) -> None:
    """Close an open file."""
    os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that does not know how
            raise
    finally:
        os.close(handle)


def status(path: Path) -> os.stat_result:
    """What is at a path; of a link, the link."""
    return path.lstat()


def there(path: Path) -> bool:
    """Is there anything at a path? Raises nothing."""
    return os.path.lexists(path)


def chmod(path: Path, mode: int) -> None:
    """Say who may read and write a file."""
    path.chmod(mode)


def replace(source: Path, target: Path) -> None:
    """Give a file another's name, in one step."""
    source.replace(target)


def remove(path: Path) -> None:
    """Remove a file that may be gone already."""
    path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)


def lock(handle: int) -> bool:
    """Is an open file ours alone until we close it or die? False if another run has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 1 << 30, os.SEEK_SET)  # a byte that nobody reads or writes
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        if error.errno not in NO_LOCKS:  # some network file systems have no locks
            raise
    return os.fstat(handle).st_nlink > 0


def wait(seconds: float) -> None:
    """Wait for another program."""
    time.sleep(seconds)


def held(error: OSError) -> bool:
    """Does another program have the file open, as Excel does on Windows?"""
    return getattr(error, "winerror", None) in HELD
