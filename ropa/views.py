"""The forms in which a register is shown: a dict of format to function."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.findings import Finding
    from ropa.gate.gate import Gate
    from ropa.reading import Reading
    from ropa.reports.change_report import ChangeReport
    from ropa.reports.changelog import Changelog
    from ropa.reports.since import Since
    from ropa.review.report import ReviewReport
    from ropa.review.status import Status
    from ropa.words.words import Words


class Unshowable(Exception):
    """A register does not fit a format; the message says where and why."""


View = Callable[["Reading", "Sequence[Finding]", "Words", "Gate | None"], bytes]
"""Shows a register and what was found in it; the gate says what was not asked."""


def _page(format: str) -> View:
    def show(
        reading: "Reading",
        findings: "Sequence[Finding]",
        words: "Words",
        gate: "Gate | None" = None,
    ) -> bytes:
        from ropa.pages.register import register_page
        from ropa.renderers import RENDERERS

        return RENDERERS[format](register_page(reading, findings, words, gate))

    return show


def workbook_since(
    reading: "Reading", findings: "Sequence[Finding]", words: "Words", gate: "Gate | None" = None,
    since: "Since | None" = None,
) -> bytes:  # fmt: skip
    """The workbook of a register, with what changed `since` an earlier version. Raises Unshowable."""
    from ropa.workbooks import TooLong, workbook

    try:
        return workbook(reading, findings, words, gate, since)
    except TooLong as error:
        raise Unshowable(str(error)) from None


def _json(
    reading: "Reading", findings: "Sequence[Finding]", words: "Words", gate: "Gate | None" = None
) -> bytes:
    from ropa.exports import as_json

    return as_json(reading, findings, words, gate)


def _csv(
    reading: "Reading", findings: "Sequence[Finding]", words: "Words", gate: "Gate | None" = None
) -> bytes:
    from ropa.exports import as_csv

    return as_csv(reading, words)


VIEWS: dict[str, View] = {
    "md": _page("md"),
    "html": _page("html"),
    "xlsx": workbook_since,
    "json": _json,
    "csv": _csv,
}
"""The formats that `ropa render -f` knows."""


# --- what changed between two versions ------------------------------------------------------------


def _changes_text(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.reports.changes_text import plain_text

    return plain_text(report, words).encode("utf-8", "backslashreplace")


def _changes_json(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.reports.changes_json import json_text

    return json_text(report).encode("utf-8", "backslashreplace")


def _changes_github(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.reports.changes_github import github_text

    return github_text(report, words).encode("utf-8", "backslashreplace")


def _changes_md(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.pages.changes_comment import changes_comment
    from ropa.renderers import RENDERERS

    return changes_comment(report, words, RENDERERS["md"])


def _changes_html(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.pages.changes import changes_page
    from ropa.renderers import RENDERERS

    return RENDERERS["html"](changes_page(report, words))


def _changes_xlsx(report: "ChangeReport", words: "Words") -> bytes:
    from ropa.reports.change_report import sides
    from ropa.workbooks import TooLong
    from ropa.workbooks.changes import changes_workbook

    try:
        return changes_workbook(report.lines, report.to_do, *sides(report), words)
    except TooLong as error:
        raise Unshowable(str(error)) from None


CHANGE_VIEWS: dict[str, Callable[["ChangeReport", "Words"], bytes]] = {
    "text": _changes_text,
    "json": _changes_json,
    "github": _changes_github,
    "md": _changes_md,
    "html": _changes_html,
    "xlsx": _changes_xlsx,
}
"""The formats that `ropa diff --format` knows."""


# --- the history of registers ---------------------------------------------------------------------


def _log_text(log: "Changelog", words: "Words") -> bytes:
    from ropa.reports.changelog import plain_text

    return plain_text(log, words).encode("utf-8", "backslashreplace")


def _log_json(log: "Changelog", words: "Words") -> bytes:
    from ropa.reports.changelog_json import json_text

    return json_text(log).encode("utf-8", "backslashreplace")


def _log_page(format: str) -> Callable[["Changelog", "Words"], bytes]:
    def show(log: "Changelog", words: "Words") -> bytes:
        from ropa.pages.changelog import changelog_page
        from ropa.renderers import RENDERERS

        return RENDERERS[format](changelog_page(log, words))

    return show


LOG_VIEWS: dict[str, Callable[["Changelog", "Words"], bytes]] = {
    "text": _log_text,
    "md": _log_page("md"),
    "html": _log_page("html"),
    "json": _log_json,
}
"""The formats that `ropa changelog --format` knows."""


# --- a workbook that was reviewed -----------------------------------------------------------------


def _review_text(report: "ReviewReport", words: "Words") -> bytes:
    from ropa.review.report_text import plain_text

    return plain_text(report, words).encode("utf-8", "backslashreplace")


def _review_json(report: "ReviewReport", words: "Words") -> bytes:
    from ropa.review.report_json import json_text

    return json_text(report, words).encode("utf-8", "backslashreplace")


def _review_md(report: "ReviewReport", words: "Words") -> bytes:
    from ropa.renderers import RENDERERS
    from ropa.review.report_page import review_page

    return RENDERERS["md"](review_page(report, words))


REVIEW_VIEWS: dict[str, Callable[["ReviewReport", "Words"], bytes]] = {
    "text": _review_text,
    "json": _review_json,
    "md": _review_md,
}
"""The formats that `ropa review apply --format` knows."""


def _status_text(status: "Status", words: "Words") -> bytes:
    from ropa.review.status_report import plain_text

    return plain_text(status, words).encode("utf-8", "backslashreplace")


def _status_json(status: "Status", words: "Words") -> bytes:
    from ropa.review.status_json import json_text

    return json_text(status, words).encode("utf-8", "backslashreplace")


def _status_md(status: "Status", words: "Words") -> bytes:
    from ropa.renderers import RENDERERS
    from ropa.review.status_report import status_page

    return RENDERERS["md"](status_page(status, words))


STATUS_VIEWS: dict[str, Callable[["Status", "Words"], bytes]] = {
    "text": _status_text,
    "json": _status_json,
    "md": _status_md,
}
"""The formats that `ropa review status --format` knows."""
