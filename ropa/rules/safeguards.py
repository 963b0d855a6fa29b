"""6xx: whether what a transfer is said to rest on is shown, Art. 45-49."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.adequacy import (
    Decision,
    adequacy_as_of,
    adequacy_is_old,
    adequate_country,
    adequate_organisation,
)
from ropa.law.countries import is_third_country
from ropa.law.instruments import instruments_as_of, repealed_instruments
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.party import Transfer
from ropa.model.record import Record
from ropa.model.values import Texts
from ropa.rules.answers import entries, has_phrase, has_words, in_every_language, normal, texts
from ropa.rules.derogations import derogation_conditions_unmet
from ropa.rules.destinations import eea_country_as_transfer, eea_only_contradiction
from ropa.rules.effective import InEffect, in_effect
from ropa.rules.reach import reached
from ropa.rules.rule import Miss, rule

WARNING = Severity.WARNING
CERTIFIED_ONLY = "US"
"""The country whose decision covers organisations on a list: Decision (EU) 2023/1795."""


@rule(
    "ROPA602", "adequacy-not-in-force-or-out-of-scope", WARNING, "GDPR Art. 45(3), 45(9)",
    fix="State another `mechanism`, or the `scope` by which the decision covers the recipient. "
    "`ropa law adequacy` lists the decisions; compare them with the Commission's own list.",
    lawfulness=True,
    variants={
        "old": "The table of adequacy decisions has none in force for {country} on {today}; it is as "
        "of {as_of}, more than a year old, and not verified at its source.",
        "scope": "The adequacy decision for {country} covers {scope}, and it is not stated that the "
        "recipient is one of them; the table is as of {as_of}, and not verified at its source.",
    },
    silent="Silent where the decision covers a whole country, where `scope` is stated or the words name "
    "the law that it is limited to, and for a United States decision in force, where ROPA603 asks for the certification.",
)  # fmt: skip
def adequacy_not_in_force(activity: Activity, record: Record, today: date) -> Iterator[Miss]:
    """The table of adequacy decisions has none in force for {country} on {today}; it is as of {as_of}, and not verified at its source.

    A transfer may rest on adequacy as long as a decision of the Commission is in force for the
    country or organisation, and as far as the decision covers the recipient. A decision newer than
    the table is not known here.
    """
    for stated in in_effect(activity, record):
        if stated.transfer.mechanism != "adequacy":
            continue
        place = _destination(stated, today)
        if place is None:
            continue
        decision = adequate_country(place, today) or adequate_organisation(place, today)
        facts: dict[str, Any] = {"country": place, "as_of": adequacy_as_of(), "today": today}
        if decision is None:
            old = adequacy_is_old(today)
            sure = Confidence.LIKELY if old else None
            yield stated.miss(variant="old" if old else "", confidence=sure, **facts)
        elif (
            decision.limited
            and place != CERTIFIED_ONLY
            and not _scope_told(stated.transfer, decision)
        ):
            yield stated.miss(variant="scope", scope=decision.scope, **facts)


def _destination(stated: InEffect, today: date) -> str | None:
    """The third country by its code, or an organisation by its name; None where neither is told.

    An organisation with a decision of its own may sit in any country.
    """
    organisation = stated.transfer.organisation
    name = next(iter(texts(organisation)), "") if has_words(organisation) else ""
    if name and adequate_organisation(name, today):
        return name
    if stated.country:
        return stated.country if is_third_country(stated.country) else None
    return name or None


def _scope_told(transfer: Transfer, decision: Decision) -> bool:
    """Is it said why a limited decision covers the recipient, under `scope` or by its law's name?"""
    beside = (*texts(transfer.name), *texts(transfer.note))
    return has_words(transfer.scope) or any(decision.law.lower() in t.lower() for t in beside)


@rule(
    "ROPA603", "dpf-certification-unverified", WARNING, "GDPR Art. 45",
    fix="Look the recipient up on the list of the Data Privacy Framework, and state `certified`, "
    "`checked` and `listed_as`, `covers_hr` where staff data go there, and a `fallback`. The table of "
    "adequacy decisions is as of {as_of}, and not verified at its source.",
    variants={
        "hr": "Staff data go to the United States under adequacy, and it is not stated that the "
        "certification covers them (`covers_hr`)."
    },
    silent="Silent for other countries and mechanisms, where the certification and the day of "
    "looking it up are stated, and about the staff of others.",
)  # fmt: skip
def dpf_certification_unverified(activity: Activity, record: Record, today: date) -> Iterator[Miss]:
    """Adequacy is claimed for the United States, and this of the certification is not stated: {missing}.

    The decision for the United States covers organisations that have certified under the Data
    Privacy Framework, and staff data where the certification says so. Whether a recipient is on the
    list cannot be seen from here. An appeal about the decision is reported as pending (C-703/25 P,
    not verified), so that a fallback is prudent.
    """
    for stated in in_effect(activity, record):
        transfer = stated.transfer
        if transfer.mechanism != "adequacy" or _destination(stated, today) != CERTIFIED_ONLY:
            continue
        if adequate_country(CERTIFIED_ONLY, today) is None:
            continue
        told = {"certified": transfer.certified, "checked": transfer.checked}
        if missing := tuple(key for key, value in told.items() if not value):
            yield stated.miss(missing=missing, as_of=adequacy_as_of())
        elif not _staff_settled(transfer) and _about_staff(activity):
            sure = Confidence.LIKELY
            yield stated.miss(variant="hr", confidence=sure, as_of=adequacy_as_of())


