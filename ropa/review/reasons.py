"""Why a cell, a row or a workbook is not taken as it is: the messages by their keys."""

from collections.abc import Mapping
from difflib import get_close_matches

from ropa.rules.reading import READING
from ropa.words.words import Words


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


WORKBOOK = {
    "folder": _("This is a folder, not a workbook."),
    "missing": _("There is no such file."),
    "no-access": _("The file cannot be read: {error}."),
    "too-large": _("The file is larger than {limit} MB."),
    "empty": _("The file is empty."),
    "damaged": _("The file is damaged, and not a workbook any more."),
    "ods": _("This is a document of OpenDocument: save it as .xlsx."),
    "xlsb": _("This is a binary workbook: save it as .xlsx."),
    "other-zip": _("This is a zip file, and not a workbook."),
    "old-or-encrypted": _("This is a workbook with a password, or of Excel before 2007: save it as .xlsx without one."),
    "not-a-zip": _("This is not a workbook (.xlsx)."),
    "parts": _("The workbook has more than {limit} parts."),
    "inflated": _("{part} of the workbook unpacks to more than {limit} MB."),
    "ratio": _("{part} of the workbook unpacks to more than {limit} times its size."),
    "doctype": _("{part} of the workbook has a document type, which no workbook needs."),
    "unreadable": _("The workbook cannot be read: its XML is broken."),
    "too-much": _("The workbook has more in it than ropa reads."),
    "columns": _("The sheet {sheet} has more than {limit} columns in use."),
    "rows": _("The sheet {sheet} has more than {limit} rows in use."),
    "merged-cells": _("The sheet {sheet} has more than {limit} merged cells."),
    "nul": _("This is not a text file."),
    "encoding": _("The file is not UTF-8: save it as CSV UTF-8."),
    "later-format": _("The workbook was made by a later version of ropa: read it with that one."),
    "not-ours": _("This is not a workbook that ropa made, and none of its sheets is known: say with PATH of which register it is."),
}  # fmt: skip
"""Why a file is not read."""

NOTICES = {
    "macros": _("The macros of the workbook were left aside."),
    "base-differs": _("What the workbook carries of its own making has been changed, and is not relied on."),
    "base-gone": _("The workbook has lost what it carried of its own making."),
    "cp1252": _("The file is not UTF-8, and was read as Windows-1252: look at its letters."),
    "register-changed": _("The register has changed since this workbook was made."),
}  # fmt: skip
"""What is said of the whole."""

CELLS = {
    "formula": _("A formula; type what it comes to."),
    "error-cell": _("An error of Excel."),
    "boolean": _("A truth value of Excel; type it as a text."),
    "unknown-kind": _("Excel holds something here that is no text."),
    "too-long": _("The text is longer than a cell of Excel can be."),
    "unseen-character": _("The text has a character that cannot be seen."),
    "number-format": _("A number that Excel shows as something else; type it as a text."),
    "time": _("A time of day; type a date, such as 2026-03-01."),
    "early-date": _("Excel has no such date; type it as 2026-03-01."),
    "merged": _("Merged cells: which of them is meant cannot be told."),
    "merged-ids": _("Rows are merged: which of them is meant cannot be told."),
    "no-headings": _("The headings of the sheet are gone or changed, so that nothing of it is read."),
    "name-unknown": _("The hidden column of ids is gone, and no row was called “{name}”: whether it is new or has another name cannot be told. Give it the name that it had, or make the edit in a workbook that has its ids."),
    "name-twice": _("The hidden column of ids is gone, and more than one row is called “{name}”: which is meant cannot be told."),
    "said-elsewhere": _("The cell says only where its text was, and the register has another by now: type the text."),
    "sheet-gone": _("The sheet is gone, or has another name."),
    "column-gone": _("The column “{heading}” is gone, or its heading has changed; nothing of it is read."),
    "column-twice": _("The column “{heading}” is there twice ({cells}); nothing of it is read."),
    "unknown-id": _("The hidden id “{id}” is of no row that the workbook had."),
    "copied-id": _("The rows {rows} have the same hidden id ({id}): clear it in the one that is new."),
    "locked-cell": _("This cell is not edited here."),
    "not-editable-here": _("It says more than a cell can show, and is edited in the YAML."),
    "stated-elsewhere": _("It is stated elsewhere, and is edited there."),
    "word-alone": _("The definition is a name alone in the YAML; it gets more there first."),
    "hidden": _("The YAML says more of `{key}` than the cell shows; it is edited there."),
    "format": _("The register cannot say it in this way."),
    "twice": _("“{label}” is said twice."),
    "one": _("The field takes one answer; “{given}” is another."),
    "label": _("“{given}” has no label that is known here. Write a label, a colon and the answer; the labels are {known}."),
    "name": _("“{given}” is not one of: {known}."),
    "choice": _("“{given}” is not one of: {choices}."),
    "truth": _("“{given}” is neither yes nor no."),
    "date": _("“{given}” is not a date such as 2026-03-01."),
    "period": _("“{given}” is not a period such as 7 years."),
    "country": _("“{given}” is not the name of a country, nor its code."),
    "answer-in-list": _("“{given}” is an answer of its own and stands alone, not in a list."),
}  # fmt: skip
"""Why a cell is not read."""

