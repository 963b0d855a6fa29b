"""Changes with their meaning, places and words: what every report of them is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ropa.changes.circumstances import CIRCUMSTANCES, holds
from ropa.changes.duties import DUTIES
from ropa.changes.judge import Judged
from ropa.changes.judges.activities import ENDED
from ropa.changes.significance import BY_CODE, Level
from ropa.fingerprints import show_route
from ropa.reading import Reading
from ropa.reports.change_sentences import Called, message, reach
from ropa.reports.change_words import ChangeWords
from ropa.source.source import Route
from ropa.source.tree import Location
from ropa.words.words import Words


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change as it is reported; a place is None where nothing stands.

    `change` is a code of the table of significance. `activity` is None for what several activities
    share, and for the register; `activities` and `names` are all that the change reaches. `field`
    is None for whole activities and registers. `old` and `new` are plain data. `message` says in a
    sentence what changed, `reach` whom that concerns where it is not one activity alone, `because`
    why it weighs more here, `follow_up` what to do. `everyone` is true where it concerns all
    activities of the register. `label` is
    what the field is called; `before` and `now` are the entries of the old and the new value in
    words. `near` is the written place of the new version next to the change, for services that can
    show nothing without one.
    """

    change: str
    level: Level
    register: str
    activity: str | None
    activity_name: str
    activities: tuple[str, ...]
    field: str | None
    old: Any
    new: Any
    message: str
    citation: str
    because: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    old_location: Location | None = None
    new_location: Location | None = None
    label: str = ""
    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    near: Location | None = None
    reach: str = ""
    everyone: bool = False
    duties: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What changed and whom that concerns, for outputs that have no place of their own for it."""
        return f"{self.message} {self.reach}" if self.reach else self.message

    @property
    def is_register(self) -> bool:
        """Is it about a whole register that came or went?"""
        return self.change in ("register-added", "register-removed")


def change_lines(
    old: Reading,
    new: Reading,
    judged: Iterable[Judged],
    words: Words,
    questions: Mapping[str, str],
) -> list[ChangeLine]:
    """What the changes between two versions of a register mean, the gravest first.

    `questions` are the labels of the record's fields.
    """
    maker = _Lines(old, new, words, questions)
    return by_level(maker.line(one) for one in judged)


def by_level(lines: Iterable[ChangeLine]) -> list[ChangeLine]:
    """The gravest first; within a level what concerns the register as a whole, then what reaches
    most activities; else in the order given, that of the record.
    """
    return sorted(lines, key=lambda line: (line.level.rank, *_narrow(line)))


def _narrow(line: ChangeLine) -> tuple[bool, int]:
    """How little of a register a change concerns."""
    return bool(line.activities), -len(line.activities)


def register_line(reading: Reading, kind: str, words: Words, day: date) -> ChangeLine:
    """A whole register that was `added` or `removed`; it weighs what its gravest activity does.

    `day` is that as of which the law is looked up.
    """
    row = BY_CODE[f"register-{kind}"]
    place, there = reading.tree.locate(()), kind == "added"
    record = reading.record
    live = [activity for activity in record.activities if activity.status != ENDED]
    because = [
        why for why in {**row.raised, **row.more} if any(holds(why, a, record, day) for a in live)
    ]
    raised = tuple(why for why in because if why in row.raised)
    levels = [row.level, *(row.raised[why] for why in raised)]
    more = (duty for why in because for duty in row.more.get(why, ()))
    duties = tuple(dict.fromkeys((*row.duties, *more)))
    number = len(record.activities)
    has = words.count("It has {number} activity.", "It has {number} activities.", number)
    return ChangeLine(
        row.code, min(levels, key=lambda level: level.rank), reading.name, None, "",
        tuple(activity.id for activity in record.activities), None, None, None,
        f"{words(row.sentence)} {has}" if there else words(row.sentence), row.citation,
        tuple(filter(None, (words(CIRCUMSTANCES[why][0]) for why in raised))),
        _duties(duties, words), None if there else place, place if there else None,
        duties=duties, circumstances=raised,
    )  # fmt: skip


def _duties(duties: Sequence[str], words: Words) -> tuple[str, ...]:
    return tuple(words(DUTIES[duty]) for duty in duties)


class _Lines:
    """Makes the lines of one register in one language."""

    def __init__(
        self, old: Reading, new: Reading, words: Words, questions: Mapping[str, str]
    ) -> None:
        self.old, self.new, self.words = old, new, words
        self.spoken = ChangeWords(words, questions, [new.record.register, old.record.register])
        now = new.record
        self.places = {a.id: place for a, place in zip(now.activities, now.places, strict=True)}
        both = (*old.record.activities, *now.activities)
        self.names = {a.id: words.text(a.name) or a.id for a in both}
        self.now = {a.id for a in new.record.activities}

    def line(self, one: Judged) -> ChangeLine:
        subject = self._subject(one)
        label = self._label(one, subject)
        before, now = self.spoken.sides(one)
        names = tuple(self.names.get(i, i) for i in one.activities)
        everyone = bool(self.now) and self.now <= {*one.activities}
        shared = one.activity is None
        old, new = self.old.tree, self.new.tree
        return ChangeLine(
            one.row.code, one.level, self.new.name, one.activity,
            self.names.get(one.activity or "", one.activity or ""), one.activities,
            show_route(one.field) or None, one.old, one.new,
            message(one, Called(label, subject, before, now), self.spoken),
            one.row.citation,
            tuple(filter(None, (self.words(CIRCUMSTANCES[why][0]) for why in one.because))),
            _duties(one.duties, self.words),
            old.locate(one.old_route) if one.old_route is not None else None,
            new.locate(one.new_route) if one.new_route is not None else None,
            label, before, now, names, self._near(one),
            reach(names, self.words, everyone=everyone) if shared else "", everyone,
            one.duties, one.because,
        )  # fmt: skip

    def _subject(self, one: Judged) -> str:
        """The name of the definition, or of the entry of a list, within which something changed."""
        section, *rest = one.field or ("",)
        if one.activity is None and rest and (d := self.spoken.defined(str(section), str(rest[0]))):
            return d
        first = one.changes[0] if one.changes else None
        return self.spoken.name(first.entry[1]) if first and first.entry else ""

    def _label(self, one: Judged, subject: str) -> str:
        """What the field is called, with that name."""
        section = str(one.field[0]) if one.field else ""
        if one.activity is None and isinstance(
            getattr(self.new.record.register, section, None), dict
        ):
            return self.spoken.field(one.field, {1: subject})
        return self.spoken.field(one.field, entry=subject)

    def _near(self, one: Judged) -> Location:
        """The place in the new version, or what is written there nearest to where it was."""
        route = one.new_route
        if route is None:
            place = next((c.new_route for c in one.changes), ())
            route = place or self._of_activity(one.activity)
        return self.new.tree.locate(route)

    def _of_activity(self, activity: str | None) -> Route:
        place = self.places.get(activity or "")
        return () if place is None else ("activities", place)
