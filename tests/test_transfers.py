"""Rules on transfers, by what must hold of any register: one defect is one finding, more said is less found."""

from datetime import date

import pytest
from asked import HERE, TODAY, ask
from hypothesis import given
from hypothesis import strategies as st

from ropa.gate.gate import Gate
from ropa.law.instruments import repealed_instruments
from ropa.model.load import load
from ropa.model.record import Record, resolve
from ropa.reading import read_registers
from ropa.rules import CATALOGUE
from ropa.rules.rule import check
from ropa.rules.safeguards import _is_staff, _repealed
from ropa.rules.transfers import _says_only_eea
from ropa.words.words import Words

BUYER = {"name": "Example Buyer Ltd", "country": "IN"}
DETAILS = {
    "scc-commission": {"module": "2", "date": "2026-01-01", "tia": "TIA-1"},
    "bcr": {"approval": "Decision 1"},
    "derogation-contract": {"occasional": "true"},
    "compelling-interests": {"authority_informed": "2026-01-01", "subjects_informed": "2026-01-02"},
}


def record(*activities: dict[str, object], **head: object) -> Record:
    listed = [{"id": f"a{number}", **activity} for number, activity in enumerate(activities)]
    register, places, problems = load({"ropa": "1", **head, "activities": listed})
    assert problems == []
    return resolve(register, places)


def found(made: Record, *codes: str, today: date = TODAY) -> list[tuple[str, str]]:
    """Rule and variant of what is found by the rules with these codes."""
    rules = [CATALOGUE[code] for code in codes]
    return [(f.rule, f.variant) for f in check(made, rules, today)]


ANSWERS = st.sampled_from(
    ["none", "unknown", None, {"none": "Only within the EU/EEA"}, ["Endast inom EU/EES"], ["CH"],
     {"not_applicable": "On paper"}, {"none": "Only in adequate countries"}]
)  # fmt: skip


@given(ANSWERS, st.booleans())
def test_somebody_outside_the_eea_is_one_finding(answer, in_place):
    """What the transfer rests on is not stated (601), or the answer denies it (608): never both."""
    head = {} if in_place else {"recipients": {"buyer": BUYER}}
    made = record({"recipients": [BUYER if in_place else "buyer"], "transfers": answer}, **head)
    codes = [code for code, _ in found(made, "ROPA601", "ROPA608")]
    assert codes.count("ROPA608") + codes.count("ROPA601") == 1 + (answer == ["CH"])


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.randoms())
def test_the_order_of_the_activities_does_not_matter(answers, random):
    def of(listed):
        activities = [{"recipients": ["buyer"], "transfers": answer} for answer in listed]
        return sorted(found(record(*activities, recipients={"buyer": BUYER}), "ROPA601", "ROPA608"))

    shuffled = list(answers)
    random.shuffle(shuffled)
    assert of(answers) == of(shuffled)


@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_what_is_no_transfer_is_never_found(answers):
    nothing = {**BUYER, "transfer": {"mechanism": "not-a-transfer", "note": "No names"}}
    activities = [
        {"recipients": ["buyer"], "transfers": answer} for answer in answers if answer != ["CH"]
    ]
    assert not found(record(*activities, recipients={"buyer": nothing}), "ROPA601", "ROPA608")


@given(st.sampled_from(sorted(DETAILS)), st.data())
def test_more_said_is_less_found(mechanism, data):
    """Details take findings away, and all of them take the last."""
    told = data.draw(st.lists(st.sampled_from(sorted(DETAILS[mechanism])), unique=True))
    more = {*told, *data.draw(st.lists(st.sampled_from(sorted(DETAILS[mechanism]))))}

    def of(keys):
        said = {key: DETAILS[mechanism][key] for key in keys}
        transfer = {"country": "IN", "mechanism": mechanism, **said}
        return set(found(record({"transfers": [transfer]}), "ROPA604", "ROPA606"))

    assert of(more) <= of(told)
    assert not of(DETAILS[mechanism])


@given(st.sampled_from(sorted(DETAILS)), st.booleans())
def test_it_is_the_same_where_the_recipient_says_it(mechanism, whole):
    said = {"mechanism": mechanism, **(DETAILS[mechanism] if whole else {})}
    codes = "ROPA602", "ROPA603", "ROPA604", "ROPA605", "ROPA606"
    here = record({"transfers": [{"country": "IN", **said}]})
    there = {"buyer": {**BUYER, "transfer": said}}
    for activity in (
        {"recipients": ["buyer"]},
        {"transfers": ["buyer"]},
        {"recipients": ["buyer"], "transfers": [{"recipient": "buyer", "mechanism": mechanism}]},
        {"data_sets": [{"recipients": ["buyer"]}]},
        {"systems": ["s"]},
    ):
        systems = {"s": {"name": "S", "recipient": "buyer"}}
        made = record(activity, activity, recipients=there, systems=systems)
        assert found(made, *codes) == found(here, *codes)


