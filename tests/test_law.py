"""The law as dated data: every fact has its source, and nothing is surer than it was found."""

import json
import re
from datetime import date, timedelta

import pytest
from asked import HERE, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import ropa

from ropa.findings import Finding
from ropa.law.adequacy import (
    adequacy_as_of,
    adequacy_is_old,
    adequate_country,
    adequate_organisation,
    decisions,
)
from ropa.law.countries import is_third_country, names_this_country
from ropa.law.instruments import repealed_instruments
from ropa.law.table import AS_OF, table
from ropa.law.tables import Fact, holds, law_table, table_names
from ropa.law.thresholds import exemption_threshold, thresholds
from ropa.model.vocabulary import (
    BASES,
    BASIS_ARTICLES,
    CONDITIONS,
    COUNTRIES,
    MECHANISM_ARTICLES,
    SPECIAL,
)
from ropa.reading import read_registers
from ropa.rules import CATALOGUE
from ropa.rules.rule import check
from ropa.words.words import Words

OURS = (
    "adequacy", "authorities", "bases", "conditions", "countries", "instruments", "mechanisms", "special",
    "thresholds",
)  # fmt: skip
by_table = pytest.mark.parametrize("name", table_names())
days = st.dates(date(1995, 1, 1), date(2040, 1, 1))


# --- every table ---------------------------------------------------------------------------------


@by_table
def test_every_fact_has_a_source_and_says_whether_it_is_verified(name):
    whole = table(name)
    found = law_table(name)
    assert found.facts
    assert type(found.as_of) is date
    assert found.as_of <= AS_OF
    assert {whole.get("verified", "no")} <= {"yes", "no"}
    for key, listed in whole.items():
        for entry in listed if isinstance(listed, list) and key != "members" else ():
            assert {**whole, **entry}["verified"] in ("yes", "no"), entry
    for fact in found.facts:
        assert len(fact.source) > 10, fact


@by_table
def test_codes_are_iso_and_dates_are_dates(name):
    for fact in law_table(name).facts:
        assert fact.values.get("country", "SE") in COUNTRIES
        assert fact.values.get("jurisdiction", "SE") in COUNTRIES
        for key in ("from", "until", "date"):
            if key in fact.values:
                assert type(fact.values[key]) is date
        if "from" in fact.values and "until" in fact.values:
            assert fact.values["from"] < fact.values["until"]


# What was read in the law's text or on an authority's own page. Whoever adds to it has read it there.
READ = {
    "authorities": {"DK", "IT", "NO", "SE"},
    "thresholds": {"art-30-5"},
}


@pytest.mark.parametrize("name", OURS)
def test_nothing_is_surer_than_it_was_found(name):
    read = {
        f.values.get("key", f.values.get("country")) for f in law_table(name).facts if f.verified
    }
    assert read == READ.get(name, set())


@pytest.mark.parametrize("name", ["bases", "conditions", "mechanisms", "special"])
def test_what_dpv_calls_them_was_read_there(name):
    iris = table(name)["iris"]
    assert iris["verified"] == "yes"
    assert iris["prefix"].startswith("https://w3id.org/dpv/")
    assert iris["prefix"].endswith("#")
    for fact in law_table(name).facts:
        given = fact.values["iri"]
        for iri in given if isinstance(given, list) else [given]:
            assert re.fullmatch("A[0-9]+(-[0-9])?(-[a-j])?|[A-Z][A-Za-z]+", iri)


def test_the_tables_have_the_closed_words_of_the_format():
    keys = {
        name: {f.values["key"]: f.values.get("article") for f in law_table(name).facts}
        for name in ("bases", "conditions", "mechanisms", "special")
    }
    assert tuple(keys["bases"]) == BASES
    assert keys["bases"] == BASIS_ARTICLES
    assert keys["mechanisms"] == MECHANISM_ARTICLES
    assert (*keys["conditions"], "10") == CONDITIONS
    assert tuple(keys["special"]) == (*SPECIAL, "national-id")


def test_every_wording_is_there_in_english_and_no_name_is_empty():
    for name in ("bases", "conditions", "mechanisms", "special"):
        for fact in law_table(name).facts:
            assert fact.values["wording"]["en"]
            for texts in (fact.values["wording"], fact.values.get("names", {})):
                assert all(re.fullmatch("[a-z]{2}", key) and text for key, text in texts.items())


# --- adequacy decisions --------------------------------------------------------------------------


def test_no_member_of_the_eea_needs_a_decision():
    for decision in decisions():
        assert bool(decision.country) != bool(decision.names)
        if decision.country:
            assert is_third_country(decision.country)


@given(days)
def test_in_force_from_the_first_day_to_the_last(day):
    for decision in decisions():
        after = decision.start is None or decision.start <= day
        before = decision.end is None or day <= decision.end
        assert decision.in_force(day) == (after and before)


@given(st.none() | days, st.none() | days, days)
def test_both_ends_of_a_period_belong_to_it(start, end, day):
    assert holds(start, end, day) == ((start or date.min) <= day <= (end or date.max))
    if start and (end is None or start <= end):
        assert holds(start, end, start)
        assert not holds(start, end, start - timedelta(1))


@given(st.sampled_from(sorted(COUNTRIES)), days)
def test_a_decision_found_is_one_in_force_for_that_country(code, day):
    decision = adequate_country(code, day)
    assert decision is None or (decision.country == code and decision.in_force(day))


