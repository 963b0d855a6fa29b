"""A time limit for erasure as it was read: its words, and what they say, Art. 30(1)(f)."""

from typing import NamedTuple

KINDS = (
    "fixed", "event-plus-period", "until-event", "until-withdrawal", "statutory", "range",
    "criteria", "review", "indefinite", "unstated",
)  # fmt: skip
"""A period; a period after an event; the event alone; the withdrawal of consent; a period that a law
sets; from one period to another; criteria in place of a period; a review; no end; nothing at all."""

NOTES = (
    "condition-scope", "maximum-start", "either-or", "default-only", "use-limit", "several-terms",
    "trigger-by-nature", "trigger-by-statute", "trigger-implied", "limitation", "cut",
)  # fmt: skip
"""What a text leaves open, or why it was read as it was.

A condition that may be of the whole or of a part; a maximum of which it is not said from when it
runs; two ends joined by “or”; what is usual, not what is; a limit of use and not of storage; more
than one time limit in one text; a start that lies in the nature of the record (a log), that the
statute sets, or that is only implied; a period of limitation, which is no duty to keep; a text too
long to be read to its end.
"""

NO_TIME = "P0D"
"""The period of data that are erased at the event itself."""


class Term(NamedTuple):
    """A time limit for erasure.

    `text` has the words, letter for letter. Periods are ISO 8601 durations as written (`P12M` stays
    `P12M`). `trigger` is a word of `ropa.model.vocabulary.TRIGGERS`; an event that is none of these
    stands in `event`, in the text's words. `statute` is the law that is named, `by_law` says that
    one is pointed to without its name. `vague` words bind nobody; an `override` lets data be kept
    longer than the rest says. What was not `understood` stays text, and nothing is guessed.
    """

    text: str = ""
    kind: str = "unstated"
    period: str | None = None
    trigger: str | None = None
    event: str = ""
    minimum: str | None = None
    maximum: str | None = None
    rounded_to: str | None = None
    review_every: str | None = None
    condition: str = ""
    statute: str = ""
    by_law: bool = False
    disposal: str | None = None
    notes: tuple[str, ...] = ()
    understood: bool = False
    vague: bool = False
    override: bool = False
    withdrawal: bool = False
    """Does it name the withdrawal of consent?"""

    @property
    def starts(self) -> bool:
        """Is it said what starts the period?"""
        return bool(self.trigger or self.event)

    @property
    def longest(self) -> str | None:
        """The longest that data are kept after the trigger, where a period is given."""
        if self.period is None or self.kind == "range":
            return self.maximum or self.period
        return self.period

    @property
    def shortest(self) -> str | None:
        """The shortest that data are kept after the trigger, where a period is given."""
        return self.minimum or self.period or self.maximum
