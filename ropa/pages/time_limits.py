"""Time limits for erasure as lines of text: their words, and what they mean."""

from ropa.model.activity import Retention
from ropa.pages.frame import Shown, aside
from ropa.pages.page import Line
from ropa.pages.parties import Parties
from ropa.retention.entry import read, spelled_out
from ropa.retention.term import NO_TIME
from ropa.words.durations import duration
from ropa.words.terms import term


class TimeLimits(Parties):
    """Turns time limits of one record into lines, in one language."""

    def retention(self, entry: Retention) -> Shown:
        """A time limit for erasure: its words, then what they mean."""
        w = self.words
        text = w.text(entry.text)
        meaning = self.period(entry)
        yield Line(text or meaning)
        if text and text.casefold() != meaning.casefold():
            yield from aside(meaning or self._as_read(entry, text))
        yield from aside(term(w, "phase", entry.phase))
        if entry.ground:
            yield from aside(w("Ground: {text}", text=w.text(entry.ground)))
        yield from self.decided_by(entry)
        yield from aside(term(w, "then", entry.then))
        yield from self.holds_for(entry)

    def decided_by(self, entry: Retention) -> Shown:
        """The criteria of a time limit, and how often the need is reviewed."""
        w = self.words
        every = duration(entry.review_every, w) if entry.review_every else ""
        yield from self.labelled(
            (w("Criteria"), w.text(entry.criteria)), (w("Reviewed every"), every)
        )

    def holds_for(self, entry: Retention) -> Shown:
        """Which data a time limit holds for, under which condition, and what is noted of it."""
        if entry.applies_to:
            yield from aside(self.words("For all the data"))
        yield from self.covers(entry)
        yield from self.remarks(entry)

    def read_as(self, entry: Retention) -> str:
        """What the words of a time limit are taken to say; empty where they name no time."""
        language = self.record.register.language
        spelled = spelled_out(entry, language)
        meaning = self.period(spelled, until=read(entry, language).period == NO_TIME)
        if meaning and spelled.when is not entry.when:
            return f"{meaning} ({self.words.text(spelled.when)})"
        return meaning

    def _as_read(self, entry: Retention, text: str) -> str:
        """What the words of a time limit are taken to say; or that they are not understood."""
        w = self.words
        if not read(entry, self.record.register.language).understood:
            return w("Not read by the program: the words alone hold")
        meaning = self.read_as(entry)
        differs = meaning.casefold() != text.casefold()
        return w("Read as: {meaning}", meaning=meaning) if meaning and differs else ""

    def period(self, entry: Retention, *, until: bool = False) -> str:
        """The period in words: `7 years after the end of the financial year, …`.

        Without a period its bounds run from the event, but where data are kept `until` that.
        """
        w = self.words
        text = duration(entry.period, w) if entry.period else ""
        least = w("at least {period}", period=duration(entry.minimum, w)) if entry.minimum else ""
        most = w("at most {period}", period=duration(entry.maximum, w)) if entry.maximum else ""
        bounds = ", ".join(part for part in (least, most) if part)
        if entry.after:
            event = term(w, "after", w.text(entry.after))
            if not (text or until):
                text, bounds = bounds, ""
            if text:
                text = w("{period} after {event}", period=text, event=event)
            else:
                text = w("Until {event}", event=event)
        ends = term(w, "rounded", entry.rounded_to)
        return ", ".join(part for part in (text, ends, bounds) if part)
