"""The merge beside an oracle: both sides edit cells at random, and each cell comes to what it must."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ropa.forms.entry import Entry
from ropa.forms.forms import Forms
from ropa.forms.shape import Kind
from ropa.forms.slots import slots
from ropa.reading import read_registers
from ropa.review.lists import merge_entries
from ropa.review.merge import merge
from ropa.review.outcome import State
from ropa.review.reviewed import Cell, Reviewed, ReviewedRow
from ropa.review.sides import Wishes
from ropa.source.edit import edit
from ropa.words.words import Words

REGISTERS = Path(__file__).parent.parent / "registers"
TEXTS = ["Ny rad", 'a "quoted" text', "a: b # c", "=1+1", "Å 🎈", "- dash", "'", "x" * 200, "{a}"]


@dataclass
class Copy:
    """A register on disk."""

    root: Path

    def read(self):
        return read_registers([self.root])[0]

    def write(self, edits):
        for path, each in edits.items():
            file = Path(path)
            file.write_bytes(edit(file.read_bytes(), path, each).content)


def copied(name, folder):
    """A register of the repository, to be changed."""
    (found,) = read_registers([REGISTERS / name])
    target = folder / name
    target.mkdir()
    for source in found.tree.sources:
        path = Path(source.path)
        (target / path.name).write_bytes(path.read_bytes())
    return Copy(target)


def words_of(reading):
    own = reading.record.register.language
    return Words(own if own in ("sv", "en") else "en", own)


def workbook(cells):
    rows = {}
    for (sheet, row, of), text in cells.items():
        rows.setdefault((sheet, row), {})[of] = Cell(text, f"'{sheet}'!{row}.{of}")
    return tuple(ReviewedRow(*key, n, told) for n, (key, told) in enumerate(rows.items(), 2))


def reviewed(base, locked, theirs):
    titles = {sheet: sheet for sheet, _, _ in base}
    return Reviewed("r", "", "sv", True, base, locked, workbook(theirs), (), (), titles, {})


def edited(slot, chance):
    """Another text for a cell, as a reviewer may write it."""
    if slot.shape.kind not in (Kind.TEXT, Kind.WORD) and not slot.shape.several:
        return slot.text
    told = chance.choice(TEXTS)
    lines = slot.text.split("\n")
    if slot.shape.plain or (len(lines) > 1 and any(line.startswith(("–", " ")) for line in lines)):
        return f"{slot.text} {told}".strip() if slot.shape.plain else slot.text
    kind = chance.choice(["add", "change", "remove"])
    if kind == "add" or not slot.text:
        return "\n".join(filter(None, [slot.text, told]))
    at = chance.randrange(len(lines))
    lines[at : at + 1] = [] if kind == "remove" else [told]
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["model", "softmore", "softone", "expisoft"])
def test_an_untouched_workbook_gives_nothing(name):
    for reading in read_registers([REGISTERS / name]):
        words = words_of(reading)
        base = {key: slot.text for key, slot in slots(reading, words).items()}
        outcome = merge(reviewed(base, {}, base), reading, words, Wishes())
        assert (outcome.items, outcome.edits) == ((), {})


@pytest.mark.parametrize("name", ["model", "softmore"])
@pytest.mark.parametrize("seed", range(3))
def test_two_sides_come_to_what_the_oracle_says(name, seed, tmp_path):
    """Ours are made by a merge of their own; each cell is then what a merge of three texts says."""
    chance = random.Random(f"{name} {seed}")
    copy = copied(name, tmp_path)
    reading = copy.read()
    words = words_of(reading)
    made = slots(reading, words)
    base = {key: slot.text for key, slot in made.items()}
    locked = {key: slot.locked for key, slot in made.items() if slot.locked}
    free = [k for k, s in made.items() if not s.locked and not s.shared and k[0] != "sets"]
    mine = {key: edited(made[key], chance) for key in chance.sample(free, 12)}
    both = [*chance.sample(sorted(mine), 6), *chance.sample(free, 10)]
    theirs = {key: edited(made[key], chance) for key in both}

    first = merge(reviewed(base, locked, base | mine), reading, words, Wishes(sharing="only-here"))
    copy.write(first.edits)
    now = copy.read()
    assert now.whole
    ours = slots(now, words)
    wishes = Wishes(sharing="only-here")
    outcome = merge(reviewed(base, locked, base | theirs), now, words, wishes)
    states = {(i.sheet, i.row, i.field): i.state for i in outcome.items}
    copy.write(outcome.edits)
    after = slots(copy.read(), words)

    forms = Forms(now.record, words)
    for key, slot in ours.items():
        state = states.get(key)
        if state in (State.TAKEN, State.SAME):
            was = forms.read(slot.shape, base[key])
            said = forms.read(slot.shape, theirs[key])
            mine_now = forms.read(slot.shape, slot.text)
            merged = merge_entries(was, mine_now, said)
            assert not merged.clash
            assert after[key].text == forms.text(slot.shape, merged.entries), key
            if slot.text == base[key]:
                assert merged.entries == said
        elif key in theirs and theirs[key] not in (base[key], slot.text):
            assert state in (State.CONFLICT, State.REFUSED, State.KEPT), key
            assert after[key].raw == slot.raw
        elif after[key].raw != slot.raw:
            raise AssertionError(f"{key} has changed, and nobody asked for it")


ENTRY = st.builds(
    lambda head, note: Entry((((), head), *([(("note",), note)] if note else []))),
    st.sampled_from("abcdef"),
    st.sampled_from(["", "x", "y"]),
)
ENTRIES = st.lists(ENTRY, max_size=5, unique_by=lambda e: e.head).map(tuple)


@settings(max_examples=500, deadline=None)
@given(ENTRIES, ENTRIES)
def test_one_side_alone_is_taken_whole(base, theirs):
    for ours, other in ((base, theirs), (theirs, base), (theirs, theirs)):
        merged = merge_entries(base, ours, other)
        assert (merged.entries, merged.clash) == (theirs, False)


def _entries(*told: str) -> tuple[Entry, ...]:
    """Entries from words, each with its note after a colon."""
    pairs = (each.partition(":") for each in told)
    return tuple(Entry((((), h), *([(("note",), n)] if n else []))) for h, _, n in pairs)


@settings(max_examples=1000, deadline=None)
@given(ENTRIES, ENTRIES, ENTRIES)
@example(_entries("a:x", "b"), _entries("a", "c"), _entries("b", "a:x", "c"))
def test_nothing_is_lost_without_a_conflict(base, ours, theirs):
    """What one side added or kept is there, and what a side took away is not, unless it clashes."""
    merged = merge_entries(base, ours, theirs)
    again = merge_entries(base, theirs, ours)
    assert merged.clash == again.clash
    if merged.clash:
        for prefer, side in (("ours", ours), ("theirs", theirs)):
            settled = merge_entries(base, ours, theirs, prefer)
            assert {e for e in side if e not in base} <= set(settled.entries), prefer
        return
    assert sorted(merged.entries, key=repr) == sorted(again.entries, key=repr)
    heads = [entry.head for entry in merged.entries]
    assert len(heads) == len(set(heads))
    for side, other in ((ours, theirs), (theirs, ours)):
        new = {e.head for e in side} - {e.head for e in base}
        gone = (
            {e.head for e in base}
            - {e.head for e in side}
            - {e.head for e in other if e not in base}
        )
        assert new <= set(heads)
        assert not gone & set(heads)
