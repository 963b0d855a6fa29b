"""4xx: time limits for erasure, Art. 5(1)(e), 30(1)(f): what they say, and on what ground."""

from collections.abc import Iterator
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.retention.calendar import compare
from ropa.retention.grammar import is_self_timed
from ropa.rules.answers import has_words, texts
from ropa.rules.retention_conflicts import (
    retention_exceeds_source,
    retention_override_clause,
    retention_trigger_mismatch,
    statutory_minimum_undershot,
)
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.time_limits import TimeLimit, names, names_of_for, time_limits

WARNING = Severity.WARNING
LONG = "P5Y"
SOON = "P1M"
"""How long erasure may take once consent is withdrawn: after Art. 12(3)."""


def _is_tested(limit: TimeLimit) -> bool:
    """Is there a period, a maximum or a review beside vague words, or criteria?"""
    entry = limit.entry
    return has_words(entry.criteria) or bool(entry.review_every or entry.period or entry.maximum)


@rule(
    "ROPA401", "retention-vague", WARNING, "GDPR Art. 30(1)(f), 5(1)(e), 13(2)(a)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Give a period, an event, or `criteria` that can be tested; or `review_every`, how often the need is reviewed.",
    silent="It does not speak where criteria, a period, a maximum or the interval of a review stand beside the words, "
    "or a ground for keeping without end.",
    variants={"indefinite": "“{words}” has no end, and no ground for that is stated."},
)  # fmt: skip
def retention_vague(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” does not let anybody work out when the data are erased.

    Data are kept no longer than is necessary for the purposes. Criteria will do where no period can
    be given, if they can be tested: “as long as necessary” repeats the law.
    """
    limits = time_limits(activity, record)
    for limit in limits:
        term = limit.term
        if not term.vague or _is_tested(limit) or _is_capped(limits):
            continue
        if (term.by_law or term.kind == "indefinite") and limit.reasoned:
            continue
        variant = "indefinite" if term.kind == "indefinite" else ""
        yield miss(*limit.route, variant=variant, words=limit.words)


def _is_capped(limits: tuple[TimeLimit, ...]) -> bool:
    """Does another time limit set an end for all the data?"""
    return any(
        (limit.term.maximum or limit.term.longest) not in (None, "P0D")
        and "use-limit" not in limit.term.notes
        and not limit.entry.for_
        and not limit.entry.when
        for limit in limits
    )


@rule(
    "ROPA402", "retention-trigger-missing", WARNING, "GDPR Art. 30(1)(f)", role="controller",
    confidence=Confidence.LIKELY,
    fix="Say what the period runs from: `after: contract-end`, or in words, “1 year after the contract ended”.",
    silent="It does not speak of logs and footage, whose time runs from their own making, of a period with `after` or "
    "with a statute or ground, or of one that follows another.",
)  # fmt: skip
def retention_trigger_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” is a period, and from when it runs is not stated.

    A time limit can only be applied, and checked, where both its length and its start are known.
    """
    for limit in time_limits(activity, record):
        if limit.bare and not has_words(limit.entry.criteria):
            if not _is_about_logs(activity, limit, record):
                yield miss(*limit.route, words=limit.words)


def _is_about_logs(activity: Activity, limit: TimeLimit, record: Record) -> bool:
    """Is the time limit about records whose time runs from their own making?"""
    language = record.register.language
    about = limit.entry.for_
    said = names_of_for(limit, record) if about else names(activity.personal_data, record)
    if any(is_self_timed(text, language) for text in said):
        return True
    return not about and any(is_self_timed(text, language) for text in texts(activity.name))


@rule(
    "ROPA403", "retention-not-per-category", Severity.NOTE, "GDPR Art. 30(1)(f)",
    role="controller",
    fix="Confirm with `applies_to: all`, or give each category its own time limit with `for` or `data_sets`.",
    silent="It does not speak where `for`, `applies_to: all` or `data_sets` says what the time limit holds for, or where "
    "the time limit itself needs other words first.",
)  # fmt: skip
def retention_not_per_category(activity: Activity, record: Record) -> Iterator[Miss]:
    """Several categories of data have one time limit, and whether it holds for all is not stated.

    The record holds the time limits for the different categories of data. One for all may be right.
    """
    data = activity.personal_data
    if activity.data_sets or type(data) is not tuple or len(data) < 2:
        return
    limits = time_limits(activity, record)
    if len(limits) == 1:
        (limit,) = limits
        settled = limit.entry.for_ or limit.entry.applies_to
        if not settled and limit.term.understood and not limit.term.vague and not limit.bare:
            yield miss(*limit.route)


@rule(
    "ROPA404", "retention-outlasts-consent", WARNING, "GDPR Art. 7(3), 17(1)(b)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Let the time limit end with the withdrawal, and give what is kept after it its own entry with `for` and `ground`.",
    silent="It does not speak where another legal basis is allocated with `for` or `when`, where a ground or a condition is "
    "stated, or of proof of the consent.",
)  # fmt: skip
def retention_outlasts_consent(activity: Activity, record: Record) -> Iterator[Miss]:
    """Consent is a legal basis, and “{words}” goes on after it is withdrawn.

    Consent may be withdrawn at any time, and the data are then erased where there is no other legal
    ground. What is kept after that, such as proof of the consent, rests on something else.
    """
    bases = activity.legal_basis
    if type(bases) is not tuple or not any(basis.basis == "consent" for basis in bases):
        return
    others = any(basis.basis != "consent" for basis in bases)
    if others and any(basis.for_ or basis.when for basis in bases):
        return
    limits = time_limits(activity, record)
    if any(_ends_with_consent(limit) and not limit.entry.for_ for limit in limits):
        return
    for limit in limits:
        if _outlasts(limit) and not _is_proof(limit, record):
            yield miss(*limit.route, words=limit.words)


def _ends_with_consent(limit: TimeLimit) -> bool:
    term = limit.term
    ends = term.trigger in ("consent-withdrawn", "unsubscribe", "objection") or term.withdrawal
    return ends and (term.longest is None or _is_soon(term.longest))


def _is_soon(period: str) -> bool:
    return compare(period, SOON) in ("shorter", "equal", "depends")


GOES_ON = (
    "contract-end", "customer-relationship-end", "agreement-start", "employment-end", "last-contact",
    "last-login", "consent-withdrawn", "unsubscribe", "objection", "recruitment-end",
    "financial-year-end", "invoice-date", "case-closed",
)  # fmt: skip
"""What may happen after the withdrawal of consent, or is that withdrawal."""


def _outlasts(limit: TimeLimit) -> bool:
    """Does a time limit run past the withdrawal of consent, and is no other ground for it stated?"""
    term = limit.term
    if limit.reasoned or term.condition or term.vague or term.trigger not in GOES_ON:
        return False
    if term.withdrawal and term.trigger != "consent-withdrawn":  # “or earlier, if withdrawn”
        return False
    return not _ends_with_consent(limit)


def _is_proof(limit: TimeLimit, record: Record) -> bool:
    """Is it about proof that consent was given, Art. 7(1)?"""
    said = " ".join([*names_of_for(limit, record), *(t.lower() for t in texts(limit.words))])
    return any(word in said for word in phrases("proof_of_consent"))


@rule(
    "ROPA405", "statutory-ground-missing", Severity.NOTE, "GDPR Art. 6(3), 17(3)(b)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Name the statute and provision, or the reason, as the `ground`.",
    silent="It does not speak where a statute, a ground or a period of limitation is named, or where a legal basis of the "
    "activity names its law.",
    variants={"by-law": "“{words}” points to a law, and which one is not stated."},
)  # fmt: skip
def statutory_ground_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” is a long time, and what it rests on is not stated.

    Five years and more are mostly kept because a law says so, or to meet claims. Erasure may wait
    for a legal obligation, which Union or national law lays down.
    """
    for limit in time_limits(activity, record):
        term = limit.term
        if limit.reasoned or term.vague or not term.understood or "limitation" in term.notes:
            continue
        long = term.longest is not None and compare(term.longest, LONG) in ("longer", "equal")
        if (long or term.by_law) and not _names_its_law(activity.legal_basis):
            yield miss(*limit.route, variant="by-law" if term.by_law else "", words=limit.words)


def _names_its_law(bases: Any) -> bool:
    return type(bases) is tuple and any(has_words(basis.law) for basis in bases)


FAMILY = (
    retention_vague,
    retention_trigger_missing,
    retention_not_per_category,
    retention_outlasts_consent,
    statutory_ground_missing,
    statutory_minimum_undershot,
    retention_exceeds_source,
    retention_trigger_mismatch,
    retention_override_clause,
)
"""4xx."""
