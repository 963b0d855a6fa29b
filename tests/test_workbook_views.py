"""The cover and the views of the register workbook: each row comes from the record, gaps are seen."""

from dataclasses import replace
from pathlib import Path

import pytest
from booked import file_of, opened, reading_of

import ropa
from ropa.fingerprints import fingerprints
from ropa.model.activity import DataCategory, DataSet, Retention
from ropa.model.part import Item, NotApplicable
from ropa.pages.register import RegisterPage
from ropa.words.words import Words
from ropa.workbooks.retention_pairs import kept
from ropa.workbooks.views import TITLES, views

NAMES = ("model", "softmore", "expisoft", "softone")
SETTINGS = """\
ropa: 1
organisations: {a: {name: A AB, contact: {email: a@a.example}}}
recipients:
  cloud: {name: Cloud Inc., kind: processor, country: US}
activities:
"""


def _read(folder: Path, activities: str):
    path = folder / "made.ropa.yaml"
    path.write_text(SETTINGS + activities, "utf-8")
    return ropa.read(path)[0]


def _sheets(reading, language="en"):
    """The views by key, and in each the rows as texts by column."""
    words = Words(language, reading.record.register.language)
    view = RegisterPage(reading, ropa.validate(reading), words)
    titles = {
        **{key: words(text) for key, text in TITLES.items()},
        "controller": "C",
        "processor": "P",
    }
    return {sheet.key: sheet for sheet in views(view.lists, view.found, titles, None)}


def _rows(sheet):
    keys = [column.key for column in sheet.columns]
    texts = (["\n".join(line.text for line in cell) for cell in row.cells] for row in sheet.rows)
    return [dict(zip(keys, row, strict=True)) for row in texts]


# --- every view ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_of_a_view_are_told_apart_and_it_says_where_to_edit(name):
    for sheet in _sheets(reading_of(name)).values():
        ids = [row.id for row in sheet.rows]
        assert all(ids)
        assert len(set(ids)) == len(ids), sheet.key
        assert sheet.reviewed
        assert "To change it, edit the sheet “C”" in sheet.about
        for row in sheet.rows:
            assert len(row.cells) == len(sheet.columns)
            assert row.cells[0], (sheet.key, row.id)


def test_a_finding_is_known_by_its_fingerprint_and_leads_to_its_activity():
    reading = reading_of("softmore")
    found = ropa.validate(reading)
    sheet = _sheets(reading)["findings"]
    counted = {
        k for f, k in zip(found, fingerprints(reading, found), strict=True) if not f.suppressed
    }
    assert {row.id for row in sheet.rows} == counted
    about_one = [row for row in sheet.rows if row.key]
    assert about_one
    for row in about_one:
        assert row.cells[1][0].target == row.key
    assert {row["field"] for row in _rows(sheet)} >= {"Time limits for erasure", "Legal basis"}


# --- the retention schedule ------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_category_and_every_time_limit_is_in_the_schedule(name):
    record = reading_of(name).record
    for activity in record.activities:
        pairs = list(kept(activity, record))
        for category in activity.personal_data if isinstance(activity.personal_data, tuple) else ():
            assert any(pair.data is category for pair in pairs), (activity.id, category.name)
        limits = [*(activity.retention if isinstance(activity.retention, tuple) else ())]
        for each in activity.data_sets if isinstance(activity.data_sets, tuple) else ():
            limits += each.retention or ()
        for limit in limits:
            held = [pair for pair in pairs if pair.limit == limit]
            assert held, (activity.id, limit)


def test_the_schedule_is_sorted_by_category_and_joins_activities():
    rows = _rows(_sheets(reading_of("softone"), "sv")["retention"])
    names = [row["data"].split("\n")[0].casefold() for row in rows]
    assert names == sorted(names)
    joined = [row for row in rows if "\n" in row["activity"]]
    assert joined
    assert all(row["limit"] for row in rows)


def _paired(**answers):
    record = reading_of("model").record
    activity = record.activities[0].model_copy(
        update={
            "data_sets": None,
            "data_subjects": (Item(name="Staff"), Item(name="Guests")),
            **answers,
        }
    )
    pairs = kept(activity, record)
    return [
        (p.data and p.data.name, tuple(s.name for s in p.subjects), p.limit and p.limit.text)
        for p in pairs
    ]


BOTH = ("Staff", "Guests")
A, B = DataCategory(name="A"), DataCategory(name="B")
OTHER = Retention(text="2 years")


def test_what_is_for_a_category_is_for_it_alone_and_the_rest_has_the_rest():
    limits = Retention.model_validate({"text": "1 year", "for": ["a"]}), OTHER
    assert _paired(personal_data=(A, B), retention=limits) == [
        ("A", BOTH, "1 year"), ("B", BOTH, "2 years"),
    ]  # fmt: skip


def test_a_category_without_a_time_limit_is_a_gap():
    limits = (Retention.model_validate({"text": "1 year", "for": ["A"]}),)
    assert _paired(personal_data=(A, B), retention=limits)[1] == ("B", BOTH, None)
    assert _paired(personal_data=(A,), retention=None) == [("A", BOTH, None)]


