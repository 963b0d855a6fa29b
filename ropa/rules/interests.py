"""3xx: legitimate interests, Art. 6(1)(f)."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity
from ropa.model.lawfulness import Assessment
from ropa.model.part import NoneStated
from ropa.model.party import Organisation
from ropa.model.record import Record
from ropa.rules.answers import (
    WORD,
    has_phrase,
    has_words,
    in_every_language,
    is_open,
    is_vague,
    normal,
    reasoned,
    texts,
)
from ropa.rules.bases import LEGITIMATE_INTERESTS, bases_of
from ropa.rules.rule import Miss, miss, rule

LONGEST_NAME = 15
"""Words; a longer text explains the basis, and need not name an interest."""


def _names_the_basis(text: str) -> bool:
    """Does a normalised text say “legitimate interest” or the like, and nothing more?"""
    return is_vague(text, "interest")


@cache
def _names_an_interest(text: str) -> bool:
    """Do the words of a document say which interest, and not only that there is one?"""
    words = WORD.findall(text)
    if not has_words(text) or _names_the_basis(normal(text)):
        return False
    return len(words) <= LONGEST_NAME or has_phrase(normal(text), "interest_of")


@rule(
    "ROPA308", "legitimate-interest-unnamed", Severity.WARNING,
    "GDPR Art. 6(1)(f), 13(1)(d), 14(2)(b)", role="controller",
    fix="Name under `interest` the concrete, present and lawful interest, and whose it is.",
    variants={"vague": "“{words}” does not say which interest."},
    silent="The words of a document under `text` count where they say more than the name of the "
    "basis; a long text where it leads to the interest (“our interest in …”).",
)  # fmt: skip
def legitimate_interest_unnamed(activity: Activity) -> Iterator[Miss]:
    """The legitimate interest is not named.

    Whether an interest is legitimate, and what it is weighed against, cannot be judged unless it is
    named; the notice states it.
    """
    for index, basis in bases_of(activity, LEGITIMATE_INTERESTS):
        if any(_names_an_interest(text) for text in texts(basis.text)):
            continue
        if not has_words(basis.interest):
            yield miss("legal_basis", index, "interest")
        elif in_every_language(basis.interest or "", _names_the_basis):
            yield miss(
                "legal_basis", index, "interest", variant="vague", words=basis.interest,
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def is_balanced(assessment: Assessment) -> bool:
    """Is there something of a balancing test: where it is, when it was made or what it came to?

    “Intresseavvägning” names the basis, not the test.
    """
    if assessment.date:
        return True
    return any(
        has_words(said) and not in_every_language(said or "", _names_the_basis)
        for said in (assessment.reference, assessment.outcome)
    )


@rule(
    "ROPA309", "balancing-test-missing", Severity.WARNING, "GDPR Art. 6(1)(f), 5(2)",
    role="controller",
    fix="Make the test in three steps (interest, necessity, balance), and give under `assessment` "
    "its reference, date or outcome.",
    silent="A reference, a date or an outcome is enough, a short test written under `outcome` too; "
    "`none` or `not_applicable` with a reason is an answer.",
)  # fmt: skip
def balancing_test_missing(activity: Activity) -> Iterator[Miss]:
    """No balancing test of the legitimate interest is stated.

    Legitimate interests are a basis only where those of the data subject do not override them, and
    the controller must be able to demonstrate it. “Intresseavvägning” names the basis, not the test
    (EDPB Guidelines 1/2024, version for public consultation).
    """
    for index, basis in bases_of(activity, LEGITIMATE_INTERESTS):
        test = basis.assessment
        if isinstance(test, Assessment):
            if not is_balanced(test):
                yield miss("legal_basis", index, "assessment")
        elif is_open(test) or (isinstance(test, NoneStated) and not reasoned(test)):
            yield miss("legal_basis", index, "assessment")


def controllers_of(activity: Activity, record: Record) -> list[Organisation]:
    """The controllers of an activity: those that it names, else those who keep the record."""
    if isinstance(activity.controllers, tuple):
        defined = record.register.organisations
        return [defined[key] for key in activity.controllers if key in defined]
    return list(record.keepers.values())


def are_authorities(activity: Activity, record: Record) -> bool:
    """Are the controllers of an activity public authorities, all of them?"""
    controllers = controllers_of(activity, record)
    return bool(controllers) and all(c.type == "public-authority" for c in controllers)


@rule(
    "ROPA310", "legitimate-interest-by-authority", Severity.WARNING,
    "GDPR Art. 6(1) second subparagraph", role="controller", lawfulness=True,
    fix="Choose public-task or legal-obligation with the law; or say under `outside_tasks` why "
    "this is not in the performance of the authority's tasks.",
    silent="Silent where `outside_tasks` says why, as for a landlord, and where one of the "
    "controllers is not stated to be a public authority.",
)  # fmt: skip
def legitimate_interest_by_authority(activity: Activity, record: Record) -> Iterator[Miss]:
    """A public authority relies on legitimate interests, and it is not stated that it acts outside its tasks.

    Legitimate interests are no basis for processing by public authorities in the performance of
    their tasks: those are laid down by law.
    """
    for index, basis in bases_of(activity, LEGITIMATE_INTERESTS):
        if not has_words(basis.outside_tasks) and are_authorities(activity, record):
            yield miss("legal_basis", index, "basis")


FAMILY = (
    legitimate_interest_unnamed,
    balancing_test_missing,
    legitimate_interest_by_authority,
)
