"""A journal that is ours while we have it open: another run sees that we are at it."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ropa.source import calls


@dataclass(slots=True)
class Held:
    """A journal that is open. Its lock goes when it is closed, and when we are killed."""

    path: Path
    handle: int
    open: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def remove(self) -> None:
        """Remove it: while it is open, or a journal of the next run may be the one that goes."""
        if sys.platform == "win32":  # which removes no open file
            self.close()
        calls.remove(self.path)

    def close(self) -> None:
        """Let go of it. What matters in it was waited for."""
        if self.open:
            self.open = False
            with suppress(OSError):
                calls.close(self.handle)
