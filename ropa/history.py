"""What registers said from commit to commit: which versions there were, and which belong together.

Here are facts alone: what a change means is weighed in `changes`, and told in `reports`. A
controller is accountable for the past too, GDPR Art. 5(2), 24(1), 30(4): what cannot be read is
never passed over in silence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ropa.reading import Reading, read_register
from ropa.source.files import Limits, NothingThere, Reader, RegisterFiles, find_registers
from ropa.source.git import Commit, Repository
from ropa.source.store import DISK, Store

Files = tuple[RegisterFiles, tuple[str | None, ...]]
"""The files of a register, and the ids of what they hold: where both are the same, so is it."""
Pairs = Callable[[list[Reading], list[Reading]], Iterable[tuple[Reading | None, Reading | None]]]
"""Says which registers of two versions are the same one."""


@dataclass(frozen=True, slots=True)
class Version:
    """A register as it was from `commit` on.

    `before` is the last version that could be read whole, where this one cannot be.
    """

    files: Files
    reading: Reading
    commit: Commit
    before: "Version | None" = None

    @property
    def readable(self) -> "Version | None":
        """This version if it can be read whole, else the last one before it that can."""
        return self if self.reading.whole else self.before


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of a register to be compared; None where it is not there.

    `stepped_over` says that versions between them could not be read whole.
    """

    old: Version | None
    new: Version | None
    stepped_over: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a commit did to the registers, beside the commit `before` it on its branch.

    `pairs` are the registers of which a file changed, came or went; `unread` those that cannot be
    read whole any more, or still not. `versions` are all that there are now.
    """

    commit: Commit
    before: Commit | None
    pairs: tuple[Pair, ...]
    unread: tuple[Version, ...]
    versions: tuple[Version, ...]


class History:
    """The registers at some paths of a repository. Each version of one is read once."""

    def __init__(
        self, repository: Repository, paths: Iterable[Path], limits: Limits, pairs: Pairs
    ) -> None:
        self.paths = tuple(paths)
        self._repository = repository
        self._limits = limits
        self._pairs = pairs

    def commits(self, revisions: str) -> list[Commit]:
        """The commits of `A..B`, or up to `B`, that changed what is at the paths, oldest first."""
        linked = [path.resolve() for path in self.paths]  # where a link leads, changes too
        inside = [path for path in linked if path.is_relative_to(self._repository.root.resolve())]
        return self._repository.history(revisions, [*self.paths, *inside])

    def steps(self, commits: Iterable[Commit]) -> Iterator[Step]:
        """What each of these commits did, in their order: a commit without an effect has no pairs."""
        versions: list[Version] | None = None
        for commit in commits:
            parent = commit.parent
            before = self._repository.objects.commit(parent) if parent else None
            if versions is None:
                versions = self._begin(before) if before else []
            step = self._step(commit, before, versions)
            versions = list(step.versions)
            yield step

    def versions(
        self, commit: Commit, known: Mapping[Files, Version] | None = None
    ) -> list[Version]:
        """The registers of a commit; those that are `known` are not read again."""
        store = self._repository.snapshot(commit)
        reader = Reader(self._limits, store)
        found = []
        for register in registers_at(self.paths, store):
            files = register, tuple(store.object_id(path) for path in register.paths)
            version = (known or {}).get(files)
            found.append(version or Version(files, read_register(register, reader), commit))
        return found

    def on_disk(self) -> list[Reading]:
        """The registers of the working tree."""
        reader = Reader(self._limits, DISK)
        return [read_register(register, reader) for register in registers_at(self.paths, DISK)]

    def _step(self, commit: Commit, before: Commit | None, old: list[Version]) -> Step:
        """Compare the registers of a commit with those before it."""
        new = self.versions(commit, {version.files: version for version in old})
        now = {id(version.reading): version for version in new}
        pairs: list[Pair] = []
        unread: list[Version] = []
        for was, is_now in self._paired(old, new):
            if was is is_now:
                continue
            last = was.readable if was else None
            if is_now and not is_now.reading.whole:
                broken = replace(is_now, before=last)
                now[id(is_now.reading)] = broken
                unread.append(broken)
            else:
                pairs.append(Pair(last or (None if is_now else was), is_now, last is not was))
        return Step(commit, before, tuple(pairs), tuple(unread), tuple(now.values()))

    def _begin(self, commit: Commit) -> list[Version]:
        """The registers from which a history begins, with what could be read of each at last."""
        versions = self.versions(commit)
        if all(version.reading.whole for version in versions):
            return versions
        for earlier in reversed(self.commits(commit.id)):
            pairs = list(self._paired(self.versions(earlier), versions))
            versions = [
                replace(new, before=old) if old and old.reading.whole and not new.readable else new
                for old, new in pairs
                if new
            ]
            if all(version.readable for version in versions):
                break
        return versions

    def _paired(
        self, old: list[Version], new: list[Version]
    ) -> Iterator[tuple[Version | None, Version | None]]:
        """The versions of each register, by what `pairs` says of what was read."""
        was, now = ({id(each.reading): each for each in side} for side in (old, new))
        for one, other in self._pairs([v.reading for v in old], [v.reading for v in new]):
            yield was.get(id(one)), now.get(id(other))


def registers_at(paths: Iterable[Path], store: Store) -> list[RegisterFiles]:
    """The registers at paths, of which some may have none: those were there before, or came later."""
    found: dict[Path, RegisterFiles] = {}
    for path in paths:
        try:
            registers = find_registers([path], store)
        except NothingThere:
            continue
        for register in registers:
            found.setdefault(store.resolved(register.paths[0]), register)
    return list(found.values())
