"""Registers at a git revision: which commit, which files, which history; and what to type instead."""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from repositories import ALONE, GOOD, Repo

from ropa.reading import read_registers
from ropa.source import git_program
from ropa.source.files import Limits, NothingThere, find_registers
from ropa.source.git import NoGit, NoRevision, Repository, Snapshot
from ropa.source.git_program import Git
from ropa.source.store import DISK, NotRead, Store

HEAD = "ropa: 1\ntitle: T\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """An empty repository, and the current folder."""
    for key in list(os.environ):
        if key.startswith("GIT_"):
            monkeypatch.delenv(key)
    made = Repo(tmp_path / "repo")
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    return made


def at(revision: str = "HEAD") -> Snapshot:
    repository = Repository()
    return repository.snapshot(repository.commit(revision))


def found(store: Store, *paths: str) -> list[tuple[str, list[str], list[tuple[str, str]]]]:
    """The registers in a store: names, files and what was skipped."""
    registers = find_registers([Path(path) for path in paths], store)
    return [
        (r.name, [str(p) for p in r.paths], [(str(p), why) for p, why in r.skipped])
        for r in registers
    ]


def read(store: Store, *paths: str) -> list[tuple[object, ...]]:
    """What the registers in a store say."""
    return [
        (r.name, r.record, r.tree.data, [s.path for s in r.tree.sources], r.findings)
        for r in read_registers([Path(path) for path in paths], store=store)
    ]


# --- which commit ----------------------------------------------------------------------------------


def test_a_commit_has_an_id_a_day_and_a_subject(repo: Repo) -> None:
    first = repo.commit({}, "Begin", "2026-01-01T00:30:00+0200")  # still 2025 in UTC
    second = repo.commit({}, "Remove\na recipient\n\nAs agreed.", "2026-03-31T23:30:00-1000")
    repository = Repository()
    one, two = repository.commit("HEAD~1"), repository.commit("HEAD")
    assert (one.id, one.date, one.subject, one.parent) == (first, date(2026, 1, 1), "Begin", None)
    assert (two.id, two.date, two.parent) == (second, date(2026, 3, 31), first)
    assert two.subject == "Remove a recipient"


def test_a_commit_made_in_another_encoding_or_by_another_program_is_read(repo: Repo) -> None:
    tree = repo.git("write-tree")
    head = f"tree {tree}\nauthor A <a@a.example> 0 +0000\ncommitter A <a@a.example> ".encode()
    messages = {
        b"1767225600 +0100\nencoding ISO-8859-1\n\nL\xf6n": (date(2026, 1, 1), "Lön"),
        b"1767225600 +0100\nencoding zlib_codec\n\nL\xc3\xb6n": (date(2026, 1, 1), "Lön"),
        b"999999999999999 +0000\n\nLate": (date(1970, 1, 1), "Late"),
        b"x +y\n\n\n\n": (date(1970, 1, 1), ""),
        b"1767225600 +9999": (date(2026, 1, 5), ""),
    }
    for rest, expected in messages.items():
        made = repo.raw(
            "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=head + rest
        )
        commit = Repository().objects.commit(made.decode().strip())
        assert (commit.date, commit.subject) == expected


def test_a_revision_may_be_a_branch_a_tag_an_id_or_detached(repo: Repo) -> None:
    first = repo.commit({"a": "1"})
    repo.git("tag", "-a", "v1", "-m", "One")
    second = repo.commit({"a": "2"})
    repo.git("branch", "topic/a")
    repo.git("checkout", "-q", "--detach", first)
    repository = Repository()
    for name in ("v1", "HEAD", "@", first, first[:8], "main~1", "main^", "refs/tags/v1"):
        assert repository.commit(name).id == first, name
    for name in ("main", "topic/a", "refs/heads/main"):
        assert repository.commit(name).id == second, name


@pytest.mark.parametrize(
    "name", ["", "-p", "--output=FILE", "--exec=x", "a\0b", "a\nb", ":/x", "^main", "a..b", "\x1b"]
)
def test_what_is_no_name_is_refused_before_git_sees_it(
    repo: Repo, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit({"a": "1"})
    repository = Repository()
    monkeypatch.setattr(Git, "run", lambda *_: pytest.fail("git was asked"))
    with pytest.raises(NoRevision, match="cannot be the name"):
        repository.commit(name)
    assert not repository.knows(name)


def _ambiguous(repo: Repo) -> str:
    repo.commit({"a": "1"})
    repo.git("tag", "both")
    repo.commit({"a": "2"})
    repo.git("branch", "both")
    repo.git("config", "core.warnAmbiguousRefs", "false")
    return "both"


def _shallow(repo: Repo) -> str:
    first = repo.commit({"a": "1"})
    repo.commit({"a": "2"})
    os.chdir(repo.clone(repo.folder.parent / "shallow", "--depth=1").folder)
    return first


def _blob(repo: Repo) -> str:
    repo.commit({"a": "1"})
    return repo.git("rev-parse", "HEAD:a")


def _after(name: str) -> Callable[[Repo], str]:
    def make(repo: Repo) -> str:
        repo.commit({"a": "1"})
        return name

    return make


NONE = {
    "typo": (_after("mian"), "did you mean main?"),
    "remote": (_after("origin/main"), "git fetch origin main"),
    "path": (_after("HEAD:a"), "say HEAD, and the path by itself"),
    "no commits": (lambda _: "HEAD", "has no commits yet"),
    "ambiguous": (_ambiguous, "refs/heads/both for the branch, refs/tags/both for the tag"),
    "shallow": (_shallow, "git fetch --unshallow, and in GitHub Actions fetch-depth: 0"),
    "blob": (_blob, "is no commit"),
    "far": (_after("HEAD~7"), "there is no such revision"),
}


@pytest.mark.parametrize("case", NONE)
def test_a_revision_that_cannot_be_had_says_what_to_type(repo: Repo, case: str) -> None:
    make, expected = NONE[case]
    revision = make(repo)
    with pytest.raises(NoRevision) as caught:
        Repository().commit(revision)
    assert expected in str(caught.value)
    assert str(caught.value).startswith(f"{revision}: ")


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoGit, match="not a git repository"):
        Repository()
    (tmp_path / ".git").mkdir()
    with pytest.raises(NoGit, match=r"there is a \.git, but git finds no repository"):
        Repository().commit("HEAD")


def test_a_bare_repository_is_not_read(tmp_path: Path) -> None:
    bare = Repo(tmp_path / "bare", "--bare")
    with pytest.raises(NoGit, match="bare repository is not read: clone it"):
        Repository(bare.folder)


def test_without_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoGit, match="git is not installed"):
        Repository()


@pytest.mark.skipif(getattr(os, "getuid", lambda: 1)() != 0, reason="gives files away as root can")
def test_a_repository_of_somebody_else_is_not_read(repo: Repo) -> None:
    repo.commit({"a": "1"})
    os.chown(repo.folder, 12345, 12345)
    with pytest.raises(NoGit, match=r"git config --global --add safe\.directory "):
        Repository().commit("HEAD")


def test_git_that_does_not_answer_is_stopped(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repo.commit({"a": "1"})
    os.mkfifo(tmp_path / "never")
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexec cat {tmp_path}/never\n")
    program.chmod(0o755)
    monkeypatch.setattr(git_program, "TIMEOUT", 0.1)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    repository = Repository()
    with pytest.raises(NoGit, match="took more than"):
        repository.commit("HEAD")
    with pytest.raises(NoGit, match="gave no answer"):
        repository.objects.commit(commit)
    repository.close()


# --- which files -----------------------------------------------------------------------------------

NAMES = {
    "plain": "r/a.ropa.yaml",
    "space and quotes": 'r/it\'s a "register".ropa.yaml',
    "newline": "r/new\nline.ropa.yaml",
    "tab and backslash": "r/tab\tback\\slash.ropa.yaml",
    "not ASCII": "r/Löner 給料.ropa.yaml",
    "not UTF-8": os.fsdecode(b"r/\xff\xfe.ropa.yaml"),
    "like an option": "-r/--all.ropa.yaml",
    "like a pattern": "r/[a]*?.ropa.yaml",
    "like magic": ":(top)/x.ropa.yaml",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_will_do(repo: Repo, name: str) -> None:
    first = repo.commit({name: GOOD, "r/other.ropa.yaml": HEAD})
    repo.commit({"r/other.ropa.yaml": HEAD + "language: sv\n"})
    assert found(at(), name) == found(DISK, name)
    folder = str(Path(name).parent)
    assert found(at(), folder) == found(DISK, folder)
    (reading,) = read_registers([Path(name)], store=at())
    assert reading.whole
    assert read(at(), name) == read(DISK, name)
    assert [commit.id for commit in Repository().history("HEAD", [Path(name)])] == [first]


TREE: dict[str, str | bytes] = {
    "r/alone.ropa.yaml": HEAD,
    "r/several/register.ropa.yaml": HEAD,
    "r/several/b.ropa.yaml": "activities: []\n",
    "r/several/more/c.ropa.yaml": "",
    "r/several/inner/register.ropa.yaml": HEAD,
    "r/several/old.ropa.yml": "",
    "r/deep/down/below.ropa.yaml": HEAD,
    "r/.hidden/hidden.ropa.yaml": HEAD,
    "r/node_modules/x/y.ropa.yaml": HEAD,
    "r/other.yaml": HEAD,
    "out/secret.ropa.yaml": HEAD,
}
LINKS = {
    "r/several/z.ropa.yaml": "b.ropa.yaml",
    "r/several/up.ropa.yaml": "../../out/secret.ropa.yaml",
    "r/several/etc.ropa.yaml": "/etc/passwd",
    "r/several/far.ropa.yaml": "../../../../../../../../../../etc/passwd",
    "r/several/loop.ropa.yaml": "loop.ropa.yaml",
    "r/several/nowhere.ropa.yaml": "nowhere",
    "r/linked": "../out",
    "linked": "r/several",
    "twice": "./linked/../several//inner",
}
PATHS = [
    "r", "r/alone", "r/several", "r/several/b.ropa.yaml", "r/other.yaml", "r/../r/./alone.ropa.yaml",
    "linked", "linked/z.ropa.yaml", "twice", "r/linked", ".", "r/several/inner/..",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_commit_has_what_a_checkout_would_have(repo: Repo, path: str) -> None:
    repo.write(TREE)
    for name, target in LINKS.items():
        (repo.folder / name).symlink_to(target)
    repo.commit({})
    assert found(at(), path) == found(DISK, path)
    assert read(at(), path) == read(DISK, path)
    assert found(at(), str(repo.folder / path)) == found(DISK, str(repo.folder / path))


def test_paths_are_as_seen_from_the_working_directory(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit(TREE)
    monkeypatch.chdir("r/several/more")
    for path in ("..", "../../alone", "c.ropa.yaml", "../../..", "../inner"):
        assert found(at(), path) == found(DISK, path)
    (reading,) = read_registers([Path("../../alone")], store=at())
    assert reading.tree.sources[0].path == "../../alone.ropa.yaml"


def test_what_is_on_disk_alone_is_not_in_the_commit(repo: Repo) -> None:
    repo.commit({"r/a.ropa.yaml": HEAD})
    repo.write({"r/a.ropa.yaml": "broken: [", "r/b.ropa.yaml": HEAD, "s/c.ropa.yaml": HEAD})
    assert found(at(), "r") == [("a", ["r/a.ropa.yaml"], [])]
    assert read_registers([Path("r")], store=at())[0].whole
    for path in ("s", "r/b.ropa.yaml", "..", "/etc", "r/a.ropa.yaml/x"):
        with pytest.raises(NothingThere):
            find_registers([Path(path)], at())


def test_files_that_are_not_there_or_too_large_are_refused(repo: Repo) -> None:
    repo.commit({"r/a.ropa.yaml": HEAD, "r/x": "y"})
    store = at()
    with pytest.raises(FileNotFoundError):
        store.content(Path("r/b"), 10)
    with pytest.raises(FileNotFoundError):
        store.entries(Path("s"))
    with pytest.raises(NotADirectoryError):
        store.entries(Path("r/x"))
    with pytest.raises(IsADirectoryError):
        store.content(Path("r"), 10)
    with pytest.raises(OSError, match="large"):
        store.content(Path("r/a.ropa.yaml"), len(HEAD) - 1)
    assert store.content(Path("r/a.ropa.yaml"), len(HEAD)) == HEAD.encode()
    (reading,) = read_registers([Path("r")], Limits(file=len(HEAD) - 1), store)
    assert [finding.variant for finding in reading.findings] == ["file-size"]


def test_many_files_need_two_processes(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    batch = Git.batch
    monkeypatch.setattr(Git, "batch", lambda git, mode: started.append(mode) or batch(git, mode))
    repo.commit({f"r/{n}/{n}.ropa.yaml": HEAD for n in range(300)})
    repo.commit({"r/0/0.ropa.yaml": GOOD})
    repository = Repository()
    for revision in ("HEAD", "HEAD~1"):
        readings = read_registers(
            [Path("r")], store=repository.snapshot(repository.commit(revision))
        )
        assert len(readings) == 300
    assert sorted(started) == ["--batch", "--batch-check"]


def test_submodules_are_not_there(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit({"b.ropa.yaml": HEAD})
    repo.commit({"r/a.ropa.yaml": HEAD})
    for place in ("r/sub", "r/sub.ropa.yaml"):
        repo.git(
            "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), place
        )
    repo.commit({})
    assert found(at(), "r") == [("a", ["r/a.ropa.yaml"], [])]
    os.chdir("r/sub")  # a repository of its own, whose .git is a file
    assert found(at(), ".") == found(DISK, ".")


def test_sha256_is_another_width(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "wide", "--object-format=sha256")
    monkeypatch.chdir(repo.folder)
    repo.commit(TREE)
    assert found(at(), "r") == found(DISK, "r")


# --- history ---------------------------------------------------------------------------------------


def subjects(revisions: str, *paths: str) -> list[str]:
    return [c.subject for c in Repository().history(revisions, [Path(p) for p in paths])]


def test_history_is_what_changed_a_register_oldest_first(repo: Repo) -> None:
    repo.commit({"r/a.ropa.yaml": HEAD, "x": "1"}, "Begin", "2026-01-01T12:00:00+0000")
    repo.commit({"x": "2"}, "Elsewhere")
    repo.commit({"r/a.ropa.yaml": GOOD}, "Payroll", "2026-02-01T12:00:00+0000")
    (repo.folder / "r/a.ropa.yaml").unlink()
    repo.commit({"r/a/register.ropa.yaml": GOOD}, "Split", "2026-03-01T12:00:00+0000")
    assert subjects("HEAD", "r/a") == ["Begin", "Payroll", "Split"]
    assert subjects("HEAD~3..HEAD", "r") == ["Payroll", "Split"]
    assert subjects("HEAD~1..", "r/a.ropa.yaml") == ["Split"]
    assert subjects("HEAD", ".") == ["Begin", "Elsewhere", "Payroll", "Split"]
    history = Repository().history("HEAD", [Path("r")])
    assert [c.date.month for c in history] == [1, 2, 3]
    assert [c.parent for c in history] == [
        None,
        *(Repository().commit(f"HEAD~{n}").id for n in (2, 1)),
    ]
    os.chdir("r")
    assert subjects("HEAD", "a") == ["Begin", "Payroll", "Split"]
    with pytest.raises(NoRevision, match="outside"):
        subjects("HEAD", "../..")


def test_what_is_merged_counts_once_on_the_day_of_the_merge(repo: Repo) -> None:
    first = repo.commit({"r/a.ropa.yaml": HEAD}, "Begin")
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit({"r/a.ropa.yaml": HEAD + "language: sv\n"}, "One")
    repo.commit({"r/a.ropa.yaml": HEAD + "language: en\n"}, "Two")
    repo.git("checkout", "-q", "main")
    repo.commit({"x": "1"}, "Elsewhere")
    day = {"GIT_COMMITTER_DATE": "2026-05-01T12:00:00+0000"}
    repo.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic", **day)
    assert subjects("HEAD", "r") == ["Begin", "Merge topic"]
    merge = Repository().history(f"{first}..main", [Path("r")])[-1]
    assert merge.date == date(2026, 5, 1)
    assert Repository().commit(merge.parent or "").subject == "Elsewhere"
    assert subjects("main..topic", "r") == []


def test_where_a_shallow_clone_ends_nothing_was_added(repo: Repo) -> None:
    repo.commit({"r/a.ropa.yaml": HEAD}, "Begin")
    repo.commit({"r/a.ropa.yaml": GOOD}, "Payroll")
    repo.commit({"r/a.ropa.yaml": HEAD}, "Undone")
    os.chdir(repo.clone(repo.folder.parent / "shallow", "--depth=2").folder)
    with pytest.raises(NoRevision, match="git fetch --unshallow"):
        subjects("HEAD", "r")
    assert subjects("HEAD~1..HEAD", "r") == ["Undone"]


def test_where_two_lines_parted(repo: Repo) -> None:
    base = repo.commit({"a": "1"}, "Base")
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit({"a": "2"})
    repo.git("checkout", "-q", "main")
    repo.commit({"a": "3"})
    repository = Repository()
    main, topic = repository.commit("main"), repository.commit("topic")
    assert repository.merge_base(main, topic).id == base
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit({"b": "1"})
    with pytest.raises(NoRevision, match=r"no commit in common: compare them with A\.\.B"):
        repository.merge_base(main, repository.commit("other"))
    shallow = repo.clone(repo.folder.parent / "shallow", "--depth=1", "--no-single-branch")
    here = Repository(shallow.folder)
    with pytest.raises(NoRevision, match="which is shallow: git fetch --unshallow"):
        here.merge_base(here.commit("origin/main"), here.commit("origin/topic"))


# --- where it runs ---------------------------------------------------------------------------------


def test_a_linked_worktree_is_a_repository(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit({"r/a.ropa.yaml": HEAD})
    repo.git("worktree", "add", "-q", "-b", "topic", str(tmp_path / "linked"))
    os.chdir(tmp_path / "linked")
    assert Repository().root == tmp_path / "linked"
    assert Repository().commit("topic").id == first
    assert found(at("main"), "r") == found(DISK, "r")


def test_what_a_hook_is_told_leads_nowhere_else(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = repo.commit({"r/a.ropa.yaml": HEAD})
    other = Repo(tmp_path / "other")
    other.commit({"r/b.ropa.yaml": HEAD})
    for key, value in {
        "GIT_DIR": str(other.folder / ".git"),
        "GIT_INDEX_FILE": str(other.folder / ".git" / "index"),
        "GIT_WORK_TREE": str(other.folder),
        "GIT_OBJECT_DIRECTORY": str(other.folder / ".git" / "objects"),
        "GIT_CEILING_DIRECTORIES": str(repo.folder),
        "GIT_NAMESPACE": "x",
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'",
        "GIT_TRACE": str(tmp_path / "trace"),
    }.items():
        monkeypatch.setenv(key, value)
    assert Repository().commit("HEAD").id == mine
    assert found(at(), "r") == found(DISK, "r")
    assert not (tmp_path / "trace").exists()


def test_a_link_to_the_repository_leads_there(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"r/a.ropa.yaml": HEAD})
    (tmp_path / "link").symlink_to(repo.folder)
    path = tmp_path / "link" / "r"
    assert found(at(), str(path)) == found(DISK, str(path))


def test_git_is_not_taken_from_where_the_files_are(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repo.commit({"a": "1"})
    repo.write({"git": "#!/bin/sh\ntouch ran\n", "sub/git": "#!/bin/sh\ntouch ran\n"})
    for name in ("git", "sub/git"):
        (repo.folder / name).chmod(0o755)
    path = os.environ["PATH"]
    os.chdir("sub")
    here = [".", "", "..", str(repo.folder), str(repo.folder / "sub"), path]
    monkeypatch.setenv("PATH", os.pathsep.join(here))
    assert subprocess.run(["git"], check=False).returncode == 0  # the canary would sing
    (repo.folder / "sub" / "ran").unlink()
    assert Repository().commit("HEAD").id == commit
    assert not list(repo.folder.rglob("ran"))


# --- clones that lack something, and objects that nobody should have made ---------------------------


def test_a_partial_clone_says_what_it_lacks(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit({"r/a.ropa.yaml": HEAD})
    repo.commit({"r/a.ropa.yaml": GOOD})
    for kind, expected in (("blob:none", "git show [0-9a-f]{40}:r/a.ropa.yaml fetches it"),
                           ("tree:0", "git cat-file -e [0-9a-f]{40} fetches it")):  # fmt: skip
        clone = repo.clone(tmp_path / kind.partition(":")[0], f"--filter={kind}")
        os.chdir(clone.folder)
        with pytest.raises(NotRead, match=expected):
            read_registers([Path("r")], store=at("HEAD~1"))


def _tree(repo: Repo, *entries: tuple[bytes, bytes, str]) -> str:
    """A folder as no git would make it."""
    data = b"".join(mode + b" " + name + b"\0" + bytes.fromhex(i) for mode, name, i in entries)
    made = repo.raw("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)
    return made.decode().strip()


def _committed(repo: Repo, tree: str) -> Snapshot:
    made = repo.git("commit-tree", tree, "-m", "Made by hand")
    return at(made)


def test_names_that_lead_elsewhere_are_none(repo: Repo) -> None:
    blob = repo.raw("hash-object", "-w", "--stdin", given=HEAD.encode()).decode().strip()
    names = [b"a.ropa.yaml", b"../b.ropa.yaml", b"/c.ropa.yaml", b"..", b".", b""]
    tree = _tree(repo, *((b"100644", name, blob) for name in names))
    assert found(_committed(repo, tree), ".") == [("a", ["a.ropa.yaml"], [])]


def test_a_few_folders_that_stand_for_millions_of_files(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ropa.source.snapshot.ENTRIES", 5_000)
    blob = repo.raw("hash-object", "-w", "--stdin", given=HEAD.encode()).decode().strip()
    tree = _tree(repo, *((b"100644", b"%d.ropa.yaml" % n, blob) for n in range(10)))
    for _ in range(10):
        tree = _tree(repo, *((b"40000", b"f%d" % n, tree) for n in range(10)))
    with pytest.raises(NotRead, match="more than 5,000 files"):
        find_registers([Path()], _committed(repo, tree))


def test_folders_nested_without_end(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ropa.source.snapshot.DEPTH", 20)
    tree = repo.git("write-tree")
    for _ in range(25):
        tree = _tree(repo, (b"40000", b"f", tree))
    with pytest.raises(NotRead, match="more than 20 deep"):
        find_registers([Path()], _committed(repo, tree))


@pytest.mark.parametrize(
    "data", [b"100644", b"100644 a", b"100644 a\0", b"100644 a\0short", b"\0\0"]
)
def test_a_damaged_folder_is_said_to_be_one(repo: Repo, data: bytes) -> None:
    made = repo.raw("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)
    commit = repo.commit({})
    broken = repo.raw("cat-file", "commit", commit).split(b"\n", 1)[1]
    text = b"tree " + made.strip() + b"\n" + broken
    head = repo.raw("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text)
    with pytest.raises(NotRead, match="git fsck"):
        find_registers([Path()], at(head.decode().strip()))


def test_a_commit_without_a_folder(repo: Repo) -> None:
    repo.commit({})
    text = b"tree HEAD:x\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx"
    head = repo.raw("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text)
    with pytest.raises(NotRead):
        find_registers([Path()], at(head.decode().strip()))


def test_tests_do_not_see_the_configuration_of_a_user() -> None:
    assert ALONE["GIT_CONFIG_GLOBAL"] == os.devnull
