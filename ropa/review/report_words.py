"""What came of each edit, in words: a sentence about it, and what a remark is called."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from ropa.reports.change_sentences import whom
from ropa.review.outcome import Item, State
from ropa.review.reasons import reason
from ropa.review.report import ReviewReport
from ropa.review.reviewed import Remark
from ropa.safe import safe_text
from ropa.words.words import Words

QUOTED = 200
"""How much of a text a sentence quotes, in characters."""
NAMED = 5
"""How many activities a sentence names."""


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


STATES = {
    State.TAKEN: _("taken over"), State.KEPT: _("kept"), State.SAME: _("the same on both sides"),
    State.CONFLICT: _("conflict"), State.QUESTION: _("question"), State.REFUSED: _("refused"),
    State.PROPOSED: _("proposed"),
}  # fmt: skip
KINDS = {
    "status": _("Review status"), "comment": _("Comment"), "reviewed-on": _("Reviewed on"),
    "note": _("Note"), "thread": _("Comment thread"), "column": _("Added column"),
    "shown": _("Changed where it is only shown"), "sheet": _("Added sheet"),
}  # fmt: skip
CELL = {
    State.TAKEN: _("{before} becomes {after}."),
    State.SAME: _("Both say {after} now."),
    State.CONFLICT: _("The workbook says {theirs}, and the register now says {ours}; it was {base}."),
    State.QUESTION: _("{before} is to become {after}, and others take it from the same place: {names}."),
    State.REFUSED: _("{after} is not taken over."),
}  # fmt: skip
ADDED = {
    State.TAKEN: _("A new row."),
    State.SAME: _("A new row, and the register has it too."),
    State.CONFLICT: _("A new row, and the register has another of that name."),
    State.QUESTION: _("A new row."),
    State.REFUSED: _("A new row that is not taken over."),
}
REMOVED = {
    State.TAKEN: _("The row is gone from the workbook, and goes from the register."),
    State.SAME: _("Gone on both sides."),
    State.CONFLICT: _("The row is gone from the workbook, and has changed in the register since."),
    State.QUESTION: _("The row is gone from the workbook, and others use it: {names}."),
    State.REFUSED: _("The row is gone from the workbook, and cannot go from the register."),
    State.PROPOSED: _("The row is gone from the workbook; the register keeps it."),
}
SENTENCES = {"cell": CELL, "row-added": ADDED, "row-removed": REMOVED}
TYPE = {
    State.CONFLICT: _("Type {excel} to take the workbook's text, {yaml} to keep the register's."),
    State.QUESTION: _("Type {all} to change it for all of them, {one} to change it here alone."),
    State.PROPOSED: _("Type {delete} to remove it."),
}
OPTIONS = {
    "excel": "--prefer excel", "yaml": "--prefer yaml", "all": "--for-all", "one": "--only-here",
    "delete": "--allow-delete",
}  # fmt: skip


def told(item: Item, words: Words) -> str:
    """What became of an edit, and why: one sentence or two."""
    parts = [_sentence(item, words), reason(item.why, item.facts, words)]
    if item.state is State.TAKEN and len(item.sharers) > 1:
        names = whom(item.sharers, words, NAMED, everyone=False)
        parts.append(words("It holds for all that take it from there: {names}.", names=names))
    return " ".join(filter(None, parts))


def what_to_type(state: State, words: Words) -> str:
    """How what is open is decided; empty where no option does."""
    return words(TYPE.get(state, ""), **OPTIONS)


def subject(item: Item, report: ReviewReport) -> str:
    """What an edit is about: the row, and the column of a cell: `Newsletter, Purposes`."""
    row = item.row_as or item.row
    column = report.heading(item.sheet, item.field) if item.field else ""
    return safe_text(", ".join(filter(None, (row, column))))


def _sentence(item: Item, words: Words) -> str:
    if item.what == "cell" and item.state is State.KEPT:
        return _kept(item, words)
    before, after = parted(item.base, item.theirs)
    texts = {"theirs": item.theirs, "ours": item.ours, "base": item.base}
    return words(
        SENTENCES[item.what].get(item.state, ""),
        before=quoted(before, words),
        after=quoted(after, words),
        names=whom(item.sharers, words, NAMED, everyone=False),
        **{name: quoted(text.split("\n"), words) for name, text in texts.items()},
    )


def _kept(item: Item, words: Words) -> str:
    if item.theirs == item.base:
        before, after = parted(item.base, item.ours)
        told = _("Changed in the register alone: {before} became {after}.")
        return words(told, before=quoted(before, words), after=quoted(after, words))
    before, after = parted(item.ours, item.theirs)
    told = _("The workbook says {theirs}; the register keeps {ours}.")
    return words(told, ours=quoted(before, words), theirs=quoted(after, words))


def parted(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that only the old text has, and those that only the new one has."""
    before, after = old.split("\n"), new.split("\n")
    gone, come = [], []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            gone += before[i:i_end]
            come += after[j:j_end]
    return gone, come


def said_by(remark: Remark, words: Words) -> tuple[str, ...]:
    """By whom and when a remark was written, and whether it is settled, as far as it says so."""
    settled = words("resolved") if remark.resolved else ""
    return tuple(filter(None, (remark.author, remark.date, settled)))


def quoted(lines: Sequence[str], words: Words) -> str:
    """Lines of a cell within a sentence, shortened; or that there is nothing."""
    text = "; ".join(line.strip() for line in lines if line.strip())
    text = safe_text(text if len(text) <= QUOTED else text[: QUOTED - 1] + "…")
    return f"“{text}”" if text else words("nothing")
