"""The legal bases of an activity, and what each covers: the judgement that the 3xx rules share."""

from collections.abc import Iterator

from ropa.model.activity import Activity
from ropa.model.lawfulness import LegalBasis
from ropa.model.values import Texts
from ropa.rules.answers import entries, has_words, normal, texts

CONSENT, LEGITIMATE_INTERESTS = "consent", "legitimate-interests"
FALLBACKS = ("contract", LEGITIMATE_INTERESTS)
"""The bases that consent is stated beside as if they held without it.

EDPB Guidelines 05/2020, not verified.
"""


def bases_of(activity: Activity, *kinds: str) -> Iterator[tuple[int, LegalBasis]]:
    """The legal bases of an activity with their index; those of some `kinds` only, if named."""
    stated = activity.legal_basis
    if isinstance(stated, tuple):
        for index, basis in enumerate(stated):
            if basis.basis is not None and (not kinds or basis.basis in kinds):
                yield index, basis


def is_allocated(basis: LegalBasis) -> bool:
    """Does a legal basis say what it covers, or under which condition it applies?"""
    return bool(basis.for_) or has_words(basis.when) or has_words(basis.note)


def has_own_consent(activity: Activity) -> bool:
    """Is consent asked for beside the basis of Art. 6(1): explicit, Art. 9(2)(a), or for cookies?

    Such consent stands on top of another basis, and takes nothing from it.
    """
    conditions = activity.special_conditions
    explicit = isinstance(conditions, tuple) and any(c.condition == "9(2)(a)" for c in conditions)
    return explicit or activity.cookies == CONSENT


def consent_and_fallback(activity: Activity) -> tuple[int, LegalBasis] | None:
    """The consent of an activity beside which another basis covers the same: its index, the other."""
    if type(activity.legal_basis) is not tuple or len(activity.legal_basis) < 2:
        return None
    for index, consent in bases_of(activity, CONSENT):
        for _, other in bases_of(activity, *FALLBACKS):
            if _cover_the_same(consent, other, activity) and not has_own_consent(activity):
                return index, other
    return None


def _cover_the_same(one: LegalBasis, other: LegalBasis, activity: Activity) -> bool:
    """Do two bases cover one thing: both everything, or both the same under `for`?"""
    if not is_allocated(one) and not is_allocated(other):
        return True
    if has_words(one.when) or has_words(other.when) or not one.for_ or not other.for_:
        return False
    first, second = _names(one.for_), _names(other.for_)
    purposes = _names(tuple(words for _, _, words in entries(activity.purposes)))
    only_purposes = first | second <= purposes
    return first == second or (only_purposes and not first.isdisjoint(second))


def _names(listed: tuple[Texts, ...]) -> set[str]:
    return {normal(text) for words in listed for text in texts(words)}
