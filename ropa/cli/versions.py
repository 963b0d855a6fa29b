"""Which versions of which registers a command means: files, folders, and revisions of git."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from ropa.cli.guard import Failed
from ropa.source.files import SUFFIX, shown
from ropa.source.store import DISK, NotRead, Store

if TYPE_CHECKING:
    from ropa.source.git import Commit, Repository

    Named = tuple[str, Commit]

HELP = (
    "What to compare: OLD with NEW, each a file, a folder or REV:PATH. Or registers at revisions of"
    " git: REV with the working tree, REV with REV2 (also A..B), B with where it parted from A"
    " (A...B). After -- those at PATH, else those that ropa.toml names, else registers/. Nothing:"
    " HEAD with the working tree."
)
Versions = Annotated[
    list[str] | None, typer.Argument(metavar="[OLD] [NEW] [--] [PATH]...", help=HELP)
]
At = Annotated[
    str | None, typer.Option("--at", metavar="REV", help="As they were at this revision of git.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="A sheet of what changed since this revision of git; with -f xlsx alone.",
    ),
]
DRIVE = re.compile(r"[A-Za-z]:[\\/]")
PLAINLY_A_PATH = re.compile(r"\.{0,2}[\\/]|~|.*\.ya?ml$|\.{1,2}$")
AFTER = "ropa.after-dashes"
DEFAULT = (Path("registers"),)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name to show, where it is, and which paths of it are meant.

    Paths are as one would type them in the working directory. `commit` is None for the working tree.
    """

    name: str
    store: Store
    paths: tuple[Path, ...]
    commit: "Commit | None" = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of history: after the commit `old`, None for the first, up to `new`; of which paths.

    `from_here` says whether it ends where the working tree begins.
    """

    repository: "Repository"
    old: "Commit | None"
    new: "Commit"
    paths: tuple[Path, ...]
    from_here: bool

    @property
    def revisions(self) -> str:
        """The same as git says it."""
        return f"{self.old.id}..{self.new.id}" if self.old else self.new.id


class DashesKept(TyperCommand):
    """A command that knows which of its arguments stand after `--`: the parser drops that."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse as ever, and remember how many arguments stand after `--`."""
        if "--" in args:
            ctx.meta[AFTER] = len(args) - args.index("--") - 1
        return super().parse_args(ctx, args)


def sides(
    ctx: typer.Context, given: Sequence[str] | None, registers: Sequence[Path]
) -> tuple[Side, Side]:
    """The two sides that the arguments name; `registers` are those of the configuration.

    What is on disk is a path, unless it stands before `--`; what is not is a revision. Raises
    Failed for what is neither or both, NotRead for a revision that cannot be had.
    """
    arguments = list(given or ())
    reader = _Reader(tuple(registers) or DEFAULT)
    after = ctx.meta.get(AFTER)
    if after is None:
        return reader.told_apart(arguments)
    dashes = len(arguments) - after
    return reader.at_revisions(arguments[:dashes], [Path(path) for path in arguments[dashes:]])


def stretch(ctx: typer.Context, given: Sequence[str] | None, registers: Sequence[Path]) -> Stretch:
    """The stretch of history that the arguments name: `[REV | REV..[REV]] [--] [PATH...]`.

    Raises Failed and NotRead as `sides` does.
    """
    arguments = list(given or ())
    reader = _Reader(tuple(registers) or DEFAULT)
    after = ctx.meta.get(AFTER)
    if after is None:
        revisions, paths = reader.before_paths(arguments)
    else:
        dashes = len(arguments) - after
        revisions, paths = arguments[:dashes], arguments[dashes:]
    return reader.stretch(revisions, [Path(path) for path in paths])


def side_at(revision: str, paths: Sequence[Path]) -> Side:
    """The registers at a revision. Raises NotRead where it cannot be had."""
    return _Reader(tuple(paths) or DEFAULT).at(revision)


