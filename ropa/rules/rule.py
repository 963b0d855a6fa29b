"""What a rule is, and the one loop that asks every rule of a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ropa.findings import Confidence, Finding, Severity
from ropa.law.table import is_old
from ropa.model.activity import Activity
from ropa.model.part import See
from ropa.model.record import Record
from ropa.rules.texts import mentions
from ropa.source.source import Route


@dataclass(frozen=True, slots=True)
class Miss:
    """What a rule yields: where, below its subject, and the facts that its message names.

    `variant` picks another of the rule's sentences; `severity`, `citation` and `confidence` replace
    those of the rule. With `defined` the route is that of a definition, from the root.
    """

    route: Route
    facts: dict[str, Any]
    variant: str = ""
    severity: Severity | None = None
    defined: bool = False
    citation: str = ""
    confidence: Confidence | None = None


def miss(
    *route: str | int,
    variant: str = "",
    severity: Severity | None = None,
    citation: str = "",
    confidence: Confidence | None = None,
    **facts: Any,
) -> Miss:
    """A miss at `route` below the rule's subject; a fact `suggestion` is what was probably meant."""
    return Miss(route, facts, variant, severity, citation=citation, confidence=confidence)


def miss_in_definition(*route: str | int, variant: str = "", **facts: Any) -> Miss:
    """A miss in what an activity points to: one finding, however many activities do."""
    return Miss(route, facts, variant, defined=True)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue.

    `subject` is what it looks at: each `activity`, or the `record` as a whole. `role` says which
    record the activities belong to (None: both). `wants` are what else it is given: the `record`, and
    `today`, the day as of which it judges. `confidence` says how sure it is: a rule that reads words
    is never certain. What a rule of `lawfulness` finds goes to whether the data may be processed at
    all: an error under the strict profile. `silent` says when it does not speak. `whole` rules judge
    by what is not there, and are not asked of a register of which a part could not be read. The
    others run, and what they say of an unread part (`Record.lost`) is left unsaid. `words` are the
    kinds of words that a rule on texts waits for: it is not asked of a register that has none of
    them.
    """

    code: str
    name: str
    severity: Severity
    citation: str
    message: str
    why: str
    fix: str
    check: Callable[..., Iterator[Miss]]
    subject: str
    wants: tuple[str, ...]
    role: str | None
    whole: bool
    variants: Mapping[str, str]
    silent: str = ""
    confidence: Confidence = Confidence.CERTAIN
    lawfulness: bool = False
    words: tuple[str, ...] = ()

    @property
    def is_raised(self) -> bool:
        """Is it an error under the strict profile? What is read from words never is."""
        return self.lawfulness and self.confidence is Confidence.CERTAIN

    def sentence(self, variant: str) -> str:
        """The message, or the variant of it; `{names}` stand for facts."""
        return self.variants.get(variant, self.message)


def rule(
    code: str,
    name: str,
    severity: Severity,
    citation: str,
    *,
    fix: str,
    role: str | None = None,
    whole: bool = False,
    variants: Mapping[str, str] | None = None,
    silent: str = "",
    confidence: Confidence = Confidence.CERTAIN,
    lawfulness: bool = False,
    words: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Miss]]], Rule]:
    """A rule from a function: its docstring's first line is the message, the rest says why.

    Its first parameter names the subject, `activity` or `record`; it may ask for the
    `record` and for `today` too, by name. `{names}` in the message are facts that each miss gives.
    """

    def make(check: Callable[..., Iterator[Miss]]) -> Rule:
        message, _, why = (check.__doc__ or "").partition("\n")
        wants = check.__code__.co_varnames[: check.__code__.co_argcount]
        return Rule(
            code, name, severity, citation, message.strip(), " ".join(why.split()), fix,
            check, wants[0], wants[1:], role, whole,
            variants or {}, silent, confidence, lawfulness, words,
        )  # fmt: skip

    return make


@dataclass(slots=True)
class _Found:
    """Findings of one run; what several activities take from one place is one finding.

    What is read from words, or guessed, is never an error. A finding that rests on a table of the
    law says when that is more than a year old.
    """

    record: Record
    today: date
    findings: dict[tuple[Any, ...], Finding] = field(default_factory=dict)
    concerned: dict[tuple[Any, ...], dict[str, None]] = field(default_factory=dict)

    def add(self, rule: Rule, missed: Miss, above: Route, activity: str | None) -> None:
        written = missed.route if missed.defined else above + missed.route
        route = self.record.origin(written)
        if self.record.lost and self._unread(written, route, activity):
            return
        key: tuple[Any, ...] = rule.code, missed.variant, route
        if (known := self.concerned.get(key)) is not None:
            if activity and activity not in known:
                known[activity] = None
                return
            key = *key, len(self.findings)
        severity = missed.severity or rule.severity
        confidence = missed.confidence or rule.confidence
        if severity is Severity.ERROR and confidence is not Confidence.CERTAIN:
            severity = Severity.WARNING
        facts = missed.facts
        if "as_of" in facts and is_old(date.fromisoformat(str(facts["as_of"])), self.today):
            facts["old_table"] = True
        self.findings[key] = Finding(
            rule.code, severity, route, facts, missed.variant, citation=missed.citation,
            confidence=confidence,
        )  # fmt: skip
        self.concerned[key] = {activity: None} if activity else {}

    def _unread(self, written: Route, route: Route, activity: str | None) -> bool:
        """Does a finding rest on a part that could not be read, there or where `see` leads?"""
        lost = self.record.lost
        if lost.concerns(route):
            return True
        if activity is None or len(written) < 3 or written[0] != "activities":
            return False
        said = getattr(self.record.by_id[activity], str(written[2]), None)
        return isinstance(said, See) and lost.has("activities", said.see)

    def all(self) -> list[Finding]:
        together = zip(self.findings.values(), self.concerned.values(), strict=True)
        return [replace(found, activities=tuple(ids)) for found, ids in together]


def _activity_at(record: Record, route: Route) -> str | None:
    """The id of the activity that a route leads into."""
    if len(route) > 1 and route[0] == "activities":
        return record.by_place[int(route[1])].id
    return None


def check(
    record: Record, rules: Iterable[Rule], today: date, *, whole: bool = True
) -> list[Finding]:
    """Ask `rules` of a record as of `today`.

    `whole` is False where a part of the register could not be read.
    """
    if () in record.lost.parts:
        return []
    asked = [
        rule
        for rule in rules
        if (whole or not rule.whole) and (not rule.words or mentions(record, *rule.words))
    ]
    found = _Found(record, today)
    given = {"record": record, "today": today}
    for rule in asked:
        if rule.subject == "record":
            others = [given[name] for name in rule.wants]
            for missed in rule.check(record, *others):
                found.add(rule, missed, (), _activity_at(record, missed.route))
    of_each = [
        (rule, rule.check, [given[name] for name in rule.wants])
        for rule in asked
        if rule.subject == "activity"
    ]
    for batch in _batches(record):
        for rule, ask, others in of_each:
            for place, activity in batch[rule.role]:
                for missed in ask(activity, *others):
                    found.add(rule, missed, ("activities", place), activity.id)
    return found.all()


BATCH = 100
"""How many activities one rule is asked of before the next: both stay at hand for the processor."""

Batch = Mapping[str | None, list[tuple[int, Activity]]]


def _batches(record: Record) -> Iterator[Batch]:
    """Some activities with their places, by role; under None all of them."""
    listed = list(zip(record.places, record.activities, strict=True))
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        yield {
            None: some,
            "controller": [each for each in some if not each[1].is_processor],
            "processor": [each for each in some if each[1].is_processor],
        }
