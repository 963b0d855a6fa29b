"""Findings in the shapes that people and programs read; a dict of format to function."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.reports.report import Report
    from ropa.words.words import Words


def _text(report: "Report", words: "Words") -> None:
    from ropa.reports.text import print_text

    print_text(report, words)


def _json(report: "Report", words: "Words") -> None:
    from ropa.reports.json import print_json

    print_json(report)


REPORTS: dict[str, Callable[["Report", "Words"], None]] = {"text": _text, "json": _json}
