"""What a cell of Excel holds, as text: never a guess.

A cell is a plain text, or a number, date, truth value, error or formula. Only what a reader of the
sheet sees as one plain text is taken; for all else there is a reason why not.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ropa.workbooks.text import CELL, length

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands, or does not show."""
PLAIN_NUMBER = re.compile(r"General|@|[#0,. ]+", re.IGNORECASE)
DATES = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)}
TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47}
NUMBERS = {0, 1, 2, 3, 4, 49}
FIRST = 61
"""1 March 1900: before it, programs do not agree on the day."""
LAST = 2_958_465
DAY_0 = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Other:
    """A cell that is no text: its kind as SpreadsheetML has it, its value and its number format."""

    kind: str
    value: str
    format: str = ""


Value = str | Other


class NotText(Exception):
    """A cell cannot be read as a text: why, as a key of the messages."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decoded(text: str) -> str:
    """A text as Excel shows it: its escapes are characters, its line ends LF."""
    if "_x" in text:
        text = ESCAPED.sub(_character, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def text_of(value: Value, since_1904: bool = False) -> str:
    """A value as text. Raises NotText."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable() and len(value) <= CELL:
            return value
        if length(value) > CELL:
            raise NotText("too-long")
        if UNSEEN.search(value):
            raise NotText("unseen-character")
        return value
    if value.kind == "n":
        return _number(value, since_1904)
    if value.kind == "d":
        return _iso(value.value)
    raise NotText(
        {"b": "boolean", "e": "error-cell", "f": "formula"}.get(value.kind, "unknown-kind")
    )


def seen(value: Value, since_1904: bool = False) -> str:
    """A value as a reader of the sheet sees it, as far as that is known: for remarks, never for content."""
    try:
        return text_of(value, since_1904)
    except NotText:
        if isinstance(value, str):
            return value
    if value.kind == "b":
        return str(value.value.strip() == "1").upper()
    return value.value or "=…"


def kind_of_format(number: int, code: str) -> str:
    """What a number format makes of a number: `number`, `date`, `time`, or something else, empty."""
    if not code:
        kinds = (("date", DATES), ("time", TIMES), ("number", NUMBERS))
        return next((kind for kind, numbers in kinds if number in numbers), "")
    code = ASIDE.sub("", code.partition(";")[0]).casefold()
    if PLAIN_NUMBER.fullmatch(code):
        return "number"
    if re.search("[dy]", code):
        return "date" if not re.search("[0#%]", code) else ""
    return "time" if re.search("[hs]", code) else ""


def _number(value: Other, since_1904: bool) -> str:
    try:
        number = float(value.value)
    except ValueError:
        raise NotText("number-format") from None
    whole = number.is_integer() and abs(number) < 1e15
    if value.format == "date":
        return _date(int(number) if whole else None, since_1904)
    if value.format != "number" or number != number or abs(number) >= 1e15:
        raise NotText("time" if value.format == "time" else "number-format")
    return str(int(number)) if whole else repr(number)


def _date(day: int | None, since_1904: bool) -> str:
    if day is None:
        raise NotText("time")
    first, last = (0, LAST - 1462) if since_1904 else (FIRST, LAST)
    if not first <= day <= last:
        raise NotText("early-date")
    return (DAY_0[since_1904] + timedelta(days=day)).isoformat()


def _iso(text: str) -> str:
    day, _, time = text.partition("T")
    if time.strip("0:.Z"):
        raise NotText("time")
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotText("early-date") from None
