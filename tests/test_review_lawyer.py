"""What lawyers type into the workbook, and what comes of it in the YAML, letter for letter.

Each row of the table is one edit: the lines of the diff that a careful human would have made, or the
sentence by which the edit is refused, which says what would be taken.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from lawyers import EDITS
from reviewing import Book

import ropa
from ropa.forms.slots import slots
from ropa.review.apply import propose
from ropa.review.diff import unified
from ropa.review.outcome import State
from ropa.review.reasons import reason
from ropa.review.reviewed import Cell, Reviewed
from ropa.review.sides import Wishes
from ropa.review.workbook import read
from ropa.source.files import Limits
from ropa.words.words import Words
from ropa.workbooks.text import escaped

ROOT = Path(__file__).parent.parent / "registers"
LANGUAGES = {"model": "en", "softmore": "sv", "expisoft": "sv"}


class Desk:
    """A register, the workbook that was made of it, and what lawyers type there."""

    def __init__(self, register: str, folder: Path) -> None:
        self.reading = ropa.read(ROOT / register)[0]
        self.words = Words(LANGUAGES[register], self.reading.record.register.language)
        self.slots = slots(self.reading, self.words)
        made = folder / "made.xlsx"
        made.write_bytes(ropa.render(self.reading, "xlsx", language=LANGUAGES[register]))
        self.book = Book(made)
        self.plain = self.typed({})

    def typed(self, texts: dict[tuple[str, str, str], str]) -> Reviewed:
        """The workbook with these texts typed, as it is read."""
        sheets = self.book.workbook
        cells = {key: sheets[self.book.title(key[0])][self.book.at(*key)] for key in texts}
        were = {key: cell.value for key, cell in cells.items()}
        for key, cell in cells.items():
            cell.value = escaped(texts[key])
        content = BytesIO()
        sheets.save(content)
        for key, cell in cells.items():
            cell.value = were[key]
        return read(content.getvalue())

    def edited(self, key: tuple[str, str, str], cell: Cell) -> Reviewed:
        """The workbook with one cell that has changed."""
        rows = (
            replace(row, cells={**row.cells, key[2]: cell})
            if (row.sheet, row.key) == key[:2]
            else row
            for row in self.plain.rows
        )
        return replace(self.plain, rows=tuple(rows))

    def comes_to(self, reviewed: Reviewed, **wishes) -> list[str]:
        """The sentences of all that is not taken, and the lines of the diff."""
        proposal = propose(reviewed, self.reading, self.words, Wishes(**wishes), Limits())
        items = proposal.outcome.items
        assert not proposal.outcome.refusals
        told = [reason(i.why, i.facts, self.words) for i in items if i.state is not State.TAKEN]
        diffs = (unified("file", c.before, c.after) for c in proposal.changes)
        return told + [
            line
            for diff in diffs
            for line in diff.splitlines()
            if re.match(r"[-+](?![-+]{2} )", line)
        ]


@pytest.fixture(scope="module")
def desks():
    with TemporaryDirectory() as folder:

        @cache
        def desk(register: str) -> Desk:
            place = Path(folder) / register
            place.mkdir()
            return Desk(register, place)

        yield desk


@pytest.fixture(scope="module")
def cells(desks):
    """Every edit's cell as it is read; many are typed into one workbook, each cell once."""
    rounds: dict[tuple[str, int], dict[tuple[str, str, str], int]] = {}
    times: dict[tuple[str, ...], int] = defaultdict(int)
    for number, (register, *key, _, _, _) in enumerate(EDITS):
        rounds.setdefault((register, times[register, *key]), {})[tuple(key)] = number
        times[register, *key] += 1
    found: dict[int, Cell] = {}
    for (register, _), numbers in rounds.items():
        desk = desks(register)
        texts = {key: _text(desk.slots[key].text, EDITS[n]) for key, n in numbers.items()}
        for row in desk.typed(texts).rows:
            for field, cell in row.cells.items():
                if (number := numbers.get((row.sheet, row.key, field))) is not None:
                    found[number] = cell
    return found


