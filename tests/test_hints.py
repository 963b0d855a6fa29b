"""What words hint at, and what is known of a category of data: laws that hold for every text."""

import pytest
from asked import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ropa.law.words import phrases
from ropa.reading import read_registers
from ropa.rules import special
from ropa.rules.hints import covered, hints_at
from ropa.rules.rule import check

KINDS = (
    "special_category", "special_data", "criminal", "whistleblowing", "national_id", "privileged_purpose",
    "direct_marketing", "cookies",
)  # fmt: skip
PHRASES = [(kind, phrase.strip()) for kind in KINDS for phrase in sorted(phrases(kind))]
SENSITIVE = [phrase for kind, phrase in PHRASES if kind == "special_category"]


@pytest.mark.parametrize(("kind", "phrase"), PHRASES)
def test_every_phrase_of_a_list_is_found(kind, phrase):
    assert hints_at(phrase, kind)
    assert hints_at(phrase.upper(), kind)
    assert hints_at({"fi": "x", "en": f"Name, {phrase}; address"}, kind)


@given(st.sampled_from(PHRASES), st.sampled_from(sorted(phrases("denial") | phrases("exception"))))
def test_a_denial_silences_every_hint(listed, denial):
    kind, phrase = listed
    assert not hints_at(f"{denial} {phrase}", kind)
    assert not hints_at(f"{phrase} ({denial})", kind)


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text):
    for kind in KINDS:
        assert hints_at(text, kind) in (True, False)


SAID = {
    "special_category": [
        "HR: Sjukfrånvaro", "Records of Sick Leave", "Matallergier", "Uppgift om biometri",
        "Biometric templates", "Medlemskap i fackförening",
    ],
    "special_data": ["Namn, hälsa och adress", "Fack", "Uppgifter om hälsa", "Religion"],
    "national_id": ["Anställdas personnummer", "Pers.nr", "Personnumret", "CPR-nummer", "Navn, CPR", "Hetu"],
    "direct_marketing": ["Direktmarknadsföring till kunder", "Telemarketing"],
    "cookies": ["Analyscookies", "Third-party cookies", "Google Analytics"],
}  # fmt: skip
NOT_SAID = {
    "special_category": [
        "Postfack", "Förpackningar", "Hälsa på nya gäster", "Health and safety training",
        "Service health", "Diagnosis of faults", "Betyg i religionskunskap", "Friskvårdsbidrag",
        "kund hos Hälsokollen", "kunder i appen Allergikollen", "läsare av ”Allergi”", "Foton",
        "Certifikatets fingeravtryck", "EU Member State", "Camera footage", "Specialkost",
        "Health, dental and life insurance", "Betyg i svenska, religion och matematik",
    ],
    "national_id": ["Organisationsnummer", "Kundnummer", "CPR training", "Telefonnummer"],
    "direct_marketing": ["Marknadsföring", "Spärrlista för direktreklam", "Nyhetsbrev"],
    "cookies": ["Cookies and cakes", "Nödvändiga cookies", "Cookie consent", "Questions on cookies"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in SAID.items() for t in texts])
def test_what_is_said(kind, text):
    assert hints_at(text, kind)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in NOT_SAID.items() for t in texts])
def test_what_only_looks_like_it(kind, text):
    assert not hints_at(text, kind)
    assert kind != "special_category" or not hints_at(text, "special_data")


names = st.sets(st.sampled_from("abcdef"))


@given(st.lists(st.sampled_from("abcdefgh")), names, names, names)
def test_what_is_covered_stays_so_when_more_is_named(for_, own, others, more):
    if covered(for_, own, others):
        assert covered([*for_, *more], own, others) or not for_
        assert covered(for_, own | more, others)
        assert covered(for_, own, others - more)
    assert covered((), own, others)


# --- of a register -------------------------------------------------------------------------------

KIND = st.sampled_from(["health", "criminal", "trade-union", None])
ENTRY = st.builds(
    lambda name, kind: {"name": name, **({"special": kind} if kind else {})},
    st.sampled_from(["One", "Two", *SENSITIVE]), KIND,
)  # fmt: skip


def said(folder, activity):
    """The rules that speak of a register with one activity, and where."""
    path = folder / "a.ropa.yaml"
    register = {"ropa": 1, "activities": [{"id": "a", **activity}]}
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(register, file)
    (reading,) = read_registers([path])
    assert not reading.findings
    return {(f.rule, f.route) for f in check(reading.record, special.FAMILY, TODAY)}


@settings(deadline=None, max_examples=30)
@given(st.lists(ENTRY, min_size=1, max_size=4))
def test_a_condition_for_all_the_data_answers_it(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("register")
    before = said(folder, {"personal_data": data})
    condition = {"condition": "9(2)(g)", "law": "1 §"}
    after = said(folder, {"personal_data": data, "special_conditions": [condition]})
    assert after <= before
    assert not {rule for rule, _ in after} & {"ROPA311", "ROPA313"}


@settings(deadline=None, max_examples=30)
@given(st.lists(ENTRY, min_size=1, max_size=4))
def test_a_data_set_that_repeats_the_data_adds_nothing(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("register")
    once = said(folder, {"personal_data": data, "data_sets": [{"personal_data": data}]})
    assert once == said(folder, {"personal_data": data, "data_sets": [{"personal_data": data[:1]}]})


def test_what_is_declared_in_a_data_set_is_declared(tmp_path):
    activity = {"personal_data": ["Sick leave"]}
    assert said(tmp_path, activity) == {("ROPA312", ("activities", 0, "personal_data", 0))}
    activity["data_sets"] = [{"personal_data": [{"name": "Sick leave", "special": "health"}]}]
    assert said(tmp_path, activity) == {("ROPA311", ("activities", 0, "personal_data", 0))}
