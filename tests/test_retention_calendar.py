"""Time limits by calendar: their arithmetic, and the table of statutory periods."""

from datetime import date, timedelta

import pytest
from asked import HERE
from hypothesis import given
from hypothesis import strategies as st

from ropa.findings import Confidence
from ropa.law.periods import accounting_period, periods_old, statutory_periods
from ropa.reading import read_registers
from ropa.retention.calendar import against_floor, compare, later, latest_erasure, outlives
from ropa.retention.grammar import read_text
from ropa.retention.term import Term
from ropa.rules import CATALOGUE
from ropa.rules.rule import check

LENGTHS = st.integers(1, 400)


@given(st.integers(1, 90), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_year_is_twelve_months(years, day):
    assert later(day, f"P{years}Y") == later(day, f"P{years * 12}M")
    assert compare(f"P{years}Y", f"P{years * 12}M") == "equal"


days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
periods = st.builds("P{}{}".format, LENGTHS, st.sampled_from("YMWD"))
roundings = st.sampled_from([None, "end-of-calendar-year", "end-of-month"])


@given(days, days, periods, roundings)
def test_a_later_trigger_is_a_later_erasure(one, other, period, rounded_to):
    term = Term(period=period, rounded_to=rounded_to)
    first, last = (latest_erasure(term, day) for day in sorted((one, other)))
    assert one <= max(one, other)
    assert first <= last


@given(days, periods, periods)
def test_a_maximum_caps(day, period, maximum):
    end = latest_erasure(Term(period=period, maximum=maximum), day, begun=day)
    assert end <= later(day, maximum)
    assert end <= later(day, period)


@given(periods, periods, days)
def test_comparing_is_symmetric_and_holds_on_every_day(one, other, day):
    turned = {"longer": "shorter", "shorter": "longer", "equal": "equal", "depends": "depends"}
    assert compare(other, one) == turned[compare(one, other)]
    if compare(one, other) in ("longer", "shorter"):
        assert compare(one, other, day) in (compare(one, other), "equal")


# --- arithmetic ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "period", "rounded_to", "end"),
    [
        ((2024, 2, 29), "P1Y", None, (2025, 2, 28)),
        ((2024, 2, 29), "P4Y", None, (2028, 2, 29)),
        ((2025, 1, 31), "P1M", None, (2025, 2, 28)),
        ((2024, 1, 31), "P1M", None, (2024, 2, 29)),
        ((2024, 1, 1), "P365D", None, (2024, 12, 31)),
        ((2024, 1, 1), "P1Y", None, (2025, 1, 1)),
        ((2025, 3, 10), "PT72H", None, (2025, 3, 13)),
        ((2025, 3, 10), "PT1H", None, (2025, 3, 11)),
        ((2025, 3, 10), "P2W", "end-of-month", (2025, 3, 31)),
        ((2026, 6, 30), "P7Y", "end-of-calendar-year", (2033, 12, 31)),
        ((2026, 12, 31), "P7Y", "end-of-calendar-year", (2033, 12, 31)),
        ((2026, 4, 30), "P8Y", "end-of-calendar-year", (2034, 12, 31)),
    ],
)
def test_calendar(day, period, rounded_to, end):
    assert later(date(*day), period, rounded_to) == date(*end)


def test_the_financial_year_2025_26_is_kept_until_the_end_of_2033():
    words = "t.o.m. sjunde året efter utgången av det kalenderår då räkenskapsåret avslutades"
    assert latest_erasure(read_text(words, "sv"), date(2026, 6, 30)) == date(2033, 12, 31)
    english = "through the seventh year after the end of the calendar year in which the financial year ended"
    assert latest_erasure(read_text(english, "en"), date(2026, 6, 30)) == date(2033, 12, 31)


def test_a_maximum_runs_from_the_beginning_where_that_is_known():
    term = read_text("Under tid supportärendet är öppet + 30 dagar, max 12 mån", "sv")
    closed = date(2026, 12, 20)
    assert latest_erasure(term, closed) == closed + timedelta(30)
    assert latest_erasure(term, closed, begun=date(2026, 1, 1)) == date(2027, 1, 1)


