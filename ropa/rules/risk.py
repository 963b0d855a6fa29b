"""7xx: impact assessment, automated decisions, source, officer, Art. 14, 22, 35, 37."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.words import pattern
from ropa.model.activity import Activity, AutomatedDecisions, Dpia
from ropa.model.part import NoneStated
from ropa.model.party import Organisation, Person
from ropa.model.record import Record
from ropa.rules.answers import has_words, is_open, normal, reasoned, texts
from ropa.rules.criteria import (
    MONITORING,
    assessed,
    criteria_hinted,
    criteria_said,
    decides,
    has_special_data,
    in_order,
    mandatory_case,
    met_by,
    owes_assessment,
    tells,
    texts_about,
)
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.subjects import are_all

WARNING, LIKELY = Severity.WARNING, Confidence.LIKELY


def _screening(activity: Activity) -> str | None:
    """What is wanting in the answer on an impact assessment: `open`, `bare`, or nothing (None)."""
    dpia = activity.dpia
    if is_open(dpia):
        return "open"
    if not isinstance(dpia, Dpia):
        return "bare" if isinstance(dpia, NoneStated) and not reasoned(dpia) else None
    if has_words(dpia.reason) or dpia.criteria or assessed(activity):
        return None
    return {None: "open", False: "bare"}.get(dpia.required)


@rule(
    "ROPA701", "dpia-undetermined", WARNING, "GDPR Art. 35(1)", role="controller",
    fix="Go through the nine criteria of WP248, and answer `dpia` with the `reference` of the "
    "assessment, or `none` with the reason.",
    silent="Silent where an assessment, criteria or a reason is stated, and for activities that are retired.",
    variants={
        "bare": "That no impact assessment is required is stated without the reason.",
        "register": "None of the {number} activities says whether an impact assessment is required.",
    },
)  # fmt: skip
def dpia_undetermined(record: Record) -> Iterator[Miss]:
    """Whether an impact assessment is required is not answered.

    A type of processing that is likely to result in a high risk is assessed before it begins. That
    none is required is an answer too, with the reason.
    """
    asked = [
        (place, activity)
        for place, activity in zip(record.places, record.activities, strict=True)
        if not activity.is_processor and activity.status != "retired"
    ]
    unread = record.lost.some_of("activities")
    if len(asked) > 1 and not unread and all(a.dpia is None for _, a in asked):
        concerned = tuple(activity.id for _, activity in asked)
        yield miss("activities", variant="register", number=len(asked), concerned=concerned)
        return
    for place, activity in asked:
        if wanting := _screening(activity):
            variant = "bare" if wanting == "bare" else ""
            yield miss("activities", place, "dpia", variant=variant)


@cache
def _cites_35(text: str) -> bool:
    """Does a reason rest on an assessment that covers this one, Art. 35(1), or the law's, 35(10)?"""
    return "35(1" in text.replace(".", "(").replace(" ", "")


def _reasons(activity: Activity) -> Iterator[str]:
    """Why no impact assessment is required, as stated."""
    dpia = activity.dpia
    if isinstance(dpia, (Dpia, NoneStated)):
        yield from texts(dpia.reason if isinstance(dpia, Dpia) else dpia.none)


@rule(
    "ROPA702", "dpia-likely-required", WARNING, "GDPR Art. 35(1); WP248 rev.01", role="controller",
    fix="Carry out the assessment and refer to it, or give the reason why none is required.",
    silent="Silent where an assessment is referred to or a reason is stated; customers, employees or "
    "patients count as vulnerable only where the record says so.",
    variants={
        "outstanding": "An impact assessment is stated to be required, and none is referred to.",
        "words": "The words for this activity suggest two of the nine criteria for a high risk "
        "({criteria}), and neither an impact assessment nor a reason is stated.",
    },
)  # fmt: skip
def dpia_likely_required(activity: Activity, record: Record) -> Iterator[Miss]:
    """Two or more of the nine criteria for a high risk are met ({criteria}), and neither an impact assessment nor a reason is stated.

    In most cases two of the nine criteria of WP248 rev.01 (not verified) mean that an assessment is
    required. The lists of the supervisory authorities prevail, and Art. 35(10) may apply.
    """
    dpia = activity.dpia
    if not owes_assessment(activity) or reasoned(dpia):
        return
    if isinstance(dpia, Dpia) and has_words(dpia.reason):
        return
    met = criteria_said(activity, record)
    sure = len(met) > 1
    if not sure:
        met |= criteria_hinted(activity)
    outstanding = isinstance(dpia, Dpia) and dpia.required is True
    if (len(met) < 2 and not outstanding) or mandatory_case(activity, record):
        return
    if outstanding:
        yield miss("dpia", variant="outstanding", criteria=in_order(met))
    elif sure:
        yield miss("dpia", criteria=in_order(met))
    else:
        yield miss("dpia", variant="words", confidence=LIKELY, criteria=in_order(met))


