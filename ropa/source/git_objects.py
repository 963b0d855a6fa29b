"""The objects of a git repository: commits, folders, files; each read by its id."""

import os
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import NamedTuple

from ropa.source.git_program import Batch, Git
from ropa.source.store import NotRead

HEAD_LIMIT = 16_000_000
"""How large a commit or a folder may be, in bytes."""
ENCODINGS = frozenset({"utf-8", "iso-8859-1", "iso-8859-15", "windows-1252", "latin1", "cp1252"})
COMMITTED = re.compile(rb"^committer .*> (-?[0-9]{1,15}) ([+-])([0-9]{2})([0-9]{2})$", re.MULTILINE)
EPOCH = datetime(1970, 1, 1)


class Missing(NotRead):
    """An object is not in this clone, which is partial."""

    def __init__(self, object_id: str) -> None:
        super().__init__(
            f"the object {object_id} of the repository is not in this clone, and ropa fetches"
            f" nothing: git cat-file -e {object_id} fetches it if the clone is partial"
        )


class Kind(Enum):
    """What an entry of a folder is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


class Entry(NamedTuple):
    """An entry of a folder: what it is, and the id of its object."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its id, the folder that it holds, its parents, and when and as what it was made.

    `date` is the committer's, in the committer's own time zone: the day on which it came to stand
    where it does. `subject` is on one line, as it was written: whoever prints it makes it safe.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    date: date
    subject: str

    @property
    def parent(self) -> str | None:
        """The id of the commit before it on its branch; None for the first."""
        return self.parents[0] if self.parents else None


class Objects:
    """The objects of a repository, through one process for sizes and one for contents."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._batches: dict[str, Batch] = {}
        self._sizes: dict[str, int] = {}
        self._folders: dict[str, dict[str, Entry]] = {}  # most are the same in the next commit

    def size(self, object_id: str) -> int:
        """How many bytes an object has. Raises Missing."""
        if object_id not in self._sizes:
            found = self._batch("--batch-check").ask(object_id, content=False)
            if found is None:
                raise Missing(object_id)
            self._sizes[object_id] = found[1]
        return self._sizes[object_id]

    def content(self, object_id: str) -> bytes:
        """What is in an object, whatever its size. Raises Missing."""
        found = self._batch("--batch").ask(object_id, content=True)
        if found is None:
            raise Missing(object_id)
        return found[2]

    def folder(self, object_id: str) -> dict[str, Entry]:
        """The entries of a folder by name, without those of other repositories (submodules)."""
        if object_id not in self._folders:
            self._folders[object_id] = _entries(self._small(object_id), len(object_id) // 2)
        return self._folders[object_id]

    def commit(self, object_id: str) -> Commit:
        """A commit."""
        head, _, message = self._small(object_id).partition(b"\n\n")
        lines = [line.partition(" ") for line in head.decode("ascii", "replace").split("\n")]
        told: dict[str, list[str]] = {"tree": [""], "parent": [], "encoding": ["utf-8"]}
        for key, _, value in lines:
            if key in told:
                told[key].append(value)
        return Commit(
            object_id,
            told["tree"][-1],
            tuple(told["parent"]),
            _day(head),
            _subject(message, told["encoding"][-1].lower()),
        )

    def close(self) -> None:
        """End the processes."""
        for batch in self._batches.values():
            batch.close()
        self._batches.clear()

    def _small(self, object_id: str) -> bytes:
        if self.size(object_id) > HEAD_LIMIT:
            raise NotRead(f"the object {object_id} of the repository is too large to be read")
        return self.content(object_id)

    def _batch(self, mode: str) -> Batch:
        if mode not in self._batches or self._batches[mode].ended:
            self._batches[mode] = self._git.batch(mode)
        return self._batches[mode]


KINDS = {b"40000": Kind.FOLDER, b"120000": Kind.LINK}


def _entries(data: bytes, width: int) -> dict[str, Entry]:
    """The entries in the data of a folder: mode, name and id (of `width` bytes) of each."""
    found: dict[str, Entry] = {}
    at = 0
    while at < len(data):
        space = data.find(b" ", at)
        end = data.find(b"\0", space)
        if space < 0 or end < 0 or end + width >= len(data):
            raise NotRead("a folder of the repository is damaged: git fsck says more")
        mode, name = data[at:space], data[space + 1 : end].decode("utf-8", "surrogateescape")
        at = end + 1 + width
        kind = Kind.FILE if mode.startswith(b"100") else KINDS.get(mode)
        if kind and _is_name(name):
            found[name] = Entry(kind, data[end + 1 : at].hex())
    return found


def _is_name(name: str) -> bool:
    """Git checks the names that it makes; others need not have been made by git."""
    separators = {"/", os.sep, os.altsep or "/"}
    return name not in ("", ".", "..") and not any(one in name for one in separators)


def _day(head: bytes) -> date:
    """The day of a commit where it was made; where it says none, the first that git knows."""
    found = COMMITTED.search(head)
    if not found:
        return EPOCH.date()
    seconds, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        there = EPOCH + timedelta(seconds=int(seconds))
        return (there + offset if sign == b"+" else there - offset).date()
    except OverflowError:
        return EPOCH.date()


def _subject(message: bytes, encoding: str) -> str:
    """The first paragraph of a message, on one line."""
    text = message.decode(encoding if encoding in ENCODINGS else "utf-8", "replace")
    return " ".join(text.strip("\n").partition("\n\n")[0].split())
