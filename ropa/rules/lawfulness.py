"""3xx: lawfulness, Art. 5-10. Not asked by Art. 30; needed by Art. 5(2) and 13(1)(c)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity
from ropa.model.part import Item, NotApplicable
from ropa.model.values import LONGEST_WORD, Texts
from ropa.model.vocabulary import BASES, closest
from ropa.rules.answers import (
    entries,
    has_phrase,
    has_words,
    in_every_language,
    is_vague,
    normal,
    reasoned,
    texts,
)
from ropa.rules.bases import CONSENT, FALLBACKS, bases_of, has_own_consent, is_allocated
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.subjects import are, are_contact_persons, concerned, some_are

PROVISION = re.compile(
    r"§|\b\d{4}:\d|\b(?!2016/679)\d{4}/\d|\b\d+ kap\b"
    r"|\b(?:art|artikel|article|section|chapter|paragraf|s)\b\.? ?(?!6\b)(?:[LRD]\.? ?)?\d",
    re.IGNORECASE,
)
"""A statute's number or a provision; Art. 6 GDPR itself lays down no duty and no task."""


@rule(
    "ROPA301", "legal-basis-missing", Severity.WARNING, "GDPR Art. 6(1), 5(2), 13(1)(c)",
    role="controller",
    fix="Choose one of consent, contract, legal-obligation, vital-interests, public-task, "
    "legitimate-interests for each purpose.",
    variants={
        "unread": "“{words}” is not read as one legal basis of Art. 6(1).",
        "purpose": "The legal bases cover other purposes under `for`, and none is stated for “{words}”.",
    },
    silent="Common words for a legal basis are read. `not_applicable` with a reason is accepted, "
    "for processing under other law. A basis without `for` covers every purpose.",
)  # fmt: skip
def legal_basis_missing(activity: Activity) -> Iterator[Miss]:
    """No legal basis of Art. 6(1) is stated.

    Processing is lawful on one of six bases. The record need not name it, but the controller must
    be able to demonstrate it, and the notice states it.
    """
    bases = activity.legal_basis
    if isinstance(bases, NotApplicable) and reasoned(bases):
        return
    if not isinstance(bases, tuple) or not bases:
        yield miss("legal_basis")
        return
    for index, basis in enumerate(bases):
        if basis.basis is None and has_words(basis.text):
            yield miss(
                "legal_basis",
                index,
                variant="unread",
                words=basis.text,
                suggestion=_meant(basis.text),
            )
        elif basis.basis is None:
            yield miss("legal_basis", index)
    if (left := _first_uncovered(activity)) is not None:
        yield miss("purposes", left[0], variant="purpose", words=left[1])


def _first_uncovered(activity: Activity) -> tuple[int, Texts] | None:
    """The first purpose that no basis is for, where each basis is for some of the purposes."""
    covered: set[str] = set()
    for basis in activity.legal_basis if type(activity.legal_basis) is tuple else ():
        if not basis.for_:
            return None
        covered.update(normal(text) for words in basis.for_ for text in texts(words))
    purposes = [
        (i, words, {*map(normal, texts(words))}) for i, _, words in entries(activity.purposes)
    ]
    if not covered <= {text for _, _, said in purposes for text in said}:
        return None  # `for` tells data or data subjects apart
    return next(((i, words) for i, words, said in purposes if said.isdisjoint(covered)), None)


@cache
def _closest(text: str) -> str:
    return closest(text.lower(), BASES) if len(text) <= LONGEST_WORD else ""


def _meant(text: Texts | None) -> str:
    """The closed word that was probably meant; empty where none is near."""
    return _closest(text) if isinstance(text, str) else ""


@rule(
    "ROPA302", "multiple-bases-unallocated", Severity.WARNING, "GDPR Art. 6(1), 13(1)(c)",
    role="controller",
    fix="State under `for` which purposes, data or data subjects each basis covers, or split the "
    "activity.",
    silent="One basis may be left to cover the rest, and `for`, `when` or a `note` says what the "
    "others cover. Explicit consent under Art. 9(2)(a) and consent to cookies stand on top of "
    "another basis, and consent beside a fallback is left to ROPA303.",
)  # fmt: skip
def multiple_bases_unallocated(activity: Activity) -> Iterator[Miss]:
    """Several legal bases are stated ({bases}), but not which covers what.

    Each purpose has its own basis, and the notice states which: rights differ by basis, and so does
    what happens to the data when one falls away.
    """
    bases = activity.legal_basis
    if not isinstance(bases, tuple) or len(bases) < 2:
        return
    kinds = {basis.basis: None for _, basis in bases_of(activity) if not is_allocated(basis)}
    if has_own_consent(activity) or not kinds.keys().isdisjoint(FALLBACKS):
        kinds.pop(CONSENT, None)
    if len(kinds) > 1:
        yield miss("legal_basis", bases=tuple(kinds))


