"""The rows of a sheet that has lost its ids, found by what they are called."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from ropa.review.book import Stored
from ropa.review.values import seen
from ropa.workbooks.carried import Carried


@dataclass(slots=True)
class Named:
    """What was found: the ids of rows, by number.

    `unclear` are rows that are none of those that the sheet had, or may be several: the column of the
    name, a key of the messages, and the name. `one_of` are the ids that these may have, with a row.
    """

    ids: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    one_of: list[tuple[str, int]] = field(default_factory=list)


def named(sheet: Stored, head: int, fields: Mapping[int, str], carried: Carried, key: str) -> Named:
    """The rows below the headings, found by name.

    A row is found that is the only one of its name, before and now. Of several of one name, those are
    found that say what only one of them said, and then the one that is left over.
    """
    known: dict[str, list[str]] = defaultdict(list)
    for (of, row), name in carried.rows.items():
        if of == key:
            known[_folded(name)].append(row)
    rows = {n: cells for n, cells in sheet.rows.items() if n > head and cells}
    texts = {n: {c: _folded(seen(v)) for c, v in cells.items()} for n, cells in rows.items()}
    naming = max(
        fields, key=lambda c: sum(row.get(c) in known for row in texts.values()), default=0
    )
    found = Named()
    there: dict[str, list[int]] = defaultdict(list)
    for number in sorted(rows):
        if any(column in fields for column in rows[number]):
            there[texts[number].get(naming, "")].append(number)
    for name, numbers in there.items():
        ids, left = list(known.get(name, ())), list(numbers)
        for number in numbers:
            same = [i for i in ids if _says(texts[number], fields, carried, key, i)]
            if len(ids) > 1 and len(same) == 1:
                found.ids[number] = same[0]
                ids.remove(same[0])
                left.remove(number)
        if len(ids) == len(left) == 1:
            found.ids[left[0]] = ids[0]
            continue
        reason = "name-twice" if ids else "name-unknown"
        for number in left:
            found.unclear[number] = naming, reason, seen(rows[number].get(naming, ""))
        found.one_of += [(row, left[0]) for row in ids if left]
    return found


def _says(
    texts: Mapping[int, str], fields: Mapping[int, str], carried: Carried, key: str, row: str
) -> bool:
    """Does a row say what the row of this id said?"""
    told = ((c, carried.cells.get((key, row, of))) for c, of in fields.items())
    return all(texts.get(c, "") == _folded(cell.shown) for c, cell in told if cell)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
