"""Findings in the shapes that people and programs read.

Whoever reads a shape must be able to rely on it: beside the messages, no shape changes with the
language. Findings that are suppressed are marked in JSON, SARIF and JUnit, and absent elsewhere.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.reports.report import Report
    from ropa.words.words import Words


def _plain(report: "Report", words: "Words") -> str:
    from ropa.reports.text import plain_text

    return plain_text(report, words)


def _json(report: "Report", words: "Words") -> str:
    from ropa.reports.json import json_text

    return json_text(report)


def _sarif(report: "Report", words: "Words") -> str:
    from ropa.reports.sarif import sarif_text

    return sarif_text(report, words)


def _junit(report: "Report", words: "Words") -> str:
    from ropa.reports.junit import junit_text

    return junit_text(report, words)


def _github(report: "Report", words: "Words") -> str:
    from ropa.reports.github import github_text

    return github_text(report, words)


def _gitlab(report: "Report", words: "Words") -> str:
    from ropa.reports.gitlab import gitlab_text

    return gitlab_text(report, words)


REPORTS: dict[str, Callable[["Report", "Words"], str]] = {
    "text": _plain,
    "concise": _plain,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
}
"""The whole report as text, by format. On a terminal `text` is more: see `reports.text`."""
