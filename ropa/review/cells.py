"""What becomes of one cell: nothing, taken, kept, the same, a conflict, a question, a refusal."""

from dataclasses import dataclass, replace

from ropa.forms.entry import Entry, Unreadable
from ropa.forms.sheets import DEFINITIONS
from ropa.forms.slot import Key, Slot
from ropa.review.lists import Entries, merge_entries, paired
from ropa.review.outcome import Item, State
from ropa.review.reviewed import Cell
from ropa.review.sharing import Asked, placed
from ropa.review.sides import ACTIVITIES, Claim, Draft, Sides, headed, same

NAMED = (*ACTIVITIES, *DEFINITIONS)
"""The sheets whose rows have a name."""
PREFERRED = {"yaml": "ours", "excel": "theirs"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a cell is to say, and the definitions that take a new name by that."""

    entries: Entries
    renamed: tuple[tuple[str, str, str], ...] = ()


def cell(sides: Sides, key: Key, there: Cell) -> Draft | None:
    """The draft for a cell of a row that the workbook had; None where nobody changed it."""
    slot = sides.slot(key)
    base = sides.base.get(key, "")
    ours = slot.text if slot else ""
    if same(there.text, base):
        changed = slot is not None and not same(ours, base) and not sides.wishes.two_way
        return _draft(sides, key, there, slot, State.KEPT) if changed else None
    locked = sides.reviewed.locked.get(key, "")
    if locked or (slot and slot.locked):
        why = locked or (slot.locked if slot else "")
        return _draft(sides, key, there, slot, State.REFUSED, why)
    if slot is None:
        return _draft(sides, key, there, slot, State.CONFLICT, "row-gone")
    if same(there.text, ours):
        return _draft(sides, key, there, slot, State.SAME)
    draft = _draft(sides, key, there, slot, State.TAKEN)
    try:
        return _read(sides, draft, slot, base, there.text)
    except Unreadable as why:
        return draft.becomes(State.REFUSED, why.reason, **why.facts)


def _read(sides: Sides, draft: Draft, slot: Slot, base: str, theirs: str) -> Draft | None:
    """The draft for a cell that both sides can be read of. Raises Unreadable."""
    now = sides.forms.entries(slot.shape, slot.raw)
    untouched = same(base, slot.text)
    was = now if untouched else sides.try_read(slot.shape, base, now)
    said = sides.read(slot.shape, theirs, now, was or ())
    if said == now:
        return None if untouched else draft.becomes(State.SAME, "")
    if said == was:
        return draft.becomes(State.KEPT, "")
    if not said and slot.field == "name" and slot.sheet in NAMED:
        return draft.becomes(State.REFUSED, "row-without-name")
    wanted = _wanted(sides, slot, was or (), said)
    if wanted is None:
        return _renaming(sides, draft, slot, was or (), said)
    prefer = PREFERRED.get(sides.wishes.prefer or "", "")
    if prefer != "theirs" and any(_named_anew(sides, *each) for each in wanted.renamed):
        preferred = State.KEPT, "preferred"
        return draft.becomes(*(preferred if prefer else (State.CONFLICT, "both-changed")))
    if was is None:
        after, clash = wanted.entries if prefer == "theirs" else now, True
    else:
        merged = merge_entries(was, now, wanted.entries, prefer)
        after, clash = merged.entries, merged.clash
    if clash and not prefer:
        return draft.becomes(State.CONFLICT, "both-changed")
    return _placed(sides, draft, slot, now, after, wanted)


def _placed(
    sides: Sides, draft: Draft, slot: Slot, now: Entries, after: Entries, wanted: _Wanted
) -> Draft:
    """The draft with its edits, at the place that states the value."""
    claims = tuple(_rename(sides, *each) for each in wanted.renamed)
    if after == now:
        if not claims:
            why = "preferred" if sides.wishes.prefer == "yaml" else ""
            return draft.becomes(State.KEPT, why)
        return Draft(draft.item, claims)
    try:
        own = placed(sides, slot, now, after)
    except Asked as asked:
        return draft.becomes(asked.state, asked.why, **asked.facts)
    item = draft.item
    if sides.wishes.sharing == "only-here" and own.route == slot.route:
        item = replace(item, sharers=())  # the others keep theirs
    return Draft(item, (own, *claims))


def _wanted(sides: Sides, slot: Slot, was: Entries, said: Entries) -> _Wanted | None:
    """What is to stand there; None where it must be asked whether a definition is renamed."""
    renamed = _renames(sides, slot, was, said)
    if not renamed or sides.wishes.sharing == "only-here":
        return _Wanted(said)
    if sides.wishes.sharing is None:
        return None
    entries = tuple(headed(e, renamed[n][0]) if n in renamed else e for n, e in enumerate(said))
    named = dict.fromkeys(renamed.values())
    return _Wanted(entries, tuple((slot.shape.section, row, word) for row, word in named))


def _renames(sides: Sides, slot: Slot, was: Entries, said: Entries) -> dict[int, tuple[str, str]]:
    """The entries that named a definition and now say what none is called: its id, and the words.

    Raises Unreadable where two definitions would be called the same.
    """
    section = slot.shape.section
    if section not in DEFINITIONS:
        return {}
    ids = sides.ids(section)
    renamed = {
        new: (was[old].head, said[new].head)
        for old, new in paired(was, said)
        if old is not None and new is not None
        if was[old].head in ids and said[new].head and said[new].head not in ids
        if _rest(was[old]) == _rest(said[new])
    }
    called = [word for _, word in dict.fromkeys(renamed.values())]
    if twice := [word for n, word in enumerate(called) if word in called[:n]]:
        raise Unreadable("twice", label=twice[0])
    return renamed


def _rest(entry: Entry) -> frozenset[object]:
    """What an entry says beside its word."""
    return frozenset(told for told in entry.told if told[0])


def _renaming(sides: Sides, draft: Draft, slot: Slot, was: Entries, said: Entries) -> Draft:
    """The question whether a definition is to be renamed for all."""
    section = slot.shape.section
    renamed = _renames(sides, slot, was, said)
    ids = tuple(dict.fromkeys(row for row, _ in renamed.values()))
    definitions = [sides.ours[section, row, "name"] for row in ids]
    sharers = dict.fromkeys(a for d in definitions if d.shared for a in d.shared.activities)
    asked = draft.becomes(State.QUESTION, "definition-renamed", definition=", ".join(ids))
    return Draft(replace(asked.item, sharers=tuple(sharers)))


def _named_anew(sides: Sides, section: str, row: str, name: str) -> bool:
    """Has the register given a definition yet another name since the workbook was made?"""
    key = section, row, "name"
    now = sides.ours[key].text
    return not same(now, sides.base.get(key, now)) and not same(now, name)


def _rename(sides: Sides, section: str, row: str, name: str) -> Claim:
    """Another name for a definition."""
    slot = sides.ours[section, row, "name"]
    now = sides.forms.entries(slot.shape, slot.raw)
    after = (Entry((((), name),)),)
    edits = sides.forms.edits(slot.shape, slot.route, slot.raw, now, after)
    return Claim(slot.route, tuple(edits), after, slot.key)


def _draft(
    sides: Sides, key: Key, there: Cell, slot: Slot | None, state: State, why: str = ""
) -> Draft:
    """A draft for a cell, without edits yet."""
    sheet, row, of = key
    return Draft(
        Item(
            state, "cell", sheet, row, of, there.address, sides.base.get(key, ""), there.text,
            slot.text if slot else "", sides.locate(slot), why, {},
            sides.sharers(slot) if slot else (), sides.row_as(sheet, row),
        )
    )  # fmt: skip
