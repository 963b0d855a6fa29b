"""What a repository says of its runs: `ropa.toml`, or `[tool.ropa]` in pyproject.toml."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ropa.findings import Severity
from ropa.gate.mistaken import Mistaken, suggested, text_of
from ropa.gate.profile import PROFILES, must_be_known
from ropa.source.source import Span
from ropa.source.store import DISK, Store
from ropa.source.tree import Location

NAME, PYPROJECT = "ropa.toml", "pyproject.toml"
FAIL_ON = (*(severity.value for severity in Severity), "never")


@dataclass(frozen=True, slots=True)
class Config:
    """What is configured; None or empty where nothing is said. Paths are as one can open them.

    `file` is where it is said, in the words of `text`.
    """

    registers: tuple[Path, ...] = ()
    profile: str | None = None
    fail_on: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    lang: str | None = None
    file: Path | None = None
    text: str = field(default="", repr=False)

    @property
    def files(self) -> tuple[Path, ...]:
        """What a run with this configuration reads: nothing may be written there."""
        return tuple(path for path in (*self.registers, self.baseline, self.file) if path)

    def place(self, key: str) -> Location | None:
        """The line on which a key is written; None where it is not.

        Where that cannot be seen, as in a table on one line, the first of the file.
        """
        table = self.text.find("[tool.ropa]") if self.file and self.file.name == PYPROJECT else 0
        written = re.compile(rf"^[ \t]*(tool\.ropa\.)?[\"']?{key}[\"']?[ \t]*=.*", re.M)
        found = written.search(self.text, max(table, 0)) or written.search(self.text)
        if not self.file or not (found or getattr(self, key.replace("-", "_"))):
            return None
        line = self.text.count("\n", 0, found.start()) + 1 if found else 1
        end = len(found[0].rstrip()) + 1 if found else 2
        return Location(self.file.as_posix(), Span(line, 1, line, end))


def find_config(store: Store = DISK) -> Config:
    """The configuration of the working directory: its own, else that of the nearest folder above.

    Looks no further than the root of the git repository; without one, in no other folder. `store` is
    the working tree, or a commit: there it is looked for at the same paths.
    """
    here = Path.cwd()
    root = root_of(here)
    for folder in (here, *here.parents):
        for name in (NAME, PYPROJECT):
            path = Path(_shown(folder / name))
            if store.is_link(path) and not _is_below(path, root, store):
                raise Mistaken(f"{_shown(path)}: is not read: the link leads out of the repository")
            if store.is_file(path) and (found := _read(path, root, store)):
                return found
        if folder == root:
            break
    return Config()


def read_config(path: Path, store: Store = DISK) -> Config:
    """The configuration in a file, `ropa.toml` or a pyproject.toml."""
    return _read(path, root_of(path.absolute().parent), store) or Config(file=Path(_shown(path)))


def root_of(folder: Path) -> Path:
    """The root of the git repository that a folder is in; without one, the folder itself."""
    return next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)


def _read(path: Path, root: Path, store: Store) -> Config | None:
    """The configuration in a file; None where a pyproject.toml has none."""
    text = text_of(path, store=store)
    table = _table(path, text)
    return None if table is None else _config(table, path, root, store, text)


def _table(path: Path, text: str) -> dict[str, Any] | None:
    """The table of ropa in a file; None where a pyproject.toml has none."""
    ours = path.name != PYPROJECT
    if not ours and "ropa" not in text:
        return None
    import tomllib

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise Mistaken(f"{_shown(path)}: is not TOML: {error}") from None
    if ours:
        return data
    tool = data.get("tool")
    table = tool.get("ropa") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise Mistaken(f"{_shown(path)}: tool.ropa: a table is needed")
    return table


def _config(table: dict[str, Any], path: Path, root: Path, store: Store, text: str) -> Config:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KEYS:
            raise Mistaken(f"{_shown(path)}: there is no key {key!r}{suggested(key, KEYS)}")
        try:
            values[key.replace("-", "_")] = KEYS[key](value)
        except Mistaken as mistaken:
            raise Mistaken(f"{_shown(path)}: {key}: {mistaken}") from None
    folder = path.absolute().parent
    for key in ("registers", "baseline"):
        if key in values:
            values[key] = _within(values[key], folder, root, f"{_shown(path)}: {key}", store)
    config = Config(**values, file=Path(_shown(path)), text=text)
    try:
        must_be_known("standard", config.select, config.ignore)
    except Mistaken as mistaken:
        raise Mistaken(f"{_shown(path)}: {mistaken}") from None
    return config


def _within(given: Any, folder: Path, root: Path, where: str, store: Store) -> Any:
    """Paths from the folder of the configuration, as seen from here; they stay in the repository."""
    if isinstance(given, tuple):
        return tuple(_within(one, folder, root, where, store) for one in given)
    if "\0" in given or not _is_below(folder / given, root, store):
        raise Mistaken(f"{where}: {given!r} leads out of the repository")
    return Path(_shown(folder / given))


def _is_below(path: Path, root: Path, store: Store) -> bool:
    """Does a path lead, links followed, to something below the root?"""
    path, root = (Path(_shown(one)) for one in (path, root))
    return store.resolved(path).is_relative_to(store.resolved(root))


def _shown(path: Path) -> str:
    """A path as seen from the working directory."""
    return Path(os.path.relpath(path)).as_posix()


# --- the keys -------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Mistaken("a text is needed")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or any(type(one) is not str for one in value):
        raise Mistaken("a list of texts is needed")
    return tuple(value)


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = _text(value)
        if text not in words:
            meant = suggested(text, words)
            raise Mistaken(f"{text!r} is not one of {', '.join(words)}{meant}")
        return text

    return read


KEYS: dict[str, Callable[[Any], Any]] = {
    "registers": _texts,
    "profile": _one_of(tuple(PROFILES)),
    "fail-on": _one_of(FAIL_ON),
    "select": _texts,
    "ignore": _texts,
    "baseline": _text,
    "lang": _text,
}
"""The keys that there are, and how each is read."""
