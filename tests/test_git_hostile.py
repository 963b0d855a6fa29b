"""Hostile repositories through the real command line: nothing that they name is run or written.

Each names a canary, a program that would leave a file. First an ordinary git command is shown to run
it; then ropa must not, must leave every file of the repository as it was, and must still say what the
register really said, or why it cannot be read.
"""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from repositories import GOOD, Repo, environment

ROOT = Path(__file__).parent.parent
ROPA = [sys.executable, "-m", "ropa"]
REGISTER = "r/a.ropa.yaml"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the canary is a shell script")


def titled(title: object) -> str:
    return f"title: Title {title}\n{GOOD}"


class Hostile:
    """A repository of three commits, a canary, and an environment to run in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repo = Repo(folder / "repo")
        for number in range(3):
            self.repo.commit({REGISTER: titled(number), "notes.txt": f"{number}\n"})
        self.ran = folder / "ran"
        self.canary = folder / "canary"
        self.canary.write_text(f"#!/bin/sh\necho x >> '{self.ran}'\n")
        self.canary.chmod(0o755)
        self.env: dict[str, str] = {"HOME": str(folder)}
        self.where = self.repo.folder
        self.register = REGISTER

    def config(self, key: str, value: str) -> None:
        self.repo.git("config", "--add", key, value)

    def attributes(self, line: str) -> None:
        (self.repo.folder / ".git/info/attributes").write_text(line + "\n")

    def sings(self, *arguments: str, given: bytes = b"", terminal: bool = False) -> None:
        """An ordinary git command runs the canary, so that it can be heard."""
        out = pty.openpty() if terminal else None
        subprocess.run(
            ["git", *arguments], cwd=self.where, env=environment(**self.env), input=given,
            stdout=out[1] if out else subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        for end in out or ():
            os.close(end)
        assert self.ran.exists(), f"git {arguments[0]} does not run it: the test could not fail"
        self.ran.unlink()

    def ropa(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the program, which may leave nothing behind but what it renders."""
        before = state(self.repo.folder)
        env = environment(**self.env, PYTHONPATH=str(ROOT), PYTHONDONTWRITEBYTECODE="1")
        command = [*ROPA, *arguments]
        done = subprocess.run(
            command,
            cwd=self.where,
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert not self.ran.exists()
        assert state(self.repo.folder) == before
        assert "Traceback" not in done.stderr
        assert "bug in ropa" not in done.stderr
        return done

    def title(self, revision: str) -> str:
        """The title of the register at a revision, as ropa renders it."""
        out = self.folder / "rendered"
        done = self.ropa("render", "--at", revision, self.register, "-f", "json", "-o", str(out))
        assert done.returncode == 0, done.stderr
        return str(json.loads((out / "a.json").read_text("utf-8"))["title"])


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file and folder: mode, time of the last change and content."""
    found = {}
    for path in (folder, *folder.rglob("*")):
        told = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[str(path)] = (told.st_mode, told.st_mtime_ns, content)
    return found


def fsmonitor(h: Hostile) -> None:
    h.config("core.fsmonitor", str(h.canary))
    h.sings("status")


def hooks(h: Hostile) -> None:
    hooks = h.repo.folder / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
        (hooks / name).symlink_to(h.canary)
        (h.repo.folder / ".git/hooks" / name).symlink_to(h.canary)
    h.config("core.hooksPath", str(hooks))
    h.sings("checkout", "-q", "-f", "HEAD")
    h.sings("update-ref", "refs/heads/new", "HEAD")


def external_diff(h: Hostile) -> None:
    h.config("diff.external", str(h.canary))
    h.sings("diff", "HEAD~1")


def textconv(h: Hostile) -> None:
    h.attributes("* diff=evil")
    h.config("diff.evil.textconv", str(h.canary))
    h.sings("diff", "HEAD~1", "HEAD")


def filters(h: Hostile) -> None:
    h.attributes("* filter=evil")
    for kind in ("smudge", "clean", "process"):
        h.config(f"filter.evil.{kind}", str(h.canary))
    h.config("filter.evil.required", "true")
    h.sings("archive", "HEAD")
    h.sings("cat-file", "--filters", f"HEAD:{REGISTER}")


def alias(h: Hostile) -> None:
    for name in ("x", "rev-parse", "cat-file", "rev-list", "merge-base"):
        h.config(f"alias.{name}", f"!{h.canary}")
    h.sings("x")


def pager(h: Hostile) -> None:
    for key in ("core.pager", "pager.rev-parse", "pager.cat-file", "pager.rev-list", "pager.log"):
        h.config(key, str(h.canary))
    h.sings("log", terminal=True)


def embedded_bare(h: Hostile) -> None:
    bare = Repo(h.repo.folder / "docs", "--bare")
    bare.git("config", "core.bare", "false")
    bare.git("config", "core.worktree", "..")
    bare.git("config", "core.fsmonitor", str(h.canary))
    h.where, h.register = bare.folder, f"../{REGISTER}"
    h.sings("status")


def included(h: Hostile) -> None:
    (h.repo.folder / "evil").write_text(f'[core]\nfsmonitor = "{h.canary}"\n')
    h.config("include.path", str(h.repo.folder / "evil"))
    h.config("includeIf.gitdir:/.path", str(h.repo.folder / "evil"))
    h.sings("status")


def worktree_config(h: Hostile) -> None:
    h.config("extensions.worktreeConfig", "true")
    (h.repo.folder / ".git/config.worktree").write_text(f'[core]\nfsmonitor = "{h.canary}"\n')
    h.sings("status")


def of_the_environment(h: Hostile) -> None:
    h.env |= {
        "GIT_EXTERNAL_DIFF": str(h.canary),
        "GIT_SSH_COMMAND": str(h.canary),
        "GIT_PAGER": str(h.canary),
        "GIT_ASKPASS": str(h.canary),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(h.canary),
        "GIT_EXEC_PATH": str(h.folder),
        "GIT_TRACE": str(h.ran),
    }
    h.sings("status")


def replaced(h: Hostile) -> None:
    h.repo.write({"other": titled("that never was")})
    other = h.repo.git("hash-object", "-w", "other")
    for revision in ("HEAD", "HEAD~1"):
        h.repo.git("replace", h.repo.git("rev-parse", f"{revision}:{REGISTER}"), other)
    assert "never was" in h.repo.git("show", f"HEAD:{REGISTER}")


def grafted(h: Hostile) -> None:
    ids = [h.repo.git("rev-parse", f"HEAD~{n}") for n in range(3)]
    (h.repo.folder / ".git/info/grafts").write_text(f"{ids[0]} {ids[2]}\n")
    assert h.repo.git("rev-parse", "HEAD~1") == ids[2]


def signatures(h: Hostile) -> None:
    text = h.repo.raw("cat-file", "commit", "HEAD").split(b"\n\n", 1)
    signed = (
        text[0] + b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n"
    )
    made = h.repo.raw("hash-object", "-t", "commit", "-w", "--stdin", given=signed + text[1])
    h.repo.git("update-ref", "HEAD", made.decode().strip())
    h.config("log.showSignature", "true")
    h.config("gpg.program", str(h.canary))
    h.sings("log")


def alternate_refs(h: Hostile) -> None:
    other = Repo(h.folder / "other")
    other.commit({"x": "1"})
    alternates = h.repo.folder / ".git/objects/info/alternates"
    alternates.write_text(f"{other.folder}/.git/objects\n")
    h.config("core.alternateRefsCommand", str(h.canary))
    h.sings("rev-list", "--alternate-refs")


def program_beside(h: Hostile) -> None:
    for name in ("git", "git.bat", "git.exe", "git.cmd", "git-cat-file"):
        (h.repo.folder / name).symlink_to(h.canary)
    path = os.environ["PATH"]
    h.env["PATH"] = os.pathsep.join((".", "", str(h.repo.folder), path))
    done = subprocess.run(["git"], cwd=h.where, env=environment(**h.env), input=b"", check=False)
    assert done.returncode == 0
    assert h.ran.exists()
    h.ran.unlink()


def credentials(h: Hostile) -> None:
    h.config("credential.helper", f"!{h.canary}")
    h.config("core.askPass", str(h.canary))
    h.sings("credential", "fill", given=b"protocol=https\nhost=a.example\n\n")


def submodule(h: Hostile) -> None:
    h.config("submodule.evil.url", f"ext::{h.canary}")
    h.config("submodule.evil.active", "true")
    h.repo.write({".gitmodules": f'[submodule "evil"]\npath = r/evil\nurl = "ext::{h.canary}"\n'})
    entry = f"160000,{h.repo.git('rev-parse', 'HEAD')},r/evil"
    h.repo.git("update-index", "--add", "--cacheinfo", entry)
    h.repo.git("add", ".gitmodules")
    h.repo.git("commit", "-q", "--amend", "--no-edit")
    h.sings("-c", "protocol.ext.allow=always", "submodule", "update", "--init")


def worktree_elsewhere(h: Hostile) -> None:
    elsewhere = Repo(h.folder / "elsewhere")
    elsewhere.commit({REGISTER: titled("from elsewhere")})
    h.config("core.worktree", str(elsewhere.folder))
    assert h.repo.git("rev-parse", "--show-toplevel") == str(elsewhere.folder)


VECTORS: dict[str, Callable[[Hostile], None]] = {
    make.__name__: make
    for make in (
        fsmonitor, hooks, external_diff, textconv, filters, alias, pager, embedded_bare, included,
        worktree_config, of_the_environment, replaced, grafted, signatures, alternate_refs,
        program_beside, credentials, submodule, worktree_elsewhere,
    )
}  # fmt: skip
RUNS_WITHOUT = "import sys; from ropa.source.git import *; from pathlib import Path"


@pytest.fixture
def hostile(tmp_path: Path) -> Hostile:
    return Hostile(tmp_path)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_run_or_written_and_the_answer_is_right(hostile: Hostile, vector: str) -> None:
    VECTORS[vector](hostile)
    assert [hostile.title(name) for name in ("HEAD", "HEAD~1", "main~2")] == [
        "Title 2", "Title 1", "Title 0",
    ]  # fmt: skip
    for arguments in (["HEAD~1...HEAD~1"], ["HEAD", "HEAD"], ["HEAD~1:"], ["HEAD"]):
        done = hostile.ropa(
            "diff", *arguments, *(["--", hostile.register] if ":" not in arguments[0] else [])
        )
        assert done.returncode == 0, done.stderr
    code = "print([c.subject for c in Repository().history('HEAD~2..HEAD', [Path(sys.argv[1])])])"
    listed = subprocess.run(
        [sys.executable, "-c", f"{RUNS_WITHOUT}; {code}", hostile.register], cwd=hostile.where,
        env=environment(**hostile.env, PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert listed.stdout.strip() == "['Change', 'Change']"
    assert not hostile.ran.exists()


# --- what would be fetched ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["remote.origin.uploadpack", "core.sshCommand"])
def test_nothing_is_fetched(hostile: Hostile, key: str) -> None:
    hostile.config("uploadpack.allowFilter", "true")
    clone = hostile.repo.clone(hostile.folder / "clone", "--filter=blob:none")
    hostile.repo, hostile.where = clone, clone.folder
    clone.git("config", "protocol.allow", "always")
    if key == "core.sshCommand":
        clone.git("config", "remote.origin.url", "ssh://a.example/x")
    clone.git("config", key, str(hostile.canary))
    hostile.sings("cat-file", "blob", f"HEAD~1:{REGISTER}")
    done = hostile.ropa("render", "--at", "HEAD~1", REGISTER)
    assert done.returncode == 2
    assert "ropa fetches nothing" in done.stderr
    assert not (clone.folder / "build").exists()
    assert hostile.title("HEAD") == "Title 2"


# --- what looks like an option -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["--output=written", "-p", "--exec=canary", "--upload-pack=x"])
def test_a_branch_that_looks_like_an_option(hostile: Hostile, name: str) -> None:
    subprocess.run(
        ["git", "show", "--output=written", "HEAD"],
        cwd=hostile.where,
        env=environment(),
        check=True,
    )
    written = hostile.where / "written"
    assert written.exists()  # so git does, when it is asked
    written.unlink()
    branch = hostile.where / ".git/refs/heads" / name
    branch.write_text(hostile.repo.git("rev-parse", "HEAD") + "\n")
    for arguments in (["render", f"--at={name}", REGISTER], ["diff", f"{name}:{REGISTER}"], ["diff", name, "--"],
                      ["diff", f"HEAD..{name}"], ["diff", f"{name}...HEAD"], ["diff", "--", name]):  # fmt: skip
        done = hostile.ropa(*arguments)
        assert done.returncode == 2, arguments
        assert done.stderr
    assert not written.exists()


# --- what leads out, or is too much ---------------------------------------------------------------------


def test_links_in_a_commit_lead_nowhere_else(hostile: Hostile) -> None:
    secret = hostile.folder / "secret.ropa.yaml"
    secret.write_text(titled("secret"))
    targets = {"abs": str(secret), "up": "../../secret.ropa.yaml", "passwd": "/etc/passwd"}
    for name, target in targets.items():
        (hostile.where / "r" / f"{name}.ropa.yaml").symlink_to(target)
    (hostile.where / "away").symlink_to("..")
    hostile.repo.commit({})
    for name in targets:
        done = hostile.ropa("render", "--at", "HEAD", f"r/{name}")
        assert done.returncode == 2
        assert "there is no register" in done.stderr
    done = hostile.ropa("render", "--at", "HEAD", "away/secret")
    assert done.returncode == 2
    assert "secret" not in done.stdout
    assert hostile.title("HEAD") == "Title 2"


def test_an_enormous_file_is_measured_before_it_is_read(hostile: Hostile) -> None:
    (hostile.where / "r/big.ropa.yaml").write_bytes(b"x" * 3_000_000)
    hostile.repo.commit({})
    code = (
        "from ropa.source.git_objects import Objects\n"
        "from ropa.cli import main\n"
        "def content(self, oid, was=Objects.content):\n"
        "    assert self.size(oid) < 1_000_000\n"
        "    return was(self, oid)\n"
        "Objects.content = content\n"
        "main()\n"
    )
    (hostile.folder / "watched.py").write_text(code)
    done = subprocess.run(
        [sys.executable, str(hostile.folder / "watched.py"), "render", "--at", "HEAD", "r/big", "--limit", "file=1"],
        cwd=hostile.where, env=environment(PYTHONPATH=str(ROOT)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "r/big.ropa.yaml:1:1: error " in done.stderr
    assert "1 MB" in done.stderr


def test_a_small_object_that_grows_is_measured_by_what_it_becomes(hostile: Hostile) -> None:
    (hostile.where / "r/zeros.ropa.yaml").write_bytes(bytes(70_000_000))  # 70 kB in the repository
    hostile.repo.commit({})
    done = hostile.ropa("render", "--at", "HEAD", "r/zeros")
    assert done.returncode == 2
    assert "64 MB" in done.stderr