@rule(
    "ROPA703", "dpia-mandatory-case", WARNING, "GDPR Art. 35(3)(a)-(c), 35(4)", role="controller",
    lawfulness=True,
    fix="Carry out the assessment before the processing begins, and refer to it; consult the "
    "supervisory authority (Art. 36) if a high risk remains.",
    silent="Silent where an assessment is referred to, where one is to come before a planned "
    "activity begins, and where the reason cites Art. 35(1) or 35(10).",
    variants={
        "a": "Persons are evaluated and decisions with legal effects are automated, and no impact "
        "assessment is referred to.",
        "c": "A publicly accessible area seems to be monitored on a large scale, and no impact "
        "assessment is referred to.",
    },
)  # fmt: skip
def dpia_mandatory_case(activity: Activity, record: Record) -> Iterator[Miss]:
    """Special categories or criminal data are processed on a large scale, and no impact assessment is referred to.

    In three cases the law itself requires an assessment: automated evaluation on which decisions
    with legal or similar effects rest, special categories or criminal data on a large scale, and
    systematic monitoring of a publicly accessible area on a large scale.
    """
    if activity.large_scale is not True and not decides(activity):
        return
    case = mandatory_case(activity, record) if owes_assessment(activity) else None
    if case is None or any(_cites_35(text) for text in _reasons(activity)):
        return
    letter, sure = case
    variant = "" if letter == "b" else letter
    yield miss("dpia", variant=variant, citation=f"GDPR Art. 35(3)({letter})", confidence=sure)


@rule(
    "ROPA704", "adm-ground-missing", WARNING, "GDPR Art. 22(1)-(4), 13(2)(f)", role="controller",
    fix="State the `ground` (22(2)(a)-(c)) and the `safeguards`, or that a person decides.",
    silent="Silent where `legal_effects` is false, of filters for spam, and on the safeguards where "
    "the law that authorises the decision lays them down (Art. 22(2)(b)).",
    variants={
        "ground": "An automated decision is stated without its ground under Art. 22(2).",
        "safeguards": "An automated decision is stated without safeguards for the data subject.",
    },
)  # fmt: skip
def adm_ground_missing(activity: Activity) -> Iterator[Miss]:
    """An automated decision is stated without its ground under Art. 22(2) and without safeguards.

    A decision with legal or similarly significant effects is automated only for a contract, by
    authority of law or with explicit consent; the data subject can have a person look at it again.
    """
    decisions = activity.automated_decisions
    if not isinstance(decisions, AutomatedDecisions) or not decides(activity):
        return
    harmless = any(tells(text, "no_decision") for text in texts(decisions.logic))
    if harmless or activity.status == "retired":
        return
    ground = decisions.ground is not None
    guarded = has_words(decisions.safeguards) or decisions.ground == "22(2)(b)"
    if not ground or not guarded:
        variant = "safeguards" if ground else "ground" if guarded else ""
        yield miss("automated_decisions", variant=variant)


NO_NOTICE = ("from_data_subject", "own_source")
"""Kinds of words for a source of which Art. 14 does not ask that anybody be told."""


@cache
def asks_for_notice(text: str) -> bool:
    """Is this source another than the data subject, and than the controller's own systems?"""
    if text == "data-subject" or not has_words(text):
        return False
    return not any(pattern(kind).search(normal(text)) for kind in NO_NOTICE)


