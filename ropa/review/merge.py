"""A reviewed workbook and the register as it is now: what to take, what to keep, what to ask."""

from collections import defaultdict
from collections.abc import Iterator

from ropa.reading import Reading
from ropa.review.cells import cell
from ropa.review.gone import gone
from ropa.review.outcome import Item, Outcome, State
from ropa.review.proof import apart, edits_of, proved
from ropa.review.reviewed import Reviewed, ReviewedRow
from ropa.review.rows import NewRows
from ropa.review.sides import Draft, NoBase, Sides, Wishes
from ropa.words.words import Words

__all__ = ["NoBase", "Wishes", "differences", "merge"]


def merge(reviewed: Reviewed, reading: Reading, words: Words, wishes: Wishes) -> Outcome:
    """What a reviewed workbook comes to; nothing is written.

    `reading` is the register as it is now, read whole; `words` speak the language of the workbook.
    Raises NoBase where the workbook has lost what it carries and `wishes` give no other base.
    """
    sides = Sides(reviewed, reading, words, wishes)
    drafts = proved(sides, apart([*_drafts(sides)]))
    items = tuple(draft.item for draft in drafts)
    edits = edits_of(reading.tree, drafts)
    return Outcome(
        reading.name, items, reviewed.remarks, reviewed.refusals, edits, reviewed.notices
    )


def differences(reviewed: Reviewed, reading: Reading, words: Words) -> tuple[Item, ...]:
    """Where a workbook that has lost its base differs from the register, each as an edit of it."""
    sides = Sides(reviewed, reading, words, Wishes(prefer="excel", two_way=True))
    quiet = (State.KEPT, State.SAME)
    return tuple(d.item for d in _drafts(sides) if d.item.state not in quiet)


def _drafts(sides: Sides) -> Iterator[Draft]:
    """A draft for each cell or row that has changed, in the order of the workbook."""
    rows: dict[str, list[ReviewedRow]] = defaultdict(list)
    for row in sides.reviewed.rows:
        rows[row.sheet].append(row)
    present = {(row.sheet, row.key) for row in sides.reviewed.rows if row.key}
    had = dict.fromkeys(key[:2] for key in sides.base)
    new = NewRows(sides)
    shifted = _shifted(sides)
    for sheet in dict.fromkeys((*sides.reviewed.titles, *rows, *(s for s, _ in had))):
        above = ""
        for row in rows.get(sheet, ()):
            if not row.key:
                draft = new.draft(row, above)
                if draft:
                    yield draft
                continue
            above = row.key
            for draft in _cells(sides, row, had):
                yield _unmoved(draft, shifted)
        if sheet in sides.reviewed.titles:
            missing = [row for row in had if row[0] == sheet and row not in present]
            removed = (gone(sides, *row, present) for row in missing)
            yield from (_unmoved(draft, shifted) for draft in removed if draft)


def _cells(sides: Sides, row: ReviewedRow, had: dict[tuple[str, str], None]) -> Iterator[Draft]:
    """The drafts for the cells of a row that has an id."""
    known = (row.sheet, row.key) in had
    for of, there in row.cells.items():
        key = row.sheet, row.key, of
        if known and (key in sides.base or key in sides.ours):
            draft = cell(sides, key, there)
            if draft:
                yield draft
    if not known:
        item = Item(
            State.REFUSED, "row-added", row.sheet, row.key, "", sides.address(row),
            why="unknown-row", row_as=row.key,
        )  # fmt: skip
        yield Draft(item)


def _unmoved(draft: Draft, shifted: set[str]) -> Draft:
    """A draft; one of a data set that stands elsewhere by now is a conflict, whatever is preferred."""
    item = draft.item
    moved = item.sheet == "sets" and item.row in shifted
    changes = item.state in (State.TAKEN, State.PROPOSED) or item.why == "row-changed"
    return draft.becomes(State.CONFLICT, "row-moved") if moved and changes else draft


def _shifted(sides: Sides) -> set[str]:
    """The data sets that stand elsewhere in their list than they did: they have no id, only a place."""
    was, now = _sets(sides.base), _sets({key: slot.text for key, slot in sides.ours.items()})
    shifted = set()
    for activity, base in was.items():
        ours = now.get(activity, [])
        for number, text in enumerate(base):
            if number < len(ours) and ours[number] == text:
                continue
            if len(ours) != len(base) or text in ours or ours[number] in base:
                shifted.add(f"{activity}/{number + 1}")
    return shifted


def _sets(texts: dict[tuple[str, str, str], str]) -> dict[str, list[dict[str, str]]]:
    """What the data sets of each activity say, in order."""
    found: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for (sheet, row, of), text in texts.items():
        activity, _, number = row.rpartition("/")
        if sheet == "sets":
            found[activity][int(number)][of] = text
    return {a: [sets[n] for n in sorted(sets)] for a, sets in found.items()}
