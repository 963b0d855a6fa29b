"""A git repository: which commit a revision names, and which commits changed a register.

Nothing is written, fetched or started by what a repository says: see `git_program`.
"""

import re
from pathlib import Path

from ropa.source.files import SUFFIX
from ropa.source.git_objects import Commit, Missing, Objects
from ropa.source.git_program import OBJECT_ID, Git, NoGit, find_root, first_line
from ropa.source.snapshot import Snapshot, parts_within
from ropa.source.store import NotRead

__all__ = ["Commit", "NoGit", "NoRevision", "Repository", "Snapshot"]

NO_NAME = re.compile(r"[\x00-\x1f\x7f]|^[-^:]|\.\.|^$")
"""What no revision is called; what begins with a dash would be an option to git."""
OF_A_REMOTE = re.compile(r"(?:refs/remotes/)?(origin|upstream)/(\S+)")
DEEPEN = "git fetch --unshallow, and in GitHub Actions fetch-depth: 0 for actions/checkout"
NAMES = 10_000


class NoRevision(NotRead):
    """A revision cannot be had; the message says why, and what to type."""


class Repository:
    """The git repository that a folder is in, by default the current one.

    Raises NoGit where there is none, or no git.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.root = find_root((folder or Path.cwd()).absolute())
        self._git = Git(self.root)
        self.objects = Objects(self._git)

    def close(self) -> None:
        """End what runs for it; it would end with the program too."""
        self.objects.close()

    def commit(self, revision: str) -> Commit:
        """The commit that a revision names: a branch, a tag, an id, `HEAD~3`. Raises NoRevision."""
        if NO_NAME.search(revision):
            raise NoRevision(f"{revision!r} cannot be the name of a revision")
        named = f"{revision}^{{commit}}"
        done = self._git.run("rev-parse", "--verify", "--end-of-options", named)
        said = done.stderr.decode("utf-8", "replace")
        if "is ambiguous" in said:
            raise NoRevision(
                f"{revision}: several things have that name: say refs/heads/{revision} for the"
                f" branch, refs/tags/{revision} for the tag, or the whole id of the commit"
            )
        found = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not OBJECT_ID.fullmatch(found):
            raise NoRevision(self._why_not(revision, said))
        return self.objects.commit(found)

    def knows(self, revision: str) -> bool:
        """Is there a commit of that name?"""
        if NO_NAME.search(revision):
            return False
        named = f"{revision}^{{commit}}"
        done = self._git.run("rev-parse", "--verify", "--quiet", "--end-of-options", named)
        return done.returncode == 0

    def merge_base(self, one: Commit, other: Commit) -> Commit:
        """The commit at which two lines of history parted. Raises NoRevision where there is none."""
        done = self._git.run("merge-base", one.id, other.id)
        found = done.stdout.decode("ascii", "replace").strip()
        if OBJECT_ID.fullmatch(found):
            return self.objects.commit(found)
        why = f"{one.id[:12]} and {other.id[:12]} have no commit in common"
        if self._is_shallow():
            raise NoRevision(f"{why} in this clone, which is shallow: {DEEPEN}")
        raise NoRevision(f"{why}: compare them with A..B")

    def history(self, revisions: str, paths: list[Path]) -> list[Commit]:
        """The commits of `A..B`, or all up to `B`, that changed what is at `paths`; oldest first.

        What is merged counts as one change, on the day of the merge: before that it did not hold
        on this branch. So each is to be compared with its `parent`, and all together they are the
        change from A to B.
        """
        old, dots, new = revisions.rpartition("..")
        wanted = [self.commit(new or "HEAD").id]
        if dots:
            wanted.append("^" + self.commit(old or "HEAD").id)
        order = "--first-parent", "--topo-order", "--reverse"
        done = self._git.run("rev-list", *order, *wanted, "--", *self._specs(paths))
        if done.returncode:
            raise NoRevision(self._why_not(revisions, done.stderr.decode("utf-8", "replace")))
        found = [self.objects.commit(line) for line in done.stdout.decode("ascii").split()]
        for commit in found:
            self._must_have_its_parent(commit)
        return found

    def snapshot(self, commit: Commit) -> Snapshot:
        """The files of a commit."""
        return Snapshot(self.root, self.objects, commit)

    def _specs(self, paths: list[Path]) -> list[str]:
        """Paths from the root of the repository: files, folders, and registers by their names."""
        specs: list[str] = []
        for path in paths:
            parts = parts_within(self.root, path)
            if parts is None:
                raise NoRevision(f"{path.as_posix()}: is outside of the repository")
            spec = "/".join(parts) or "."
            specs += [spec] if spec == "." or spec.endswith(SUFFIX) else [spec, spec + SUFFIX]
        return specs

    def _must_have_its_parent(self, commit: Commit) -> None:
        """Where a shallow clone ends, everything would look as if it had just been added."""
        if commit.parent:
            try:
                self.objects.size(commit.parent)
            except Missing:
                raise NoRevision(
                    f"what was before {commit.id[:12]} is not in this clone, which is shallow: {DEEPEN}"
                ) from None

    def _is_shallow(self) -> bool:
        done = self._git.run("rev-parse", "--is-shallow-repository")
        return done.stdout.strip() == b"true"

    def _why_not(self, revision: str, said: str) -> str:
        """Why git finds no such revision, and what may help."""
        names = self._names()
        if not names and self._git.run("rev-parse", "--verify", "HEAD").returncode:
            return f"{revision}: the repository has no commits yet"
        if "expected commit type" in said:
            return f"{revision}: is no commit: name a branch, a tag or the id of a commit"
        if ":" in revision:
            return f"{revision}: names a path: say {revision.partition(':')[0]}, and the path by itself"
        if "Needed a single revision" not in said:
            return f"{revision}: git cannot read it: {first_line(said)}"
        hints = []
        if remote := OF_A_REMOTE.fullmatch(revision):
            hints.append(f"git fetch {remote[1]} {remote[2]} brings it here, if it is there")
        if self._is_shallow():
            hints.append(f"the clone is shallow and may lack it: {DEEPEN}")
        if near := _near(revision, names):
            hints.append(f"did you mean {near}?")
        return "; ".join([f"{revision}: there is no such revision in this repository", *hints])

    def _names(self) -> list[str]:
        """The branches and tags that there are."""
        done = self._git.run("rev-parse", "--symbolic", "--branches", "--tags", "--remotes")
        return done.stdout.decode("utf-8", "replace").split()[:NAMES]


def _near(word: str, names: list[str]) -> str:
    """The name that was probably meant; empty where none is near."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:100], names, 1, 0.75)), "")
