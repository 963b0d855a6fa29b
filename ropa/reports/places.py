"""Files as the services that show findings beside the source know them."""

import os
from pathlib import Path

from ropa.gate.config import root_of

ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab say that the repository is."""


class Places:
    """The paths of files below the root of the repository; each file is looked at once."""

    def __init__(self) -> None:
        named = [Path(os.environ[name]) for name in ROOTS if os.environ.get(name)]
        self._roots = [root.resolve() for root in (*named, root_of(Path.cwd()))]
        self._known: dict[str, str] = {}

    def path(self, file: str) -> str:
        """A path from the root of the repository; as it was given where it leads out of that."""
        if file not in self._known:
            self._known[file] = self._found(file)
        return self._known[file]

    def _found(self, file: str) -> str:
        path = Path(file).resolve()  # what a link leads to is what is shown
        root = next((root for root in self._roots if path.is_relative_to(root)), None)
        return path.relative_to(root).as_posix() if root else Path(file).as_posix()
