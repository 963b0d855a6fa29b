"""2,000 random edits of cells: each lands exactly as it was typed, or is refused with its address."""

import random
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from reviewing import Book

import ropa
from ropa.forms.forms import Forms
from ropa.forms.slots import slots
from ropa.model.load import load
from ropa.review.apply import propose
from ropa.review.outcome import State
from ropa.review.sides import Wishes
from ropa.review.workbook import read
from ropa.source.comments import comments
from ropa.source.files import Limits
from ropa.source.yaml import read_with_events
from ropa.words.words import Words
from ropa.workbooks.carried import normal
from ropa.workbooks.text import escaped

ROOT = Path(__file__).parent.parent / "registers"
REGISTERS = (
    "model", "softmore", "expisoft", "softone/koncernen", "softone/softone-ab",
    "softone/softone-ab-service",
)  # fmt: skip
EDITS, AT_ONCE = 2_000, 50
OWN = ("controller", "processor", "duties", "keeping", "sets")
"""The sheets of which a cell is of one activity."""
TYPED = (
    'A "quoted" word', "It's here", "Key: value", "# no comment", "a # b", "=1+1", "=HYPERLINK(1)",
    "+46 8 000 00 00", "-dash", "@name", "😀 👩‍👧", "å ä ö", "[a, b]", "{a: b}", "& anchor", "* alias",
    "! tag", "| pipe", "> fold", "% percent", "`tick`", "null", "~", "true", "No", "010", "1.0",
    "2026-03-01", "?", "? key", ": colon", "trailing:", "a\\b", "\\n", "'", '"', '""', "x" * 300,
    "words " * 60 + "end", "First line\nSecond line", "One\nTwo: three\n# four\n\"five\"", "---", "...",
    "a\tb", "_x000D_", "none", "unknown", "TBD", "<b>bold</b>", "${x}", "a;b", "a; b", "1\n2\n3",
)  # fmt: skip


@cache
def _reading(name: str):
    return ropa.read(ROOT / name)[0]


def _typed(cell, text: str) -> None:
    """A text as one types it into a cell that holds text."""
    cell.value = escaped(text)
    cell.data_type = "s"


def _same(forms, slot, text: str) -> bool:
    """Does a cell say what was typed: letter for letter, or in the way that the program writes it?"""
    if normal(slot.text) == normal(text):
        return True
    return forms.read(slot.shape, text) == forms.read(slot.shape, slot.text)


def _check(name: str, language: str, chosen: random.Random, folder: Path) -> Counter[str]:
    reading = _reading(name)
    words = Words(language, reading.record.register.language)
    file = folder / "made.xlsx"
    file.write_bytes(ropa.render(reading, "xlsx", language=language))
    book = Book(file)
    before = slots(reading, words)
    alone = chosen.random() < 0.5  # edits that no other cell shows
    wishes = Wishes(sharing="only-here" if alone else "for-all")
    open_ = [key for key, told in book.carried.cells.items() if not told.locked]
    open_ = [key for key in open_ if key[0] in OWN or not alone]
    edits = {key: chosen.choice(TYPED) for key in chosen.sample(open_, min(AT_ONCE, len(open_)))}
    for (sheet, row, field), text in edits.items():
        _typed(book.workbook[book.title(sheet)][book.at(sheet, row, field)], text)
    content = BytesIO()
    book.workbook.save(content)

    reviewed = read(content.getvalue())
    proposal = propose(reviewed, reading, words, wishes, Limits())
    items = {(i.sheet, i.row, i.field): i for i in proposal.outcome.items}
    counts: Counter[str] = Counter()
    assert not proposal.outcome.refusals
    after = slots(proposal.after, words)
    load_problems = load(proposal.after.tree.data)[2]
    assert proposal.after.whole
    assert not load_problems
    before_forms, after_forms = (Forms(r.record, words) for r in (reading, proposal.after))
    meant = set()
    for key, text in edits.items():
        item = items.get(key)
        if item is None:
            assert _same(before_forms, before[key], text), (key, text)
            counts["as it was"] += 1
        elif item.state is State.TAKEN:
            meant.add(key)
            assert _same(after_forms, after[key], text), (key, text)
            exact = normal(after[key].text) == normal(text)
            counts["exact" if exact else "read as meant"] += 1
        else:
            assert item.state in (State.REFUSED, State.CONFLICT), (key, text, item)
            assert item.address == book.address(*key)
            assert item.why
            counts[f"{item.state} {item.why}"] += 1
    renamed = [before[key].text for key in meant if key[2] == "name"]
    for key in set(before) - meant if alone else ():
        was, now = before[key], after[key]
        if was.shape.section == "activities" and any(name in was.text for name in renamed):
            told = [f.entries(s.shape, s.raw) for f, s in ((before_forms, was), (after_forms, now))]
            assert told[0] == told[1], (key, edits)  # the same ids, by names of which one is new
        else:
            assert normal(now.text) == normal(was.text), (key, edits)
    for change in proposal.changes:
        was, now = (
            comments(source.text, events)
            for source, events in (read_with_events(c, "") for c in (change.before, change.after))
        )
        assert was - now == Counter(change.comments)
        assert not now - was
    return counts


@pytest.mark.parametrize("name", REGISTERS)
def test_random_edits_land_or_are_refused(name, tmp_path):
    total: Counter[str] = Counter()
    number = 0
    while sum(total.values()) < EDITS / len(REGISTERS):
        chosen = random.Random(f"{name} {number}")
        total += _check(name, ("sv", "en")[number % 2], chosen, tmp_path)
        number += 1
    assert total["exact"] >= 0.35 * sum(total.values()), total
