"""What changed in the law though the register did not: adequacy decisions, as of two days."""

from datetime import date

import pytest

from ropa import judge, read

HEAD = "ropa: 1\ntitle: Record\nlanguage: en\n"
RECIPIENTS = """recipients:
  adviser: {name: Example Advice Ltd, kind: controller, country: GB, transfer: {mechanism: adequacy}}
  cloud: {name: Example Cloud Inc., kind: processor, country: US, transfer: {mechanism: adequacy, certified: true}}
"""
ACTIVITIES = """activities:
  - {id: advice, recipients: [adviser]}
  - {id: sales, recipients: [adviser], transfers: [{recipient: adviser, note: Sales}]}
  - {id: hosting, processors: [cloud]}
  - {id: market, transfers: [{country: BR, mechanism: scc-commission}]}
"""


@pytest.fixture
def register(tmp_path):
    def register(text: str = RECIPIENTS + ACTIVITIES):
        path = tmp_path / f"version-{len(list(tmp_path.iterdir()))}.ropa.yaml"
        path.write_text(HEAD + text, "utf-8")
        (reading,) = read(path)
        assert reading.whole, reading.findings
        return reading

    return register


def told(old, new, then: str, today: str):
    days = {"then": date.fromisoformat(then), "today": date.fromisoformat(today)}
    return [
        (one.level.value, one.row.code, one.facts["country"], one.activities)
        for one in judge(old, new, **days)
        if one.row.code.startswith("adequacy")
    ]


def test_a_decision_that_lapsed_is_told_once_with_all_that_rests_on_it(register):
    same = register()
    lapsed = [("critical", "adequacy-lapsed", "GB", ("advice", "sales"))]
    assert told(same, same, "2031-12-27", "2031-12-28") == lapsed
    assert told(same, same, "2031-12-26", "2031-12-27") == []


def test_a_decision_that_was_granted_is_told_of_what_goes_there(register):
    same = register()
    granted = [("minor", "adequacy-granted", "BR", ("market",))]
    assert told(same, same, "2026-01-25", "2026-01-26") == granted
    assert told(same, same, "2026-01-26", "2026-06-01") == []


def test_a_decision_that_follows_another_without_a_gap_changes_nothing(register):
    same = register()
    assert told(same, same, "2025-12-01", "2026-01-20") == []


def test_a_transfer_that_rests_on_something_else_now_is_no_matter_of_the_law(register):
    repapered = RECIPIENTS.replace("{mechanism: adequacy}", "{mechanism: scc-commission}")
    old, new = register(), register(repapered + ACTIVITIES)
    assert told(old, new, "2031-12-01", "2032-01-01") == []


def test_another_id_is_the_same_transfer(register):
    old = register()
    new = register((RECIPIENTS + ACTIVITIES).replace("adviser", "counsel"))
    lapsed = [("critical", "adequacy-lapsed", "GB", ("advice", "sales"))]
    assert told(old, new, "2031-12-01", "2032-01-01") == lapsed


def test_the_new_version_is_judged_as_of_today(register):
    without = RECIPIENTS.replace("GB, transfer: {mechanism: adequacy}", "SE")
    old, new = register(without + ACTIVITIES), register()
    codes = [[one.row.code for one in judge(old, new, then=day, today=day)] for day in DAYS]
    assert "transfer-adequate" in codes[0]
    assert "transfer-without-decision" in codes[1]


DAYS = date(2031, 12, 1), date(2032, 1, 1)
