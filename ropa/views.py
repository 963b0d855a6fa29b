"""The forms in which a register is shown: a dict of format to function."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ropa.findings import Finding
    from ropa.gate.gate import Gate
    from ropa.reading import Reading
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


def _workbook(
    reading: "Reading", findings: "Sequence[Finding]", words: "Words", gate: "Gate | None" = None
) -> bytes:
    from ropa.workbooks import TooLong, workbook

    try:
        return workbook(reading, findings, words, gate)
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
    "xlsx": _workbook,
    "json": _json,
    "csv": _csv,
}
"""The formats that `ropa render -f` knows."""
