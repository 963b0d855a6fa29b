"""One side of a comparison as files in a folder of its own, under the paths of the working directory."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from test_cli import GOOD

from ropa.gate.baseline import Baseline, entries
from ropa.gate.gate import Gate
from ropa.gate.move import Move
from ropa.gate.moved import moves
from ropa.gate.setting import Setting, setting_of
from ropa.reading import Reading, read_registers
from ropa.source.store import Disk
from ropa.words.words import Words

TODAY = date(2026, 11, 22)
PATH = "registers/a.ropa.yaml"
HEAD, ACTIVITY = GOOD.split("activities:\n")
SECOND = ACTIVITY.replace("payroll", "support").replace("Payroll", "Support")
TWO = GOOD + SECOND
BASED = 'baseline = "base.json"\n'


class Folder(Disk):
    """A store over a folder: what would be there if the folder were the working directory."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def is_file(self, path: Path) -> bool:
        return super().is_file(self.root / path)

    def is_folder(self, path: Path) -> bool:
        return super().is_folder(self.root / path)

    def exists(self, path: Path) -> bool:
        return super().exists(self.root / path)

    def is_link(self, path: Path) -> bool:
        return super().is_link(self.root / path)

    def entries(self, folder: Path) -> list[Path]:
        return [path.relative_to(self.root) for path in super().entries(self.root / folder)]

    def resolved(self, path: Path) -> Path:
        return super().resolved(self.root / path)

    def size(self, path: Path) -> int | None:
        return super().size(self.root / path)

    def content(self, path: Path, limit: int) -> bytes:
        return super().content(self.root / path, limit)


def written(root: Path, files: Mapping[str, str]) -> Folder:
    """A store with these files, and no others."""
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Folder(root)


def setting(store: Disk, names: Sequence[str] = ("a",), **options: Any) -> Setting:
    """What is asked of the registers of these names, in registers/; None for one that is not there."""
    return setting_of(store, [_read(store, name) for name in names], **options)


def _read(store: Disk, name: str) -> Reading | None:
    path = Path(f"registers/{name}")
    there = store.exists(path) or store.exists(Path(f"{path}.ropa.yaml"))
    return read_registers([path], store=store)[0] if there else None


def between(
    here: Path, old: dict[str, str], new: dict[str, str], *names: str, **told
) -> list[Move]:
    """The moves from one set of files to another; and the same backwards."""
    sides = [
        setting(written(here / name, files), names or ("a",), today=TODAY)
        for name, files in (("old", old), ("new", new))
    ]
    found = moves(*sides, **told)
    if not told:
        back = moves(*reversed(sides))
        assert sorted((m.kind, m.weaker) for m in back) == sorted(
            (m.kind, not m.weaker) for m in found
        )
        assert moves(sides[0], sides[0]) == moves(sides[1], sides[1]) == []
    for move in found:
        assert not re.search(r"\{\w+\}|None", Words()(move.sentence, **move.facts)), move
        assert move.location
        assert move.code == ("gate-weakened" if move.weaker else "gate-tightened")
        json.dumps(dict(move.facts))
    return found


def accepting(comment: str, text: str = TWO, at: str = "id: payroll") -> str:
    """A register with a comment that accepts findings on one of its lines."""
    return text.replace(at, f"{at} # ropa: ignore{comment}")


def baseline(name: str, *texts: str) -> str:
    """A baseline of what some texts of a register lack."""
    found = []
    for text in texts:
        path = Path(f"{name}.ropa.yaml")
        path.write_text(text, "utf-8")
        (reading,) = read_registers([path])
        gate = Gate(TODAY, select=("ROPA1",))
        found += entries(reading, gate.findings(reading), TODAY)
        path.unlink()
    return Baseline.of(found).content().decode()


def listed(*rows: dict[str, Any]) -> str:
    """A baseline of these entries."""
    return json.dumps({"format_version": 1, "entries": rows})
