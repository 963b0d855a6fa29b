"""Where findings go: `--format` on stdout, `--output` and `--report` into files."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from ropa.cli.guard import Failed, say
from ropa.reports import REPORTS
from ropa.source.files import SUFFIX

if TYPE_CHECKING:
    from ropa.reports.report import Report
    from ropa.words.words import Words

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Where GitHub Actions names the file that it shows on the page of a run."""


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"


def report_files(
    given: Sequence[str] | None, output: Path | None, format: StrEnum,
    read: Iterable[Path | None], known: Collection[str] = REPORTS.keys(),
) -> dict[Path, str]:  # fmt: skip
    """The files to write and their formats: those of `--report`, and that of `--output`.

    `read` are the files that the run reads, `known` the formats that there are. Whatever stands in
    the way is said before the work begins.
    """
    taken = {realpath(path) for path in read if path}
    wanted = [_asked(one, known) for one in given or ()]
    if output:
        wanted.append((output, format.value))
    files: dict[Path, str] = {}
    for path, form in wanted:
        _must_be_writable(path)
        if realpath(path) in taken:
            raise Failed(f"{path.as_posix()}: is read by this run, or another report goes to it")
        taken.add(realpath(path))
        files[path] = form
    return files


def _asked(report: str, known: Collection[str]) -> tuple[Path, str]:
    """File and format of `FORMAT=FILE`."""
    form, equals, file = report.partition("=")
    if not equals or not file:
        raise Failed(f"--report {report}: say FORMAT=FILE, such as sarif=ropa.sarif")
    if form not in known:
        raise Failed(f"--report {report}: {form!r} is not one of {', '.join(known)}")
    return Path(file), form


def _must_be_writable(path: Path) -> None:
    shown = path.as_posix()
    if shown == "-":
        raise Failed("-: a report goes to a file; --format says what goes to standard output")
    if path.name.endswith(SUFFIX):
        raise Failed(f"{shown}: that is the name of a register, not of a report")
    if not path.parent.is_dir():
        raise Failed(f"{shown}: there is no folder {path.parent.as_posix()}")
    if path.exists() and not path.is_file():
        raise Failed(f"{shown}: is there already, and is not a file")


def hand_over(
    report: "Report", words: "Words", format: Format, files: dict[Path, str], *, print_it: bool
) -> None:
    """Write the files, then print the findings, and say on stderr what was checked."""
    from ropa.reports.text import closing_line, print_excerpts
    from ropa.source.write import write

    for path, form in files.items():
        write(path, REPORTS[form](report, words).encode("utf-8", "backslashreplace"))
        say(f"wrote {path.as_posix()}")
    if print_it and format is Format.TEXT and sys.stdout.isatty():
        print_excerpts(report, words)
    elif print_it:
        print_lines(REPORTS[format.value](report, words))
    sys.stdout.flush()
    if format is Format.GITHUB:
        summarise(lambda room: _summary(report, words, room))
    say(closing_line(report, words))


def print_lines(text: str) -> None:
    """Print a report line by line: of one long text an unbuffered stream may take a part, and not
    say so.
    """
    sys.stdout.writelines(text.splitlines(keepends=True))


def _summary(report: "Report", words: "Words", room: int) -> bytes:
    """The findings as Markdown, as many as there is room for."""
    from ropa.pages.summary import ROWS, summary_page
    from ropa.renderers import RENDERERS

    rows = ROWS
    while len(content := RENDERERS["md"](summary_page(report, words, rows))) > room and rows:
        rows //= 2
    return content


def summarise(made: Callable[[int], bytes]) -> None:
    """Add to the summary of the step, where GitHub asks for one; `made` gets the bytes it has room for.

    That it cannot be done takes nothing from what the run found.
    """
    from ropa.pages.summary import MOST
    from ropa.source.write import append

    if not (summary := os.environ.get(SUMMARY)):
        return
    path = Path(summary)
    try:
        room = MOST - (path.stat().st_size if path.exists() else 0)
        content = made(room)
        if len(content) <= room:
            append(path, content)
    except OSError as error:
        say(f"{path.as_posix()}: {error.strerror}; the summary was not written")
