"""`ropa diff`: what changed between two versions of a register."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.guard import Failed
from ropa.cli.options import Lang, Limit, language, readings

if TYPE_CHECKING:
    from ropa.reading import Reading
    from ropa.reports.change_lines import ChangeLine


class DiffFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A file or folder.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A file or folder.")],
    format: Annotated[DiffFormat, typer.Option(help="How to print changes.")] = DiffFormat.TEXT,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Show what changed between two versions: what, before, now, and where."""
    from ropa.words.words import Words

    spoken = language(lang) or "en"
    before, after = readings([old], limit), readings([new], limit)
    for reading in (*before, *after):
        if not reading.whole:
            raise Failed(f"{reading.name} cannot be read whole: ropa validate says why")
    pairs = list(_pairs(before, after))
    lines = [line for one, other in pairs for line in _lines(one, other, spoken)]
    arguments = lines, old.as_posix(), new.as_posix(), Words(spoken)
    if format is DiffFormat.MD:
        from ropa.pages.changes import changes_page
        from ropa.renderers import RENDERERS

        sys.stdout.write(RENDERERS["md"](changes_page(*arguments)).decode())
    else:
        from ropa.reports.changes import REPORTS

        REPORTS[format.value](*arguments)
    return 0


def _lines(old: "Reading | None", new: "Reading | None", spoken: str) -> "list[ChangeLine]":
    """What changed in one register, or that it is new or gone."""
    from ropa import compare
    from ropa.pages.changes import QUESTIONS
    from ropa.reports.change_lines import change_lines, register_line
    from ropa.words.words import Words

    if old and new:
        words = Words(spoken, new.record.register.language)
        return change_lines(old, new, compare(old, new), words, QUESTIONS)
    words = Words(spoken)
    return [register_line(r, k, words) for r, k in ((old, "removed"), (new, "added")) if r]


def _pairs(
    before: "list[Reading]", after: "list[Reading]"
) -> "Iterator[tuple[Reading | None, Reading | None]]":
    """The registers of both sides by name; one alone on each side belong together."""
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    old, new = ({reading.name: reading for reading in side} for side in (before, after))
    if len(old) < len(before) or len(new) < len(after):
        raise Failed("several registers have the same name: compare one at a time")
    for name in {**old, **new}:
        yield old.get(name), new.get(name)
