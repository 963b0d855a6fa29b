"""Which files make a register, and reading them within limits. Every file is untrusted input."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ropa.source.source import Refused, Source, Span
from ropa.source.store import DISK, Store

SUFFIX = ".ropa.yaml"
HEAD = "register" + SUFFIX
OTHER_SUFFIX = ".ropa.yml"
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
    """A register's name and its files, the head first, as paths to open and to show.

    `skipped` are the files beside them that look like files of it and are not read, and why.
    """

    name: str
    paths: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...] = ()


def shown(path: Path) -> str:
    """The path as messages show it: what is not UTF-8 in it is written out."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def find_registers(paths: list[Path], store: Store = DISK) -> list[RegisterFiles]:
    """The registers at `paths`: files, folders that are a register, folders of registers.

    Raises NothingThere for a path with no register.
    """
    found: dict[Path, RegisterFiles] = {}
    for path in paths:
        registers = _registers_at(path, store)
        if not registers:
            raise NothingThere(path.as_posix(), "no-register")
        for register in registers:
            found.setdefault(store.resolved(register.paths[0]), register)
    return list(found.values())


def _registers_at(path: Path, store: Store) -> list[RegisterFiles]:
    if store.is_folder(path):
        return _registers_in(path, store)
    if path.name and not store.exists(path):
        path = path.with_name(path.name + SUFFIX)
    if not store.exists(path):
        raise NothingThere(path.as_posix().removesuffix(SUFFIX), "no-such-path")
    beside = _registers_in(path.parent, store) if store.is_file(path.parent / HEAD) else []
    alone = RegisterFiles(_name(path), (path,))
    return [register for register in beside if path in register.paths] or [alone]


def _registers_in(top: Path, store: Store) -> list[RegisterFiles]:
    """The registers in a folder: each folder with a head, and each file that is in none of them."""
    found: list[tuple[str, list[Path]]] = []
    skipped: list[tuple[Path, str]] = []
    owners: dict[Path, list[Path]] = {}  # folder -> the files of the register that it is part of
    for folder, entries in _walk(top, store):
        files = [e for e in entries if e.name.endswith(SUFFIX) and _inside(e, folder, store)]
        skipped += [(e, _why_skipped(e)) for e in entries if e not in files]
        head = folder / HEAD
        if head in files:
            files.remove(head)
            owners[folder] = [head]
            found.append((_name(store.resolved(folder)), owners[folder]))
        elif folder.parent in owners:
            owners[folder] = owners[folder.parent]
        if folder in owners:
            owners[folder] += files
        else:
            found += [(_name(file), [file]) for file in files]
    folders = {paths[0].parent: index for index, (_, paths) in reversed([*enumerate(found)])}
    beside: dict[int, list[tuple[Path, str]]] = {}
    for path, why in skipped:  # told of with the register that it would be part of, else the first
        index = next((folders[above] for above in path.parents if above in folders), 0)
        beside.setdefault(index, []).append((path, why))
    return [
        RegisterFiles(name, tuple(paths), tuple(beside.get(index, ())))
        for index, (name, paths) in enumerate(found)
    ]


def _why_skipped(path: Path) -> str:
    return "link-outside" if path.name.endswith(SUFFIX) else "other-suffix"


def _name(path: Path) -> str:
    return shown(Path(path.name)).removesuffix(SUFFIX)


def _walk(top: Path, store: Store) -> Iterator[tuple[Path, list[Path]]]:
    """Each folder from `top` down, with what may be files of registers; hidden ones are none."""
    folders = [top]
    while folders:
        folder = folders.pop()
        entries = [e for e in store.entries(folder) if not e.name.startswith(".")]
        below = [e for e in entries if store.is_folder(e)]
        names = SUFFIX, OTHER_SUFFIX
        yield folder, [e for e in entries if e.name.endswith(names) and e not in below]
        folders += [e for e in reversed(below) if not store.is_link(e) and e.name not in SKIPPED]


def _inside(file: Path, folder: Path, store: Store) -> bool:
    """A link that leads out of its folder, or nowhere, is not followed."""
    if not store.is_link(file):
        return True
    return store.exists(file) and store.resolved(file).is_relative_to(store.resolved(folder))


class Reader:
    """Reads the files of one run, and counts what it reads."""

    def __init__(self, limits: Limits, store: Store = DISK) -> None:
        self.limits = limits
        self.store = store
        self.bytes = 0
        self.files = 0

    def read(self, path: Path) -> Source:
        """The data of one file. Raises Refused for what is not read, OSError if it cannot be."""
        from ropa.source.yaml import read_yaml

        return read_yaml(self._content(path), shown(path))

    def _content(self, path: Path) -> bytes:
        size = self.store.size(path)
        if size is None:  # a pipe or a device would hang the reader
            raise Refused("not-a-file", START)
        self.files += 1
        if self.files > self.limits.files:
            raise Refused("run-files", START, limit=self.limits.files)
        if size > self.limits.file:
            raise Refused("file-size", START, limit=self.limits.file // 1_000_000)
        self.bytes += size
        if self.bytes > self.limits.run:
            raise Refused("run-size", START, limit=self.limits.run // 1_000_000)
        content = self.store.content(path, self.limits.file)
        if len(content) > self.limits.file:  # it has grown since
            raise Refused("file-size", START, limit=self.limits.file // 1_000_000)
        return content
