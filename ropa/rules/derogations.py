"""6xx: transfers by way of derogation, Art. 49."""

from collections.abc import Iterator

from ropa.findings import Confidence, Severity
from ropa.model.activity import Activity
from ropa.model.party import Transfer
from ropa.model.record import Record
from ropa.rules.answers import has_words
from ropa.rules.effective import in_effect
from ropa.rules.interests import are_authorities
from ropa.rules.rule import Miss, rule

OCCASIONAL = ("derogation-contract", "derogation-contract-interest", "derogation-claims")
"""Art. 49(1)(b), (c), (e): for occasional transfers, recital 111."""
NOT_FOR_AUTHORITIES = ("derogation-consent", "derogation-contract", "derogation-contract-interest")
"""Art. 49(1)(a)-(c), by Art. 49(3)."""
PUBLIC_POWERS = ("public-task", "legal-obligation")


@rule(
    "ROPA606", "derogation-conditions-unmet", Severity.WARNING,
    "GDPR Art. 49(1), 49(3), recital 111",
    fix="Rest it on adequacy or appropriate safeguards, or state what the derogation asks for: "
    "`occasional: true`, or `authority_informed` and `subjects_informed` with their dates.",
    variants={
        "authority": "A public authority rests a transfer on “{mechanism}”, which is not for the "
        "exercise of public powers.",
        "notice": "A transfer for compelling legitimate interests is stated without: {missing}.",
    },
    silent="Silent about consent for a single occasion, about public interest, vital interests and "
    "public registers, and about an authority that states another basis than its tasks.",
)  # fmt: skip
def derogation_conditions_unmet(activity: Activity, record: Record) -> Iterator[Miss]:
    """A transfer rests on “{mechanism}”, and it is not stated that it is occasional.

    Derogations are interpreted restrictively: contract and legal claims serve occasional transfers
    (recital 111), and public authorities in the exercise of their powers have no use of consent and
    contract (Art. 49(3)). Of a transfer for compelling legitimate interests the supervisory
    authority and the data subjects are told (Art. 49(1), second subparagraph).
    """
    for stated in in_effect(activity, record):
        transfer = stated.transfer
        mechanism = transfer.mechanism
        if mechanism in NOT_FOR_AUTHORITIES and _by_public_powers(activity, record):
            confidence = Confidence.LIKELY
            yield stated.miss(variant="authority", confidence=confidence, mechanism=mechanism)
        elif _not_occasional(transfer):
            yield stated.miss(mechanism=mechanism)
        elif mechanism == "compelling-interests":
            told = "authority_informed", "subjects_informed"
            if missing := tuple(key for key in told if getattr(transfer, key) is None):
                yield stated.miss(variant="notice", missing=missing)


def _not_occasional(transfer: Transfer) -> bool:
    """Is it not stated that a transfer is occasional, or, under consent, stated that it is not?"""
    if transfer.mechanism == "derogation-consent":
        return transfer.occasional is False
    return transfer.mechanism in OCCASIONAL and not transfer.occasional


def _by_public_powers(activity: Activity, record: Record) -> bool:
    """Does a public authority act in its tasks here? One that states another basis does not."""
    if activity.is_processor or not are_authorities(activity, record):
        return False
    bases = activity.legal_basis if type(activity.legal_basis) is tuple else ()
    outside = any(has_words(basis.outside_tasks) for basis in bases)
    return not outside and (not bases or any(basis.basis in PUBLIC_POWERS for basis in bases))
