"""The files of one commit, by the paths that they would have in the working directory."""

import errno
import os
from pathlib import Path
from typing import NamedTuple, NoReturn

from ropa.source.git_objects import Commit, Entry, Kind, Missing, Objects
from ropa.source.store import NotRead

DEPTH = 2_048
"""How deep folders may lie in each other; git draws the same line."""
ENTRIES = 500_000
"""How many entries of folders are listed: a few objects can stand for as many as one likes."""
LINKS = 40
TARGET = 4_096
"""How many links are followed for one path, and how long the target of one may be."""


class Found(NamedTuple):
    """An entry, and the names from the root of the repository that lead to it without links."""

    names: tuple[str, ...]
    entry: Entry


class Snapshot:
    """A store over one commit: what the working tree would hold if it were checked out.

    Links are followed within the commit, as they would be on disk; one that leads out of it leads
    nowhere. Submodules are not there: their files are in other repositories.
    """

    def __init__(self, root: Path, objects: Objects, commit: Commit) -> None:
        self.root = root
        self.commit = commit
        self._objects = objects
        self._listed = 0

    def is_file(self, path: Path) -> bool:
        """Is there a file, or a link to one?"""
        found = self._find(path)
        return found is not None and found.entry.kind is Kind.FILE

    def is_folder(self, path: Path) -> bool:
        """Is there a folder, or a link to one?"""
        found = self._find(path)
        return found is not None and found.entry.kind is Kind.FOLDER

    def exists(self, path: Path) -> bool:
        """Is there anything, and does it lead somewhere?"""
        return self._find(path) is not None

    def is_link(self, path: Path) -> bool:
        """Is it a symbolic link?"""
        parts = parts_within(self.root, path)
        above = self._follow(parts[:-1]) if parts else None
        if not parts or above is None or above.entry.kind is not Kind.FOLDER:
            return False
        entry = self._objects.folder(above.entry.id).get(parts[-1])
        return entry is not None and entry.kind is Kind.LINK

    def entries(self, folder: Path) -> list[Path]:
        """What is in a folder, sorted by name."""
        found = self._find(folder)
        if found is None or found.entry.kind is not Kind.FOLDER:
            _refuse(errno.ENOTDIR if found else errno.ENOENT, folder)
        names = self._objects.folder(found.entry.id)
        self._listed += len(names)
        if self._listed > ENTRIES:
            raise NotRead(f"{folder.as_posix()}: more than {ENTRIES:,} files at {self._shown}")
        return sorted(folder / name for name in names)

    def resolved(self, path: Path) -> Path:
        """The one path of a file, without links; it leads to the working tree."""
        found = self._find(path)
        return self.root.joinpath(*found.names) if found else Path(os.path.abspath(path))  # noqa: PTH100

    def object_id(self, path: Path) -> str | None:
        """The id of what is at a path: where it is the same, so is every byte. None for nothing."""
        found = self._find(path)
        return found.entry.id if found else None

    def size(self, path: Path) -> int | None:
        """How many bytes a file has; None for a folder."""
        found = self._find(path)
        if found is None:
            _refuse(errno.ENOENT, path)
        if found.entry.kind is not Kind.FILE:
            return None
        try:
            return self._objects.size(found.entry.id)
        except Missing:
            raise self._not_fetched(path, found) from None

    def content(self, path: Path, limit: int) -> bytes:
        """The content of a file; OSError for one that is larger than `limit` bytes."""
        size = self.size(path)
        if size is None or size > limit:
            _refuse(errno.EISDIR if size is None else errno.EFBIG, path)
        found = self._find(path)
        assert found  # it has a size
        return self._objects.content(found.entry.id)

    @property
    def _shown(self) -> str:
        return self.commit.id[:12]

    def _find(self, path: Path) -> Found | None:
        parts = parts_within(self.root, path)
        return None if parts is None else self._follow(parts)

    def _follow(self, parts: tuple[str, ...]) -> Found | None:
        """What is at the names from the root; None where nothing is, or a link leads nowhere."""
        todo = list(reversed(parts))
        way: list[tuple[str, Entry]] = [("", Entry(Kind.FOLDER, self.commit.tree))]
        links = 0
        while todo:
            name = todo.pop()
            if name == ".." and len(way) > 1:
                way.pop()
            elif name not in ("", "."):
                folder = way[-1][1]
                known = self._objects.folder(folder.id) if folder.kind is Kind.FOLDER else {}
                entry = known.get(name)
                if entry is None:
                    return None
                if entry.kind is Kind.LINK:
                    links += 1
                    target = self._target(entry)
                    if target is None or links > LINKS:
                        return None
                    todo += target
                else:
                    way.append((name, entry))
            if len(way) > DEPTH:
                raise NotRead(
                    f"folders at {self._shown} lie more than {DEPTH:,} deep in each other"
                )
        return Found(tuple(name for name, _ in way[1:]), way[-1][1])

    def _target(self, link: Entry) -> list[str] | None:
        """The names that a link leads by, the last first; None where it leads out at once."""
        if self._objects.size(link.id) > TARGET:
            return None
        target = self._objects.content(link.id).decode("utf-8", "surrogateescape")
        return None if target.startswith("/") else list(reversed(target.split("/")))

    def _not_fetched(self, path: Path, found: Found) -> NotRead:
        from shlex import quote

        at = quote(f"{self.commit.id}:{'/'.join(found.names)}")
        return NotRead(
            f"{path.as_posix()}: what it held at {self._shown} is not in this clone, which is partial,"
            f" and ropa fetches nothing: git show {at} fetches it, or clone without --filter"
        )


def parts_within(root: Path, path: Path) -> tuple[str, ...] | None:
    """The names that lead from a root to a path; None where it leads out of the root."""
    top = str(root).rstrip(os.sep) + os.sep
    for absolute in (os.path.abspath, os.path.realpath):
        named = absolute(path) + os.sep
        if named.startswith(top):
            return Path(named[len(top) :]).parts
    return None


def _refuse(number: int, path: Path) -> NoReturn:
    raise OSError(number, os.strerror(number), str(path))