def test_no_period_and_no_end():
    assert latest_erasure(read_text("tills vidare", "sv"), date(2026, 1, 1)) is None
    assert later(date(2026, 1, 1), "P999999Y") is None
    assert latest_erasure(
        read_text("3-5 år efter senaste kontakt", "sv"), date(2026, 1, 1)
    ) == date(2031, 1, 1)
    with pytest.raises(ValueError, match="not an ISO"):
        later(date(2026, 1, 1), "7 years")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("P1Y", "P12M", "equal"), ("P1Y", "P365D", "depends"), ("P1Y", "P364D", "longer"),
        ("P30D", "P1M", "depends"), ("P90D", "P3M", "depends"), ("P32D", "P1M", "longer"),
        ("P27D", "P1M", "shorter"), ("P1Y", "P30D", "longer"), ("P2W", "P14D", "equal"),
        ("PT72H", "P3D", "equal"), ("P1Y6M", "P18M", "equal"), ("P1Y1D", "P1Y", "longer"),
    ],
)  # fmt: skip
def test_comparing(one, other, verdict):
    assert compare(one, other) == verdict


def test_comparing_from_one_day():
    assert compare("P1Y", "P365D", date(2023, 3, 1)) == "longer"
    assert compare("P1Y", "P365D", date(2025, 3, 1)) == "equal"


@pytest.mark.parametrize(
    ("period", "rounded_to", "from_year_end", "verdict"),
    [
        ("P7Y", "end-of-calendar-year", True, "equal"),
        ("P7Y", None, True, "depends"),  # enough only where the year ends with the calendar's
        ("P6Y", "end-of-calendar-year", True, "shorter"),
        ("P8Y", "end-of-calendar-year", True, "longer"),
        ("P7Y", None, False, "shorter"),  # seven years from an invoice of 1 January are too few
        ("P8Y", None, False, "longer"),
        ("P7Y", "end-of-calendar-year", False, "equal"),
    ],
)
def test_against_the_swedish_time_for_accounting_records(
    period, rounded_to, from_year_end, verdict
):
    floor = accounting_period("SE")
    assert (
        against_floor(period, rounded_to, from_year_end, floor.period, floor.rounded_to) == verdict
    )


def test_whether_a_copy_outlives_its_source():
    source = read_text("Avtalstiden + 30 dagar", "sv")
    assert outlives(read_text("Avtalstiden + 1 år", "sv"), source) == "longer"
    assert outlives(source, source) == "equal"
    assert outlives(read_text("90 dagar", "sv"), source) == "depends"
    assert outlives(read_text("1 år efter senaste kontakt", "sv"), source) == "depends"
    assert outlives(read_text("tills vidare", "sv"), source) == "longer"
    assert outlives(source, read_text("tills vidare", "sv")) == "depends"


# --- the table of statutory periods ----------------------------------------------------------------


def test_an_old_table_is_said_to_be_one():
    (reading,) = read_registers([HERE / "rules" / "ROPA406.ropa.yaml"])
    rules = [CATALOGUE["ROPA406"]]
    today, later_on = date(2026, 11, 22), date(2028, 1, 1)
    assert {f.variant for f in check(reading.record, rules, today)} == {"", "trigger"}
    found = check(reading.record, rules, later_on)
    assert {(f.variant, f.confidence) for f in found} == {("unverified", Confidence.POSSIBLE)}


def test_the_table_says_what_was_verified():
    found = {c: accounting_period(c) for c in ("SE", "DE", "DK", "NO", "FI", "FR")}
    assert {c: (p.period, p.verified) for c, p in found.items()} == {
        "SE": ("P7Y", True), "DE": ("P6Y", True), "DK": ("P5Y", False), "NO": ("P5Y", False),
        "FI": ("P6Y", False), "FR": ("P10Y", False),
    }  # fmt: skip
    assert accounting_period("DE", "buchungsbelege").period == "P8Y"
    assert accounting_period("XX") is None
    assert accounting_period(None) is None
    for kind in ("limitation", "money_laundering"):
        assert all(p.source and not p.verified for p in statutory_periods(kind, "SE"))
    assert not periods_old(date(2026, 12, 1))
    assert periods_old(date(2028, 1, 1))
