"""The sheets that are only read: transfers, retention schedule, findings, questions, changes.

Each shows in another order what other sheets have, and says on which of them it is edited.
"""

from collections.abc import Iterator, Mapping, Sequence

from ropa.findings import Finding
from ropa.pages.lists import Lists
from ropa.reports.since import Since
from ropa.workbooks.findings import findings_sheet
from ropa.workbooks.open_questions import open_questions
from ropa.workbooks.retention_schedule import retention_schedule
from ropa.workbooks.sheet import Sheet
from ropa.workbooks.since import since_sheet
from ropa.workbooks.transfers import transfers_sheet


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


TITLES = {
    "transfers": _("Transfers to third countries"),
    "retention": _("Retention schedule"),
    "findings": _("Findings"),
    "questions": _("Open questions"),
    "since": _("Changes since {version}"),
}
"""The names of the sheets."""
WITHOUT = {
    "transfers": _("Left out: nothing is recorded"),
    "retention": _("Left out: nothing is recorded"),
    "findings": _("Left out: nothing was found"),
    "questions": _("Left out: no question is open"),
    "since": _("Left out: nothing changed since {version}"),
}
"""Why a sheet is left out that would have no rows."""


def views(
    lists: Lists, findings: Sequence[Finding], titles: Mapping[str, str], since: Since | None
) -> Iterator[Sheet]:
    """The views that have rows, in the order of `TITLES`.

    `findings` are all of the register, `titles` the names of all sheets by key; `since` has the
    changes that are shown, if any are asked for.
    """
    counted = [finding for finding in findings if finding.suppressed is None]
    roles = {"processor" if a.is_processor else "controller" for a in lists.record.activities}
    edited = [titles[role] for role in ("controller", "processor") if role in roles]
    found = (
        transfers_sheet(lists, counted, titles["transfers"], edited),
        retention_schedule(lists.activities, titles["retention"], edited),
        findings_sheet(lists.reading, findings, titles["findings"], edited, lists.words),
        open_questions(lists, titles["questions"], edited),
        since_sheet(since, lists.record.by_id, titles["since"], edited, lists.words)
        if since
        else None,
    )
    yield from filter(None, found)
