"""4xx, second part: time limits that do not fit the law, the source, or the data subjects."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from ropa.findings import Confidence, Severity
from ropa.law.periods import (
    StatutoryPeriod,
    accounting_period,
    accounting_words,
    periods_as_of,
    periods_old,
)
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.retention.calendar import against_floor, compare, outlives
from ropa.retention.grammar import read_text
from ropa.retention.term import Term
from ropa.rules.answers import has_phrase, has_words, holds_any, normal, texts
from ropa.rules.bases import bases_of
from ropa.rules.claims import SENTENCE_END, remarks
from ropa.rules.parties import keeps_controller_record
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.texts import may_hold
from ropa.rules.time_limits import TimeLimit, names, names_of_for, time_limits

WARNING = Severity.WARNING


@rule(
    "ROPA406", "statutory-minimum-undershot", WARNING, "GDPR Art. 6(1)(c)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Give accounting records an entry or a data set of their own, with the period, start and provision of the law."
    " The table of statutory periods is as of {as_of}.",
    silent="It does not speak where only a part of the data may be accounting records, where another entry is long enough, "
    "or where no period is known for the register's jurisdiction.",
    variants={
        "trigger": "Accounting records ({source}) are kept {years} years from the end of the financial year; “{words}” "
        "may end before that.",
        "unverified": "Accounting records seem to be kept at least {years} years in {country}; “{words}” is shorter, and "
        "the period is to be checked at its source.",
    },
)  # fmt: skip
def statutory_minimum_undershot(activity: Activity, record: Record, today: date) -> Iterator[Miss]:
    """Accounting records are kept at least {years} years ({source}); “{words}” is shorter.

    Where a law has records kept, they are not erased before its time. The period mostly runs from
    the end of the financial year, so that as many years from the invoice are too few.
    """
    country = record.register.jurisdiction
    if country is None or not may_hold(record, accounting_words()):
        return
    limits = time_limits(activity, record)
    about = _accounting_in(activity)
    concerned = [limit for limit in limits if _is_accounting(limit, about, record)]
    if not concerned or (floor := accounting_period(country, about)) is None:
        return
    if any(_reaches(limit, floor) for limit in limits):
        return
    for limit in concerned:
        if variant := _undershot(limit, floor):
            known = floor.verified and not periods_old(today)
            if variant == "trigger" and not known:
                continue
            yield miss(
                *limit.route, variant=variant.removeprefix("shorter") if known else "unverified",
                confidence=None if known and limit.term.starts else Confidence.POSSIBLE,
                words=limit.words, years=floor.years, source=floor.source, country=country,
                as_of=periods_as_of().isoformat(),
            )  # fmt: skip


def _accounting_in(activity: Activity) -> str:
    """The name of an activity that is about accounting records, or all its purposes; else nothing."""
    for text in texts(activity.name):
        if _names_accounting(text):
            return normal(text)
    purposes = activity.purposes if type(activity.purposes) is tuple else ()
    said = [text for purpose in purposes for text in texts(purpose.name)]
    return normal(" ".join(said)) if said and all(map(_names_accounting, said)) else ""


@cache
def _names_accounting(text: str) -> bool:
    return holds_any(normal(text), accounting_words())


def _is_accounting(limit: TimeLimit, about: str, record: Record) -> bool:
    """Is a time limit that of accounting records?"""
    if limit.entry.phase == "archive" or limit.term.vague or not limit.term.understood:
        return False
    if limit.entry.for_:
        return any(_names_accounting(text) for text in names_of_for(limit, record))
    return bool(about) or any(_names_accounting(text) for text in texts(limit.entry.text))


def _years_end(limit: TimeLimit) -> bool:
    return limit.term.trigger == "financial-year-end"


def _reaches(limit: TimeLimit, floor: StatutoryPeriod) -> bool:
    """Is a time limit as long as the statutory period, or may it be?"""
    term = limit.term
    if term.kind in ("indefinite", "statutory") and term.longest is None:
        return True
    return term.shortest is not None and _undershot(limit, floor) == ""


def _undershot(limit: TimeLimit, floor: StatutoryPeriod) -> str:
    """How a time limit ends before the statutory period does; empty where it may reach it."""
    term = limit.term
    if (shortest := term.shortest) is None:
        return ""
    if compare(shortest, floor.period) == "shorter":
        return "shorter"
    if floor.trigger is None or _years_end(limit):
        return ""
    found = against_floor(shortest, term.rounded_to, False, floor.period, floor.rounded_to)
    return "trigger" if found == "shorter" and not term.statute else ""


@rule(
    "ROPA407", "retention-exceeds-source", WARNING, "GDPR Art. 5(1)(e)", role="controller",
    confidence=Confidence.LIKELY,
    fix="Let the copy go with its source, or state the `ground` for keeping it longer.",
    silent="It does not speak where the two do not run from the same event, where a ground is stated, or where the copy goes "
    "with its cycle or is put beyond use.",
    variants={"supposed": "“{words}” is longer than what {source} states of the same data, and this seems to be a copy."},
)  # fmt: skip
def retention_exceeds_source(record: Record) -> Iterator[Miss]:
    """The copy is kept longer (“{words}”) than its source ({source}).

    Data that have been erased are still kept where a backup or a log of them is kept longer.
    """
    for place, activity in zip(record.places, record.activities, strict=True):
        if activity.is_processor:
            continue
        sources = [record.by_id[i] for i in activity.copy_of or () if i in record.by_id]
        supposed = not activity.copy_of and _is_called_copy(activity)
        if supposed:
            sources = _originals(record).get(_about(activity), [])
        if not sources:
            continue
        copies, confidence = time_limits(activity, record), Confidence.POSSIBLE
        for copy in copies:
            longer = all(_is_kept_longer(copy, time_limits(s, record)) for s in sources)
            if longer and not _is_settled(copy):
                yield miss(
                    "activities", place, *copy.route, variant="supposed" if supposed else "",
                    confidence=confidence if supposed else None, words=copy.words,
                    source=sources[0].id,
                )  # fmt: skip


def _is_called_copy(activity: Activity) -> bool:
    return any(has_phrase(normal(text), "copy") for text in texts(activity.name))


def _about(activity: Activity) -> str:
    """The data and the data subjects of an activity as one text, to tell those about the same."""
    return f"{activity.personal_data} {activity.data_subjects}"


def _originals(record: Record) -> dict[str, list[Activity]]:
    """The activities that are no copies, by their data and data subjects; where data are listed."""
    key = "originals", id(record)
    found: dict[str, list[Activity]] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = {}
        for activity in record.activities:
            copied = activity.copy_of or _is_called_copy(activity)
            if not copied and not activity.is_processor and type(activity.personal_data) is tuple:
                found.setdefault(_about(activity), []).append(activity)
    return found


def _is_kept_longer(copy: TimeLimit, sources: tuple[TimeLimit, ...]) -> bool:
    return bool(sources) and all(outlives(copy.term, s.term) == "longer" for s in sources)


def _is_settled(copy: TimeLimit) -> bool:
    """Is there a ground for keeping a copy longer, or does it go with its cycle?"""
    said = (copy.entry.text, copy.entry.note, copy.entry.when)
    return copy.reasoned or any(
        has_phrase(normal(text), "copy_cycle") for value in said for text in texts(value)
    )


@rule(
    "ROPA408", "retention-trigger-mismatch", WARNING, "GDPR Art. 5(1)(e)", role="controller",
    confidence=Confidence.LIKELY,
    fix="Give those who have no contract a time limit of their own: from the last contact, or the end of the recruitment.",
    silent="It does not speak of those who may have a contract, where another time limit may hold for those who have none, "
    "or where the words name the contract meant, such as a framework agreement.",
)  # fmt: skip
def retention_trigger_mismatch(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” runs with a contract, and {subjects} have none.

    A time limit that waits for the end of a contract never begins for those who do not enter into
    one, so that their data are kept without end.
    """
    limits = time_limits(activity, record)
    with_contract = any(True for _ in bases_of(activity, "contract"))
    alone = all(_runs_with_contract(limit) for limit in limits)
    for limit in limits:
        if not _runs_with_contract(limit):
            continue
        named = list(names_of_for(limit, record))
        subjects = list(names(limit.subjects, record))
        about = [text for text in named if text in subjects]
        concerned = about or subjects
        without = [text for text in concerned if _has_no_contract(text, with_contract)]
        sure = None
        if len(without) < len(concerned):  # the words are said of others too, who may have one
            sole = alone and (about or not named)
            without = [text for text in without if sole and text in phrases("no_contract")]
            sure = Confidence.POSSIBLE
        if without and not any(has_phrase(normal(t), "framework") for t in texts(limit.words)):
            yield miss(*limit.route, confidence=sure, words=limit.words, subjects=tuple(without))


