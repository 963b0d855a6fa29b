"""What a killed run leaves behind: which files it meant to replace, and whether it had done so.

The journal is a file beside the register while files of it are replaced: a line of JSON, the digest
of that line, and at last one character more, when every file is replaced. It is input like every
other file of a repository: it names files of its folder only, and decides nothing by itself, for
what is undone or finished is told by the digests of what is there.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

NAME = ".ropa-journal"
LIMIT = 16_000_000
DONE = b"+"
TOKEN = re.compile("[0-9a-f]{8}")
DIGEST = re.compile("[0-9a-f]{64}")


class NoJournal(Exception):
    """The file has the journal's name and is not one that we wrote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to replace, by its path in the folder, and the digests of its old and new content."""

    path: Path
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a folder that are replaced together; the token names their temporary files."""

    folder: Path
    token: str
    entries: tuple[Entry, ...]

    @property
    def journal(self) -> Path:
        """Where the journal is."""
        return self.folder / NAME

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the files, each once."""
        return tuple(dict.fromkeys(self.target(entry).parent for entry in self.entries))

    def target(self, entry: Entry) -> Path:
        """The file that is replaced."""
        return self.folder / entry.path

    def coming(self, entry: Entry) -> Path:
        """Where its new content waits."""
        return self._beside(entry, "new")

    def kept(self, entry: Entry) -> Path:
        """Where its old content is kept."""
        return self._beside(entry, "old")

    def text(self) -> bytes:
        """The journal's content before anything is replaced."""
        files = [{"path": str(e.path), "old": e.old, "new": e.new} for e in self.entries]
        said = json.dumps({"ropa_journal": 1, "token": self.token, "files": files}).encode()
        return said + b"\n" + digest(said).encode() + b"\n"

    def _beside(self, entry: Entry, kind: str) -> Path:
        return self.target(entry).with_name(f".{entry.path.name}.{self.token}.{kind}")


def planned(folder: Path, changes: Mapping[Path, tuple[bytes, bytes]], token: str) -> Plan:
    """The plan to replace files that are in the folder; each with its old and its new content."""
    entries = (
        Entry(path.relative_to(folder), digest(old), digest(new))
        for path, (old, new) in changes.items()
    )
    return Plan(folder, token, tuple(entries))


def parsed(folder: Path, content: bytes) -> tuple[Plan, bool] | None:
    """The plan of a journal, and whether all was replaced; None if it was not even written whole.

    Raises NoJournal.
    """
    said, _, rest = content.partition(b"\n")
    if rest not in (whole := digest(said).encode() + b"\n", whole + DONE):
        return None
    try:
        data = json.loads(said)
        entries = tuple(_entry(folder, file) for file in data["files"])
        if data["ropa_journal"] != 1 or not TOKEN.fullmatch(data["token"]):
            raise NoJournal
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoJournal from error
    return Plan(folder, data["token"], entries), rest.endswith(DONE)


def digest(content: bytes) -> str:
    """How the journal tells one content from another."""
    return sha256(content).hexdigest()


def _entry(folder: Path, file: dict[str, Any]) -> Entry:
    path = Path(file["path"])
    inside = (folder / path).parent.resolve().is_relative_to(folder.resolve())
    if path.anchor or ".." in path.parts or not path.name or not inside:
        raise NoJournal
    if not (DIGEST.fullmatch(file["old"]) and DIGEST.fullmatch(file["new"])):
        raise NoJournal
    return Entry(path, file["old"], file["new"])