def _text(stood: str, edit: Sequence[object]) -> str:
    """What a lawyer makes of a cell: another text, a line more, or words in place of others."""
    old, new = edit[4], str(edit[5])
    if old is None:
        return new
    if not old:
        return f"{stood}\n{new}"
    assert str(old) in stood, stood
    return stood.replace(str(old), new, 1)


@pytest.mark.parametrize("number", range(len(EDITS)), ids=[f"{e[0]}-{e[3]}-{e[5]}" for e in EDITS])
def test_what_a_lawyer_types(desks, cells, number):
    register, sheet, row, field, _, _, expected = EDITS[number]
    desk = desks(register)
    key = sheet, row, field
    assert desk.comes_to(desk.edited(key, cells[number]), sharing="only-here") == expected


@pytest.mark.parametrize("register", LANGUAGES)
def test_nothing_typed_changes_nothing(desks, register):
    desk = desks(register)
    assert desk.comes_to(desk.plain) == []


def test_a_line_below_what_stands_for_the_common_answer(desks):
    desk = desks("softmore")
    key = "controller", "kop-av-produkt-eller-tjanst", "recipients"
    assert desk.slots[key].shown == "Se gemensamma svar"
    reviewed = desk.typed({key: "Se gemensamma svar\nSkatteverket"})
    lines = desk.comes_to(reviewed, sharing="only-here")
    assert lines[0] == "+    recipients:"
    assert lines[-1] == "+      - Skatteverket"
    assert sum("- name:" in line or "- {name:" in line for line in lines) == 3


def test_a_gap_is_filled_below_its_sentence(desks):
    desk = desks("expisoft")
    gap = next(slot for slot in desk.slots.values() if slot.shown and not slot.text)
    was = desk.comes_to(desk.typed({gap.key: "Kunder"}))
    assert any("Kunder" in line for line in was)
    assert desk.comes_to(desk.typed({gap.key: f"{gap.shown}\nKunder"})) == was
    assert desk.comes_to(desk.typed({gap.key: gap.shown})) == []


@pytest.mark.parametrize(
    ("register", "told", "expected"),
    [
        (
            "softmore",
            {
                "name": "Passersystem",
                "purposes": "Skydda lokalerna",
                "legal_basis": "Intresseavvägning",
            },
            [
                "+",
                "+  - id: passersystem",
                "+    name: Passersystem",
                "+    purposes: [Skydda lokalerna]",
                "+    legal_basis: [legitimate-interests]",
            ],
        ),
        ("softmore", {"purposes": "Utan namn"}, ["Den saknar namn."]),
        (
            "model",
            {
                "name": "Visitors",
                "purposes": "Know who is in the building\nEvacuate",
                "recipients": "HR department\nReception",
                "legal_basis": "Legitimate interests\n– Interest: security",
            },
            [
                "+",
                "+  - id: visitors",
                "+    name: Visitors",
                "+    purposes: [Know who is in the building, Evacuate]",
                "+    legal_basis:",
                "+      - basis: legitimate-interests",
                "+        interest: security",
                "+    recipients: [hr-department, Reception]",
            ],
        ),
    ],
)
def test_a_row_with_few_fields(desks, register, told, expected):
    desk = desks(register)
    book = desk.book
    sheet = book.workbook[book.title("controller")]
    number = max(n for (of, _), n in book.rows.items() if of == "controller") + 1
    cells = {f: sheet[f"{book.columns['controller', f]}{number}"] for f in told}
    were = {field: cell.value for field, cell in cells.items()}
    for field, cell in cells.items():
        cell.value = told[field]
    reviewed = desk.typed({})
    for field, cell in cells.items():
        cell.value = were[field]
    assert desk.comes_to(reviewed) == expected
