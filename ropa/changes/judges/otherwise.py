"""What a change means about which no judge has more to say: by the key that changed."""

from ropa.changes.facts import Change, Kind
from ropa.changes.ids import SECTIONS
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import is_given, is_lost, path
from ropa.changes.likeness import is_slip, replaces_words
from ropa.source.source import Route

IN_THE_RECORD = {
    "controllers", "joint", "representative", "dpo", "on_behalf_of", "processing", "purposes",
    "data_subjects", "personal_data", "processors", "recipients", "transfers", "retention",
    "security_measures", "processor_record",
}  # fmt: skip
"""The questions of Art. 30(1) and 30(2): an answer to them that is lost is missing in the record."""

ROW_OF_KEYS: dict[str, str] = {
    # of no interest to the law
    "housekeeping": "owner created reviewed review_due notes links title url version updated due"
    " employees count checked language ropa security_measures.article",
    "id-changed": "id see",
    # only words
    "reworded": "name note text from unknown",
    # kept right, and no more
    "record-changed": "status role controllers joint representative dpo on_behalf_of processing"
    " purposes data_subjects personal_data applies_to covers copy_of large_scale core_activity"
    " legal_basis special_conditions source processors recipients transfers retention systems"
    " security_measures automated_decisions dpia children information_society_service cookies"
    " exemption data_sets jurisdiction organisations processor_record consent objection notice"
    " data_categories defaults activities"
    # how it stands in the entries
    " when for basis law interest assessment withdrawal evidence freely_given age_check parties"
    " outside_tasks condition secrecy reference email phone address website contact mandate with"
    " arrangement essence_available_at contact_point country type acts_as recipient organisation"
    " mechanism module approval tia scope certified listed_as covers_hr fallback occasional"
    " necessity safeguards authority_informed subjects_informed kind contract sub_processors"
    " authorisation purpose transfer compatible_because direct_marketing further_use special"
    " national_id ground notice_given period after minimum maximum criteria review_every"
    " rounded_to then phase article logic significance legal_effects required risk location date"
    " none not_applicable reason outcome"
    " registration_number",
}
"""The rows of the table, and the keys that have them whatever question they are part of; a key with
the question before it goes first (`dpia.reason`)."""

ROW_OF_KEY: dict[str, str] = {key: row for row, keys in ROW_OF_KEYS.items() for key in keys.split()}
"""The row of the table for a key."""


def otherwise(change: Change, case: Case) -> Verdict:
    """The verdict on a change by its key: editorial where the law has no interest in it."""
    keys = path(change)
    if any(str(step).startswith("x-") for step in change.field):
        return verdict("housekeeping", change)
    if change.kind is Kind.RENAMED:
        return verdict("id-changed", change)
    if change.activity is None and len(keys) == 2 and keys[0] in SECTIONS:
        return verdict("housekeeping", change)
    row = row_of(keys)
    if row == "record-changed":
        row = _answer(change) or row
    if row == "record-changed" and _is_slip(change):
        row = "reworded"
    return verdict(row, change)


def row_of(keys: Route) -> str:
    """The row for what stands at a path: by its question and key, else by its key."""
    if not keys:
        return "record-changed"
    key = str(keys[-1])
    return ROW_OF_KEY.get(f"{keys[0]}.{key}") or ROW_OF_KEY.get(key, "record-changed")


def _answer(change: Change) -> str:
    """Is it an answer that is given now, or one that is lost?"""
    if is_given(change):
        return "answer-given"
    if is_lost(change):
        whole = len(path(change)) == 1 and change.topic in IN_THE_RECORD
        return "answer-lost" if whole else "detail-lost"
    return ""


def _is_slip(change: Change) -> bool:
    """Is it a text with no word replaced by another?"""
    before, after = change.before, change.after
    if not isinstance(before, (str, dict)) or not isinstance(after, (str, dict)):
        return False
    return is_slip(before, after) and not replaces_words(before, after)
