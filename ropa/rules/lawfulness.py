"""3xx: lawfulness, Art. 5-10. Not asked by Art. 30; needed by Art. 5(2) and 13(1)(c)."""

from collections.abc import Iterator
from functools import cache

from ropa.findings import Severity
from ropa.model.activity import Activity
from ropa.model.values import LONGEST_WORD, Texts
from ropa.model.vocabulary import BASES, closest
from ropa.rules.answers import has_words
from ropa.rules.rule import Miss, miss, rule


@rule(
    "ROPA301", "legal-basis-missing", Severity.WARNING, "GDPR Art. 6(1), 5(2), 13(1)(c)",
    role="controller",
    fix="Choose one of consent, contract, legal-obligation, vital-interests, public-task, "
    "legitimate-interests for each purpose.",
    variants={"unread": "“{words}” is not read as one legal basis of Art. 6(1)."},
)  # fmt: skip
def legal_basis_missing(activity: Activity) -> Iterator[Miss]:
    """No legal basis of Art. 6(1) is stated.

    Processing is lawful on one of six bases. The record need not name it, but the controller must
    be able to demonstrate it, and the notice states it.
    """
    bases = activity.legal_basis
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


@cache
def _closest(text: str) -> str:
    return closest(text.lower(), BASES) if len(text) <= LONGEST_WORD else ""


def _meant(text: Texts | None) -> str:
    """The closed word that was probably meant; empty where none is near."""
    return _closest(text) if isinstance(text, str) else ""


FAMILY = (legal_basis_missing,)
