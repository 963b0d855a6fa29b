"""8xx: exemption, review, ownership and outdated law, Art. 5(2), 24, 30(2), 30(4), 30(5)."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.table import table
from ropa.law.thresholds import exemption_threshold
from ropa.law.words import phrases
from ropa.model.activity import Activity, Dpia, Exemption
from ropa.model.lawfulness import Assessment
from ropa.model.part import Worded
from ropa.model.record import Record
from ropa.rules.answers import (
    WORD,
    has_words,
    in_every_language,
    is_open,
    normal,
    texts,
)
from ropa.rules.criteria import has_special_data
from ropa.rules.outdated import outdated
from ropa.rules.rule import Miss, miss, rule
from ropa.source.source import Route

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
LIKELY = Confidence.LIKELY
RESTING = ("suspended", "retired")
"""An activity with this status is not reviewed."""


def _claims(record: Record) -> Iterator[tuple[Route, Exemption, tuple[Activity, ...]]]:
    """Where the exemption is claimed, and for which activity.

    The register claims it for what it does not record: of that nothing else is known.
    """
    if isinstance(record.register.exemption, Exemption):
        yield ("exemption",), record.register.exemption, ()
    for place, activity in zip(record.places, record.activities, strict=True):
        if isinstance(activity.exemption, Exemption) and activity.status != "retired":
            yield ("activities", place, "exemption"), activity.exemption, (activity,)


@cache
def _is_some_risk(text: str) -> bool:
    """Does a text say of a risk that it is not low?"""
    words = set(WORD.findall(text))
    return not words.isdisjoint(phrases("some_risk")) and words.isdisjoint(phrases("denial"))


@rule(
    "ROPA801", "exemption-unsupported", ERROR, "GDPR Art. 30(5); WP29 2018-04-19",
    fix="Record the activity, or support the claim: `employees`, `occasional: true` and the `risk`. "
    "The limit is {threshold} employees, as of {as_of}.",
    silent="Silent where fewer are employed and the claim says that the processing is occasional, "
    "without a risk and without special or criminal data: a single event, for instance.",
    variants={
        "headcount": "The exemption is claimed, and the number of employees is not stated.",
        "occasional": "The exemption is claimed for processing that is not stated to be occasional.",
        "special": "The exemption is claimed for special categories of data or criminal data.",
        "risk": "The exemption is claimed for processing that is stated to be likely to result in a risk.",
    },
)  # fmt: skip
def exemption_unsupported(record: Record) -> Iterator[Miss]:
    """The exemption is claimed with {employees} employees, and is for fewer than {threshold}.

    Whoever employs fewer need not record processing that is occasional, without a likely risk and
    without special categories or criminal data. One of the three is enough to lose the exemption,
    and then that activity is recorded. A limit that is only proposed exempts nobody.
    """
    for route, claim, activities in _claims(record):
        threshold, employees = exemption_threshold().employees, record.register.employees
        as_of = table("thresholds")["as_of"]
        facts = {"threshold": threshold, "as_of": as_of, "employees": employees}
        if isinstance(employees, int) and employees >= threshold:
            yield miss(*route, **facts)
            continue
        if is_open(employees) and not record.lost.has("employees", ""):
            yield miss(*route, variant="headcount", **facts)
        if claim.occasional is not True:
            yield miss(*route, "occasional", variant="occasional", **facts)
        if any(has_special_data(activity, record) for activity in activities):
            yield miss(*route, variant="special", **facts)
        if any(isinstance(a.dpia, Dpia) and a.dpia.required is True for a in activities):
            yield miss(*route, variant="risk", **facts)
        elif claim.risk and in_every_language(claim.risk, _is_some_risk):
            doubt: dict[str, Any] = {"severity": WARNING, "confidence": LIKELY}
            yield miss(*route, "risk", variant="risk", **doubt, **facts)


@rule(
    "ROPA802", "processor-record-missing", ERROR, "GDPR Art. 30(2)", whole=True,
    fix="Add the activities with `role: processor`, or say in `processor_record` where they are.",
    silent="Silent where one activity is a processor's, where `processor_record` says where that "
    "record is, and where the register claims the exemption.",
)  # fmt: skip
def processor_record_missing(record: Record) -> Iterator[Miss]:
    """{organisation} acts as a processor too, and nothing is recorded of that.

    A processor keeps a record of all categories of processing that it carries out for controllers,
    beside the record of what it does for itself.
    """
    register = record.register
    kept = has_words(register.processor_record) or isinstance(register.exemption, Exemption)
    if kept or any(activity.is_processor for activity in record.activities):
        return
    for key, keeper in record.keepers.items():
        if "processor" in (keeper.acts_as or ()):
            yield miss("organisations", key, "acts_as", organisation=keeper.name or key)


@rule(
    "ROPA803", "review-overdue", NOTE, "GDPR Art. 5(2), 24(1), 35(11)",
    fix="Review it, and state the day of the next review.",
    silent="Silent on the day itself, and of activities that are suspended or retired.",
    variants={
        "dpia": "The impact assessment should have been reviewed by {due}.",
        "assessment": "The balancing test should have been made anew by {due}.",
        "ignore": "The ignore of {rules} expired on {until}.",
    },
)  # fmt: skip
def review_overdue(activity: Activity, today: date) -> Iterator[Miss]:
    """This activity should have been reviewed by {due}.

    The controller reviews its measures and updates them where necessary, and can demonstrate that.
    A record is a living document.
    """
    if activity.status in RESTING:
        return
    if activity.review_due and activity.review_due < today:
        yield miss("review_due", due=activity.review_due)
    dpia = activity.dpia
    if isinstance(dpia, Dpia) and dpia.review_due and dpia.review_due < today:
        yield miss("dpia", "review_due", variant="dpia", due=dpia.review_due)
    bases = activity.legal_basis
    for index, basis in enumerate(bases if isinstance(bases, tuple) else ()):
        test = basis.assessment
        if isinstance(test, Assessment) and test.review_due and test.review_due < today:
            route = "legal_basis", index, "assessment", "review_due"
            yield miss(*route, variant="assessment", due=test.review_due)


@rule(
    "ROPA804", "ownership-or-dates-missing", NOTE, "GDPR Art. 5(2), 24(1)",
    fix="Name the unit responsible under `owner`, or give a date: `updated` of the register, "
    "`created` or `reviewed` of the activity.",
    silent="Silent where either is stated: one date, `updated` of the register among them, or one owner.",
    variants={
        "register": "No activity has an owner; {number} of {all} have no date either, nor has the "
        "register."
    },
)  # fmt: skip
def ownership_or_dates_missing(record: Record) -> Iterator[Miss]:
    """Neither an owner nor a date is stated.

    Good practice: from its owner and its dates a reader sees whom to ask, and how old the answer
    is.
    """
    if record.register.updated or record.lost.has("updated", ""):
        return
    asked = [
        (place, activity)
        for place, activity in zip(record.places, record.activities, strict=True)
        if activity.status != "retired"
    ]
    bare = {p: a.id for p, a in asked if not (has_words(a.owner) or a.created or a.reviewed)}
    nobody = not any(has_words(activity.owner) for _, activity in asked)
    if nobody and len(bare) > 1 and not record.lost.some_of("activities"):
        concerned = tuple(bare.values())
        yield miss(
            "activities", variant="register", number=len(bare), all=len(asked), concerned=concerned
        )
        return
    for place in bare:
        yield miss("activities", place)


STATUTORY = (
    "purposes", "data_subjects", "personal_data", "recipients", "transfers", "retention",
    "security_measures", "processing",
)  # fmt: skip
DEEDS = ("purposes", "processing")
"""What these say may well begin with “see”: “see who has a contract”."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
MOST_WORDS = 6
"""A text with more words than this says something beside where to look."""


