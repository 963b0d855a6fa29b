"""3xx: consent, Art. 4(11), 7, 8; and children, recital 38."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.lawfulness import Assessment, Consent, LegalBasis
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import (
    WORD,
    answered_none,
    entries,
    has_phrase,
    has_words,
    is_open,
    normal,
    texts,
)
from ropa.rules.bases import (
    CONSENT,
    LEGITIMATE_INTERESTS,
    bases_of,
    consent_and_fallback,
)
from ropa.rules.interests import are_authorities
from ropa.rules.rule import Miss, miss, miss_in_definition, rule
from ropa.rules.subjects import concerned, some_are, subjects_of

NOTHING = Consent(withdrawal=None, evidence=None)


def _say(said: tuple[Texts | None, ...], kind: str) -> bool:
    """Does one of the texts, in some language, hold a phrase of a kind?"""
    return any(has_phrase(normal(text), kind) for words in said for text in texts(words))


@rule(
    "ROPA303", "consent-with-fallback-basis", Severity.WARNING, "GDPR Art. 7(3), 5(1)(a)",
    role="controller",
    fix="Choose one basis for each purpose, and state under `for` what each covers.",
    silent="Silent where `for`, `when` or a `note` tells the two apart, for consent to cookies, and "
    "for explicit consent under Art. 9(2)(a) on top of another basis.",
)  # fmt: skip
def consent_with_fallback_basis(activity: Activity) -> Iterator[Miss]:
    """Consent is stated, and beside it `{other}` for the same.

    Whoever is asked for consent may expect that the processing ends when it is withdrawn. Consent
    that another basis would override is misleading (EDPB Guidelines 05/2020, not
    verified).
    """
    if found := consent_and_fallback(activity):
        index, other = found
        yield miss("legal_basis", index, "basis", other=other.basis)


@rule(
    "ROPA304", "consent-withdrawal-missing", Severity.WARNING, "GDPR Art. 7(3), 7(1), 13(2)(c)",
    role="controller",
    fix="State under `withdrawal` how consent is withdrawn, and under `evidence` where consents are "
    "recorded; what holds for every consent, once under `consent` of the register.",
    variants={
        "withdrawal": "How consent is withdrawn is not stated.",
        "evidence": "Where consents are recorded is not stated.",
    },
    silent="What the register says of every consent under `consent` holds for each. A `text` or a "
    "`note` that tells of withdrawal counts, and so does the evidence of explicit consent.",
)  # fmt: skip
def consent_withdrawal_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """It is not stated how consent is withdrawn, nor where consents are recorded.

    It is as easy to withdraw consent as to give it, and the data subject is told so beforehand. The
    controller must be able to demonstrate that consent was given.
    """
    for index, basis in bases_of(activity, CONSENT):
        if record.lost.some_of("consent"):
            return
        always = record.register.consent or NOTHING
        withdrawal = has_words(basis.withdrawal) or has_words(always.withdrawal)
        withdrawal = withdrawal or _say((basis.text, basis.note), "withdrawn")
        evidence = has_words(basis.evidence) or has_words(always.evidence)
        evidence = evidence or _has_explicit_evidence(activity)
        if not withdrawal or not evidence:
            missing = "evidence" if withdrawal else "withdrawal"
            variant = missing if withdrawal or evidence else ""
            yield miss("legal_basis", index, missing, variant=variant)


def _has_explicit_evidence(activity: Activity) -> bool:
    """Is it said where explicit consent is recorded, Art. 9(2)(a)?"""
    conditions = activity.special_conditions
    return isinstance(conditions, tuple) and any(
        c.condition == "9(2)(a)" and has_words(c.evidence) for c in conditions
    )


@rule(
    "ROPA305", "consent-not-free", Severity.WARNING, "GDPR Art. 7(4), 4(11), recital 42-43",
    role="controller", confidence=Confidence.LIKELY,
    fix="Choose another basis, or ask for consent by itself and say under `freely_given` why a "
    "refusal has no consequences.",
    variants={
        "bound": "“{words}”: who withdraws consent loses the service.",
        "subjects": "Consent is the only basis for “{words}”, and why it is freely given is not "
        "stated.",
        "authority": "A public authority relies on consent alone, and why it is freely given is "
        "not stated.",
    },
    silent="Silent where `freely_given` says why, where the words name something that one is free "
    "to leave (a newsletter, a candidate pool), and where the wording asks for consent as such.",
)  # fmt: skip
def consent_not_free(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” takes consent from something else that the data subject does.

    Consent is a clear affirmative act, and can be refused and withdrawn without detriment. That is
    in doubt where it is bundled with a service, and between an employer and staff or applicants, or
    an authority and the public. Read from word lists: a hint, not a judgement.
    """
    for index, basis in bases_of(activity, CONSENT):
        if has_words(basis.freely_given):
            continue
        if any(_is_assumed(text) for text in texts(basis.text)):
            yield miss("legal_basis", index, "text", words=basis.text)
        elif any(_binds(text) for text in texts(basis.withdrawal)):
            yield miss("legal_basis", index, "withdrawal", variant="bound", words=basis.withdrawal)
        elif basis.withdrawal is None and any(_binds(text) for text in texts(_always(record))):
            yield miss_in_definition(
                "consent", "withdrawal", variant="bound", words=_always(record)
            )
        else:
            yield from _unequal(activity, record, index, basis)


