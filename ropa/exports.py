"""A register as data for other programs: JSON as it holds, and CSV with a row an activity."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.model.party import Recipient
from ropa.model.plain import plain
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.cells import Cells
from ropa.pages.frame import Shown
from ropa.reading import Reading
from ropa.reports.json import gate_data, suppression
from ropa.reports.lines import Line, report_lines
from ropa.safe import safe_text
from ropa.words.words import Words

FORMAT_VERSION = 1
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(
    reading: Reading, findings: Sequence[Finding], words: Words, gate: Gate | None = None
) -> bytes:
    """The register as it holds, format version 1: defaults worked out, `see` followed.

    `inherited` names, for each activity, the fields that it does not state itself.
    """
    record = reading.record
    register = record.register
    head = plain(register.model_copy(update={"activities": None, "defaults": None}))
    if register.defaults and register.defaults.extensions:
        head["defaults"] = plain(register.defaults.extensions)  # which no activity takes
    inherited: dict[int, list[str]] = {}
    for place, field in record.origins:
        inherited.setdefault(place, []).append(field)
    activities = []
    for place, activity in zip(record.places, record.activities, strict=True):
        activities.append({**plain(activity), "inherited": sorted(inherited.get(place, ()))})
    data = {
        "format_version": FORMAT_VERSION,
        "name": reading.name,
        **head,
        "activities": activities,
        "gate": gate_data(gate or Gate()),
        "findings": [_finding(line) for line in report_lines(reading, findings, words)],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _finding(line: Line) -> dict[str, Any]:
    names = ("rule", "severity", "activity", "field", "message", "citation")
    told = {name: getattr(line, name) for name in names}
    return {**told, "suppressed": suppression(line.suppressed)}


def as_csv(reading: Reading, words: Words) -> bytes:
    """A row an activity, a column a question; several values of a cell are a line each.

    With a byte order mark, which spreadsheets need to see UTF-8. A text that a spreadsheet would
    take for a formula gets an apostrophe before it.
    """
    w = words
    sections = ActivitySections(_WholeCells(reading.record, w), {})
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    heads = w("Role"), w("Status"), w("Owner"), w("Created"), w("Last reviewed"), w("Next review")
    last = w("Data sets"), w("Own keys")
    table.writerow([w("Id"), w("Activity"), *heads, *(w(q.label) for q in ART_30), *last])
    for activity in reading.record.activities:
        cells = [
            *sections.facts(activity),
            *(sections.full(activity, question) for question in ART_30),
            sections.sets(activity),
            sections.own(activity),
        ]
        texts = ("\n".join(line.text for line in cell) for cell in cells)
        table.writerow(map(_harmless, [activity.id, w.text(activity.name), *texts]))
    return ("\ufeff" + out.getvalue()).encode()


class _WholeCells(Cells):
    """Cells for a file without lists of recipients: what an entry says of one is said with it."""

    def recipient(self, entry: Recipient) -> Shown:
        """A recipient with the details that the entry states itself."""
        yield from super().recipient(entry)
        yield from self.details(entry)


def _harmless(text: str) -> str:
    text = safe_text(text)
    return f"'{text}" if text.startswith(FORMULA) else text
