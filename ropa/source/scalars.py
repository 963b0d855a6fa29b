"""How a text is written as a YAML scalar: plain, in quotes, or as a block of lines."""

import json
import re
from dataclasses import dataclass
from datetime import date

from ropa.source.parser import INNER_MARKS
from ropa.source.yaml import NOT_TEXT, NULLS

WIDTH = 80
"""How wide folded lines become, where those that they replace were not wider."""

# What YAML 1.1 reads as something else than a text, beside what YAML 1.2 does. Dates are no such
# thing here: the format has them plain; but times are.
OLD_NOT_TEXT = re.compile(
    r"[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|=|<<|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+"
    r"|[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt \t].*"
)
# What can be nothing but the answer to a question for a truth or a number.
SURE = re.compile(r"true|false|0|[1-9][0-9]{0,8}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NOT_PLAIN = re.compile(
    r"[\s,\[\]{}#&*!|>'\"%@`?:]|-(?:\s|-|$)|\.\.\.|=$|<<$"  # at the start
    r"|.*(?::(?:\s|$)|\s#|\s$|[\t\n\r])",
    re.DOTALL,
)
NOT_PLAIN_IN_FLOW = re.compile(r"-|.*[,\[\]{}:?]", re.DOTALL)
BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scalar is to stand.

    `style` is the first character of what stood there (`"`, `'`, `|`, `>`), or "" for a plain one,
    and `old` its text; None where there was none. `indent` is the column for the lines of a block,
    None where there can be no block; `step` is how far that is from the entry. `width` is that of the
    longest line there was. `gap` is how far a value in a list stands from its dash. `open_end` says that the file ends there, without a line break, `anchored`
    that an anchor stands before it.
    """

    style: str = ""
    old: str | None = None
    flow: bool = False
    indent: int | None = None
    step: int = 2
    width: int = 0
    gap: int = 2
    open_end: bool = False
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What goes where the value begins, and the whole lines that follow that line.

    `gap` is how many blanks the value needs before it, so that the lines are below it.
    """

    head: str
    lines: tuple[str, ...] = ()
    gap: int = 1


def scalar(text: str | None, place: Place) -> Written:
    """The text in the style of the place, or the nearest that is exact."""
    if text is None:
        return Written("null")
    if place.indent is not None and (place.style in ("|", ">") or _wants_lines(text, place)):
        if written := _block(text, place):
            return written
    if place.style == '"':
        return Written(double(text))
    if place.style == "'":
        return Written(single(text) or double(text))
    if _may_be_plain(text, place) and _reads_as_meant(text, place):
        return Written(text)
    only_double = '"' in text or "\\" in text
    return Written((only_double and single(text)) or double(text))


def key(text: str, flow: bool) -> str:
    """A text as the key of a mapping."""
    return double(text) if needs_quotes(text, flow) else text


def needs_quotes(text: str, flow: bool = False) -> bool:
    """Would the text be read as something else, by some tool, without quotes?"""
    return _reads_as_other(text) or not _may_be_plain(text, Place(flow=flow))


def _may_be_plain(text: str, place: Place) -> bool:
    """Would a text without quotes be read letter for letter?

    In brackets a colon or question mark within a word is left to YAML 1.2: older tools refuse it. So
    it is only written where one stood before.
    """
    if text in NULLS or NOT_PLAIN.match(text) or text != text.strip():
        return False
    if place.flow and place.old is not None and re.search(r"[:?]", place.old):
        text = INNER_MARKS.sub("", text)
    return not (place.flow and NOT_PLAIN_IN_FLOW.match(text))


def double(text: str) -> str:
    """A text in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)


def single(text: str) -> str | None:
    """A text in single quotes, on one line; None if it has characters that need an escape."""
    if "\n" in text or "\t" in text or "\r" in text:
        return None
    return "'" + text.replace("'", "''") + "'"


def _reads_as_other(text: str) -> bool:
    return bool(NOT_TEXT.fullmatch(text) or OLD_NOT_TEXT.fullmatch(text) or _no_date(text))


def _no_date(text: str) -> bool:
    """Does it look like a date, and is none? Other tools stop there."""
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return True
    return False


def _reads_as_meant(text: str, place: Place) -> bool:
    """Is it a text to other tools, or something else where something else stood, or surely belongs?"""
    if _no_date(text):
        return False
    readers = [reader for reader in (NOT_TEXT, OLD_NOT_TEXT) if reader.fullmatch(text)]
    if readers and place.old is None:
        return bool(SURE.fullmatch(text))
    return all(reader.fullmatch(place.old or "") for reader in readers)


def _wants_lines(text: str, place: Place) -> bool:
    return not place.style and "\n" in text.rstrip("\n")


def _block(text: str, place: Place) -> Written | None:
    """The text as lines, folded if the old one was and it can be; None where no block is exact."""
    body, chomp = (text[:-1], "") if text.endswith("\n") else (text, "-")
    if not body.strip("\n ") or body.endswith("\n") or "\r" in body or BLANK_LINE.search(body):
        return None
    if "\t" in body or (place.open_end and not chomp):
        return None
    indicator = str(place.step) if body[0] in " \n" else ""
    if indicator and not 1 <= place.step <= 9:
        return None
    folded = _folded(body, place) if place.style == ">" else None
    lines = body.split("\n") if folded is None else folded
    style = "|" if folded is None else ">"
    margin = " " * (place.indent or 0)
    return Written(
        style + indicator + chomp, tuple(margin + line if line else "" for line in lines)
    )


def _folded(body: str, place: Place) -> list[str] | None:
    """The lines of a folded block; None where folding would not give the text back."""
    if re.search(r"(?m)^[ \n]|^ ", body[:1]) or re.search(r"\n ", body):
        return None
    width = max(WIDTH, place.width) - (place.indent or 0)
    lines: list[str] = []
    for run in re.split(r"(\n+)", body):
        if run.startswith("\n"):
            lines += [""] * len(run)
        else:
            lines += _wrapped(run, width)
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    """A line broken at single spaces between words."""
    lines = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", line):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines
