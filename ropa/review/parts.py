"""The XML of a workbook's parts, read in one pass and within limits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers.expat import ExpatError, ParserCreate

from ropa.review.reviewed import NotAWorkbook
from ropa.review.unpacked import Unpacked

TAGS = 8_000_000
DEPTH = 200
TEXT = 60_000_000

Start = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class Budget:
    """What may still be read: tags and characters."""

    tags: int = TAGS
    text: int = TEXT

    def keep(self, text: str) -> str:
        """A text that is kept in memory. Raises NotAWorkbook."""
        self.text -= len(text)
        if self.text < 0:
            raise NotAWorkbook("too-much", limit=TEXT)
        return text


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: its kind is the last word of its type."""

    id: str
    kind: str
    target: str


@dataclass(slots=True)
class Parts:
    """The parts of a workbook, and what may still be read of them."""

    unpacked: Unpacked
    budget: Budget = field(default_factory=Budget)

    def read(
        self,
        name: str,
        start: Start,
        end: Callable[[str], None] = lambda name: None,
        text: Callable[[str], object] | None = None,
    ) -> None:
        """Read a part: every element, without the prefix of its namespace. Raises NotAWorkbook."""
        depth = 0

        def opens(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > DEPTH:
                raise NotAWorkbook("unreadable", part=name)
            start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

        def closes(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(tag.rpartition(":")[2] if ":" in tag else tag)

        def doctype(*_told: object) -> None:
            raise NotAWorkbook("doctype", part=name)

        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = opens
        parser.EndElementHandler = closes
        parser.StartDoctypeDeclHandler = doctype
        if text:
            parser.CharacterDataHandler = text
        try:
            for chunk in self.unpacked.chunks(name):
                self.budget.tags -= chunk.count(b"<")
                if self.budget.tags < 0:
                    raise NotAWorkbook("too-much", limit=TAGS)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (ExpatError, ValueError, LookupError, TypeError, OverflowError):
            raise NotAWorkbook("unreadable", part=name) from None

    def links(self, name: str) -> list[Link]:
        """The relationships of a part, as names of other parts; those that lead outside are none."""
        folder, _, file = name.rpartition("/")
        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        found: list[Link] = []

        def start(tag: str, told: dict[str, str]) -> None:
            if tag != "Relationship" or told.get("TargetMode") == "External":
                return
            target = told.get("Target", "")
            target = target[1:] if target.startswith("/") else normpath(join(folder, target))
            found.append(Link(told.get("Id", ""), told.get("Type", "").rpartition("/")[2], target))

        if path in self.unpacked.names:
            self.read(path, start)
        return [link for link in found if link.target in self.unpacked.names]

    def texts(self, name: str, entry: str, leaf: str = "t", leave: str = "rPh") -> list[str]:
        """What is written in the `leaf` elements of each `entry`, except inside `leave`."""
        found: list[str] = []
        pieces: list[str] = []
        listens = [0, 0]

        def start(tag: str, _told: dict[str, str]) -> None:
            if tag == entry:
                pieces.clear()
            if tag == leaf:
                listens[0] = 1
            elif tag == leave:
                listens[1] = 1

        def end(tag: str) -> None:
            if tag == leaf:
                listens[0] = 0
            elif tag == leave:
                listens[1] = 0
            if tag == entry:
                found.append(self.budget.keep("".join(pieces)))

        def text(piece: str) -> None:
            if listens[0] and not listens[1]:
                pieces.append(piece)

        self.read(name, start, end, text)
        return found
