"""A file's own line ends, byte order mark and last line, kept while its text is edited with LF alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

END = re.compile(r"\r\n|\r|\n")
MARK = "\ufeff"


class Splice(NamedTuple):
    """Text for a stretch of the old text; of those at one place, what has the least rank comes first."""

    start: int
    end: int
    rank: int
    text: str


class Lines:
    """The text of a file as it is, and its offsets once every line end is LF."""

    def __init__(self, content: bytes) -> None:
        raw = content.decode("utf-8")
        self.mark = MARK if raw.startswith(MARK) else ""
        self.raw = raw[len(self.mark) :]
        self.open_end = not self.raw.endswith(("\n", "\r"))
        found = [(m.start(), m[0]) for m in END.finditer(self.raw)]
        self.ends = [end for _, end in found]
        if self.open_end:
            self.ends.append(self.ends[-1] if self.ends else "\n")
            found.append((len(self.raw), self.ends[-1]))
            self.raw += self.ends[-1]
        shift, self.at, self.pairs = 0, [], []
        for start, end in found:
            self.at.append(start - shift)
            if len(end) == 2:
                self.pairs.append(start - shift)
                shift += 1

    def closed(self) -> "Lines":
        """The same, with a line break at the end of the last line."""
        return Lines((self.mark + self.raw).encode("utf-8"))

    @property
    def text(self) -> str:
        """The text with LF as line ends; the last line has one too."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n")

    def spliced(self, splices: Sequence[Splice]) -> bytes:
        """The file with the splices made; they do not overlap, and are in order."""
        pieces, at = [self.mark], 0
        for splice in splices:
            pieces.append(self.raw[at : self._raw(splice.start)])
            pieces.append(splice.text.replace("\n", self._end_near(splice.start)))
            at = self._raw(splice.end)
        pieces.append(self.raw[at:])
        result = "".join(pieces)
        if self.open_end:
            result = result.removesuffix("\n").removesuffix("\r")
        return result.encode("utf-8")

    def _raw(self, offset: int) -> int:
        """The same place in the text as it is."""
        return offset + bisect_left(self.pairs, offset)

    def _end_near(self, offset: int) -> str:
        """How the line at an offset ends; at the start of a line, how the line before it does."""
        index = bisect_left(self.at, offset)
        if index and self.at[index - 1] == offset - 1:
            index -= 1
        return self.ends[min(index, len(self.ends) - 1)]
