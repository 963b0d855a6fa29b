"""What the renderers have in common: the entries of a cell, parts with their sections, widths."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from ropa.pages.page import Cell, Line, Page, Section, Table, Tone
from ropa.safe import safe_url

BREAKS = re.compile(r"[\s-]+")
LONGEST = 26
"""Words with more characters than this may break."""
MARGIN = 3
"""The room between columns, in characters."""


@dataclass(slots=True)
class Entry:
    """A line of a cell, and the remarks that belong to it."""

    line: Line
    remarks: list[Line] = field(default_factory=list)


def entries(cell: Cell) -> list[Entry]:
    """The entries of a cell; remarks that follow none are entries themselves."""
    found: list[Entry] = []
    for line in cell:
        if line.tone is Tone.ASIDE and found and found[-1].line.tone is not Tone.ASIDE:
            found[-1].remarks.append(line)
        else:
            found.append(Entry(line))
    return found


def parts(page: Page) -> list[tuple[Section, list[Section]]]:
    """The sections of level 2, each with the deeper ones that follow it."""
    found: list[tuple[Section, list[Section]]] = []
    for section in page.sections:
        if section.level > 2 and found:
            found[-1][1].append(section)
        else:
            found.append((section, []))
    return found


class Links:
    """Where lines lead: to sections that the page has, and to addresses that are safe."""

    def __init__(self, page: Page) -> None:
        self.ids = {section.id for section in page.sections}
        self._placed: set[str] = set()

    def of(self, line: Line) -> str:
        """The address that a line leads to; empty for none."""
        if line.target and line.target in self.ids:
            return f"#{anchor(line.target)}"
        return safe_url(line.url) if line.url else ""

    def place(self, section: Section) -> str:
        """The id that a section gets; empty where an earlier one has it."""
        new = section.id not in self._placed
        self._placed.add(section.id)
        return anchor(section.id) if new else ""


def anchor(section: str) -> str:
    """The id of a section as it may stand in an attribute and in an address."""
    return quote(section, safe="")


def widths(table: Table) -> list[str]:
    """The share of each column in percent: room for its longest word, and more by its weight."""
    shares = []
    for index, column in enumerate(table.columns):
        texts = [column.heading, *(line.text for row in table.rows for line in row[index])]
        longest = max((len(word) for text in texts for word in BREAKS.split(text)), default=0)
        bold = 1.2 if index == 0 else 1.0
        shares.append(bold * min(longest, LONGEST) + MARGIN + 8 * (column.weight - 1))
    return [f"{100 * share / sum(shares):.1f}" for share in shares]
