"""The three sides of a merge: what the workbook says, what it said, and the register as it is now."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ropa.forms.entry import Unreadable
from ropa.forms.forms import Forms
from ropa.forms.shape import Shape
from ropa.forms.sharing import Sharing
from ropa.forms.sheets import DEFINITIONS
from ropa.forms.slot import Key, Shared, Slot
from ropa.forms.slots import slots
from ropa.reading import Reading
from ropa.review.lists import Entries, as_known
from ropa.review.outcome import Item, State
from ropa.review.reviewed import Reviewed, ReviewedRow
from ropa.source.edit import Edit, Plain
from ropa.source.source import Route
from ropa.source.tree import Location
from ropa.words.words import Words
from ropa.workbooks.carried import normal

ACTIVITIES = ("controller", "processor")
"""The sheets that have the activities; rows may be added there, and taken away."""
BESIDE = ("duties", "keeping")
"""The sheets that say more of the same activities."""


class NoBase(Exception):
    """The workbook has lost what it carries, and nothing says what it showed when it was made."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user has decided beforehand.

    `prefer` (`yaml`, `excel`) decides conflicts; `sharing` (`for-all`, `only-here`) what an edit of a
    shared value means. `base` is the register that the workbook was made of; with `two_way` all that
    differs from the register is an edit of the workbook.
    """

    prefer: str | None = None
    sharing: str | None = None
    allow_delete: bool = False
    base: Reading | None = None
    two_way: bool = False


@dataclass(frozen=True, slots=True)
class New:
    """An entry that the register does not have: of the activities of a file, at an index, or of a list."""

    section: str
    id: str
    value: Plain
    file: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What an item changes: the whole of the value at `route`; `after` stands there then.

    `key` is the slot that must show it. A row that is taken away or added has no `after`.
    """

    route: Route
    edits: tuple[Edit, ...] = ()
    after: Entries = ()
    key: Key | None = None
    new: New | None = None


@dataclass(slots=True)
class Draft:
    """An item, and what it changes if it is taken."""

    item: Item
    claims: tuple[Claim, ...] = ()

    def becomes(self, state: State, why: str, /, **facts: object) -> "Draft":
        """The same item in another state, which changes nothing."""
        return Draft(replace(self.item, state=state, why=why, facts=facts))


def same_place(key: Key) -> Key:
    """A key that stays when an activity changes its role, and so its sheet."""
    sheet, row, of = key
    return ("activities" if sheet in (*ACTIVITIES, *BESIDE) else sheet), row, of


