"""3xx: special categories, criminal data and national identification numbers, Art. 9, 10, 87."""

from collections.abc import Iterator
from dataclasses import replace

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity
from ropa.model.lawfulness import SpecialCondition
from ropa.model.part import NoneStated
from ropa.model.record import Record
from ropa.rules.answers import entries, has_words, reasoned
from ropa.rules.bases import CONSENT, bases_of
from ropa.rules.data import Data, data_of, names_of_data, stands_elsewhere
from ropa.rules.hints import covered, hints_at
from ropa.rules.interests import are_authorities
from ropa.rules.rule import Miss, miss, rule

WARNING = Severity.WARNING
CRIMINAL = "criminal"
SENSITIVE = ("special_category", "special_data")
"""The lists of words for special categories; the second one is only read where data are named."""
ON_LAW = ("9(2)(b)", "9(2)(g)", "9(2)(h)", "9(2)(i)", "9(2)(j)")
"""Conditions that hold on the basis of law; for (h) a contract with a health professional will do."""


def _conditions(activity: Activity) -> tuple[SpecialCondition, ...]:
    stated = activity.special_conditions
    return stated if isinstance(stated, tuple) else ()


def _has(activity: Activity, article: str) -> bool:
    """Is a condition of Art. 9(2) or of Art. 10 stated, whatever it covers?"""
    return any(each.condition.startswith(article) for each in _conditions(activity))


def _covering(
    activity: Activity, data: Data, record: Record, article: str
) -> Iterator[SpecialCondition]:
    """The conditions of an article that cover a category of data."""
    for each in _conditions(activity):
        if each.condition.startswith(article):
            others = names_of_data(activity, record) if each.for_ else set()
            if covered(each.for_, data.names, others):
                yield each


def _may_be_answered(activity: Activity, record: Record) -> bool:
    """Is there a reason why no condition is needed, or may there be conditions that are not read?"""
    stated = activity.special_conditions
    return reasoned(stated) or stands_elsewhere(stated, record)


def _where(data: Data, miss_there: Miss) -> Miss:
    """What is amiss with a category of data is amiss with its definition, if it has one."""
    if not data.key:
        return replace(miss_there, route=data.route)
    return replace(miss_there, route=("data_categories", data.key), defined=True)


@rule(
    "ROPA311", "special-category-condition-missing", WARNING, "GDPR Art. 9(1)-(2)",
    role="controller", lawfulness=True,
    fix="State the condition under `special_conditions`: 9(2)(a) to 9(2)(j), and with `for` which data "
    "it covers.",
    silent="A photograph or camera footage is not biometric in itself (recital 51): only what the "
    "record declares under `special` is asked about. A condition without `for` covers all the data.",
)  # fmt: skip
def special_category_condition_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” is a special category of data, and no condition of Art. 9(2) is stated for it.

    Special categories may be processed only where a condition of Art. 9(2) is met, and that comes on
    top of a legal basis of Art. 6(1).
    """
    for data in data_of(activity, record):
        if not data.kinds or data.kinds == (CRIMINAL,):
            continue
        if _may_be_answered(activity, record):
            return
        if not any(_covering(activity, data, record, "9(2)")):
            yield miss(*data.route, words=data.known.name)


@rule(
    "ROPA312", "special-category-undeclared", WARNING, "GDPR Art. 9(1)", role="controller",
    confidence=Confidence.LIKELY, words=(*SENSITIVE, "special_data_alone", CRIMINAL),
    fix="Declare it under `special`, or say why it is none: `special: {none: reason}`.",
    silent="Read from lists of words. A text with a negation, a proper name, special diets and what "
    "concerns animals or products are passed over, and so is an activity that states its condition.",
    variants={
        "denied": "“{words}” reads like a special category of data, and `special: none` gives no reason.",
        "purpose": "The purpose “{words}” reads as if it needs special categories of data, and none is "
        "declared.",
        "criminal": "“{words}” reads like data on criminal convictions or offences, and that is not "
        "declared.",
    },
)  # fmt: skip
def special_category_undeclared(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” reads like a special category of data, and `special` is not stated.

    What is not declared gets no condition of Art. 9(2), and is overlooked when risks are assessed.
    Sick leave, allergies, membership of a trade union and biometric identification are among them.
    """
    if _may_be_answered(activity, record):
        return
    about_9 = not _has(activity, "9(2)")
    about_10 = not _has(activity, "10")
    declared = False
    for data in data_of(activity, record):
        special, words = data.known.special, data.known.name
        if data.kinds or reasoned(special):
            declared = True
        elif about_9 and any(hints_at(words, kind) for kind in SENSITIVE):
            declared = True
            variant = "denied" if isinstance(special, NoneStated) else ""
            yield _where(data, miss(variant=variant, words=words))
        elif about_10 and hints_at(words, CRIMINAL) and not _has_own_statute(activity):
            yield _where(data, miss(variant="criminal", citation="GDPR Art. 10", words=words))
    if about_9 and not declared:
        yield from _purposes(activity)


def _purposes(activity: Activity) -> Iterator[Miss]:
    for index, _, words in entries(activity.purposes):
        if hints_at(words, "special_category"):
            yield miss(
                "purposes", index, variant="purpose", confidence=Confidence.POSSIBLE, words=words
            )


