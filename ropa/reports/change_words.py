"""What changed fields and values are called; a key that has no label is its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from ropa.model.plain import flat
from ropa.source.source import Route
from ropa.words.durations import duration
from ropa.words.terms import term
from ropa.words.words import Words


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


LABELS = {
    "id": _("Id"),
    "name": _("Name"),
    "title": _("Title"),
    "status": _("Status"),
    "role": _("Role"),
    "owner": _("Owner"),
    "reviewed": _("Last reviewed"),
    "review_due": _("Next review"),
    "data_sets": _("Data sets"),
    "language": _("Language"),
    "jurisdiction": _("Jurisdiction"),
    "version": _("Version"),
    "updated": _("Updated"),
    "employees": _("Employees"),
    "organisations": _("Organisations"),
    "organisation": _("Organisation"),
    "representative": _("Representative"),
    "dpo": _("Data protection officer"),
    "data_categories": _("Categories of personal data"),
    "defaults": _("Common answers"),
    "contact": _("Contact details"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "address": _("Postal address"),
    "website": _("Website"),
    "registration_number": _("Registration number"),
    "country": _("Country"),
    "kind": _("Kind"),
    "type": _("Type"),
    "contract": _("Contract"),
    "reference": _("Reference"),
    "date": _("Date"),
    "transfer": _("Transfer"),
    "mechanism": _("Safeguards"),
    "recipient": _("Recipient"),
    "sub_processors": _("Sub-processors"),
    "location": _("Location"),
    "arrangement": _("Arrangement"),
    "note": _("Remark"),
    "when": _("Condition"),
    "for": _("Concerns"),
    "basis": _("Legal basis"),
    "law": _("Law"),
    "interest": _("Interest"),
    "assessment": _("Assessment"),
    "outcome": _("Outcome"),
    "withdrawal": _("Withdrawal"),
    "evidence": _("Evidence"),
    "parties": _("Parties"),
    "special": _("Special category"),
    "period": _("Period"),
    "maximum": _("Longest period"),
    "after": _("Starts at"),
    "rounded_to": _("Rounded"),
    "ground": _("Ground"),
    "then": _("Afterwards"),
    "phase": _("Phase"),
    "required": _("Required"),
    "reason": _("Reason"),
    "article": _("Article"),
    "see": _("See activity"),
    "none": _("None"),
    "unknown": _("Open question"),
    "not_applicable": _("Not applicable"),
    "due": _("Due"),
}
"""What the keys of the format are called, beside the questions of the record."""

CLOSED = {
    "legal_basis": "basis",
    "basis": "basis",
    "status": "status",
    "role": "role",
    "kind": "kind",
    "type": "type",
    "special": "special",
    "mechanism": "mechanism",
    "fallback": "mechanism",
    "then": "then",
    "phase": "phase",
    "rounded_to": "rounded",
    "after": "after",
    "cookies": "cookies",
    "source": "source",
    "from": "source",
}
"""The keys whose values are closed words, and what terms these have."""

COUNTRIES = ("country", "jurisdiction")
PERIODS = ("period", "maximum")
ANSWERS = {"none": _("None"), "unknown": _("Open question")}
ANSWERED = (
    "assessment", "contract", "data_sets", "dpo", "employees", "further_use", "representative",
    "sub_processors",
)  # fmt: skip
"""The keys, beside the questions of the record, that may have an answer that is no value."""
LEADING = ("name", "text", "basis", "title", "reference", "organisation", "from", "condition")
"""Where a mapping begins with one of these, it needs no label."""


class ChangeWords:
    """Names fields and values in one language; `questions` are the labels of a record's fields."""

    def __init__(self, words: Words, questions: Mapping[str, str]) -> None:
        self.words = words
        self._labels = {**LABELS, **questions}
        self._answered = {*questions, *ANSWERED}

    def field(self, route: Route) -> str:
        """What a field is called, from the outside in."""
        return " › ".join(self.key(str(step)) for step in route)

    def key(self, key: str) -> str:
        """What a key is called."""
        label = self._labels.get(key)
        return self.words(label) if label else key

    def entries(self, value: Any, field: Route) -> tuple[str, ...]:
        """A changed value: each entry of a list in words, else the whole."""
        if value is None:
            return ()
        entries = value if isinstance(value, (list, tuple)) else [value]
        own = any(str(step).startswith("x-") for step in field)
        key = str(field[-1]) if field else ""
        return tuple(flat(entry) if own else self._value(entry, key) for entry in entries)

    def _value(self, value: Any, key: str) -> str:
        if isinstance(value, dict):
            return "; ".join(self._pairs(value))
        if isinstance(value, (list, tuple)):
            return ", ".join(self._value(entry, key) for entry in value)
        if isinstance(value, bool):
            return self.words("Yes") if value else self.words("No")
        if not isinstance(value, str):
            return str(value)
        if value in ANSWERS and key in self._answered:
            return self.words(ANSWERS[value])
        if key in CLOSED:
            return term(self.words, CLOSED[key], value)
        if key in COUNTRIES:
            return self.words.country(value)
        return duration(value, self.words) if key in PERIODS else value

    def _pairs(self, part: dict[str, Any]) -> Iterator[str]:
        first = next((key for key in LEADING if key in part), None)
        if first is not None:
            yield self._value(part[first], first)
        for key, value in part.items():
            if key.startswith("x-"):
                yield f"{key}: {flat(value)}"
            elif key != first:
                yield f"{self.key(key)}: {self._value(value, key)}"
