"""The periods of a text, sorted: the period itself, its bounds, and the interval of a review."""

from ropa.retention.lists import holds, phrases
from ropa.retention.spans import Span, is_unread, outside, spans

AT_MOST = (" max", " at most", " högst", " or less")
"""What makes the period before it a maximum."""


class Bounds:
    """What the periods of a text are to each other.

    `period` is the one that is no bound, and `bound` where the last of those that are stands. `one`
    says whether all of them are one time limit, and none had to be left unread.
    """

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.period: Span | None = None
        self.bound: Span | None = None
        self.minimum = self.maximum = self.review = ""
        found = spans(text)
        bare = list(outside(found, text)) or found
        plain = [span for span in bare if not self._is_bound(span)]
        distinct = {(span.period, span.high) for span in plain}
        self.one = len(distinct) < 2 and not is_unread(text, found)
        if self.one and plain:
            self.period = plain[0]
            if self.period.high:
                self.minimum, self.maximum = self.period.period, self.period.high
        elif not (plain or self.review) and self._has("review") and self._has("yearly"):
            self.review = "P1Y"

    def _has(self, kind: str) -> bool:
        return holds(self.text, kind, self.language)

    def _is_bound(self, span: Span) -> bool:
        """Is a period a maximum, a minimum or the interval of a review? If so, it is kept as that."""
        before, after = self.text[: span.start].rstrip(), self.text[span.end :]
        if self._ends(before, "every"):
            if self._has("review"):
                self.review = span.period
            return not self._has("overwritten")  # “overwritten every 30 days”
        if self._ends(before, "before_maximum") or after.startswith(AT_MOST):
            self.maximum, self.bound = span.high or span.period, span
            return True
        if self._ends(before, "before_minimum"):
            self.minimum, self.bound = span.period, span
            return True
        return False

    def _ends(self, text: str, kind: str) -> bool:
        """Does a text end with one of these words?"""
        for phrase in phrases(kind, self.language):
            if text.endswith(phrase) and not text[: -len(phrase)][-1:].isalnum():
                return True
        return False
