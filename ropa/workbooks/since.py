"""The sheet of what changed in a register since an earlier version: old and new side by side."""

from collections import Counter
from collections.abc import Container, Sequence

from ropa.pages.page import Cell, Line
from ropa.reports.since import Since
from ropa.words.words import Words
from ropa.workbooks.changes import change_cells, change_columns
from ropa.workbooks.sheet import Row, Sheet
from ropa.workbooks.where import to_change

SHOWN = (
    "level", "citation", "activity", "message", "before", "now", "because", "follow_up", "place",
)  # fmt: skip
"""The columns, of those that a workbook of changes has."""


def since_sheet(
    since: Since, activities: Container[str], title: str, changed_on: Sequence[str], words: Words
) -> Sheet | None:
    """The changes, a row each; None where nothing changed.

    `activities` are the ids of those that the workbook has: a change leads to its own. `changed_on`
    are titles of sheets.
    """
    if not since.lines:
        return None
    told = change_columns(since.lines, words)
    rows = []
    seen: Counter[str] = Counter()
    for line in since.lines:
        cells = change_cells(line, words)
        if line.activity in activities:
            cells["activity"] = _linked(cells["activity"], line.activity or "")
        known_by = f"{line.change}/{line.activity or ''}/{line.field or ''}"
        seen[known_by] += 1
        key = line.activity or ""
        rows.append(Row(key, tuple(cells[k] for k in SHOWN), id=f"{known_by}/{seen[known_by]}"))
    about = words(
        "One row for each change since {version}, the gravest first: what it was, what it is, and"
        " what to do",
        version=since.version,
    )
    compared, at = (SHOWN.index("before"), SHOWN.index("now")), SHOWN.index("activity")
    columns = tuple(told[key] for key in SHOWN)
    where = to_change(about, changed_on, words)
    return Sheet("since", title, where, columns, tuple(rows), at + 1, at, compared, reviewed=True)


def _linked(cell: Cell, activity: str) -> Cell:
    """The name of an activity, leading to its row."""
    return tuple(Line(line.text, line.tone, activity) for line in cell)
