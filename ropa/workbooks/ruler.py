"""How much room a text takes: Arial, measured without a font at hand, and rather too wide.

The widths are those of Arial, Helvetica and Liberation Sans, which share them, in thousandths of
the size.
"""

import unicodedata
from functools import cache

SIZE = 10.0
"""The size of the text, in points."""
LINE = 12.75
"""The height of a line of that size, in points."""

ARIAL = {
    "'": 191, "ijl’‘": 222, "|": 260, " !,./:;I[]\\ft": 278, '"()-r`“”„': 355, "{}*°": 400,
    "^": 469, "Jcksvxyz": 500, "L_abdeghnopqu0123456789?$#–€£§": 556, "+<=>~": 584, "FTZ": 611,
    "ABEKPSVXY&": 667, "CDHNRUw": 722, "GOQ": 778, "Mm": 833, "%": 889, "W…—": 1000, "@": 1015,
}  # fmt: skip
WIDTHS = {char: width / 1000 * SIZE for chars, width in ARIAL.items() for char in chars}
BOLD = 1.08
"""How much wider bold text is."""
HEADING = 1.05
"""How wide a heading may be beside text: it is bold, and smaller by a tenth."""

Measured = tuple[tuple[float, ...], ...]
"""The widths of the words of each line, in points."""


@cache
def _char(char: str) -> float:
    if char in WIDTHS:
        return WIDTHS[char]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", char)[0]
    if base in WIDTHS:
        return WIDTHS[base]
    wide = unicodedata.east_asian_width(char) in "WF"
    return (1.4 if wide else 0.85) * SIZE


SPACE = WIDTHS[" "]


@cache
def word(text: str) -> float:
    """The width of a word; after one that ends in a hyphen there is no space."""
    return sum(map(_char, text)) - (SPACE if text.endswith("-") else 0.0)


def measure(text: str) -> Measured:
    """A text as widths. A line may break at a space, and after a hyphen."""
    lines = text.replace("-", "- ").split("\n")
    return tuple(tuple(map(word, line.split(" "))) for line in lines)


def total(measured: Measured) -> float:
    """How long the text is on one line."""
    return sum(sum(line) + SPACE * len(line) for line in measured)


def natural(measured: Measured) -> float:
    """How wide the longest line is."""
    return max(sum(line) + SPACE * (len(line) - 1) for line in measured)


def longest(measured: Measured) -> float:
    """How wide the longest word is."""
    return max(max(line) for line in measured)


def height(measured: Measured, room: float) -> int:
    """How many lines the text takes in a column that is `room` wide; a longer word is broken."""
    count = 0
    for line in measured:
        count += 1
        if sum(line) + SPACE * (len(line) - 1) <= room:
            continue
        used = 0.0
        for width in line:
            if used and used + SPACE + width > room:
                count += 1
                used = 0.0
            used += width + (SPACE if used else 0.0)
            if used > room:
                more = int(used // room)
                count += more
                used -= more * room
    return count
