"""The comments of a YAML text, by a tokenizer that knows nothing of the program's."""

import re
from collections import Counter
from collections.abc import Iterator


def comments(text: str) -> Counter[str]:
    """The comments of a text, by going through it letter by letter."""
    return Counter(Comments(text).all())


class Comments:
    """Knows quotes, brackets and blocks of lines: nothing else hides a number sign."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.quote = ""
        self.depth = 0

    def all(self) -> Iterator[str]:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            block = None
            for kind, at in self.signs(line):
                if kind == "#":
                    yield line[at:].rstrip()
                else:
                    block = at
            number = number + 1 if block is None else self.past_block(number, block)

    def signs(self, line: str) -> Iterator[tuple[str, int]]:
        """Where a comment begins on a line, and where the sign of a block of lines stands.

        `fresh` tells that a value or key may begin here.
        """
        at, fresh = 0, not self.quote
        while at < len(line):
            letter, after = line[at], line[at + 1 : at + 2]
            if self.quote:
                escape = {"'": "''", '"': "\\" + after}[self.quote]
                if letter + after == escape:
                    at += 1
                elif letter == self.quote:
                    self.quote = ""
            elif letter == "#" and (at == 0 or line[at - 1] in " \t"):
                yield "#", at
                return
            elif fresh and letter in "'\"":
                self.quote = letter
                fresh = False
            elif fresh and letter in "|>" and not self.depth:
                yield "|", at
                fresh = False
            elif letter in "[{" and (fresh or self.depth):
                self.depth, fresh = self.depth + 1, True
            elif letter in "]}" and self.depth:
                self.depth, fresh = self.depth - 1, False
            elif self._after_it_fresh(line, at):
                fresh = True
            elif fresh and letter in "?-" and after in ("", " ", "\t"):
                pass
            elif fresh and letter in "&*":
                at += len(re.split(r"[\s,\[\]{}]", line[at:])[0]) - 1
            elif letter not in " \t":
                fresh = line.startswith("---") and at < 3
            at += 1

    def _after_it_fresh(self, line: str, at: int) -> bool:
        """Is it a comma among brackets, or the colon after a key?"""
        if line[at] == ":":
            apart = line[at + 1 : at + 2] in ("", " ", "\t")
            return apart or (self.depth > 0 and line[at - 1] in "'\"")
        return line[at] == "," and self.depth > 0

    def past_block(self, number: int, at: int) -> int:
        """The number of the first line after a block whose sign stands there."""
        line = self.lines[number]
        given = re.search(r"[1-9]", line[at:].split("#")[0])
        above = self.above(number, at)
        number += 1
        body = next((x for x in self.lines[number:] if x.strip(" ")), "")
        indent = max(above, 0) + int(given[0]) if given else margin(body)
        if indent <= above:
            return number
        while number < len(self.lines):
            line = self.lines[number]
            if line.strip(" ") and margin(line) < indent:
                break
            number += 1
        return number

    def above(self, number: int, at: int) -> int:
        """The column of the entry that a block of lines belongs to; -1 for the whole text."""
        head = re.sub(r"&\S+\s*$", "", self.lines[number][:at]).rstrip()
        while not head:
            number -= 1
            if number < 0:
                return -1
            found = self.lines[number]
            head = "" if margin(found) >= at else re.sub(r"(^|\s)#.*", "", found).rstrip()
        if head == "---":
            return -1
        if head.endswith(("-", "?")):
            return len(head) - 1
        return len(head) - len(head.lstrip(" -?")) if head.strip() != ":" else head.index(":")


def margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