def test_a_data_set_pairs_and_leaves_the_others_what_they_had():
    mine = DataSet.model_validate(
        {"data_subjects": ["Guests"], "personal_data": ["A"], "retention": ["1 year"]}
    )
    assert _paired(personal_data=(A, B), retention=(OTHER,), data_sets=(mine,)) == [
        ("A", ("Guests",), "1 year"), ("A", BOTH, "2 years"), ("B", BOTH, "2 years"),
    ]  # fmt: skip
    whole = mine.model_copy(update={"data_subjects": None})
    assert _paired(personal_data=(A, B), retention=(OTHER,), data_sets=(whole,))[:2] == [
        ("A", BOTH, "1 year"), ("B", BOTH, "2 years"),
    ]  # fmt: skip


def test_a_time_limit_for_data_subjects_is_about_these():
    limits = Retention.model_validate({"text": "1 year", "for": ["Guests"]}), OTHER
    assert _paired(personal_data=(A,), retention=limits) == [
        ("A", ("Guests",), "1 year"), ("A", BOTH, "2 years"),
    ]  # fmt: skip


def test_what_is_not_stated_is_seen(tmp_path):
    reading = _read(tmp_path, """\
  - {id: a, name: A, purposes: [p], data_subjects: [Staff], personal_data: [Names], retention: 1 year}
  - {id: b, name: B, purposes: [p], data_subjects: [Staff], personal_data: [Addresses]}
  - {id: c, name: C, purposes: [p], personal_data: [Cars], legal_basis: [contract], retention: As long as necessary}
""")  # fmt: skip
    sheet = _sheets(reading)["retention"]
    addresses, cars, names = _rows(sheet)
    assert addresses["limit"] == "Not stated, Art. 30(1)(f)"
    assert addresses["basis"] == "Not stated, Art. 6(1)"
    assert (names["meaning"], names["start"]) == ("", "Not stated")  # it is what the words say
    assert cars["meaning"] == "The words name no time"
    assert cars["subjects"] == "Not stated, Art. 30(1)(c)"
    assert cars["basis"] == "Contract (Art. 6(1)(b))"


def test_a_processor_need_not_state_time_limits():
    reading = reading_of("model")
    record = reading.record
    activity = next(a for a in record.activities if a.is_processor)
    silent = activity.model_copy(update={"retention": None, "data_sets": None})
    register = record.register.model_copy(update={"activities": (silent,)})
    alone = replace(record, register=register, activities=(silent,), places=(0,))
    assert "retention" not in _sheets(replace(reading, record=alone))
    told = silent.model_copy(update={"retention": NotApplicable(not_applicable="They decide")})
    alone = replace(record, register=register, activities=(told,), places=(0,))
    rows = _rows(_sheets(replace(reading, record=alone))["retention"])
    assert {row["limit"] for row in rows} == {"Not applicable\nThey decide"}


# --- transfers, questions and the cover ------------------------------------------------------------


def test_a_transfer_says_what_it_rests_on_and_what_is_missing(tmp_path):
    reading = _read(tmp_path, """\
  - {id: a, name: A, recipients: [cloud], transfers: [{recipient: cloud, country: US, mechanism: scc-commission, date: 2025-01-02}]}
  - {id: b, name: B, transfers: [{country: IN, name: Helpers}]}
  - {id: c, name: C, transfers: {unknown: Where is the server?}}
  - {id: d, name: D}
""")  # fmt: skip
    sheet = _sheets(reading)["transfers"]
    first, second, *open_ = _rows(sheet)
    assert first["recipient"] == "Cloud Inc."
    assert (
        first["mechanism"] == "Standard data protection clauses of the Commission (Art. 46(2)(c))"
    )
    assert first["details"] == "Date: 2025-01-02"
    assert "transfer impact assessment" in first["missing"]
    assert (second["recipient"], second["country"]) == ("Helpers", "India")
    assert second["mechanism"] == "Not stated"
    assert second["missing"]
    assert [row["recipient"] for row in open_] == [
        "Open question: Where is the server?", "Not stated, Art. 30(1)(e)",
    ]  # fmt: skip
    assert sheet.rows[0].cells[4][0].target == "a"


def test_a_recipient_abroad_of_whom_no_transfer_tells_is_a_row(tmp_path):
    reading = _read(tmp_path, "  - {id: a, name: A, recipients: [cloud]}\n")
    row = _rows(_sheets(reading)["transfers"])[0]
    assert (row["recipient"], row["country"]) == ("Cloud Inc.", "United States")
    assert (row["mechanism"], row["activities"]) == ("Not stated", "A")


def test_a_question_says_whom_to_ask_and_when(tmp_path):
    reading = _read(tmp_path, """\
  - id: a
    name: A
    retention: {unknown: How long?, owner: HR, due: 2026-05-01}
    recipients: unknown
""")  # fmt: skip
    recipients, retention = _rows(_sheets(reading)["questions"])
    assert retention == {
        "activity": "A", "field": "Time limits for erasure", "question": "How long?",
        "ask": "HR", "due": "2026-05-01",
    }  # fmt: skip
    assert recipients["question"] == "Not said what is to be found out"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_cover_says_how_to_edit_in_five_lines_and_counts_the_rows(language):
    workbook = opened(file_of("softmore", language))
    cover = workbook.worksheets[0]
    texts = [str(row[0]) for row in cover.iter_rows(values_only=True)]
    assert [sum(text.startswith(f"{n}. ") for text in texts) for n in range(1, 7)] == [1] * 5 + [0]
    counts = {row[0]: row[2] for row in cover.iter_rows(values_only=True) if row[2]}
    for title in ("retention", "findings"):
        name = Words(language)(TITLES[title])
        last = [row for row in workbook[name].iter_rows(values_only=True) if any(row)]
        assert counts[name] == str(len(last) - 1)
