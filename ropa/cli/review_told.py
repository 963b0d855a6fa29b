"""What `ropa review apply` hands over: it is made before the register is written, and given out after."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.cli.guard import say
from ropa.cli.reports import print_lines
from ropa.views import REVIEW_VIEWS

if TYPE_CHECKING:
    from ropa.review.report import ReviewReport
    from ropa.words.words import Words


class ReviewFormat(StrEnum):
    """How the outcome is printed."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


@dataclass(frozen=True, slots=True)
class Told:
    """The reports of a run: the contents of the files, and what is printed.

    `printed` is None where a terminal gets the report in colour.
    """

    report: "ReviewReport"
    words: "Words"
    files: dict[Path, bytes]
    printed: str | None
    closing: str


def prepared(
    report: "ReviewReport", words: "Words", format: ReviewFormat, files: dict[Path, str]
) -> Told:
    """All that will be said of a report; nothing is printed, nothing is written."""
    from ropa.review.report_text import closing_line

    contents = {path: REVIEW_VIEWS[form](report, words) for path, form in files.items()}
    coloured = format is ReviewFormat.TEXT and sys.stdout.isatty()
    printed = None if coloured else REVIEW_VIEWS[format.value](report, words).decode()
    return Told(report, words, contents, printed, closing_line(report, words))


def hand_over(told: Told) -> int:
    """Write the reports, print one, and say on stderr how much came of it: the exit code.

    Exit code 2 says that the register is as it was. Once it is written, a report that cannot be is
    told, and gives 1. Raises OSError where the register was not written, and for a closed pipe.
    """
    code = int(told.report.fails)
    for give in _parts(told):
        try:
            give()
        except BrokenPipeError:
            raise
        except OSError as error:
            if not told.report.written:
                raise
            say(f"ropa: {error.filename or 'output'}: {error.strerror}; the register is written")
            code = 1
    say(told.closing)
    return code


def _parts(told: Told) -> Iterator[Callable[[], None]]:
    yield from (partial(_write, path, content) for path, content in told.files.items())
    yield partial(_print, told)


def _write(path: Path, content: bytes) -> None:
    from ropa.source.write import write

    write(path, content)
    say(f"wrote {path.as_posix()}")


def _print(told: Told) -> None:
    """Print the report; what an output does not take is not tried again when the program ends."""
    from ropa.review.report_text import print_coloured

    try:
        if told.printed is None:
            print_coloured(told.report, told.words)
        else:
            print_lines(told.printed)
        sys.stdout.flush()
    except OSError as error:
        if told.report.written and not isinstance(error, BrokenPipeError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