@pytest.mark.parametrize(
    ("code", "day", "number"),
    [
        ("CH", TODAY, "2000/518/EC"),
        ("GB", date(2025, 6, 1), "(EU) 2021/1772"),
        ("GB", TODAY, ""),
        ("GB", date(2031, 12, 27), ""),
        ("GB", date(2031, 12, 28), None),
        ("US", date(2023, 7, 9), None),
        ("US", TODAY, "(EU) 2023/1795"),
        ("BR", date(2026, 1, 25), None),
        ("BR", date(2026, 1, 26), "(EU) 2026/179"),
        ("KE", TODAY, None),
        ("SE", TODAY, None),
    ],
)
def test_decisions_for_countries(code, day, number):
    decision = adequate_country(code, day)
    assert (decision.number if decision else None) == number


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("European Patent Organisation", True),
        ("European Patent Office (EPO), Munich", True),
        ("europeiska  patentorganisationen", True),
        ("Example Depot Organisation", False),
        ("", False),
    ],
)
def test_decisions_for_organisations(name, known):
    assert (adequate_organisation(name, TODAY) is not None) is known
    assert adequate_organisation(name, date(2025, 7, 14)) is None


def test_scopes_fit_a_message_and_are_told_in_both_languages():
    for decision in decisions():
        assert bool(decision.scope) == decision.limited == bool(decision.law)
        assert not decision.scope or decision.scope.keys() == {"en", "sv"}
        assert all(len(text) <= 60 for text in decision.scope.values())


def test_a_table_is_old_after_a_year():
    as_of = adequacy_as_of()
    assert not adequacy_is_old(as_of)
    assert not adequacy_is_old(as_of + timedelta(365))
    assert adequacy_is_old(as_of + timedelta(366))


# --- the others ----------------------------------------------------------------------------------


def test_one_threshold_is_in_force_and_no_proposal_is():
    assert exemption_threshold().employees == 250
    assert exemption_threshold().verified
    assert [t.in_force for t in thresholds()] == [True, False, False]


def test_instruments_are_searched_for_in_lower_case():
    for instrument in repealed_instruments():
        assert instrument.phrases == tuple(phrase.lower() for phrase in instrument.phrases)
        assert instrument.name.keys() == {"en", "sv"}


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("A number goes to Switzerland", "CH", True),
        ("Ett nummer går till Schweiz", "CH", True),
        ("CH gets a number", "CH", True),
        ("Everybody is in Sweden", "CH", False),
        ("they told us", "US", False),
    ],
)
def test_a_text_names_a_country(text, code, named):
    assert names_this_country(text, code, "sv") is named


def test_a_fact_without_dates_is_not_asked_whether_it_is_in_force():
    assert Fact({}, "", False).in_force(TODAY) is None
    assert Fact({"in_force": False}, "", False).in_force(TODAY) is False


# --- the command -----------------------------------------------------------------------------------


def test_law_lists_the_tables():
    done = ropa("law")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == table_names()
    assert re.search(r"thresholds +2026-11-22 +3 +2", done.stdout)
    tables = json.loads(ropa("law", "--format", "json").stdout)["tables"]
    assert [t["table"] for t in tables] == table_names()


@by_table
def test_law_prints_each_table(name):
    done = ropa("law", name)
    assert (done.returncode, done.stderr) == (0, "")
    head, *_ = done.stdout.splitlines()
    assert head.startswith(f"{name}: as of 2026-")
    data = json.loads(ropa("law", name, "--format", "json").stdout)
    assert data["format_version"] == 1
    assert len(data["facts"]) == data["entries"] == len(law_table(name).facts)
    assert all(type(fact["verified"]) is bool for fact in data["facts"])


def test_law_marks_what_is_in_force_on_a_day():
    def in_force(day: str) -> list[bool]:
        data = json.loads(ropa("law", "adequacy", "--format", "json", "--today", day).stdout)
        return [fact["in_force"] for fact in data["facts"] if fact.get("country") == "GB"]

    assert in_force("2025-06-01") == [True, False]
    assert in_force("2026-06-01") == [False, True]
    assert "in force" in ropa("law", "adequacy", "--today", "2026-06-01").stdout
    assert "in force" not in ropa("law", "adequacy").stdout.splitlines()[2]
    assert "in force" not in ropa("law", "special", "--today", "2026-06-01").stdout


@pytest.mark.parametrize("wrong", [["nope"], ["adequacy", "--today", "soon"]])
def test_law_refuses_what_it_has_not(wrong):
    done = ropa("law", *wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


# --- rules that go by the tables -------------------------------------------------------------------


def of_602(day: date) -> list[Finding]:
    """What ROPA602 says of its register on a day."""
    (reading,) = read_registers([HERE / "rules" / "ROPA602.ropa.yaml"])
    return check(reading.record, [CATALOGUE["ROPA602"]], day)


def test_an_old_table_says_so():
    late = of_602(AS_OF + timedelta(400))
    assert {finding.variant for finding in late} == {"old", "scope"}
    message = next(Words("en").message(f) for f in late if f.variant == "old")
    assert "more than a year old" in message


@settings(deadline=None, max_examples=25)
@given(days)
def test_a_country_without_limits_is_silent_while_its_decision_holds(day):
    places = {finding.facts["country"] for finding in of_602(day)}
    for code in ("CH", "GB"):
        assert (code in places) == (adequate_country(code, day) is None)
