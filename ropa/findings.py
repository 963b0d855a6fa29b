"""What is found in a register: rule, route and facts. No sentence and no line number yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ropa.source.source import Route
from ropa.source.tree import Location


class Severity(StrEnum):
    """How much a finding weighs: a statutory duty, a further duty or doubt, good practice."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Confidence(StrEnum):
    """How sure a rule is: of what the form says, or of what it takes words to mean."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: a comment beside it, or the baseline of what was there before.

    `until` is the last day on which it holds. `since` is the day on which the baseline first saw the
    finding. `place` is that of the comment.
    """

    kind: str
    reason: str = ""
    until: date | None = None
    since: date | None = None
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    `route` leads to the part concerned as written. `activities` are the ids of the activities that
    it concerns: several, where it stands in the defaults; none, where it concerns the register.
    `citation` is set where it is another than the rule's: the record as processor has letters of its
    own. `suppressed` is set where it does not count. `location` is set where no route leads: to a file that
    could not be read as data, or to a comment.
    """

    rule: str
    severity: Severity
    route: Route = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    variant: str = ""
    activities: tuple[str, ...] = ()
    at_key: bool = False
    location: Location | None = None
    citation: str = ""
    confidence: Confidence = Confidence.CERTAIN
    suppressed: Suppression | None = None

    @property
    def concerned(self) -> tuple[str, ...]:
        """The activities that it is about; also where it is said once of the whole register."""
        said: tuple[str, ...] = self.facts.get("concerned", ())
        return self.activities or said
