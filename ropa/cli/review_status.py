"""`ropa review status`: what is in a reviewed workbook, before anything is applied."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, Limit, language, limits
from ropa.cli.reports import print_lines
from ropa.cli.review import Workbook, opened, register_of
from ropa.cli.review_told import ReviewFormat
from ropa.cli.settings import settle
from ropa.views import STATUS_VIEWS

if TYPE_CHECKING:
    from ropa.reading import Reading


def status(
    workbook: Workbook,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="The register that it is of, to tell whether it has changed since. Without it: the one"
            " of that name among those that ropa.toml names, else in registers/, if it is there.",
        ),
    ] = None,
    format: Annotated[
        ReviewFormat, typer.Option(help="How to print what is in it.")
    ] = ReviewFormat.TEXT,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Show what is in a reviewed workbook: edits, rows, comments. Nothing is written.

    Exit code: 0; 1 if a part of it will be refused; 2 if it is no workbook.
    """
    from ropa.review.status import status as found
    from ropa.review.status_report import closing_line

    asked = settle(None, False, lang=lang)
    book, reading = opened(
        workbook, language(asked.lang), lambda name: _register(name, path, asked.registers, limit)
    )
    told = found(book.path, book.reviewed, reading)
    print_lines(STATUS_VIEWS[format.value](told, book.words).decode())
    sys.stdout.flush()
    say(closing_line(told, book.words))
    return int(bool(told.reviewed.refusals))


def _register(
    name: str, path: Path | None, known: tuple[Path, ...], limit: list[str] | None
) -> "Reading | None":
    """The register that the workbook is of, where it is at hand; where it was told, it must be."""
    from ropa.reading import read_register
    from ropa.source.files import Reader

    try:
        files = register_of(name, path, known)
    except Failed:
        if path:
            raise
        return None
    return read_register(files, Reader(limits(limit)))
