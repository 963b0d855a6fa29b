"""Which files make a register, and reading them within limits. Every file is untrusted input."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ropa.source.source import Refused, Source, Span

SUFFIX = ".ropa.yaml"
HEAD = "register" + SUFFIX
SKIPPED = frozenset({"node_modules", "__pycache__"})
START = Span(1, 1, 1, 2)


class NothingThere(Exception):
    """A path names no register: `path`, and why, as a key of the messages."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, at most: bytes a file, bytes a run, files a run."""

    file: int = 64_000_000
    run: int = 256_000_000
    files: int = 20_000

    def raised(self, **limits: int) -> "Limits":
        """The same with other figures."""
        return replace(self, **limits)


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """A register's name and its files, the head first, as paths to open and to show."""

    name: str
    paths: tuple[Path, ...]


def find_registers(paths: list[Path]) -> list[RegisterFiles]:
    """The registers at `paths`: files, folders that are a register, folders of registers.

    Raises NothingThere for a path with no register.
    """
    found: dict[Path, RegisterFiles] = {}
    for path in paths:
        registers = list(_registers_at(path))
        if not registers:
            raise NothingThere(path.as_posix(), "no-register")
        for register in registers:
            found.setdefault(register.paths[0].resolve(), register)
    return list(found.values())


def _registers_at(path: Path) -> Iterator[RegisterFiles]:
    if not path.is_dir():
        path = path if path.exists() else path.with_name(path.name + SUFFIX)
        if not path.exists():
            raise NothingThere(str(path)[: -len(SUFFIX)], "no-such-path")
        if path.name != HEAD:
            yield RegisterFiles(path.name.removesuffix(SUFFIX), (path,))
            return
        path = path.parent
    head = path / HEAD
    if head.is_file():
        further = [p for p in _below(path, path.resolve()) if p != head]
        yield RegisterFiles(path.resolve().name, (head, *further))
        return
    for entry in sorted(path.iterdir()):
        if _is_folder(entry):
            yield from _registers_at(entry)
        elif entry.name.endswith(SUFFIX) and entry.is_file() and _inside(entry, path.resolve()):
            yield RegisterFiles(entry.name.removesuffix(SUFFIX), (entry,))


def _below(folder: Path, root: Path) -> Iterator[Path]:
    """The files of the register in `folder`; a folder below with a head of its own is another's."""
    for entry in sorted(folder.iterdir()):
        if _is_folder(entry):
            if not (entry / HEAD).is_file():
                yield from _below(entry, root)
        elif entry.name.endswith(SUFFIX) and _inside(entry, root):
            yield entry


def _is_folder(entry: Path) -> bool:
    hidden = entry.name.startswith(".") or entry.name in SKIPPED
    return not hidden and entry.is_dir() and not entry.is_symlink()


def _inside(entry: Path, root: Path) -> bool:
    """A link that leads out of the folder is not followed."""
    return not entry.is_symlink() or entry.resolve().is_relative_to(root)


class Reader:
    """Reads the files of one run, and counts what it reads."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = 0
        self.files = 0

    def read(self, path: Path) -> Source:
        """The data of one file. Raises Refused for what is not read, OSError if it cannot be."""
        from ropa.source.yaml import read_yaml

        return read_yaml(self._content(path), path.as_posix())

    def _content(self, path: Path) -> bytes:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would hang the reader
            raise Refused("not-a-file", START)
        self.files += 1
        if self.files > self.limits.files:
            raise Refused("run-files", START, limit=self.limits.files)
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > self.limits.file:
                raise Refused("file-size", START, limit=self.limits.file // 1_000_000)
            self.bytes += size
            if self.bytes > self.limits.run:
                raise Refused("run-size", START, limit=self.limits.run // 1_000_000)
            return file.read(self.limits.file + 1)