@rule(
    "ROPA705", "source-missing", WARNING, "GDPR Art. 14(2)(f)", role="controller",
    confidence=LIKELY,
    fix="Name the source under `source`, and under `notice_given` when data subjects are told, or "
    "why Art. 14(5) does not ask for it.",
    silent="Silent where the data come from the data subject or whoever acts for them, or arise "
    "with the controller, where `notice_given` or a `note` says more, and where nothing tells of another source.",
    variants={
        "words": "The words for this activity tell of data that do not come from the data subject, "
        "and the source is not stated."
    },
)  # fmt: skip
def source_missing(activity: Activity) -> Iterator[Miss]:
    """The data come from “{words}”, and when data subjects are told is not stated.

    Where data are not obtained from the data subject, the data subject is told of the source, as a
    rule within a month. Art. 30 does not ask for it.
    """
    source = activity.source
    if activity.status == "retired":
        return
    if isinstance(source, tuple):
        for index, entry in enumerate(source):
            told = has_words(entry.notice_given) or has_words(entry.note)
            if not told and all(asks_for_notice(text) for text in texts(entry.from_)):
                yield miss("source", index, words=entry.from_)
    elif is_open(source):
        said = tuple(texts_about(activity))
        picked = any(tells(text, "address_selection") for text in said)
        if any(tells(t, "indirect") for t in said) or (picked and are_all(activity, "prospects")):
            yield miss("source", variant="words")


def _without_dpo(record: Record) -> dict[str, Organisation]:
    """Who keeps the record and has neither an officer nor a reason for having none."""
    general = record.register.dpo

    def answered(answer: Any) -> bool:
        return isinstance(answer, Person) or reasoned(answer)

    unread = record.lost.has("dpo", "")
    return {
        key: keeper
        for key, keeper in record.keepers.items()
        if not answered(general if keeper.dpo is None else keeper.dpo)
        and not (keeper.dpo is None and unread)
    }


@rule(
    "ROPA706", "dpo-mandatory-likely", WARNING, "GDPR Art. 37(1)(a)-(c)",
    fix="Designate a data protection officer, or answer `none` with the reason.",
    silent="Silent where an officer is named or a reason is stated, as courts have one; data that "
    "are ancillary, such as those of one's own staff, are no core activity.",
    variants={
        "b": "Systematic monitoring on a large scale is a core activity, and no data protection "
        "officer is stated.",
        "c": "Special categories or criminal data on a large scale are a core activity, and no data "
        "protection officer is stated.",
    },
)  # fmt: skip
def dpo_mandatory_likely(record: Record) -> Iterator[Miss]:
    """{organisation} is a public authority or body, and no data protection officer is stated.

    A public authority designates an officer, courts in their judicial capacity excepted; and so does
    whoever has as a core activity monitoring, or special categories of data, on a large scale.
    """
    lacking = _without_dpo(record)
    for key, keeper in lacking.items():
        if keeper.type == "public-authority":
            name = keeper.name or key
            yield miss(
                "organisations", key, "type", organisation=name, citation="GDPR Art. 37(1)(a)"
            )
    for place, activity in zip(record.places, record.activities, strict=True) if lacking else ():
        if activity.core_activity is not True or activity.large_scale is not True:
            continue
        if activity.status == "retired" or not _concerns(activity, lacking):
            continue
        at = "activities", place, "core_activity"
        if has_special_data(activity, record):
            yield miss(*at, variant="c", citation="GDPR Art. 37(1)(c)")
        elif sure := met_by(activity, MONITORING):
            yield miss(*at, variant="b", citation="GDPR Art. 37(1)(b)", confidence=sure)


def _concerns(activity: Activity, keepers: dict[str, Organisation]) -> bool:
    """Is an activity that of one of these, or of all who keep the record?"""
    named = activity.controllers
    return not isinstance(named, tuple) or any(key in keepers for key in named)


FAMILY = (
    dpia_undetermined,
    dpia_likely_required,
    dpia_mandatory_case,
    adm_ground_missing,
    source_missing,
    dpo_mandatory_likely,
)
