"""Where files are: in the working tree, or in a commit of a git repository."""

import os
import stat
from pathlib import Path
from typing import Protocol


class NotRead(Exception):
    """A store cannot give what is asked; the message says why, and what to do."""


class Store(Protocol):
    """Files and folders by path. Paths are as one would type them in the working directory."""

    def is_file(self, path: Path) -> bool:
        """Is there a regular file, or a link to one?"""

    def is_folder(self, path: Path) -> bool:
        """Is there a folder?"""

    def exists(self, path: Path) -> bool:
        """Is there anything?"""

    def is_link(self, path: Path) -> bool:
        """Is it a symbolic link?"""

    def entries(self, folder: Path) -> list[Path]:
        """What is in a folder, sorted by name."""

    def resolved(self, path: Path) -> Path:
        """The one path of a file that may be reached by several."""

    def size(self, path: Path) -> int | None:
        """How many bytes a file has; None for what is no regular file; OSError if it is not there."""

    def content(self, path: Path, limit: int) -> bytes:
        """The content of a file, no more than `limit` bytes and one; OSError if it cannot be read."""


class Disk:
    """The working tree."""

    def is_file(self, path: Path) -> bool:
        """Is there a regular file, or a link to one?"""
        return path.is_file()

    def is_folder(self, path: Path) -> bool:
        """Is there a folder, or a link to one?"""
        return path.is_dir()

    def exists(self, path: Path) -> bool:
        """Is there anything, and does it lead somewhere?"""
        return path.exists()

    def is_link(self, path: Path) -> bool:
        """Is it a symbolic link?"""
        return path.is_symlink()

    def entries(self, folder: Path) -> list[Path]:
        """What is in a folder, sorted by name."""
        return sorted(folder.iterdir())

    def resolved(self, path: Path) -> Path:
        """The path without links."""
        return path.resolve()

    def size(self, path: Path) -> int | None:
        """How many bytes a file has; None for a folder, and for a pipe or a device."""
        found = path.stat()
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def content(self, path: Path, limit: int) -> bytes:
        """The content of a regular file, no more than `limit` bytes and one."""
        with open(path, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(0, "is not a regular file", str(path))
            return file.read(limit + 1)


DISK: Store = Disk()
