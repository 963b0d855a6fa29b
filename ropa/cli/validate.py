"""`ropa validate`: findings, each with its rule, article and place."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ropa.cli.options import Lang, Limit, Paths, language, readings
from ropa.cli.reports import Format, hand_over, report_files
from ropa.cli.settings import (
    BaselineFile,
    ConfigFile,
    Ignore,
    Isolated,
    NoIgnores,
    Profile,
    Select,
    Today,
    WriteBaseline,
    codes,
    gate_of,
    settle,
    with_baseline,
)


class FailOn(StrEnum):
    """From which severity on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


def validate(
    paths: Paths = None,
    format: Annotated[Format, typer.Option(help="How to print findings.")] = Format.TEXT,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit 1 from this severity on; error if not told."),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="The same as --fail-on never.")
    ] = False,
    report_to: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="Write a report; may be repeated."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write what --format says to a file."),
    ] = None,
    profile: Profile = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: BaselineFile = None,
    write_baseline: WriteBaseline = False,
    no_ignores: NoIgnores = False,
    today: Today = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Check registers: what they lack, with rule and place."""
    from ropa import validate as check
    from ropa.reports.report import Report
    from ropa.words.words import Words

    asked = settle(
        config, isolated, registers=paths, profile=profile, fail_on=fail_on, baseline=baseline,
        select=codes(select), ignore=codes(ignore), lang=lang,
    )  # fmt: skip
    spoken = language(asked.lang) or "en"
    gate = gate_of(asked, today or date.today(), ignores=not no_ignores, writes=write_baseline)
    files = report_files(report_to, output, format, asked.files)
    found = readings(list(asked.registers), limit)
    gate, gone = with_baseline(gate, found, asked.baseline if write_baseline else None, paths)
    fails_on = FailOn.NEVER if exit_zero else FailOn(asked.fail_on or FailOn.ERROR)
    report = Report(gate=gate, fail_on=fails_on.value, stale=gone)
    for reading in found:
        words = Words(spoken, reading.record.register.language)
        report.add(reading, check(reading, gate), words)
    hand_over(report, Words(spoken), format, files, print_it=output is None)
    return int(report.fails())
