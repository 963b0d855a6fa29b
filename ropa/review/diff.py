"""What changes in a file, as git shows it: a unified diff with headers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

Opcode = tuple[str, int, int, int, int]

NO_END = "\\ No newline at end of file"


def unified(file: str, before: bytes, after: bytes) -> str:
    """The diff of one file, each line ended by a line feed; empty where nothing changes."""
    if before == after:
        return ""
    head = f"diff --git a/{file} b/{file}\n--- a/{file}\n+++ b/{file}\n"
    return head + "".join(map(_ended, _hunks(_lines(before), _lines(after))))


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, "", "")
    matcher.opcodes = list(_opcodes(old, new))  # type: ignore[attr-defined]
    for group in matcher.get_grouped_opcodes():
        (_, a, _, b, _), (_, _, c, _, d) = group[0], group[-1]
        yield f"@@ -{_range(a, c)} +{_range(b, d)} @@\n"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[i:j])
            else:
                yield from (f"-{line}" for line in old[i:j])
                yield from (f"+{line}" for line in new[k:m])


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head has them: one alone has no count, none begin before themselves."""
    if end - start == 1:
        return f"{start + 1}"
    return f"{start + (end > start)},{end - start}"


def _opcodes(old: list[str], new: list[str]) -> Iterator[Opcode]:
    """What changes, between lines that both have once: comparing all with all would take too long."""
    equal: Opcode = ("equal", 0, 0, 0, 0)
    i = k = 0
    for a, b in [*_anchors(old, new), (len(old), len(new))]:
        for tag, *at in SequenceMatcher(None, old[i:a], new[k:b], autojunk=False).get_opcodes():
            if tag == "equal" and (equal[2], equal[4]) == (i + at[0], k + at[2]):
                equal = tag, equal[1], i + at[1], equal[3], k + at[3]
                continue
            if equal[2] > equal[1]:
                yield equal
            made = tag, i + at[0], i + at[1], k + at[2], k + at[3]
            equal = made if tag == "equal" else ("equal", made[2], made[2], made[4], made[4])
            if tag != "equal":
                yield made
        equal = "equal", equal[1], min(a + 1, len(old)), equal[3], min(b + 1, len(new))
        i, k = a + 1, b + 1
    if equal[2] > equal[1]:
        yield equal


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The longest row of lines that stand once in both, in the same order."""
    counts = Counter(old), Counter(new)
    places = {line: n for n, line in enumerate(new)}
    pairs = [
        (n, places[line])
        for n, line in enumerate(old)
        if counts[0][line] == 1 and counts[1][line] == 1
    ]
    ends: list[int] = []  # the lowest end of a row of each length, and which pair that is
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _lines(content: bytes) -> list[str]:
    """The lines with their ends; a CR, a form feed and their like are no ends."""
    parts = content.decode("utf-8", "backslashreplace").split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{NO_END}\n"
