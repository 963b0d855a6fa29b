"""What a reviewer finds on every sheet: columns of their own, and cells that are read back."""

from dataclasses import replace

from ropa.forms.questions import _
from ropa.forms.slot import Slot
from ropa.model.record import Record
from ropa.pages.page import Cell, Line, Tone
from ropa.words.words import Words
from ropa.workbooks.carried import REVIEW
from ropa.workbooks.sheet import Column, Sheet
from ropa.workbooks.text import visible

STATUSES = _("Agreed"), _("To be changed"), _("Question"), _("Not reviewed")
STATUS, COMMENT, DATE = 58.0, 92.0, 50.0
"""How wide the reviewer's columns are at least, in points: enough to write in by hand."""


def reviewable(sheet: Sheet, words: Words) -> Sheet:
    """A sheet with the columns of the reviewer; they are empty, and never part of the register."""
    w = words
    status, comment, date = REVIEW
    own = (
        Column(
            status, w("Review"), least=STATUS, choices=tuple(map(w, STATUSES)), strict=True, free=True,
            note=w("For the reviewer: choose what you think of this row. It does not change the register."),
        ),
        Column(
            comment, w("Comment"), least=COMMENT, free=True,
            note=w("For the reviewer: what you want to say or ask. It goes into the review report, "
                   "not into the register."),
        ),
        Column(
            date, w("Reviewed on"), least=DATE, free=True,
            note=w("For the reviewer: the day, as year-month-day."),
        ),
    )  # fmt: skip
    rows = tuple(replace(row, cells=(*row.cells, (), (), ())) for row in sheet.rows)
    first, *others = sheet.columns
    if not any(row.slots for row in sheet.rows):
        first = replace(first, note=_read_only(sheet, w))
    return replace(sheet, columns=(first, *others, *own), rows=rows, reviewed=True)


def _read_only(sheet: Sheet, words: Words) -> str:
    """The note on a sheet that is not edited: what it holds, and where that is changed."""
    return f"{sheet.about}\n{words('This sheet is locked, but for the columns of the reviewer.')}"


class SlotCells:
    """Writes slots as cells, so that they can be read back letter for letter."""

    def __init__(self, words: Words, record: Record) -> None:
        self.record = record
        self.question = words("Open question")
        self.common = words("See common answers"), words("Open question, see common answers")

    def cell(self, slot: Slot) -> Cell:
        """What a slot shows, a line each: remarks grey, gaps red, open questions amber."""
        if not slot.shown:
            return ()
        target, url = self._leads(slot)
        return tuple(
            Line(visible(text), self._tone(slot, text), target, url)
            for text in slot.shown.split("\n")
        )

    def _tone(self, slot: Slot, text: str) -> Tone:
        if text.startswith(self.question):
            return Tone.QUESTION
        if not slot.text:
            return Tone.GAP
        return Tone.ASIDE if text.startswith("–") and slot.shape.several else Tone.PLAIN

    def _leads(self, slot: Slot) -> tuple[str, str]:
        """Where a cell leads whose answer is one: a definition, an activity, a document."""
        if slot.shown in self.common:
            return "sheet/common", ""
        raw = slot.raw[0] if isinstance(slot.raw, list) and len(slot.raw) == 1 else slot.raw
        if isinstance(raw, dict) and slot.field == "links":
            return "", str(raw.get("url", ""))
        section = slot.shape.section
        if not isinstance(raw, str) or not section:
            return "", ""
        if section == "activities":
            return raw if raw in self.record.by_id else "", ""
        return f"{section}/{raw}" if raw in getattr(self.record.register, section) else "", ""