class _Reader:
    """Reads the arguments; asks git only where they name a revision."""

    def __init__(self, registers: tuple[Path, ...]) -> None:
        self._registers = registers

    @cached_property
    def _repository(self) -> "Repository":
        from ropa.source.git import Repository

        return Repository()

    def told_apart(self, given: list[str]) -> tuple[Side, Side]:
        """The sides, where nothing says which arguments are revisions."""
        if pair := self._pair(given):
            return pair
        revisions, paths = self.before_paths(given)
        if not revisions and len(paths) > 1:
            raise Failed(f"{len(paths)} paths: to compare them with HEAD, write -- before them")
        try:
            return self.at_revisions(revisions, [Path(path) for path in paths])
        except NotRead as why:
            if not revisions:
                raise
            gone = "nor is there a file or folder of that name; one that is gone stands after --"
            raise Failed(f"{why} ({gone})") from None

    def before_paths(self, given: list[str]) -> tuple[list[str], list[str]]:
        """The revisions, and the paths that stand after them."""
        revisions = list(takewhile(lambda one: not self._is_path(one), given))
        paths = given[len(revisions) :]
        if gone := next((one for one in paths if not self._is_path(one)), None):
            raise Failed(
                f"{gone}: there is no such file or folder; revisions stand before paths, and paths"
                " that are gone after --"
            )
        return revisions, paths

    def stretch(self, revisions: list[str], paths: list[Path]) -> Stretch:
        """The stretch from one revision to another: without any, all up to HEAD."""
        if len(revisions) > 1:
            raise Failed(f"{', '.join(revisions)}: say {revisions[0]}..{revisions[1]}")
        named = revisions[0] if revisions else ""
        old, _, new = named.partition("..")
        if new.startswith("."):
            raise Failed(f"{named}: a history has one beginning: say {old}..{new[1:]}")
        commit = self._repository.commit
        head = commit(new or "HEAD")
        begin = commit(old or "HEAD") if named else None
        return Stretch(
            self._repository, begin, head, tuple(paths) or self._registers, head == commit("HEAD")
        )

    def at_revisions(self, revisions: list[str], paths: list[Path]) -> tuple[Side, Side]:
        """The same paths at a revision and in the working tree, or at two revisions."""
        for one in revisions:
            if ":" in one:
                raise Failed(f"{one}: REV:PATH is compared with one file, folder or REV:PATH")
        old, new = self._two(revisions)
        wanted = tuple(paths) or self._registers
        return self._side(*old, wanted), self._side(*new, wanted) if new else _on_disk(*wanted)

    def at(self, revision: str) -> Side:
        """The registers at one revision."""
        return self._side(revision, self._repository.commit(revision), self._registers)

    def _pair(self, given: list[str]) -> tuple[Side, Side] | None:
        """OLD and NEW, where each names what to compare; or OLD as `REV:PATH`."""
        named = [self._version(one) for one in given[:3]]
        if len(named) == 2 and named[0] and named[1]:
            return named[0], named[1]
        if len(named) == 1 and named[0] and named[0].commit:
            return named[0], _on_disk(*named[0].paths)
        return None

    def _version(self, given: str) -> Side | None:
        """What `REV:PATH`, or a path on disk, means; None for what is neither."""
        if self._is_path(given):
            return _on_disk(Path(given))
        revision, colon, path = given.partition(":")
        if not colon or DRIVE.match(given):
            return None
        if not revision:
            raise Failed(f"{given}: say which revision: HEAD{given}")
        relative = path.startswith(("./", "../")) or path in (".", "..")
        there = Path(path if relative else os.path.relpath(self._repository.root / path))
        return self._side(revision, self._repository.commit(revision), (there,))

    def _two(self, revisions: list[str]) -> "tuple[Named, Named | None]":
        """The old and the new revision; None for the working tree."""
        if len(revisions) > 2:
            raise Failed(f"{', '.join(revisions)}: ropa compares two revisions")
        commit = self._repository.commit
        if len(revisions) == 1 and ".." in revisions[0]:
            dots = "..." if "..." in revisions[0] else ".."
            old, new = (name or "HEAD" for name in revisions[0].split(dots, 1))
            if dots == "..":
                return (old, commit(old)), (new, commit(new))
            base = self._repository.merge_base(commit(old), commit(new))
            return (base.id[:12], base), (new, commit(new))
        old, *rest = revisions or ["HEAD"]
        return (old, commit(old)), (rest[0], commit(rest[0])) if rest else None

    def _side(self, revision: str, commit: "Commit", paths: tuple[Path, ...]) -> Side:
        """The paths at a revision."""
        from ropa.source.snapshot import parts_within

        within = [parts_within(self._repository.root, path) for path in paths]
        for path, parts in zip(paths, within, strict=True):
            if parts is None:
                raise Failed(f"{shown(path)}: is outside of the repository")
        one = shown(Path(*within[0])) if len(within) == 1 and within[0] else ""
        name = f"{revision}:{one}" if one else revision
        return Side(name, self._repository.snapshot(commit), paths, commit)

    def _is_path(self, given: str) -> bool:
        """Is there such a file or folder, or a register of that name? Raises Failed for both."""
        if not (Path(given).exists() or Path(given + SUFFIX).exists()):
            return False
        if not PLAINLY_A_PATH.match(given) and self._is_revision(given):
            raise Failed(
                f"{given}: is a revision and a path: say {given} -- for the revision, ./{given} for"
                " the path"
            )
        return True

    def _is_revision(self, given: str) -> bool:
        """Does git know it, or both ends of a range? Without git, or a repository, there are none."""
        names = re.split(r"\.{2,3}", given.partition(":")[0])
        try:
            return all(self._repository.knows(name or "HEAD") for name in names)
        except NotRead:
            return False


def _on_disk(*paths: Path) -> Side:
    return Side(", ".join(map(shown, paths)), DISK, paths)
