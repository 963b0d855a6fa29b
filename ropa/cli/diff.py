"""`ropa diff`: what changed between two versions of a register."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.guard import Failed
from ropa.cli.options import Lang, Limit, language, readings

if TYPE_CHECKING:
    from ropa.reading import Reading


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
    """Show what changed between two versions: every field, with old and new value and place."""
    from ropa import compare
    from ropa.changes.lines import change_lines
    from ropa.changes.reports import REPORTS
    from ropa.words.words import Words

    spoken = language(lang) or "en"
    before, after = readings([old], limit), readings([new], limit)
    for reading in (*before, *after):
        if not reading.whole:
            raise Failed(f"{reading.name} cannot be read whole: ropa validate says why")
    lines = []
    for one, other in _pairs(before, after):
        words = Words(spoken, other.record.register.language)
        lines += change_lines(one, other, compare(one, other), words)
    REPORTS[format.value](lines, old.as_posix(), new.as_posix(), Words(spoken))
    return 0


def _pairs(before: "list[Reading]", after: "list[Reading]") -> "list[tuple[Reading, Reading]]":
    """The registers of both sides by name; one alone on each side belong together."""
    if len(before) == len(after) == 1:
        return [(before[0], after[0])]
    by_name = {reading.name: reading for reading in after}
    missing = {reading.name for reading in before} ^ set(by_name)
    if missing:
        raise Failed(
            f"only on one side: {', '.join(sorted(missing))}; compare one register at a time"
        )
    return [(reading, by_name[reading.name]) for reading in before]
