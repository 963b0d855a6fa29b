"""3xx: further use, direct marketing and cookies, Art. 6(4), 21, ePrivacy Art. 5(3)."""

from collections.abc import Iterator

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity, FurtherUse, Purpose
from ropa.model.lawfulness import LegalBasis
from ropa.model.part import Unknown
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import entries, has_phrase, has_words, is_open, normal, texts
from ropa.rules.bases import CONSENT
from ropa.rules.data import stands_elsewhere
from ropa.rules.hints import covered, hints_at
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.texts import mentions

WARNING = Severity.WARNING


def _bases(activity: Activity, purpose: Purpose | None = None) -> list[LegalBasis]:
    """The legal bases of an activity, or those that may cover one of its purposes."""
    stated = activity.legal_basis
    if not isinstance(stated, tuple):
        return []
    if purpose is None or not any(basis.for_ for basis in stated):
        return list(stated)
    own = {normal(text) for text in texts(purpose.name)}
    others = {normal(t) for _, _, words in entries(activity.purposes) for t in texts(words)}
    return [basis for basis in stated if covered(basis.for_, own, others)]


@rule(
    "ROPA317", "further-purpose-without-test", WARNING, "GDPR Art. 6(4), 5(1)(b), 13(3)",
    role="controller",
    fix="Say under `further_use` why it is compatible (`compatible_because`): the link between the "
    "purposes, the context, the nature of the data, the consequences and the safeguards.",
    silent="Consent and law need no test, and archiving in the public interest, research and statistics "
    "are compatible (Art. 5(1)(b), 89(1)). `further_use: none` is an answer.",
)  # fmt: skip
def further_purpose_without_test(activity: Activity, record: Record) -> Iterator[Miss]:
    """The data were collected for another purpose than “{words}”, and no compatibility test is stated.

    Data are not processed further in a way that is incompatible with the purposes that they were
    collected for. Where neither consent nor law carries the new purpose the controller weighs Art.
    6(4)(a)-(e), and tells the data subjects beforehand.
    """
    for index, purpose, words in entries(activity.purposes):
        use = purpose.further_use
        if use is None or not isinstance(use, FurtherUse | Unknown):
            continue
        tested = isinstance(use, FurtherUse) and has_words(use.compatible_because)
        if tested or hints_at(words, "privileged_purpose"):
            continue
        if stands_elsewhere(activity.legal_basis, record):
            return
        if not any(_needs_no_test(basis) for basis in _bases(activity, purpose)):
            yield miss("purposes", index, "further_use", words=words)


def _needs_no_test(basis: LegalBasis) -> bool:
    """Is it consent or law? Words that are not read as a basis may be either."""
    if basis.basis == "public-task":
        return has_words(basis.law)
    return basis.basis in (CONSENT, "legal-obligation", None)


@rule(
    "ROPA318", "marketing-objection-missing", WARNING, "GDPR Art. 21(2)-(4)", role="controller",
    fix="State under `objection`, at the purpose or once for the register, how to object and that those "
    "who did are kept on a suppression list.",
    silent="Marketing on consent alone is about withdrawal (Art. 7(3)). `direct_marketing: false` is an "
    "answer, and general marketing and lists of those who objected are not direct marketing.",
    variants={
        "stated": "“{words}” is direct marketing, and how to object to it is not stated.",
    },
)  # fmt: skip
def marketing_objection_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” reads like direct marketing, and how to object to it is not stated.

    A data subject may object to direct marketing at any time, profiling for it included, and the data
    are then no longer used for it. The right is brought to their attention clearly and separately.
    """
    register = record.register
    if has_words(register.objection) or record.lost.some_of("objection"):
        return
    purposes, in_words = entries(activity.purposes), mentions(record, "direct_marketing")
    named = in_words and _is_marketing(activity, [purpose for _, purpose, _ in purposes])
    for index, purpose, words in purposes:
        told = purpose.direct_marketing
        if told is False or has_words(purpose.objection):
            continue
        if told or (in_words and hints_at(words, "direct_marketing")):
            named = False
            if not _on_consent_alone(activity, purpose, record):
                yield _marketing(told, words, "purposes", index)
    if named and not _on_consent_alone(activity, None, record):
        yield _marketing(None, activity.name or "", "name")


def _is_marketing(activity: Activity, purposes: list[Purpose]) -> bool:
    """Is an activity called direct marketing, without a purpose that says whether it is?"""
    answered = any(p.direct_marketing is not None or has_words(p.objection) for p in purposes)
    return not answered and hints_at(activity.name, "direct_marketing")


def _marketing(told: bool | None, words: Texts, *route: str | int) -> Miss:
    if told:
        return miss(*route, variant="stated", words=words)
    return miss(*route, confidence=Confidence.LIKELY, words=words)


def _on_consent_alone(activity: Activity, purpose: Purpose | None, record: Record) -> bool:
    if not isinstance(activity.legal_basis, tuple):
        return stands_elsewhere(activity.legal_basis, record)
    return {basis.basis for basis in _bases(activity, purpose)} == {CONSENT}


@rule(
    "ROPA319", "cookie-basis-mismatch", WARNING, "Directive 2002/58/EC Art. 5(3); GDPR Art. 6(1)",
    role="controller", confidence=Confidence.POSSIBLE,
    fix="Add the legal basis consent for what is stored or read, or answer `cookies: strictly-necessary` "
    "where the service that was asked for cannot do without.",
    silent="Cookies that are strictly necessary, and statistics without cookies, need no consent. An "
    "activity whose legal basis is not stated is left to ROPA301.",
    variants={
        "consent": "Cookies are said to rest on consent, and consent is not among the legal bases.",
    },
)  # fmt: skip
def cookie_basis_mismatch(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” points to cookies or trackers, and consent is not among the legal bases.

    To store or read something in the user's device needs consent, unless it is strictly necessary for
    a service that the user asked for. Legitimate interests or a contract do not replace it.
    """
    if activity.cookies is None and not mentions(record, "cookies"):
        return
    bases = {basis.basis for basis in _bases(activity)}
    if not bases or CONSENT in bases or None in bases:
        return
    if activity.cookies == CONSENT:
        yield miss("cookies", variant="consent", confidence=Confidence.CERTAIN)
    elif is_open(activity.cookies) and bases <= {"contract", "legitimate-interests"}:
        yield from _trackers(activity)


def _trackers(activity: Activity) -> Iterator[Miss]:
    """Where an activity speaks of cookies or trackers first, unless it says that there are none."""
    places: list[tuple[tuple[str | int, ...], Texts]] = [
        ((field, index), words)
        for field in ("purposes", "personal_data")
        for index, _, words in entries(getattr(activity, field))
    ]
    found = [(route, words) for route, words in places if hints_at(words, "cookies")]
    if not found and activity.name and hints_at(activity.name, "cookies"):
        found = [(("name",), activity.name)]
    if not found or _has_none(activity, [words for _, words in places]):
        return
    route, words = found[0]
    yield miss(*route, words=words)


def _has_none(activity: Activity, places: list[Texts]) -> bool:
    """Does some text of the activity say that cookies are absent, or strictly necessary?"""
    said = [activity.name, activity.notes, *places]
    for field in ("purposes", "personal_data"):
        said += [entry.note for _, entry, _ in entries(getattr(activity, field))]
    return any(has_phrase(normal(text), "no_cookies") for words in said for text in texts(words))


FAMILY = (
    further_purpose_without_test,
    marketing_objection_missing,
    cookie_basis_mismatch,
)