@cache
def _is_link(text: str) -> bool:
    """Is a text an address, and hardly a word beside it?"""
    address = ADDRESS.search(text)
    return bool(address) and len(WORD.findall(ADDRESS.sub("", text))) < 2


@cache
def _only_refers(text: str) -> bool:
    """Is a text only a link, or does it only send the reader to a document?"""
    if _is_link(text):
        return True
    text = normal(text)
    if not text.startswith(_openings()):
        return False
    words = WORD.findall(text)
    return len(words) <= MOST_WORDS and words[-1].endswith(tuple(phrases("document")))


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{words} " for words in phrases("sends_to"))


def _refers(entry: Worded, judge: Callable[[str], bool]) -> bool:
    """Does an entry only send the reader elsewhere, and say nothing beside its words?"""
    words = getattr(entry, entry.word_key)
    if type(words) is str:
        if not judge(words):
            return False
    elif not words or not all(judge(text) for text in texts(words)):
        return False
    return sum(value is not None for value in entry.__dict__.values()) == 1


@rule(
    "ROPA805", "record-by-reference-only", WARNING, "GDPR Art. 30(4)", confidence=LIKELY,
    fix="Write a summary here; the reference may stay beside it.",
    silent="Silent where one entry says more, where `see` leads to another activity, and where "
    "`links` of the activity has documents.",
)  # fmt: skip
def record_by_reference_only(activity: Activity) -> Iterator[Miss]:
    """“{words}” sends the reader elsewhere, and nothing else is stated here.

    The record is made available to the supervisory authority on request, and can be read by itself.
    """
    if activity.links:
        return
    for field in STATUTORY:
        listed = getattr(activity, field)
        judge = _is_link if field in DEEDS else _only_refers
        if type(listed) is not tuple or not listed or not _refers(listed[0], judge):
            continue
        if all(_refers(entry, judge) for entry in listed):
            yield miss(field, 0, words=getattr(listed[0], listed[0].word_key))


@rule(
    "ROPA806", "outdated-law-or-authority", WARNING, "GDPR Art. 94", confidence=LIKELY,
    fix="Name what applies now: the GDPR, lag (2018:218), lag (2022:482), Integritetsskyddsmyndigheten; "
    "or say that it is history.",
    silent="Silent where the text tells of the past, with a year up to 2021 or a word for it, of "
    "Åland and Finland, in `notes`, and of Datatilsynet in Denmark and Norway.",
    variants={
        "authority": "“{words}” is what the Swedish supervisory authority was called until the end of 2020.",
        "term": "“{words}” is a term of the law before the GDPR.",
    },
)  # fmt: skip
def outdated_law_or_authority(record: Record) -> Iterator[Miss]:
    """“{words}” is law that has been replaced.

    The Data Protection Directive 95/46/EC was repealed on 25 May 2018 (Art. 94), and the Swedish
    acts of its time have been replaced (not verified). A reference to them tells a reader that the
    text is older than the law.
    """
    for route, words, kind in outdated(record):
        citation = "Directive 2002/58/EC Art. 5(3)" if _is_on_cookies(words) else ""
        citation = "GDPR Art. 51(1)" if kind == "authority" else citation
        yield miss(*route, variant="" if kind == "law" else kind, citation=citation, words=words)


def _is_on_cookies(words: str) -> bool:
    """Is this the Swedish act on electronic communications, and not one on data protection?"""
    return "kommunikation" in words or words == "2003:389"


FAMILY = (
    exemption_unsupported,
    processor_record_missing,
    review_overdue,
    ownership_or_dates_missing,
    record_by_reference_only,
    outdated_law_or_authority,
)
