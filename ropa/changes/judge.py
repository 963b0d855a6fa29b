"""What the changes between two versions of a register mean in law: each fact weighed, none lost."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Any, TypeVar

from ropa.changes.circumstances import holds
from ropa.changes.facts import Change, Kind
from ropa.changes.ids import SECTIONS
from ropa.changes.significance import BY_CODE, Level, Row
from ropa.model.activity import Activity
from ropa.model.plain import plain
from ropa.model.record import Record
from ropa.source.source import Route

T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """One question of one activity, of several that share the answer, or of the register; and all
    that changed in it.

    `topic` is the key of the question (`retention`), empty for whole activities. `was` and `now` are
    the activities concerned in both versions, as far as they are there. `then` and `today` are the
    days as of which the two versions are judged.
    """

    topic: str
    changes: tuple[Change, ...]
    old: Record
    new: Record
    then: date
    today: date
    renamed: Mapping[str, str]
    """The old ids of activities that have a new one, by the new."""
    all: Sequence[Change] = ()
    """Everything that changed, in other questions too."""
    worked_out: dict[Hashable, Any] = field(default_factory=dict)
    """What judges work out once of a comparison, by a name; all its cases share it."""

    @property
    def first(self) -> Change:
        """The first change of the case."""
        return self.changes[0]

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        """What is worked out once of a comparison, whichever of its cases asks first."""
        if name not in self.worked_out:
            self.worked_out[name] = work()
        found: T = self.worked_out[name]
        return found

    @property
    def is_definition(self) -> bool:
        """Is it about what the register defines by id, such as a recipient?"""
        field = self.first.field
        return self.first.activity is None and len(field) > 1 and field[0] == self.topic

    @cached_property
    def now(self) -> tuple[Activity, ...]:
        """The activities concerned as they are now."""
        by_id = self.new.by_id
        return tuple(by_id[i] for i in self.first.activities if i in by_id)

    @cached_property
    def was(self) -> tuple[Activity, ...]:
        """The activities concerned as they were."""
        by_id = self.old.by_id
        ids = (self.renamed.get(i, i) for i in self.first.activities)
        return tuple(by_id[i] for i in ids if i in by_id)


@dataclass(frozen=True)
class Verdict:
    """What a judge says of a case: which row of the table, by which changes.

    `because` are circumstances that the judge has seen himself. `facts` fill the sentence. `also` are
    changes that are told with it, such as the definition of a recipient that came. `activities` are
    those that it is said of, where these are not all that the change reaches.
    """

    code: str
    changes: tuple[Change, ...]
    because: tuple[str, ...] = ()
    facts: Mapping[str, Any] | None = None
    also: tuple[Change, ...] = ()
    activities: tuple[str, ...] = ()


def verdict(code: str, *changes: Change, because: Iterable[str] = (), **facts: Any) -> Verdict:
    """A verdict; without facts of its own the sentence is filled with the old and the new value."""
    return Verdict(code, changes, tuple(because), facts)


Judge = Callable[[Case], Iterator[Verdict]]


@dataclass(frozen=True)
class Judged:
    """A change with its meaning: the row of the table, the level here and why, and where it stands.

    `activity` and `activities` as in `Change`. `old` and `new` are plain data. A route is None where
    nothing stands on that side. `changes` are the facts that it rests on; none for what changed
    outside the registers, such as the law.
    """

    row: Row
    level: Level
    because: tuple[str, ...]
    duties: tuple[str, ...]
    facts: Mapping[str, Any]
    activity: str | None
    activities: tuple[str, ...]
    field: Route
    old: Any
    new: Any
    old_route: Route | None
    new_route: Route | None
    changes: tuple[Change, ...] = ()


def judge(
    old: Record, new: Record, changes: Sequence[Change], then: date, today: date
) -> list[Judged]:
    """What the changes mean, in their order. Every change is in at least one judgement.

    `then` and `today` are the days as of which the old and the new version hold.
    """
    cases = [(case, list(_said(case))) for case in _cases(old, new, changes, then, today)]
    told = {id(c) for _, said in cases for one in said for c in (*one.changes, *one.also)}
    return [judged for case, said in cases for judged in _judge(case, said, told)]


def _cases(
    old: Record, new: Record, changes: Sequence[Change], then: date, today: date
) -> Iterator[Case]:
    renamed = {c.after: c.before for c in changes if c.kind is Kind.RENAMED and c.field == ("id",)}
    cases: dict[Hashable, list[Change]] = {}
    for change in changes:
        section = 2 if change.field[:1] and change.field[0] in SECTIONS else 1
        definition = change.field[:section] if change.activity is None else ()
        key = change.activity, change.activities, change.topic, definition
        cases.setdefault(key, []).append(change)
    worked_out: dict[Hashable, Any] = {}
    for alike in cases.values():
        topic, some = alike[0].topic, tuple(alike)
        yield Case(topic, some, old, new, then, today, renamed, changes, worked_out)


def _said(case: Case) -> Iterator[Verdict]:
    from ropa.changes.judges import JUDGES

    for judge in JUDGES.get(case.topic, ()):
        yield from judge(case)


def _judge(case: Case, said: Iterable[Verdict], told: set[int]) -> Iterator[Judged]:
    from ropa.changes.judges.otherwise import otherwise

    for one in said:
        yield _judged(one, case)
    for change in case.changes:
        if id(change) not in told:
            yield _judged(otherwise(change, case), case)


def _judged(said: Verdict, case: Case) -> Judged:
    row = BY_CODE[said.code]
    because = [*said.because, *_seen(row, said, case)]
    levels = [row.level, *(row.raised[why] for why in because if why in row.raised)]
    duties = next((row.instead[why] for why in because if why in row.instead), row.duties)
    more = (duty for why in because for duty in row.more.get(why, ()))
    gone = next((c for c in said.changes if c.before is not None), None)
    come = next((c for c in said.changes if c.after is not None), None)
    first = said.changes[0]
    return Judged(
        row,
        min(levels, key=lambda level: level.rank),
        tuple(why for why in because if why in row.raised),
        tuple(dict.fromkeys((*duties, *more))),
        said.facts or {},
        first.activity if all(c.activity == first.activity for c in said.changes) else None,
        said.activities or first.activities,
        _field(said.changes),
        _side(said.changes, 0),
        _side(said.changes, 1),
        gone.old_route if gone else None,
        come.new_route if come else None,
        said.changes,
    )


def _field(changes: Sequence[Change]) -> Route:
    """What was judged: the field that the changes have in common.

    The words of an entry stand for the entry, as they do in a register: `retention`, not
    `retention.text`.
    """
    first, *others = changes
    common = first.field
    for change in others:
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(common, change.field, strict=False))
        common = tuple(step for step, _ in pairs)
    key = getattr(first.entry[1], "word_key", None) if first.entry else None
    return common[:-1] if len(common) > 1 and common[-1] == key else common


def _side(changes: Sequence[Change], side: int) -> Any:
    """The old (0) or the new value (1) of what was judged: one, or those of several changes.

    Several changes of one entry are a change of the entry.
    """
    if len(changes) > 1 and changes[0].entry and len({id(c.entry) for c in changes}) == 1:
        return plain(changes[0].entry[side])
    values = [(change.old, change.new)[side] for change in changes]
    values = [value for value in values if value is not None]
    return values[0] if len(values) == 1 else values or None


def _seen(row: Row, said: Verdict, case: Case) -> Iterator[str]:
    """The circumstances of a row that show in one of the activities concerned."""
    for why in {**row.raised, **row.more}:
        if why in said.because:
            continue
        sides = (case.now, case.new, case.today), (case.was, case.old, case.then)
        if any(
            holds(why, activity, record, day) for some, record, day in sides for activity in some
        ):
            yield why
