"""1xx, third part: transfers, time limits and security, Art. 30(1)(e)-(g)."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.rules.answers import (
    has_phrase,
    has_words,
    in_sets,
    normal,
    reasoned,
    stated,
    texts,
    words_of,
)
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.transfers import transfers_answered, undocumented_49, without_destination

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@rule(
    "ROPA117", "transfers-undetermined", WARNING, "GDPR Art. 30(1)(e)", role="controller",
    fix="Answer `transfers: none`, or list country and mechanism of each.",
    silent="`none` is an answer, and needs no reason.",
)  # fmt: skip
def transfers_undetermined(activity: Activity) -> Iterator[Miss]:
    """Whether data are transferred to a third country is not answered.

    The record holds transfers to third countries and international organisations, where there are
    any. `none` is an answer.
    """
    if not transfers_answered(activity):
        yield miss("transfers")


@rule(
    "ROPA118", "transfer-destination-missing", ERROR, "GDPR Art. 30(1)(e)", role="controller",
    fix="Give the `country` as a two-letter code, or the international `organisation`.",
    silent="Silent where the country stands with the transfer, with its recipient, or in its "
    "words.",
)  # fmt: skip
def transfer_destination_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """A transfer is stated without the third country or international organisation.

    The record identifies the third country or international organisation.
    """
    for index in without_destination(activity, record):
        yield miss("transfers", index)


@rule(
    "ROPA119", "art49-safeguards-undocumented", ERROR,
    "GDPR Art. 30(1)(e), 49(1) second subparagraph, 49(6)", role="controller",
    fix="Give the `assessment` and the suitable `safeguards`.",
    silent="It asks this only of transfers that rest on compelling legitimate interests, Art. "
    "49(1), second subparagraph.",
)  # fmt: skip
def art49_safeguards_undocumented(activity: Activity) -> Iterator[Miss]:
    """A transfer for compelling legitimate interests lacks its assessment or safeguards.

    For transfers under the second subparagraph of Art. 49(1) the record holds the documentation of
    suitable safeguards, and under Art. 49(6) the assessment too.
    """
    for index in undocumented_49(activity):
        yield miss("transfers", index, "mechanism")


@rule(
    "ROPA120", "erasure-limit-missing", WARNING, "GDPR Art. 30(1)(f), 5(1)(e)", role="controller",
    fix="Give a period, an event or criteria for each category, or the reason why it is not possible.",
    silent="An event or criteria are enough, and so is the reason why no limit can be given.",
)  # fmt: skip
def erasure_limit_missing(activity: Activity) -> Iterator[Miss]:
    """No time limit for erasure is stated, and no reason why that is not possible.

    Where possible, the record holds the envisaged time limits for erasure of the different
    categories of data. `{none: reason}` says why it is not.
    """
    answered = stated(activity.retention) or reasoned(activity.retention)
    if not answered and not in_sets(activity, "retention"):
        yield miss("retention")


def security_missing(activity: Activity, record: Record) -> bool:
    """Is no security measure described, or only in the words of the law?"""
    measures = activity.security_measures
    if not isinstance(measures, tuple):
        return not reasoned(measures)
    defined = record.register.security_measures
    for measure in measures:
        described = defined.get(measure.name, measure) if type(measure.name) is str else measure
        for text in texts(words_of(described)):
            if has_words(text) and not repeats_the_law(text):
                return False
    return True


def sure_of_security(activity: Activity) -> Confidence | None:
    """How sure it is that measures are missing: those that are stated were judged by their words."""
    return Confidence.LIKELY if stated(activity.security_measures) else None


@cache
def repeats_the_law(text: str) -> bool:
    """Does a text declare measures as the law does, and describe none?"""
    text = normal(text)
    return has_phrase(text, "security") and not has_phrase(text, "measures")


@rule(
    "ROPA121", "security-description-missing", WARNING, "GDPR Art. 30(1)(g), 32(1)",
    role="controller",
    fix="Describe at least one concrete measure: access control, encryption, backup, testing, …",
    silent="One measure in concrete terms is enough, at the activity or in the defaults.",
)  # fmt: skip
def security_description_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """No security measure is described in concrete terms.

    Where possible, the record holds a general description of the measures under Art. 32(1).
    “Appropriate technical and organisational measures” repeats the law and describes none.
    """
    if security_missing(activity, record):
        yield miss("security_measures", confidence=sure_of_security(activity))


FAMILY = (
    transfers_undetermined,
    transfer_destination_missing,
    art49_safeguards_undocumented,
    erasure_limit_missing,
    security_description_missing,
)
