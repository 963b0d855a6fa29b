"""What holds of the rules on roles and on consistency, whatever the register says."""

from asked import TODAY
from hypothesis import given
from hypothesis import strategies as st

from ropa.model.load import load
from ropa.model.record import resolve
from ropa.rules import RULES
from ropa.rules.rule import check

HEAD = {"ropa": "1", "title": "T", "organisations": {"firm": {"name": "Exempelfirman AB"}}}
TWINS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Support", "Help"]),
        "purposes": st.sampled_from([["Answer questions"], ["Mend what broke"]]),
        "data_subjects": st.sampled_from([["Customers"], ["Employees"]]),
        "personal_data": st.sampled_from([["Name"], ["Name", "Voice"]]),
        "legal_basis": st.sampled_from(["contract", "consent"]),
        "retention": st.sampled_from(["1 year", "2 years"]),
    }
)
OWN = [rule for rule in RULES if rule.code[4] in "59"]
RECIPIENTS = st.lists(
    st.sampled_from(
        [
            {"name": "Exempeldrift AB", "kind": "processor"},
            {"name": "Exempeltryck AB", "kind": "processor", "contract": "DPA-1"},
            {"name": "Exempelfrakten AB", "kind": "controller"},
            {"name": "Exempelkoncernen AB", "kind": "group"},
            {"name": "Processors", "kind": "processor"},
        ]
    ),
    max_size=4,
)


def said(activities, **head):
    """The rules that speak of activities, with where."""
    named = [{"id": f"a{number}", **activity} for number, activity in enumerate(activities)]
    register, places, problems = load({**HEAD, **head, "activities": named})
    assert not problems
    record = resolve(register, places)
    return {(found.rule, found.route) for found in check(record, OWN, TODAY)}


def codes(found):
    return {code for code, _ in found}


@given(TWINS, TWINS)
def test_two_activities_are_duplicates_or_in_conflict_and_never_both(one, other):
    assert not {"ROPA903", "ROPA904"} <= codes(said([one, other]))


@given(TWINS, TWINS)
def test_whether_two_are_in_conflict_does_not_depend_on_their_order(one, other):
    there, back = codes(said([one, other])), codes(said([other, one]))
    assert ("ROPA904" in there) == ("ROPA904" in back)


@given(RECIPIENTS)
def test_a_contract_with_everybody_leaves_no_contract_missing(recipients):
    bound = [{**recipient, "contract": "DPA-2"} for recipient in recipients]
    assert "ROPA501" not in codes(said([{"recipients": bound}]))


@given(RECIPIENTS)
def test_a_processor_that_is_named_is_enough(recipients):
    named = [*recipients, {"name": "Exempelposten AB", "kind": "processor"}]
    assert "ROPA502" not in codes(said([{"recipients": named}]))


@given(RECIPIENTS)
def test_none_beside_processors_is_a_contradiction(recipients):
    found = codes(said([{"recipients": "none", "processors": recipients}]))
    engaged = any(recipient["kind"] in ("processor", "group") for recipient in recipients)
    assert ("ROPA505" in found) == engaged


@given(st.lists(st.sampled_from(["Sell", "Deliver", "Repair"]), unique=True), st.booleans())
def test_a_notice_of_the_activities_own_purposes_is_covered(purposes, wanting):
    told = [*purposes, *(["Advertise"] if wanting else [])]
    notice = {"purposes": told} if told else {}
    found = said([{"purposes": [purpose]} for purpose in purposes], notice=notice)
    assert ("ROPA907" in codes(found)) == wanting