MERGE = {
    "preferred": _("The register goes before, as --prefer says."),
    "both-changed": _("Both have changed it since the workbook was made."),
    "two-cells": _("{other} changes the same value in another way."),
    "row-gone": _("The register has this no more."),
    "row-changed": _("The register has changed it since the workbook was made."),
    "row-moved": _("The register has other data sets there now; look which is meant."),
    "row-there": _("The register has a row of that name by now: {id}."),
    "new-id": _("Its id will be {id}."),
    "unknown-row": _("The workbook did not have this row when it was made."),
    "no-rows-here": _("Rows are neither added nor removed on this sheet."),
    "row-without-name": _("It has no name."),
    "row-said-elsewhere": _("The row stays on another sheet; it is removed there."),
    "row-on-other-sheet": _("The row is on another sheet."),
    "still-referred": _("It is still named by: {by}."),
    "shared": "",
    "definition-renamed": _("It is the name of {definition}, which all of them use."),
    "shared-in-part": _("A part of it alone is shared; it is edited in the YAML."),
    "anchor-needed": _("Others take it from here, by an anchor or `see`: type --for-all, or edit the YAML."),
    "default-instead": _("Without an answer of its own the common answer would hold; say “None” or “Not applicable”."),
    "not-valid": _("The register could not be read with it: {problem}"),
    "register-unreadable": _("The register could not be read with these edits: {message}"),
    "would-not-show": _("The register would not say the same with it."),
    "would-change-more": _("It would change something else as well: {other}."),
    "no-such-place": _("The YAML has no such place."),
    "overlapping": _("Two edits touch the same place in the YAML."),
    "not-safe": _("The YAML cannot be changed here without touching what is beside."),
    "not-text": _("The text has a character that the YAML cannot hold."),
}  # fmt: skip
"""Why an edit is asked about, or not made."""

NAMED = 12
"""How many of what may stand in a cell a message names."""
REASONS = {**WORKBOOK, **CELLS, **MERGE}


def reason(key: str, facts: Mapping[str, object], words: Words) -> str:
    """The sentence about a reason; what the format itself refuses is said as `ropa validate` says it."""
    if not key:
        return ""
    given = str(facts.get("given", ""))
    told = {name: _short(fact, given) for name, fact in facts.items()}
    if problem := told.get("problem"):
        told["problem"] = reason(
            str(problem), {k: v for k, v in told.items() if k != "problem"}, words
        )
    own = told.pop("why", "")
    sentence = REASONS[key] if key in REASONS else _of_format(key)
    also = reason(str(own), told, words) if own else ""
    return " ".join(filter(None, (words(sentence, **told), also)))


def notice(key: str, words: Words) -> str:
    """The sentence about a notice."""
    return words(NOTICES[key])


def _short(fact: object, given: str) -> object:
    """A fact; of many, the first, and before these what is nearly what was given."""
    if not isinstance(fact, tuple):
        return fact
    called = {str(each).casefold(): each for each in reversed(fact)}
    near = [called[each] for each in get_close_matches(given.casefold(), called, 2)]
    listed = (*near, *(each for each in fact if each not in near))
    return (*listed[:NAMED], "…") if len(listed) > NAMED else listed


def _of_format(key: str) -> str:
    """What the format says of a reason."""
    rule = READING.get(key)
    return rule.sentence(key) if rule else _("It cannot be taken over as it is.")
