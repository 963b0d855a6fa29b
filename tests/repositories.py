"""Real git repositories for tests, made where they are needed."""

import os
import subprocess
from pathlib import Path

GOOD = """\
ropa: 1
organisations: {a: {name: A AB, contact: {email: a@a.example}}}
dpo: {none: Not required under Art. 37(1)}
activities:
  - id: payroll
    name: Payroll
    purposes: [Pay wages to employees]
    data_subjects: [Employees]
    personal_data: [Bank account]
    legal_basis: [contract]
    recipients: none
    transfers: none
    retention: 2 years after the end of the financial year
    security_measures: [Access by role]
    dpia: {none: No criterion is met}
    created: 2026-01-01
"""
WHO = ("-c", "user.name=Test", "-c", "user.email=test@a.example")
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
Content = str | bytes


def environment(**more: str) -> dict[str, str]:
    """An environment in which git knows no user's configuration."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, **ALONE, **more}


class Repo:
    """A repository in a folder: files laid out and committed, on a day that is told."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *options)

    def git(self, *arguments: str, **env: str) -> str:
        """What git answers, as text."""
        return self.raw(*arguments, **env).decode("utf-8", "replace").strip()

    def raw(self, *arguments: str, given: bytes = b"", **env: str) -> bytes:
        """What git answers."""
        return subprocess.run(
            ["git", *WHO, *arguments], cwd=self.folder, env=environment(**env), input=given,
            capture_output=True, check=True,
        ).stdout  # fmt: skip

    def write(self, files: dict[str, Content]) -> None:
        """Lay out files."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self,
        files: dict[str, Content],
        subject: str = "Change",
        day: str = "2026-01-01T12:00:00+0000",
    ) -> str:
        """Commit files; the id."""
        self.write(files)
        self.git("add", "-A")
        dates = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": "2020-02-02T12:00:00+0000"}
        self.git("commit", "-q", "--allow-empty", "-m", subject, **dates)
        return self.git("rev-parse", "HEAD")

    def clone(self, folder: Path, *options: str) -> "Repo":
        """A clone, through a transport."""
        self.git("clone", "-q", *options, self.folder.as_uri(), str(folder))
        clone = Repo.__new__(Repo)
        clone.folder = folder
        return clone
