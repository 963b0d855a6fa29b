"""What holds of the rules on risk and governance, whatever a record says: more said, or a later day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.model.load import load
from ropa.model.record import Record, resolve
from ropa.model.vocabulary import CRITERIA
from ropa.rules import governance, risk
from ropa.rules.outdated import outdated
from ropa.rules.rule import Rule, check

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2018, 5, 25), date(2040, 1, 1))


def record(activity=None, **head) -> Record:
    """A register with one activity."""
    activities = [{"id": "a", "name": "A", **(activity or {})}]
    register, places, problems = load(as_read({"ropa": 1, **head, "activities": activities}))
    assert not problems
    return resolve(register, places)


def as_read(value):
    """Data as the reader of files gives them: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_read(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_read(each) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def found(rules: list[Rule], of: Record, today: date = TODAY) -> set[tuple[str, str]]:
    return {(finding.rule, finding.variant) for finding in check(of, rules, today)}


ASSESS = [risk.dpia_likely_required, risk.dpia_mandatory_case]


@given(st.sets(st.sampled_from(CRITERIA)), st.sampled_from(CRITERIA), st.booleans())
def test_a_further_criterion_never_silences(criteria, further, large):
    """702 gives way to 703 only, and both ask for the same."""
    few, many = (
        found(ASSESS, record({"large_scale": large, "dpia": {"criteria": sorted(each)}}))
        for each in (criteria, criteria | {further})
    )
    assert bool(few) <= bool(many)
    assert bool(many) == (len(criteria | {further} | ({"large-scale"} if large else set())) > 1)


@given(st.sets(st.sampled_from(CRITERIA)))
def test_an_assessment_always_silences(criteria):
    said = {
        "large_scale": True,
        "personal_data": [{"name": "Health", "special": "health"}],
        "dpia": {"reference": "DPIA-1", "criteria": sorted(criteria)},
    }
    assert not found([risk.dpia_undetermined, *ASSESS], record(said))


@given(DAYS, DAYS, st.integers(0, 3000))
def test_what_is_overdue_stays_overdue(due, today, later):
    of = record({"review_due": due, "dpia": {"required": True, "review_due": due}})
    rules = [governance.review_overdue]
    assert found(rules, of, today) <= found(rules, of, today + timedelta(later))
    assert bool(found(rules, of, today)) == (due < today)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_employees_never_support_a_claim(few, many):
    few, many = sorted((few, many))
    claim = {"exemption": {"reason": "One evening", "occasional": True, "risk": "low"}}
    small, big = (
        found([governance.exemption_unsupported], record(claim, employees=number))
        for number in (few, many)
    )
    assert small <= big
    assert bool(big) == (many >= 250)


@pytest.mark.parametrize(
    ("source", "guilty"),
    [
        ("data-subject", False),
        ("Direkt från den registrerade", False),
        ("The customer, by phone", False),
        ("Våra egna loggar", False),
        ({"from": "Skatteverket", "notice_given": "I välkomstbrevet"}, False),
        ("none", False),
        ("unknown", False),
        ("Skatteverket", True),
        ("A credit agency", True),
    ],
)
def test_a_source_that_is_another(source, guilty):
    assert bool(found([risk.source_missing], record({"source": source}))) == guilty


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anmälan till Datainspektionen", ["Datainspektionen"]),
        ("Enligt PUL", ["PUL"]),
        ("Lagen om elektronisk kommunikation (2003:389)", ["2003:389"]),
        ("Kontakta vårt personuppgiftsombud", ["personuppgiftsombud"]),
        ("Personuppgiftslagstiftningen", []),  # the law on personal data, whichever it is
        ("Dataskyddsförordningen har ersatt PUL", []),
        ("Regulation (EU) 2016/679 repealing Directive 95/46/EC", []),
        ("Beslut 2000/518/EG enligt direktiv 95/46/EG", []),  # on Switzerland, and in force
        ("Datainspektionens beslut 2019-04-12", []),
        ("Integritetsskyddsmyndigheten, f.d. Datainspektionen", []),
        ("Impulsköp", []),
        ("datainspektionen", []),  # an id
        ("Registeransvarig för nycklarna", []),
    ],
)
def test_outdated_words(text, words):
    of = record({"purposes": [text]}, language="sv")
    assert [each.words for each in outdated(of)] == words


def test_an_outdated_word_is_found_where_it_stands():
    """Also after an activity that could not be read."""
    data = {"ropa": "1", "activities": ["?", {"id": "a", "purposes": ["Enligt PUL"]}]}
    register, places, _ = load(data)
    (found_there,) = outdated(resolve(register, places))
    assert found_there.route == ("activities", 1, "purposes", 0, "name")


def test_remarks_and_documents_are_left_alone():
    said = {"notes": "PUL gällde då", "links": [{"title": "PUL", "url": "https://a.example/PUL"}]}
    assert not list(outdated(record(said)))


@pytest.mark.parametrize(
    ("text", "guilty"),
    [
        ("https://a.example/policy", True),
        ("Se integritetspolicyn", True),
        ("See our retention schedule.", True),
        ("Se till att lönen betalas enligt avtal", False),
        ("See that the website works for everybody who visits it", False),
        ("90 days, see our policy", False),
        ("Kunder", False),
    ],
)
def test_a_text_that_only_refers(text, guilty):
    """A purpose may well begin with “see”; only a link is none."""
    rules = [governance.record_by_reference_only]
    assert bool(found(rules, record({"data_subjects": [text]}))) == guilty
    assert bool(found(rules, record({"purposes": [text]}))) == text.startswith("http")
