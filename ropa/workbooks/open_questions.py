"""The sheet of open questions: what is to be found out, whom to ask, and by when."""

from collections import Counter
from collections.abc import Sequence

from ropa.pages.lists import Lists
from ropa.pages.page import Line, Tone
from ropa.workbooks.sheet import Column, Row, Sheet, plain
from ropa.workbooks.where import LINK, to_change


def open_questions(lists: Lists, title: str, changed_on: Sequence[str]) -> Sheet | None:
    """The open questions of a register; None where there are none. `changed_on` are titles of sheets."""
    w, cells = lists.words, lists.cells
    columns = (
        Column("activity", w("Activity"), link=LINK), Column("field", w("Field")),
        Column("question", w("Question")), Column("ask", w("Whom to ask")),
        Column("due", w("Due")),
    )  # fmt: skip
    rows: list[Row] = []
    seen: Counter[str] = Counter()
    for where, field, question in lists.open.asked([recipient for recipient, _ in lists.used]):
        place = f"{where.target}/{where.text}/{field}"
        seen[place] += 1
        text = Line(
            w.text(question.unknown) or w("Not said what is to be found out"), Tone.QUESTION
        )
        told = (
            (where,), plain(field), (text, *cells.extensions(question)),
            plain(w.text(question.owner)),
            plain(w.date(question.due) if question.due else ""),
        )  # fmt: skip
        rows.append(Row("", told, id=f"{place}/{seen[place]}"))
    about = w("One row for each question that is still open: what to find out, from whom, by when")
    if not rows:
        return None
    told_where = to_change(about, changed_on, w)
    return Sheet("questions", title, told_where, columns, tuple(rows), reviewed=True)
