"""What comes with a text that was pasted: characters that nobody sees, and the marks of lists."""

import re
from collections.abc import Callable, Collection

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
BREAKS = re.compile("\x0b|\x0c|\u2028|\u2029")
BLANKS = re.compile("[\u00a0\u202f]")
BULLET = re.compile("\\s*(?:[-–—*]\\s+|[•·▪◦‣●○■\uf0a7\uf0b7]\\s*|o\t\\s*)(?=\\S)")
NUMBER = re.compile(r"\s*([1-9][0-9]?)[.)]\s+(?=\S)")


def is_odd(text: str) -> bool:
    """Has a text what `cleaned` would take away?"""
    return any(found.search(text) for found in (UNSEEN, BREAKS, BLANKS))


def cleaned(text: str) -> str:
    """A text without soft hyphens and the like; breaks within a paragraph are line breaks."""
    return BLANKS.sub(" ", BREAKS.sub("\n", UNSEEN.sub("", text)))


def unmarked(
    lines: list[str], stood: Collection[str], is_detail: Callable[[str], bool]
) -> list[str]:
    """The lines of a list without its bullets or numbers, if it is such a list.

    It is, if the first line has a bullet, or if all entries are numbered from 1. A detail is no entry;
    `stood` are the lines of entries that have stood there: they stay as they are.
    """
    heads = [
        number
        for number, line in enumerate(lines)
        if line.strip() and not line.startswith("  ") and not is_detail(line)
    ]
    if not heads or any(lines[number] in stood and _marked(lines[number]) for number in heads):
        return lines
    numbers = [found[1] for n in heads if (found := NUMBER.match(lines[n]))]
    numbered = len(heads) > 1 and numbers == [str(n) for n, _ in enumerate(heads, 1)]
    if not numbered and not (heads[0] == 0 and BULLET.match(lines[0])):
        return lines
    mark = NUMBER if numbered else BULLET
    new = list(lines)
    for number in heads:
        new[number] = mark.sub("", lines[number], count=1)
    return new


def _marked(line: str) -> bool:
    return bool(BULLET.match(line) or NUMBER.match(line))
