"""`ropa review apply`: the edits of a reviewed workbook, merged into the register's files."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.compared import read_at
from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, Limit, language, limits, must_be_whole
from ropa.cli.reports import report_files
from ropa.cli.review import Opened, Workbook, opened, register_of
from ropa.cli.review_told import ReviewFormat, hand_over, prepared
from ropa.cli.settings import gate_of, settle
from ropa.cli.versions import side_at
from ropa.source.files import RegisterFiles, shown
from ropa.views import REVIEW_VIEWS

if TYPE_CHECKING:
    from ropa.gate.config import Config
    from ropa.reading import Reading
    from ropa.review.apply import Proposal
    from ropa.review.report import ReviewReport


class Prefer(StrEnum):
    """Whose text holds where workbook and register changed the same."""

    YAML = "yaml"
    EXCEL = "excel"


def apply(
    workbook: Workbook,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="The register that it is of, or a folder that has it. Without it: the one of that name"
            " among those that ropa.toml names, else in registers/",
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the register's files; else only show.")
    ] = False,
    prefer: Annotated[
        Prefer | None,
        typer.Option(help="Decide every conflict: for the register, or the workbook."),
    ] = None,
    for_all: Annotated[
        bool, typer.Option("--for-all", help="Change shared values for all that share them.")
    ] = False,
    only_here: Annotated[
        bool, typer.Option("--only-here", help="Change shared values where they were edited alone.")
    ] = False,
    allow_delete: Annotated[
        bool, typer.Option("--allow-delete", help="Remove what is gone from the workbook.")
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(metavar="REV", help="Compare with the register at this revision of git."),
    ] = None,
    two_way: Annotated[
        bool,
        typer.Option(
            "--two-way", help="Compare with the register as it is: the workbook goes before."
        ),
    ] = False,
    format: Annotated[
        ReviewFormat, typer.Option(help="How to print what comes of it.")
    ] = ReviewFormat.TEXT,
    report_to: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="Write a report; may be repeated."),
    ] = None,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Merge the edits of a reviewed workbook into the register; shows them, unless --write.

    Exit code: 0; 1 with anything to decide; 2 if it could not be done.
    """
    from ropa.review.apply import propose
    from ropa.review.sides import Wishes

    _exclude({"--for-all": for_all, "--only-here": only_here})
    _exclude({"--base": bool(base), "--two-way": two_way})
    asked = settle(None, False, lang=lang)
    spoken = language(asked.lang)
    files = report_files(report_to, None, format, (workbook, *asked.files), REVIEW_VIEWS.keys())
    book, reading = opened(
        workbook,
        spoken,
        lambda name: _settled(register_of(name, path, asked.registers), limit, write=write),
        lambda reading: _made_from(base, reading, limit) if base else None,
    )
    head = Path(reading.tree.sources[0].path)
    must_be_whole([reading], "not applied: the register cannot be read whole")
    lost = not (book.reviewed.carried or base or two_way)
    wishes = Wishes(
        prefer.value if prefer else None,
        "for-all" if for_all else "only-here" if only_here else None,
        allow_delete,
        book.base,
        two_way or lost,
    )
    proposal = propose(book.reviewed, reading, book.own, wishes, limits(limit))
    compared = "revision" if base else "register" if wishes.two_way else "carried"
    report = _report(book, proposal, compared, unconfirmed=lost)
    if write and report.changes and not (report.is_open or report.unconfirmed):
        report = report.done()
    findings = _findings(asked, reading, proposal.after) if proposal.changes else ""
    told = prepared(report, book.words, format, files)
    if report.written:
        _write(report, head.parent)
    code = hand_over(told)
    if findings:
        say(f"Findings {'now' if report.written else 'with the edits'}: {findings}.")
    _say_what_next(report, wanted=write)
    return code


def _exclude(options: dict[str, bool]) -> None:
    if all(options.values()):
        raise typer.BadParameter(f"{' and '.join(options)} exclude each other")


def _settled(files: RegisterFiles, limit: list[str] | None, *, write: bool) -> "Reading":
    """The register, after what a run that was killed has left is undone or finished.

    A run that does not write settles nothing. Raises Failed for it, for the files are then neither
    the old register nor the new one.
    """
    from ropa.reading import read_register
    from ropa.source.files import Reader
    from ropa.source.recover import left_behind, recover

    folder = files.paths[0].parent
    if not write and (journal := left_behind(folder)):
        raise Failed(
            f"{shown(journal)}: a run of ropa is writing here, or was killed while it was;"
            " if none is, the same with --write makes the register whole first"
        )
    if state := recover(folder):
        say(f"{shown(folder)}: a run that was killed is settled; the register is the {state} one")
    return read_register(files, Reader(limits(limit)))


def _made_from(revision: str, reading: "Reading", limit: list[str] | None) -> "Reading":
    """The register at the revision that the workbook was made from."""
    head = Path(reading.tree.sources[0].path)
    found = read_at(side_at(revision, [head]), limit)
    must_be_whole(found, f"not applied: the register at {revision} cannot be read whole")
    return found[0]


def _report(book: Opened, proposal: "Proposal", base: str, *, unconfirmed: bool) -> "ReviewReport":
    from ropa.review.report import ReviewReport

    return ReviewReport(
        book.path, proposal.outcome, book.reviewed.titles, book.reviewed.headings,
        proposal.changes, base, unconfirmed,
    )  # fmt: skip


def _write(report: "ReviewReport", folder: Path) -> None:
    """Write the files, all or none, and say which. Raises OSError where none is."""
    from ropa.review.apply import write
    from ropa.source.not_written import NotWritten
    from ropa.source.undisturbed import undisturbed

    with undisturbed():  # whoever is interrupted has been told that it is written
        try:
            write(report.changes, folder)
        except NotWritten as error:
            if error.state != "new":
                raise
            say(f"ropa: {error.filename}: {error.strerror}")
        for change in report.changes:
            say(f"wrote {change.file}")


def _findings(asked: "Config", before: "Reading", after: "Reading") -> str:
    """How many findings the register has with the edits, beside those that it had."""
    from ropa.findings import Severity

    gate = gate_of(asked, None)
    counts = [
        [sum(f.severity is level and not f.suppressed for f in gate.findings(each)) for level in Severity]
        for each in (before, after)
    ]  # fmt: skip
    return ", ".join(
        f"{level}s {now} (before {was})" for level, was, now in zip(Severity, *counts, strict=True)
    )


def _say_what_next(report: "ReviewReport", *, wanted: bool) -> None:
    """What is in the way of writing, or what to type."""
    if report.unconfirmed:
        say(
            "The workbook does not say what it was made from, so that this compares it with the register"
            " as it is now. Nothing is written. Type --base REV for the revision that it was made from,"
            " or --two-way if all that differs was changed in the workbook."
        )
    elif report.is_open:
        say("Nothing is written while a conflict, a question or a refusal is open.")
    elif report.changes and not wanted:
        say("Nothing is written yet: type --write to write it.")