@rule(
    "ROPA313", "art9-detail-missing", WARNING, "GDPR Art. 9(2)-(3)", role="controller",
    fix="Add the `evidence` of explicit consent, the `law` (or collective agreement, or contract with a "
    "health professional) or the duty of `secrecy`.",
    silent="Evidence that holds for every consent may stand once, under the register's `consent`, or "
    "with the legal basis. Conditions (c), (d), (e) and (f) need no law.",
    variants={
        "evidence": "Condition {condition} is explicit consent, and where it is recorded is not stated.",
        "secrecy": "Condition {condition} needs a duty of professional secrecy (Art. 9(3)), and none is "
        "stated.",
    },
)  # fmt: skip
def art9_detail_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """Condition {condition} holds on the basis of law, and the law relied on is not stated.

    Conditions (b), (g), (h), (i) and (j) refer to Union or national law: under (b) a collective
    agreement, under (h) a contract with a health professional may stand in its place. Consent under
    (a) is explicit, and the controller shows that it was given. Under (h) the data are handled under
    a duty of secrecy.
    """
    for index, each in enumerate(_conditions(activity)):
        place, name = ("special_conditions", index), each.condition
        if name in ON_LAW and not has_words(each.law):
            yield miss(*place, "law", condition=name)
        if name == "9(2)(h)" and not has_words(each.secrecy):
            yield miss(
                *place,
                "secrecy",
                variant="secrecy",
                citation="GDPR Art. 9(2)(h), 9(3)",
                condition=name,
            )
        if name == "9(2)(a)" and not _has_evidence(activity, each, record):
            yield miss(
                *place,
                "evidence",
                variant="evidence",
                citation="GDPR Art. 9(2)(a), 7(1)",
                condition=name,
            )


def _has_evidence(activity: Activity, condition: SpecialCondition, record: Record) -> bool:
    """Is it stated where consents are recorded: here, with the legal basis, or for every consent?"""
    everywhere = record.register.consent
    if has_words(condition.evidence) or (everywhere and has_words(everywhere.evidence)):
        return True
    if record.lost.some_of("consent"):
        return True
    return any(has_words(basis.evidence) for _, basis in bases_of(activity, CONSENT))


@rule(
    "ROPA314", "criminal-data-authority-missing", WARNING, "GDPR Art. 10", role="controller",
    lawfulness=True,
    fix="State condition 10 under `special_conditions`, with the `law` that allows it.",
    silent="A public authority that states condition 10 acts under its own control, and reports of "
    "wrongdoing under a whistle-blowing statute rest on the law that the legal basis cites.",
    variants={
        "law": "“{words}” is data on criminal convictions or offences, and condition 10 names no law "
        "that allows it.",
    },
)  # fmt: skip
def criminal_data_authority_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” is data on criminal convictions or offences, and what allows it is not stated.

    Such data are processed under the control of official authority, or where Union or national law
    authorises it and has safeguards.
    """
    for data in data_of(activity, record):
        if CRIMINAL not in data.kinds:
            continue
        if _has_own_statute(activity) or _may_be_answered(activity, record):
            return
        found = list(_covering(activity, data, record, "10"))
        allowed = any(has_words(each.law) for each in found)
        if not found:
            yield miss(*data.route, words=data.known.name)
        elif not allowed and not are_authorities(activity, record):
            place = _conditions(activity).index(found[0])
            yield miss("special_conditions", place, variant="law", words=data.known.name)


def _has_own_statute(activity: Activity) -> bool:
    """Is it whistle-blowing, on a legal basis that cites its law?"""
    bases = activity.legal_basis
    if not isinstance(bases, tuple) or not any(has_words(basis.law) for basis in bases):
        return False
    named = [activity.name, *(words for _, _, words in entries(activity.purposes))]
    return any(hints_at(words, "whistleblowing") for words in named)


@rule(
    "ROPA315", "national-id-ground-missing", WARNING, "GDPR Art. 87", role="controller",
    fix="State the `ground` with the category of data, or `national_id: false` where it is none.",
    silent="The registration number of a company is none, unless it is the number of a sole trader. "
    "In Sweden a number that is processed on consent alone needs no other ground.",
    variants={
        "sweden": "“{words}” holds a national identification number, and which ground of 3 kap. 10 § "
        "lag (2018:218) it is processed on is not stated.",
    },
)  # fmt: skip
def national_id_ground_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” holds a national identification number, and on what ground is not stated.

    Each Member State may decide when such a number may be processed. In Sweden that is with consent,
    or where it is clearly motivated by the purpose, the importance of secure identification or some
    other noteworthy reason (the wording is not verified).
    """
    sweden = record.register.jurisdiction == "SE"
    for data in data_of(activity, record):
        told = data.known.national_id
        if told is False or has_words(data.known.ground):
            continue
        if not told and not hints_at(data.known.name, "national_id"):
            continue
        confidence = None if told else Confidence.LIKELY
        words = data.known.name
        if not sweden:
            yield _where(data, miss(confidence=confidence, words=words))
        elif not _on_consent_alone(activity, data, record):
            law = "GDPR Art. 87; lag (2018:218) 3 kap. 10 §"
            found = miss(variant="sweden", citation=law, confidence=confidence, words=words)
            yield _where(data, found)


def _on_consent_alone(activity: Activity, data: Data, record: Record) -> bool:
    """Is consent the one legal basis that covers a category of data?"""
    bases = activity.legal_basis
    if not isinstance(bases, tuple):
        return stands_elsewhere(bases, record)
    others = names_of_data(activity, record)
    found = [each.basis for each in bases if covered(each.for_, data.names, others)]
    return bool(found) and set(found) == {CONSENT}


FAMILY = (
    special_category_condition_missing,
    special_category_undeclared,
    art9_detail_missing,
    criminal_data_authority_missing,
    national_id_ground_missing,
)