@rule(
    "ROPA306", "contract-subject-not-party", Severity.WARNING, "GDPR Art. 6(1)(b)",
    role="controller", confidence=Confidence.LIKELY,
    fix="Choose another basis, usually legitimate-interests, or for an authority public-task; or "
    "say under `parties` who the parties are, or that the data subject asked for the steps.",
    silent="Silent where one of the data subjects may be party to the contract, where `parties`, "
    "`when` or a `note` says more, and where the words show that they asked for something: a "
    "quotation, an account. Sole traders are parties.",
)  # fmt: skip
def contract_subject_not_party(activity: Activity) -> Iterator[Miss]:
    """The basis is contract, and it is not stated how “{words}” are party to one or asked for it.

    The contract is one with the data subject, or the steps are taken before it at the data
    subject's request. Contact persons of a company are not party to the company's contract. Read
    from word lists: a hint, not a judgement.
    """
    for index, basis in bases_of(activity, "contract"):
        if has_words(basis.parties) or has_words(basis.when) or has_words(basis.note):
            continue
        subjects = concerned(activity, basis)
        if not subjects or not all(_are_no_party(subject) for subject in subjects):
            continue
        said = (activity.name, basis.text, *(p.name for p in _items(activity.purposes)))
        if any(has_phrase(normal(t), "on_request") for words in said for t in texts(words)):
            continue
        unsure = any(some_are(subject.name, "applicants") for subject in subjects)
        confidence = Confidence.POSSIBLE if unsure else None
        words = subjects[0].name
        yield miss("legal_basis", index, "basis", confidence=confidence, words=words)


def _items(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _are_no_party(subject: Item) -> bool:
    """Do the words name people that the controller has no contract with, and nothing more?"""
    if has_words(subject.when) or has_words(subject.note):
        return False
    return are(subject.name, "prospects", "site_visitors", "applicants") or are_contact_persons(
        subject.name
    )


@rule(
    "ROPA307", "law-not-cited", Severity.WARNING, "GDPR Art. 6(1)(c), 6(1)(e), 6(3)",
    role="controller",
    fix="Cite statute and provision under `law`: “Bokföringslag (1999:1078) 7 kap. 2 §”.",
    variants={"vague": "“{words}” names no law that the basis rests on."},
    silent="A collective agreement counts, and so does a statute with its number or provision in "
    "the `text` or the `note` of the basis.",
)  # fmt: skip
def law_not_cited(activity: Activity) -> Iterator[Miss]:
    """The law that the basis “{basis}” rests on is not stated.

    A legal obligation and a task in the public interest are laid down by Union or national law,
    which determines the purpose. In Sweden a collective agreement may be such a ground (lag
    (2018:218), not verified).
    """
    for index, basis in bases_of(activity, "legal-obligation", "public-task"):
        if any(_cites_law(text) for said in (basis.text, basis.note) for text in texts(said)):
            continue
        if not has_words(basis.law):
            yield miss("legal_basis", index, "law", basis=basis.basis)
        elif in_every_language(basis.law or "", _names_no_law):
            yield miss(
                "legal_basis", index, "law", variant="vague", words=basis.law,
                confidence=Confidence.LIKELY,
            )  # fmt: skip


def _names_no_law(text: str) -> bool:
    return is_vague(text, "law")


@cache
def _cites_law(text: str) -> bool:
    """Does a text cite a statute by its number, or a provision; or a collective agreement?"""
    return bool(PROVISION.search(text)) or has_phrase(normal(text), "collective_agreement")


FAMILY = (
    legal_basis_missing,
    multiple_bases_unallocated,
    contract_subject_not_party,
    law_not_cited,
)
