"""The model holds all that the format has: every kind of answer, every word, as it was written."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa import read
from ropa.model.activity import Activity
from ropa.model.load import DEFAULTS_ID, load
from ropa.model.part import NoneStated, NotApplicable, See, Unknown
from ropa.model.plain import plain
from ropa.model.record import resolve
from ropa.model.vocabulary import BASES, BASIS_ARTICLES, COUNTRIES, MECHANISM_ARTICLES

ROOT = Path(__file__).parent.parent
ANSWERED = [
    name
    for name in Activity.model_fields
    if name not in ("id", "name", "status", "role", "owner", "reviewed", "review_due", "notes", "links")
    and name not in ("applies_to", "created", "covers", "copy_of")
]  # fmt: skip


def activity(**fields):
    """An activity as the format has it."""
    return Activity.model_validate({"id": "a", **fields})


@pytest.mark.parametrize("field", ANSWERED)
def test_every_kind_of_answer_survives(field):
    for written, kind in (
        ("none", NoneStated), ({"none": "because"}, NoneStated),
        ("unknown", Unknown), ({"unknown": "who?", "owner": "HR", "due": "2026-12-01"}, Unknown),
        ({"not_applicable": "no"}, NotApplicable), ({"see": "other"}, See),
    ):  # fmt: skip
        answer = getattr(activity(**{field: written}), field)
        assert type(answer) is kind
        assert plain(answer) == written
    assert getattr(activity(), field) is None
    assert getattr(activity(**{field: None}), field) is None


@pytest.mark.parametrize("path", sorted((ROOT / "registers").rglob("*register.ropa.yaml")))
def test_a_register_comes_out_as_it_went_in(path):
    (reading,) = read(path)
    register = reading.record.register
    written = json.loads(json.dumps(plain(register)))
    if "defaults" in written:
        assert written["defaults"].pop("id") == DEFAULTS_ID
    again, _, problems = load(written)
    assert problems == []
    assert plain(again) == plain(register)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20
)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_words_stay_as_they_were_written(name, note):
    part = activity(
        name=name, purposes=[{"name": name, "note": note}], notes=note, retention=[{"text": name}],
        **{"x-mine": {"deep": [note]}},
    )  # fmt: skip
    out = plain(part)
    assert out["name"] == name
    assert out["purposes"] == [{"name": name, "note": note}]
    assert out["notes"] == note
    assert out["x-mine"] == {"deep": [note]}


@pytest.mark.parametrize("basis", BASES)
def test_an_article_is_another_spelling_of_its_word(basis):
    article = BASIS_ARTICLES[basis]
    for spelling in (basis, article, f"Art. {article}", article.replace("(", " (")):
        for written in (spelling, {"basis": spelling}):
            (read_back,) = activity(legal_basis=[written]).legal_basis
            assert read_back.basis == basis


@pytest.mark.parametrize("spelling", ["6.1 f", "art. 6.1 f", "Artikel 6.1 f", "6.1.f", "6 (1) (f)"])
def test_an_article_may_be_written_as_swedish_law_does(spelling):
    (read_back,) = activity(legal_basis=[spelling]).legal_basis
    assert (read_back.basis, read_back.text) == ("legitimate-interests", None)
    (condition,) = activity(special_conditions=["9.2 b"]).special_conditions
    assert condition.condition == "9(2)(b)"


def test_an_entry_may_be_a_text_per_language():
    (entry,) = activity(data_subjects=[{"de-AT": "Kunden", "en": "Customers"}]).data_subjects
    assert entry.name == {"de-AT": "Kunden", "en": "Customers"}


@pytest.mark.parametrize(
    ("phrase", "basis"),
    [
        ("Avtal", "contract"), ("Samtycke", "consent"), ("Intresseavvägning", "legitimate-interests"),
        ("Rättslig förpliktelse", "legal-obligation"), ("balance of interests", "legitimate-interests"),
        ("Legitimt ändamål", None), ("lagring enligt lag", None), ("Direktmarknadsföring", None),
    ],
)  # fmt: skip
def test_a_common_phrase_for_a_legal_basis_is_read_and_kept(phrase, basis):
    (read_back,) = activity(legal_basis=phrase).legal_basis
    assert (read_back.basis, read_back.text) == (basis, phrase)


@pytest.mark.parametrize(("mechanism", "article"), MECHANISM_ARTICLES.items())
def test_a_mechanism_may_be_written_as_its_article(mechanism, article):
    (transfer,) = activity(transfers=[{"country": "US", "mechanism": article}]).transfers
    assert transfer.mechanism == mechanism


def test_a_word_among_transfers_is_a_country_or_a_name():
    us, cloud = activity(transfers=["US", "the cloud"]).transfers
    assert (us.country, us.name) == ("US", None)
    assert (cloud.country, cloud.name) == (None, "the cloud")


def test_the_countries_are_those_of_iso_3166():
    """Babel has them all, and fifteen codes that are not ISO's."""
    from babel import Locale

    others = {
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EU",
        "EZ",
        "IC",
        "QO",
        "TA",
        "UN",
        "XA",
        "XB",
        "XK",
        "ZZ",
    }
    known = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    assert known - others == COUNTRIES


def test_the_same_word_is_the_same_part_and_frozen():
    one, other = activity(data_subjects=["Customers"]), activity(data_subjects="Customers")
    assert one.data_subjects == other.data_subjects
    with pytest.raises(Exception, match="frozen"):
        one.data_subjects[0].name = "Others"


def record(*activities, **head):
    """What a register with these activities comes to."""
    register, places, problems = load({"ropa": "1", "activities": list(activities), **head})
    assert problems == []
    return resolve(register, places)


def test_defaults_hold_where_an_activity_says_nothing():
    made = record({"id": "a"}, {"id": "b", "transfers": "unknown"}, defaults={"transfers": "none"})
    first, second = made.activities
    assert type(first.transfers) is NoneStated
    assert type(second.transfers) is Unknown
    assert made.origin(("activities", 0, "transfers")) == ("defaults", "transfers")
    assert made.origin(("activities", 1, "transfers")) == ("activities", 1, "transfers")


def test_see_is_followed_to_its_end_and_never_in_a_circle():
    made = record(
        {"id": "a", "retention": {"see": "b"}, "systems": {"see": "b"}},
        {"id": "b", "retention": {"see": "c"}, "systems": {"see": "a"}},
        {"id": "c", "retention": "1 year"},
        {"id": "d", "retention": {"see": "nobody"}, "systems": {"see": "d"}},
    )
    a, b, c, d = made.activities
    assert a.retention == b.retention == c.retention
    assert made.origin(("activities", 0, "retention", 0)) == ("activities", 2, "retention", 0)
    assert type(a.systems) is type(b.systems) is type(d.systems) is See
    assert type(d.retention) is See


def test_defaults_have_no_id_and_no_name():
    for key in ("id", "name"):
        _, _, problems = load({"ropa": "1", "defaults": {key: "x"}, "activities": []})
        assert [(p.reason, p.route) for p in problems] == [("unknown-key", ("defaults", key))]
