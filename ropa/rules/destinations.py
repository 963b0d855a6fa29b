"""6xx: where transfers go, against where the EEA ends and what is answered, Art. 44."""

from collections.abc import Iterator

from ropa.findings import Confidence, Severity
from ropa.law.countries import (
    country_named,
    eea_as_of,
    is_third_country,
    names_this_country,
)
from ropa.model.activity import Activity
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.model.vocabulary import COUNTRIES
from ropa.rules.answers import texts
from ropa.rules.reach import partly_unread, reached, systems_of
from ropa.rules.rule import Miss, miss, rule
from ropa.rules.transfers import is_importer, no_transfer_stated, reason_of, transfers_of


@rule(
    "ROPA607", "eea-country-as-transfer", Severity.NOTE, "GDPR Art. 44",
    fix="Remove it from `transfers`; whoever is in the EEA is a recipient and no more.",
    silent="Silent about countries outside the EEA, about international organisations, and where "
    "`not-a-transfer` says so.",
)  # fmt: skip
def eea_country_as_transfer(activity: Activity, record: Record) -> Iterator[Miss]:
    """{country} belongs to the EEA (list as of {as_of}, not verified at its source), and stands among the transfers.

    A transfer goes to a country outside the European Economic Area: the Union with Iceland,
    Liechtenstein and Norway. Some islands and regions of member states have codes of their own.
    """
    if type(activity.transfers) is not tuple:
        return
    ids = record.register.recipients
    for index, transfer in transfers_of(activity):
        country, key = transfer.country, "country"
        if country is None and isinstance(transfer.name, str) and transfer.name not in ids:
            country, key = country_named(transfer.name, record.register.language or "en"), "name"
        ours = country is not None and not is_third_country(country)
        if ours and transfer.mechanism != "not-a-transfer" and transfer.organisation is None:
            yield miss("transfers", index, key, country=country, as_of=eea_as_of())


@rule(
    "ROPA608", "eea-only-contradiction", Severity.WARNING, "GDPR Art. 5(2), 13(1)(f)",
    fix="List the transfer with its `mechanism`, or say under the recipient's `transfer` why it is "
    "`not-a-transfer`. The list of EEA members is as of {as_of}, and not verified at its source.",
    variants={
        "system": "{system} is outside the EEA ({country}), and it is answered that nothing is "
        "transferred there."
    },
    silent="Silent about own staff abroad and data subjects, where `not-a-transfer` is stated, and "
    "where the answer names the recipient or country, or makes an exception.",
)  # fmt: skip
def eea_only_contradiction(activity: Activity, record: Record) -> Iterator[Miss]:
    """{recipient} is outside the EEA ({country}), and it is answered that nothing is transferred there.

    `transfers: none` says that the data stay in the European Economic Area. A recipient, a
    sub-processor or a system elsewhere says otherwise; access from there is a transfer too.
    """
    if not no_transfer_stated(activity):
        return
    told: set[str] = set()
    as_of = eea_as_of()
    for met in reached(activity, record):
        recipient = met.recipient
        rests_on = recipient.transfer.mechanism if recipient.transfer else None
        if not is_importer(recipient) or rests_on == "not-a-transfer":
            continue
        told.add(met.key)
        country = recipient.country or ""
        if not is_explained(activity, recipient.name, country, record):
            route, defined = met.place("country")
            facts = {"recipient": recipient.name, "country": country, "as_of": as_of}
            yield Miss(route, facts, defined=defined)
    yield from _systems_elsewhere(activity, record, told)


def _systems_elsewhere(activity: Activity, record: Record, told: set[str]) -> Iterator[Miss]:
    """The systems outside the EEA, unless who runs them is told of, or is nobody else."""
    language = record.register.language or "en"
    for key, system in systems_of(activity, record):
        run_by = system.recipient or ""
        operator = record.register.recipients.get(run_by)
        own = operator is not None and operator.kind in ("internal", "data-subject")
        settled = operator and operator.transfer and operator.transfer.mechanism == "not-a-transfer"
        if not isinstance(system.location, str) or own or settled:
            continue
        if run_by and (run_by in told or partly_unread("recipients", run_by, record)):
            continue
        location = system.location
        country = location if location in COUNTRIES else country_named(location, language)
        if not is_third_country(country) or is_explained(activity, system.name, country, record):
            continue
        facts = {"system": system.name, "country": country, "as_of": eea_as_of()}
        route = "systems", key, "location"
        yield Miss(route, facts, "system", defined=True, confidence=Confidence.LIKELY)


def is_explained(activity: Activity, name: Texts, country: str | None, record: Record) -> bool:
    """Does the answer itself speak of somebody, or of the country?"""
    language = record.register.language or "en"
    return any(
        any(called.lower() in reason.lower() for called in texts(name))
        or names_this_country(reason, country or "", language)
        for reason in texts(reason_of(activity))
    )