def _always(record: Record) -> Texts | None:
    """How every consent is withdrawn."""
    return (record.register.consent or NOTHING).withdrawal


@cache
def _is_assumed(text: str) -> bool:
    """Do the words take consent from the use of a service, and not from an act of its own?"""
    text = normal(text)
    from_use = text.startswith(tuple(phrases("on_use"))) and has_phrase(text, "then_agreed")
    if not (from_use or has_phrase(text, "consent_assumed")) or has_phrase(text, "consent_asked"):
        return False
    return phrases("denial").isdisjoint(WORD.findall(text))


@cache
def _binds(text: str) -> bool:
    """Is the end of the service the only way that the words offer to withdraw consent?"""
    text = normal(text)
    return has_phrase(text, "service_ended") and not has_phrase(f" {text} ", "other_way")


def _unequal(activity: Activity, record: Record, index: int, basis: LegalBasis) -> Iterator[Miss]:
    """Is consent the only basis where the data subject is hardly free to refuse, recital 43?"""
    bases = activity.legal_basis
    if isinstance(bases, tuple) and any(other.basis != CONSENT for other in bases):
        return
    words = (activity.name, *(words for _, _, words in entries(activity.purposes)))
    if _say((*words, basis.text, basis.note, basis.when), "optional_extra"):
        return
    for subject in concerned(activity, basis):
        if some_are(subject.name, "employees", "applicants"):
            yield miss(
                "legal_basis", index, "basis", variant="subjects", words=subject.name,
                confidence=Confidence.POSSIBLE,
            )  # fmt: skip
            return
    if activity.cookies is None and are_authorities(activity, record):
        sure = Confidence.POSSIBLE
        yield miss("legal_basis", index, "basis", variant="authority", confidence=sure)


@rule(
    "ROPA316", "child-data-safeguards", Severity.WARNING, "GDPR Art. 8(1), 6(1)(f), recital 38",
    role="controller",
    fix="State under `age_check` how age or the parents' authorisation is checked, or "
    "`information_society_service: false`; and under `assessment`, `children`, how children were "
    "weighed in.",
    variants={
        "interests": "Children are concerned, and how they were weighed in the balancing test is "
        "not stated."
    },
    silent="Silent where `children: false` or `information_society_service: false` is stated, where "
    "the consent is the parents', and for a basis that covers others under `for`.",
)  # fmt: skip
def child_data_safeguards(activity: Activity) -> Iterator[Miss]:
    """Children are concerned, and how their age or their parents' authorisation is checked is not stated.

    A child consents to an online service only from the age of 16, or a lower one under national
    law; below it the parents consent or authorise. A legitimate interest is overridden sooner where
    the data subject is a child.
    """
    if activity.children is not True and not is_open(activity.children):
        return
    for index, basis in bases_of(activity, CONSENT, LEGITIMATE_INTERESTS):
        if not (confidence := _about_children(activity, basis)):
            continue
        if basis.basis == LEGITIMATE_INTERESTS:
            if not _weighed(basis):
                variant = "interests"
                yield miss("legal_basis", index, variant=variant, confidence=confidence)
        elif _asks_children_online(activity, basis):
            yield miss("legal_basis", index, confidence=confidence)


def _about_children(activity: Activity, basis: LegalBasis) -> Confidence | None:
    """How sure is it that a basis covers children? None where nothing says so."""
    if any(some_are(subject.name, "children") for subject in concerned(activity, basis)):
        return Confidence.CERTAIN if activity.children is True else Confidence.LIKELY
    elsewhere = any(some_are(subject.name, "children") for subject in subjects_of(activity))
    return Confidence.CERTAIN if activity.children is True and not elsewhere else None


def _asks_children_online(activity: Activity, basis: LegalBasis) -> bool:
    """May children consent by themselves to an online service, unchecked as far as is stated?"""
    online = activity.information_society_service
    if online is False or answered_none(online) or has_words(basis.age_check):
        return False
    return not _say((basis.text, basis.note, basis.evidence, basis.freely_given), "guardians")


def _weighed(basis: LegalBasis) -> bool:
    """Does the balancing test, or the interest, say something of children?"""
    test = basis.assessment
    if not isinstance(test, Assessment):
        return False
    return has_words(test.children) or _say((test.outcome,), "children_weighed")


FAMILY = (
    consent_with_fallback_basis,
    consent_withdrawal_missing,
    consent_not_free,
    child_data_safeguards,
)