def _staff_settled(transfer: Transfer) -> bool:
    """Does the certification cover staff data, or is it said that it does not, and what does?"""
    return bool(transfer.covers_hr or (transfer.covers_hr is False and transfer.fallback))


def _about_staff(activity: Activity) -> bool:
    """Are the data about the controller's own employees? Those of a processor's record are others'."""
    if activity.is_processor:
        return False
    lists = [activity.data_subjects]
    if type(activity.data_sets) is tuple:
        lists += [data_set.data_subjects for data_set in activity.data_sets]
    return any(
        in_every_language(words, _is_staff) for listed in lists for _, _, words in entries(listed)
    )


@cache
def _is_staff(text: str) -> bool:
    own = f"{text}.".startswith(tuple(phrases("staff")))
    return own and not has_phrase(text, "staff_elsewhere")


SHOWN_BY = {"scc-commission": ("module", "date", "tia"), "bcr": ("approval",)}
"""What a record says beside the mechanism: Art. 46(2)(b)-(c), 47; clause 14 of the clauses."""


@rule(
    "ROPA604", "safeguard-details-missing", WARNING, "GDPR Art. 46(2)(b)-(f), 47",
    fix="State the `module`, the `date` and the `tia` of standard clauses, and the `approval` of "
    "binding corporate rules.",
    silent="Silent about adequacy decisions, which need no transfer impact assessment, and about "
    "other safeguards.",
)  # fmt: skip
def safeguard_details_missing(activity: Activity, record: Record) -> Iterator[Miss]:
    """The safeguard “{mechanism}” is stated without its {missing}.

    Standard clauses have modules, and hold from the day on which they were agreed; whether the law
    of the third country lets them be kept is assessed before (C-311/18; clause 14 of the clauses).
    Binding corporate rules hold once an authority has approved them (Art. 47).
    """
    for stated in in_effect(activity, record):
        mechanism = stated.transfer.mechanism
        told = stated.transfer.__dict__
        missing = tuple(key for key in SHOWN_BY.get(mechanism or "", ()) if not _told(told[key]))
        if missing:
            yield stated.miss(mechanism=mechanism, missing=missing)


def _told(value: Texts | date | None) -> bool:
    return isinstance(value, date) or has_words(value)


WORDED = ("name", "note", "module", "scope", "safeguards")
"""Where a transfer has words for what it rests on."""


@rule(
    "ROPA605", "repealed-instrument", WARNING, "GDPR Art. 44-46",
    fix="Replace it: by the standard clauses of 2021, or by an adequacy decision that is in force. The "
    "list of repealed instruments is as of {as_of}, and not verified at its source.",
    lawfulness=True, confidence=Confidence.LIKELY,
    silent="Silent where the words tell of the past (“until 2020”, “tidigare”), deny it, or name "
    "what took its place.",
)  # fmt: skip
def repealed_instrument(activity: Activity, record: Record) -> Iterator[Miss]:
    """The transfer is said to rest on {instrument}, which holds no longer.

    The Privacy Shield (CJEU C-311/18) and the Safe Harbor hold no longer; Decision (EU) 2021/914,
    Art. 4, repealed the older standard clauses. Not verified at the sources; read from the words.
    """
    if type(activity.transfers) is tuple:
        for index, transfer in enumerate(activity.transfers):
            for key, instrument in _repealed_in(transfer):
                facts = {"instrument": instrument, "as_of": instruments_as_of()}
                yield Miss(("transfers", index, key), facts)
    for met in reached(activity, record):
        if met.recipient.transfer:
            for key, instrument in _repealed_in(met.recipient.transfer):
                route, defined = met.place("transfer")
                facts = {"instrument": instrument, "as_of": instruments_as_of()}
                yield Miss((*route, key), facts, defined=defined)


def _repealed_in(transfer: Transfer) -> Iterator[tuple[str, Texts]]:
    """The keys of a transfer whose words name a repealed instrument, and which."""
    stated = transfer.__dict__
    for key in WORDED:
        if stated[key] is not None:
            named = (_repealed(normal(text)) for text in texts(stated[key]))
            if instrument := next((name for name in named if name), None):
                yield key, instrument


@cache
def _repealed(text: str) -> Texts | None:
    """The repealed instrument that a normalised text names as what holds; None if it names none."""
    for instrument in repealed_instruments():
        if instrument.is_named_in(text):
            return None if has_phrase(f"{text} ", "past") else instrument.name
    return None


FAMILY = (
    adequacy_not_in_force,
    dpf_certification_unverified,
    safeguard_details_missing,
    repealed_instrument,
    derogation_conditions_unmet,
    eea_country_as_transfer,
    eea_only_contradiction,
)
