"""Rows that the reviewer added."""

import re
import unicodedata
from collections import defaultdict

from ropa.forms.entry import Unreadable
from ropa.forms.shape import shapes
from ropa.forms.sheets import DEFINITIONS
from ropa.forms.slot import Slot
from ropa.model.activity import Activity
from ropa.model.part import ANSWER_WORDS
from ropa.review.outcome import Item, State
from ropa.review.reviewed import ReviewedRow
from ropa.review.sharing import key_order
from ropa.review.sides import ACTIVITIES, Claim, Draft, New, Sides, same
from ropa.source.edit import Plain, applied

LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i",
})  # fmt: skip
"""Letters that are no letter of the alphabet with a mark."""
LONGEST = 60
"""How long an id is made of a name, in characters."""


def proposed(name: str, kind: str) -> str:
    """An id of a name: lower-case letters, digits and hyphens; `kind` where nothing is left of it."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    ascii_only = "".join(c for c in folded if not unicodedata.combining(c))
    made = re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(made) > LONGEST:
        made = made[: LONGEST + 1].rpartition("-")[0] or made[:LONGEST]
    return made or kind


class NewRows:
    """Makes an activity or a definition of each row that the reviewer added."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.taken = {section: sides.ids(section) for section in ("activities", *DEFINITIONS)}
        for sheet, row, _ in sides.base:
            section = "activities" if sheet in ACTIVITIES else sheet
            self.taken.get(section, set()).add(row)
        self.known = defaultdict(list)
        had = {(sheet, row) for sheet, row, _ in sides.base}
        for sheet, row, of in sides.ours:
            if of == "name" and (sheet, row) not in had:
                self.known[sheet].append(row)

    def draft(self, row: ReviewedRow, above: str) -> Draft | None:
        """The draft for a row without an id; `above` is the id of the nearest row above that has one."""
        if not any(cell.text.strip() for cell in row.cells.values()):
            return None
        sides = self.sides
        section = "activities" if row.sheet in ACTIVITIES else row.sheet
        name = row.cells["name"].text.strip() if "name" in row.cells else ""
        draft = _draft(sides, row, State.TAKEN, name)
        if section not in self.taken:
            return draft.becomes(State.REFUSED, "no-rows-here")
        if not name:
            return draft.becomes(State.REFUSED, "row-without-name")
        try:
            if there := self._already(row, name):
                return there
            value = self._value(row)
        except _Cell as cell:
            why = Draft(_at(draft.item, cell))
            return why.becomes(State.REFUSED, cell.why.reason, **cell.why.facts)
        made = self._id(name, section)
        new = New(section, made, {"id": made, **value} if section == "activities" else value)
        if section == "activities":
            new = New(section, made, new.value, *self._after(above))
        item = draft.becomes(State.TAKEN, "new-id", id=made).item
        return Draft(item, (Claim((section, made), new=new),))

    def _already(self, row: ReviewedRow, name: str) -> Draft | None:
        """The draft for a row that the register has by now."""
        for made in self.known[row.sheet]:
            if not same(self.sides.ours[row.sheet, made, "name"].text.strip(), name):
                continue
            self.known[row.sheet].remove(made)
            slots = {of: self.sides.ours.get((row.sheet, made, of)) for of in row.cells}
            alike = all(self._alike(slots[of], cell.text) for of, cell in row.cells.items())
            state, why = (State.SAME, "") if alike else (State.CONFLICT, "row-there")
            draft = _draft(self.sides, row, state, name, slots.get("name"))
            return draft.becomes(state, why, id=made)
        return None

    def _alike(self, slot: Slot | None, text: str) -> bool:
        """Does a cell say what the register has? An empty one may stand beside a common answer."""
        if slot is None or same(slot.text, text):
            return slot is not None or not text.strip()
        if not text.strip():
            return slot.shared is not None
        now = self.sides.forms.entries(slot.shape, slot.raw)
        return self.sides.try_read(slot.shape, text, now) == now

    def _value(self, row: ReviewedRow) -> dict[str, Plain]:
        """What the row says, in the order of the format. Raises _Cell."""
        known = shapes(DEFINITIONS.get(row.sheet, Activity))
        value: dict[str, Plain] = {"role": "processor"} if row.sheet == "processor" else {}
        for of, cell in row.cells.items():
            if of not in known or not cell.text.strip():
                continue
            try:
                entries = self.sides.read(known[of], cell.text)
            except Unreadable as why:
                raise _Cell(of, cell.address, why) from None
            edits = self.sides.forms.edits(known[of], (of,), None, (), entries)
            value |= applied({}, edits)
        return {key: value[key] for key in key_order(row.sheet) if key in value}

    def _id(self, name: str, section: str) -> str:
        kind = "activity" if section == "activities" else "entry"
        first = proposed(name, kind)
        taken = self.taken[section]
        made, number = first, 1
        while made in taken or made in ANSWER_WORDS:
            number += 1
            made = f"{first}-{number}"
        taken.add(made)
        return made

    def _after(self, above: str) -> tuple[str, int]:
        """The file and the place for a new activity: after that of the row above, else at the end."""
        tree, record = self.sides.reading.tree, self.sides.reading.record
        written = tree.data.get("activities") or []
        places = dict(zip((a.id for a in record.activities), record.places, strict=True))
        place = places.get(above, len(written) - 1)
        if place < 0:
            return tree.sources[0].path, 0
        source, local = tree.origin(("activities", place))
        return source.path, int(local[1]) + 1


class _Cell(Exception):
    """A cell of a new row cannot be read."""

    def __init__(self, of: str, address: str, why: Unreadable) -> None:
        super().__init__(why.reason)
        self.of = of
        self.address = address
        self.why = why


def _draft(
    sides: Sides, row: ReviewedRow, state: State, name: str, slot: Slot | None = None
) -> Draft:
    told = "\n".join(cell.text for cell in row.cells.values() if cell.text.strip())
    place = sides.locate(slot)
    item = Item(
        state, "row-added", row.sheet, row.key, "", sides.address(row), theirs=told, location=place,
        row_as=name,
    )  # fmt: skip
    return Draft(item)


def _at(item: Item, cell: _Cell) -> Item:
    return Item(
        item.state, item.what, item.sheet, item.row, cell.of, cell.address, theirs=item.theirs,
        row_as=item.row_as,
    )  # fmt: skip