@dataclass(slots=True)
class Sides:
    """All that is known of a reviewed workbook and of the register."""

    reviewed: Reviewed
    reading: Reading
    words: Words
    wishes: Wishes
    ours: dict[Key, Slot] = field(init=False)
    base: dict[Key, str] = field(init=False)
    forms: Forms = field(init=False)
    _by_place: dict[Key, Slot] = field(init=False)
    _takers: dict[Route, Shared] = field(init=False)
    _sharing: Sharing | None = field(init=False, default=None)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forms = Forms(self.reading.record, self.words)
        self.ours = slots(self.reading, self.words)
        self.base = self._base()
        self._by_place = {same_place(key): slot for key, slot in self.ours.items()}
        taken = (slot.shared for slot in self.ours.values() if slot.shared)
        self._takers = {each.origin: each for each in taken if each.how == "see"}
        self.names = {section: self._names(section) for section in DEFINITIONS}

    def _base(self) -> dict[Key, str]:
        if self.wishes.two_way:
            return {key: slot.text for key, slot in self.ours.items()}
        if self.wishes.base is not None:
            made = slots(self.wishes.base, self.words)
            return {key: slot.text for key, slot in made.items()}
        if not self.reviewed.carried:
            raise NoBase
        return self.reviewed.base

    def _names(self, section: str) -> dict[str, str]:
        """The definitions of a list by what the workbook calls them, or called them."""
        named = [(t, row) for (s, row, f), t in self.base.items() if s == section and f == "name"]
        for row in self.reviewed.rows:
            if row.sheet == section and row.key and "name" in row.cells:
                named.append((row.cells["name"].text, row.key))
        often = Counter(text for text, _ in set(named))
        return {text: row for text, row in named if text and often[text] == 1}

    @property
    def data(self) -> Any:
        """The register's data as written."""
        return self.reading.tree.data

    def slot(self, key: Key) -> Slot | None:
        """The register's cell for a cell of the workbook."""
        return self.ours.get(key) or self._by_place.get(same_place(key))

    def shared(self, slot: Slot) -> Shared | None:
        """With whom a cell's value is shared so that an edit must be asked about."""
        if slot.sheet in DEFINITIONS or slot.sheet == "common":
            return None
        return slot.shared or self.seen(slot)

    def seen(self, slot: Slot) -> Shared | None:
        """Who takes a cell's value by `see`."""
        if taken := self._takers.get(slot.route[:3]):
            return Shared("see", slot.route, taken.activities)
        return None

    def touches(self, edits: Iterable[Edit]) -> bool:
        """Do edits change what others reach through an anchor?"""
        self._sharing = self._sharing or Sharing(self.reading)
        return any(map(self._sharing.touched, edits))

    def sharers(self, slot: Slot) -> tuple[str, ...]:
        """The activities that have a cell's value in common, by whatever way, and by several."""
        shared = self.shared(slot) or slot.shared
        if not shared or slot.sheet in DEFINITIONS or slot.sheet == "common":
            return shared.activities if shared else ()
        found = dict.fromkeys(shared.activities)
        reached: list[str] = []
        while left := [each for each in found if each not in reached]:
            reached += left
            for each in left:
                own = self._by_place.get(("activities", each, slot.field))
                for one in (own and own.shared, own and self._takers.get(own.route[:3])):
                    found |= dict.fromkeys(one.activities if one else ())
        return tuple(found)

    def read(self, shape: Shape, text: str, *known: Entries) -> Entries:
        """A cell's entries; what they name is found by older names too. Raises Unreadable."""
        entries = self.forms.read(shape, text, *known)
        if shape.section:
            ids, names = self.ids(shape.section), self.names.get(shape.section, {})
            entries = tuple(
                headed(e, names[e.head]) if e.head not in ids and e.head in names else e
                for e in entries
            )
        return as_known(entries, *known)

    def try_read(self, shape: Shape, text: str, *known: Entries) -> Entries | None:
        """The same; None where it cannot be read."""
        try:
            return self.read(shape, text, *known)
        except Unreadable:
            return None

    def ids(self, section: str) -> set[str]:
        """The ids of a list of the register."""
        if section == "activities":
            return set(self.reading.record.by_id)
        return set(getattr(self.reading.record.register, section))

    def rows_of_base(self, sheet: str) -> Iterator[str]:
        """The rows that a sheet had."""
        yield from dict.fromkeys(row for of, row, _ in self.base if of == sheet)

    def locate(self, slot: Slot | None) -> Location | None:
        """Where a cell's value stands in the files."""
        if slot is None:
            return None
        origin = slot.shared.origin if slot.shared else slot.route
        own = slot.sheet in DEFINITIONS or origin == slot.route[: len(origin)]
        return self.reading.tree.locate(slot.route if own else origin)

    def row_as(self, sheet: str, row: str) -> str:
        """What a row is called."""
        for of in (sheet, *ACTIVITIES):
            about = row.partition("/")[0] if of != sheet else row
            slot = self.ours.get((of, about, "name"))
            if text := self.base.get((of, about, "name")) or (slot.text if slot else ""):
                return text
        return row

    def address(self, row: ReviewedRow) -> str:
        """The address of a row: that of its first cell."""
        first = next(iter(row.cells.values()), None)
        title = self.reviewed.titles.get(row.sheet, row.sheet).replace("'", "''")
        return first.address if first else f"'{title}'!A{row.number}"


def headed(entry: Any, word: str) -> Any:
    """An entry with another word."""
    told = tuple((path, word if path == () else value) for path, value in entry.told)
    return type(entry)(told)


def same(one: str, other: str) -> bool:
    """Are two texts the same, but for what programs change?"""
    return one == other or normal(one) == normal(other)