def test_suppliers_in_a_circle_are_met_once():
    one = {**BUYER, "sub_processors": ["two"]}
    two = {**BUYER, "sub_processors": ["one"]}
    made = record({"recipients": ["one"], "transfers": "none"}, recipients={"one": one, "two": two})
    assert found(made, "ROPA608") == [("ROPA608", "")] * 2


def test_what_the_entry_adds_completes_what_the_recipient_says():
    there = {"buyer": {**BUYER, "transfer": {"mechanism": "scc-commission", "module": "2"}}}
    entry = {"recipient": "buyer", "date": "2026-01-01", "tia": "TIA-1"}
    made = record({"recipients": ["buyer"], "transfers": [entry]}, recipients=there)
    assert not found(made, "ROPA604")


def test_an_authority_outside_its_tasks_is_left_alone():
    def of(**basis):
        head = {"organisations": {"town": {"name": "Town", "type": "public-authority"}}}
        transfer = {"country": "RS", "mechanism": "derogation-consent"}
        return found(record({"transfers": [transfer], "legal_basis": [basis]}, **head), "ROPA606")

    assert of(basis="public-task") == [("ROPA606", "authority")]
    assert of(basis="consent") == []
    assert of(basis="public-task", outside_tasks="As a landlord") == []


SLIP = """\
ropa: 1
recipients:
  cloud: {{name: Example Cloud Inc., country: US, transfer: {transfer}}}
systems: {{lists: {{name: Lists, location: US, recipient: {run_by}}}}}
activities:
  - {{id: a, recipients: [cloud], systems: [lists], transfers: {answer}}}
"""
CERTIFIED = "{mechanism: adequacy, certified: true, checked: 2026-01-01}"


@pytest.mark.parametrize(
    "parts",
    [
        {"transfer": CERTIFIED, "answer": "[cloud]"},
        {"transfer": CERTIFIED.replace("true", "maybe"), "answer": "[cloud]"},
        {"transfer": CERTIFIED.replace("adequacy", "adequcy"), "answer": "[cloud]"},
        {"transfer": CERTIFIED.replace("checked", "cheked"), "answer": "unknown"},
        {"transfer": "{mechanism: not-a-trnsfer}", "answer": "none", "run_by": "cloud"},
        {"transfer": "{mechanism: not-a-transfer}", "answer": "none", "run_by": "[cloud]"},
    ],
)
def test_a_slip_in_a_definition_raises_no_alarm_here(tmp_path, parts):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(SLIP.format(**{"run_by": "cloud", **parts}), "utf-8")
    assert not [line.rule for line in ask(path) if line.rule.startswith("ROPA6")]


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("privacy shield", True),
        ("standard clauses 2010/87/eu of 2018", True),
        ("beslut 2001/497", True),
        ("until 2020 the privacy shield", False),
        ("dpf, which replaced the privacy shield", False),
        ("byggde tidigare på safe harbor", False),
        ("vi stöder oss inte på privacy shield", False),
        ("hipaa safe harbor method", False),
        ("agreement 2010/87", False),
        ("decision 2010/871", False),
        ("decision (eu) 2021/914, which repealed 2010/87/eu", False),
    ],
)
def test_repealed_instruments_are_named(text, named):
    assert (_repealed(text) is not None) is named
    assert any(instrument.is_named_in("privacy shield") for instrument in repealed_instruments())


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("employees", True),
        ("employees with an account", True),
        ("anställda", True),
        ("personal", True),
        ("personal trainers", False),
        ("employees of our customers", False),
        ("anställda hos leverantörer", False),
        ("customers", False),
        ("kundernas personal", False),
    ],
)
def test_own_staff_is_told_from_that_of_others(text, staff):
    assert _is_staff(text) is staff


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("only within the eu/eea", True),
        ("inga överföringar", True),
        ("uppgifterna överförs endast inom eu/ees", False),
        ("no transfers outside the eu/eea", True),
        ("no transfers unless the customer asks", False),
        ("no transfer impact assessment needed", False),
        ("only within the eu, as a rule", False),
        ("endast inom eu/ees eller land med adekvat skyddsnivå", False),
    ],
)
def test_an_answer_denies_every_transfer_or_leaves_room(text, denies):
    assert _says_only_eea(text) is denies


def test_a_table_that_is_more_than_a_year_old_says_so():

    (reading,) = read_registers([HERE / "rules" / "ROPA601.ropa.yaml"])
    for today, old in ((date(2026, 12, 1), False), (date(2028, 1, 1), True)):
        found = [f for f in Gate(today).findings(reading) if f.rule == "ROPA601"]
        assert found
        for finding in found:
            assert ("more than a year old" in Words("en").fix(finding)) is old
