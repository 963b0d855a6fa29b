"""The edits of `spoilings.diff`, read and made."""

import re
from dataclasses import dataclass
from pathlib import Path

from asked import MODEL

MARK = "»"
HEADER = re.compile(r"(ROPA\d{3}(?: ROPA\d{3})*) in ([a-z]+(?:/[a-z-]+)?): (\S.*)")
Place = tuple[str, int, int]
"""A file, a line and a column, from 1."""


@dataclass(frozen=True)
class Part:
    """A part of an edit: `where` it is made (a file, and an entry of it), and its lines."""

    where: str
    lines: tuple[str, ...]

    def text(self, sign: str) -> str:
        """The lines before the edit (sign `-`) or after it (sign `+`); the mark only after it."""
        text = "".join(f"{line[1:]}\n" for line in self.lines if line[0] in (" ", sign))
        return text.replace(MARK, "") if sign == "-" else text


@dataclass(frozen=True)
class Spoiling:
    """An edit of the model register: the rules that speak then, and what somebody did."""

    rules: tuple[str, ...]
    what: str
    parts: tuple[Part, ...]

    def made(self) -> tuple[dict[str, str], Place]:
        """The texts of the register with the edit made, by file, and the place of the mark."""
        texts = {path.name: path.read_text("utf-8") for path in MODEL.glob("*.ropa.yaml")}
        for part in self.parts:
            file, _, entry = part.where.partition("/")
            name = f"{file}.ropa.yaml"
            texts[name] = _replaced(texts[name], entry, part)
        ((name, text),) = [(name, text) for name, text in texts.items() if MARK in text]
        before, after = text.split(MARK)
        texts[name] = before + after
        return texts, (name, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _replaced(text: str, entry: str, part: Part) -> str:
    start, end = _stretch(text.replace(MARK, " "), entry)
    old = part.text("-")
    assert text.count(old, start, end) == 1, f"{part.where} does not have once: {old}"
    at = text.index(old, start)
    return text[:at] + part.text("+") + text[at + len(old) :]


def _stretch(text: str, entry: str) -> tuple[int, int]:
    """Where an entry of a list or a section begins and ends; without a name, the whole text."""
    if not entry:
        return 0, len(text)
    first = re.search(rf"^  (?:- +id: {entry}\b(?!-)|{entry}:)", text, re.MULTILINE)
    assert first, f"there is no {entry}"
    after = re.compile(r"^(?:  )?\S", re.MULTILINE).search(text, first.end())
    return first.start(), after.start() if after else len(text)


def spoilings() -> list[Spoiling]:
    """All of `spoilings.diff`, in its order."""
    text = Path(__file__).with_suffix(".diff").read_text("utf-8")
    return [_read(block) for block in text.strip().split("\n\n") if not block.startswith("#")]


def _read(block: str) -> Spoiling:
    head, *lines = block.splitlines()
    header = HEADER.fullmatch(head)
    assert header, head
    rules, where, what = header.groups()
    parts: list[Part] = []
    some: list[str] = []
    for line in [*lines, "@@"]:
        if line.startswith("@@"):
            parts.append(Part(where, tuple(some)))
            where, some = line[3:], []
        else:
            some.append(line)
    return Spoiling(tuple(rules.split()), what, tuple(parts))