def _runs_with_contract(limit: TimeLimit) -> bool:
    return limit.term.trigger in ("contract-end", "customer-relationship-end")


def _has_no_contract(subject: str, with_contract: bool) -> bool:
    if subject in phrases("no_contract"):
        return True
    return not with_contract and subject in phrases("seldom_contract")


SETTLED = ("claim-settled", "limitation-period-end")
"""Ends that bind a longer time to a named claim."""


@rule(
    "ROPA409", "retention-override-clause", WARNING, "GDPR Art. 5(1)(e), 13(2)(a)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Say for which claims or under which law data are kept longer, who decides it, and until when.",
    silent="It does not speak where a statute, a ground, a maximum or a review bounds the clause, or where it ends with the "
    "claim that it is for or with consent. Of what the register says of itself under `x-`, it reads whole sentences about keeping data.",
)  # fmt: skip
def retention_override_clause(record: Record) -> Iterator[Miss]:
    """“{words}” lets data be kept longer, and neither for what nor until when is bound.

    With such a clause no other time limit holds. A hold for a named claim, with somebody who
    decides it and an end, is another thing.
    """
    for place, activity in zip(record.places, record.activities, strict=True):
        if activity.is_processor:
            continue
        for limit in time_limits(activity, record):
            entry = limit.entry
            if _is_unbound(limit.term) and not limit.reasoned:
                if not has_words(entry.criteria) and not has_words(entry.when):
                    yield miss("activities", place, *limit.route, words=limit.words)
    for route, text in remarks(record.register) if keeps_controller_record(record) else ():
        for sentence in SENTENCE_END.split(text) if has_phrase(normal(text), "keeping") else ():
            about = has_phrase(normal(sentence), "keeping")
            if about and _is_unbound(read_text(sentence, record.register.language)):
                yield miss(*route, words=sentence)
                break


def _is_unbound(term: Term) -> bool:
    """Does a text let data be kept longer, without a law, an end or a review that bounds it?"""
    if not term.override or term.statute or term.trigger in SETTLED:
        return False
    bound = term.maximum or term.review_every
    return not bound and not has_phrase(normal(term.text), "while_agreed")
