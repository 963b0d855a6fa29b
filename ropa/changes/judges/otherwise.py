"""What a change means about which no judge has more to say: by the key that changed."""

from ropa.changes.facts import Change
from ropa.changes.judge import Case, Verdict, verdict

ROW_OF_KEY: dict[str, str] = {
    "id": "id-changed",
    "owner": "housekeeping",
    "created": "housekeeping",
    "reviewed": "housekeeping",
    "review_due": "housekeeping",
    "notes": "housekeeping",
    "links": "housekeeping",
    "title": "housekeeping",
    "version": "housekeeping",
    "updated": "housekeeping",
    "name": "reworded",
    "note": "reworded",
}
"""The row of the table for a key, whatever question it is part of."""


def otherwise(change: Change, case: Case) -> Verdict:
    """The verdict on a change by its key: editorial where the law has no interest in it."""
    key = str(change.field[-1]) if change.field else ""
    if any(str(step).startswith("x-") for step in change.field):
        return verdict("housekeeping", change)
    return verdict(ROW_OF_KEY.get(key, "record-changed"), change)
