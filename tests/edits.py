"""Edits of a register, as blocks of a text: the edits of `changes/*.diff`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent / "changes"
REGISTER = HERE / "register.ropa.yaml"
HEADER = re.compile(r"(\S.*) <> (\S.*) in ([a-z0-9-]+): (\S.*)")
CODE = re.compile(r"([a-z-]+?)(?:\((critical|major|minor|editorial)\))?")
Told = tuple[tuple[str, str], ...]
"""What is told of an edit: codes, each with the level where it is not that of its row."""
Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""The parts of an edit: in which entry, and its lines."""


@dataclass(frozen=True)
class Edit:
    """An edit: what is told of it forwards and backwards, where it is, what somebody did."""

    family: str
    forwards: Told
    backwards: Told
    where: str
    what: str
    parts: Parts

    def made(self) -> str:
        """The register with the edit made."""
        return edited(REGISTER.read_text("utf-8"), self.parts)


def edited(text: str, parts: Parts) -> str:
    """A text with an edit made, part after part."""
    for where, lines in parts:
        old, new = (
            "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("", " ", sign))
            for sign in "-+"
        )
        start, end = _stretch(text, where)
        assert text.count(old, start, end) == 1, f"{where} does not have once: {old}"
        at = text.index(old, start)
        text = text[:at] + new + text[at + len(old) :]
    return text


def _stretch(text: str, entry: str) -> tuple[int, int]:
    """Where an activity or another entry begins and ends; `head` is the whole text."""
    if entry == "head":
        return 0, len(text)
    found = re.search(rf"^  (?:- id: {entry}$|{entry}:)", text, re.MULTILINE)
    assert found, f"there is no {entry}"
    after = re.compile(r"^(?:  )?\S", re.MULTILINE).search(text, found.end())
    return found.start(), after.start() if after else len(text)


@cache
def edits() -> tuple[Edit, ...]:
    """All edits, family by family, in the order of their files."""
    return tuple(
        _read(block, path.stem)
        for path in sorted(HERE.glob("*.diff"))
        for block in re.split(r"\n\n+", path.read_text("utf-8").strip())
        if not block.startswith("#")
    )


def _read(block: str, family: str) -> Edit:
    head, *lines = block.splitlines()
    header = HEADER.fullmatch(head)
    assert header, head
    forwards, backwards, where, what = header.groups()
    return Edit(family, told(forwards), told(backwards), where, what, parts_of(where, lines))


def parts_of(where: str, lines: list[str]) -> Parts:
    """The parts of an edit: the first is made in `where`."""
    parts: list[tuple[str, tuple[str, ...]]] = []
    some: list[str] = []
    for line in [*lines, "@@"]:
        if line.startswith("@@"):
            parts.append((where, tuple(some)))
            where, some = line[3:], []
        else:
            some.append(line)
    return tuple(parts)


def told(codes: str) -> Told:
    """What a header says is told, read."""
    if codes == "-":
        return ()
    read = [CODE.fullmatch(code) for code in codes.split()]
    assert all(read), codes
    return tuple(sorted((one[1], one[2] or "") for one in read if one))
