"""`ropa validate`: findings, each with its rule, article and place."""

from enum import StrEnum
from typing import Annotated

import typer

from ropa.cli.options import Lang, Limit, Paths, language, readings


class FailOn(StrEnum):
    """From which severity on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def validate(
    paths: Paths = None,
    format: Annotated[Format, typer.Option(help="How to print findings.")] = Format.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit 1 from this severity on.")
    ] = FailOn.ERROR,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Check registers: what they lack, with rule and place."""
    from ropa import validate as check
    from ropa.reports import REPORTS
    from ropa.reports.report import Report
    from ropa.words.words import Words

    spoken = language(lang) or "en"
    report = Report()
    for reading in readings(paths, limit):
        words = Words(spoken, reading.record.register.language)
        report.add(reading, check(reading), words)
    REPORTS[format.value](report, Words(spoken))
    return int(report.fails(fail_on.value))
