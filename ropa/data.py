"""A register as data for other programs: JSON as it holds, and CSV with a row an activity."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from ropa.findings import Finding
from ropa.model.plain import plain
from ropa.pages.activity import ART_30, ActivitySections
from ropa.pages.cells import Cells
from ropa.reading import Reading
from ropa.reports.lines import report_lines
from ropa.safe import safe_text
from ropa.words.words import Words

FORMAT_VERSION = 1
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(reading: Reading, findings: Sequence[Finding], words: Words) -> bytes:
    """The register as it holds, format version 1: defaults worked out, `see` followed.

    `inherited` names, for each activity, the fields that it does not state itself.
    """
    record = reading.record
    head = plain(record.register.model_copy(update={"activities": None, "defaults": None}))
    activities = []
    for place, activity in zip(record.places, record.activities, strict=True):
        inherited = sorted(field for at, field in record.origins if at == place)
        activities.append({**plain(activity), "inherited": inherited})
    data = {
        "format_version": FORMAT_VERSION,
        "name": reading.name,
        **head,
        "activities": activities,
        "findings": [_finding(line) for line in report_lines(reading, findings, words)],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _finding(line: Any) -> dict[str, Any]:
    names = ("rule", "severity", "activity", "field", "message", "citation")
    return {name: getattr(line, name) for name in names}


def as_csv(reading: Reading, words: Words) -> bytes:
    """A row an activity, a column a question; several values of a cell are a line each.

    With a byte order mark, which spreadsheets need to see UTF-8. A text that a spreadsheet would
    take for a formula gets an apostrophe before it.
    """
    cells = Cells(reading.record, words)
    sections = ActivitySections(cells, {})
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([words("Id"), words("Activity"), *(words(q.label) for q in ART_30)])
    for activity in reading.record.activities:
        answers = (sections.answer(activity, question) for question in ART_30)
        texts = ["\n".join(line.text for line in cell) for cell in answers]
        table.writerow(map(_harmless, [activity.id, words.text(activity.name), *texts]))
    return ("\ufeff" + out.getvalue()).encode()


def _harmless(text: str) -> str:
    text = safe_text(text)
    return f"'{text}" if text.startswith(FORMULA) else text
