"""What a cell of Excel can hold: every character visible, nothing a formula, nothing cut."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ropa.pages.marks import Mark
from ropa.pages.page import Cell, Line, Tone
from ropa.safe import safe_text
from ropa.words.words import Words

# The limits that Microsoft publishes.
CELL = 32_767
BREAKS = 253
LINK = 2_079
TITLE = 31

ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x000D_` as the character; `_x005F_x000D_` is the text."""
NO_CHARACTER = re.compile("[\ufffe\uffff]")
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


class TooLong(Exception):
    """A text is longer than a cell of Excel can be; the message says which."""

    def __init__(self, words: Words, sheet: str, row: str, column: str, length: int) -> None:
        self.sheet = sheet
        self.row = row
        self.column = column
        self.length = length
        super().__init__(
            words(
                "The workbook cannot hold “{column}” of “{row}” (sheet “{sheet}”): it has {length} "
                "characters, and a cell of Excel holds {limit}. Shorten the text in the register, "
                "or choose another format.",
                sheet=sheet, row=row, column=column, length=length, limit=CELL,
            )
        )  # fmt: skip


def visible(text: str) -> str:
    """A text as XML and Excel can have it: what cannot be seen or held is shown."""
    if text.isprintable():
        return text
    return NO_CHARACTER.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", safe_text(text))


def escaped(text: str) -> str:
    """A visible text so that Excel reads it as it is."""
    return ESCAPED.sub("_x005F_", text) if "_x" in text else text


def length(text: str) -> int:
    """Characters as Excel counts them: those beyond the first plane are two."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the workbook shows it: its lines, all of its text, and where it leads."""

    lines: tuple[Line, ...] = ()
    text: str = ""
    target: str = ""
    url: str = ""


NOTHING = Shown()


def show(cell: Cell) -> Shown:
    """A cell as the workbook shows it.

    A remark below an entry begins with a dash, and an address stands beside what it is for, so that
    both are plain on paper and without colour.
    """
    if not cell:
        return NOTHING
    if len(cell) == 1 and _is_plain(cell[0]):
        return Shown(cell, cell[0].text, cell[0].target)
    remarks = any(line.tone is not Tone.ASIDE for line in cell)
    lines = squeezed(
        Line(_told(line, remarks), line.tone, marks=tuple(_marks(line)))
        for line in cell
        if line.text.strip(" \n\t")
    )
    return Shown(lines, "\n".join(line.text for line in lines), *_link(cell))


def verbatim(cell: Cell) -> Shown:
    """A cell whose lines are shown as they are."""
    if not cell:
        return NOTHING
    return Shown(cell, "\n".join(line.text for line in cell), *_link(cell))


def _is_plain(line: Line) -> bool:
    """Is a line, alone in its cell, shown as it is?"""
    text = line.text
    return not (line.url or line.marks) and text.isprintable() and bool(text.strip(" "))


def _told(line: Line, remarks: bool) -> str:
    text = visible(line.text).strip("\n")
    if line.url and line.url not in (line.text, f"mailto:{line.text}"):
        text += f": {visible(line.url)}"
    return f"– {text}" if remarks and line.tone is Tone.ASIDE else text


def _marks(line: Line) -> Iterator[Mark]:
    """The parts of a line, of which its text here is made."""
    start, end = len(line.text) - len(line.text.lstrip("\n")), len(line.text.rstrip("\n"))
    for mark in line.marks:
        text = mark.text[max(0, start) : max(0, end)]
        start, end = start - len(mark.text), end - len(mark.text)
        if text:
            yield Mark(visible(text), mark.changed)


def squeezed(shown: Iterable[Line]) -> Cell:
    """Lines with as many breaks as a cell may have; what comes after them stands on the last line."""
    return tuple(_few(shown))


def _few(shown: Iterable[Line]) -> Iterator[Line]:
    left = BREAKS
    rest: list[str] = []
    for line in shown:
        breaks = line.text.count("\n") + 1
        if breaks > left or rest:
            rest.append(" ".join(line.text.split("\n")))
            continue
        left -= breaks
        yield line
    if rest:
        yield Line("; ".join(rest))


def _link(cell: Cell) -> tuple[str, str]:
    """Where a cell leads, if all its lines lead to one place: a target inside, an address outside."""
    if not any(line.target or line.url for line in cell):
        return "", ""
    targets = {line.target for line in cell}
    addresses = {line.url for line in cell}
    return (
        targets.pop() if len(targets) == 1 else "",
        _safe_address(addresses.pop()) if len(addresses) == 1 else "",
    )


def _safe_address(url: str) -> str:
    known = url.startswith(("https://", "http://", "mailto:"))
    return url if known and url.isprintable() and length(url) <= LINK else ""


def sheet_title(text: str, taken: Iterable[str]) -> str:
    """A name that Excel takes for a sheet: short, without its forbidden characters, used once."""
    clean = NOT_IN_TITLE.sub("-", visible(text)).replace("\n", " ").strip("' ") or "-"
    used = {"history", *(title.casefold() for title in taken)}
    for number in range(1, 1000):
        ending = f" {number}" if number > 1 else ""
        title = clean
        while length(title + ending) > TITLE:
            title = title[:-1]
        title = title.rstrip("' ") + ending
        if title.casefold() not in used:
            return title
    raise ValueError(text)
