"""Legal bases and what they cover; groups of data subjects by their names; what cites law."""

import pytest
from asked import TODAY
from hypothesis import given
from hypothesis import strategies as some

from ropa.model.activity import Activity
from ropa.model.record import resolve
from ropa.model.register import Register
from ropa.model.vocabulary import BASES
from ropa.rules.consent import consent_with_fallback_basis
from ropa.rules.lawfulness import law_not_cited, multiple_bases_unallocated
from ropa.rules.rule import check
from ropa.rules.subjects import are, are_contact_persons, some_are

RULES = (multiple_bases_unallocated, consent_with_fallback_basis, law_not_cited)


def said_of(bases, rules=RULES[:2], **stated):
    """The codes of what rules say of an activity on these bases: whether they are told apart."""
    activity = Activity.model_validate({"id": "a", "legal_basis": bases, **stated})
    register = Register.model_validate({"ropa": "1"}).model_copy(update={"activities": (activity,)})
    return sorted(found.rule for found in check(resolve(register, [0]), rules, TODAY))


def split(bases, purposes=BASES):
    """The same bases, each for a purpose of its own."""
    return [{"basis": basis, "for": [purposes[i]]} for i, basis in enumerate(bases)]


several = some.lists(some.sampled_from(BASES), min_size=1, max_size=5)
distinct = some.lists(some.sampled_from(BASES), min_size=1, unique=True)


@given(several.flatmap(lambda bases: some.tuples(some.just(bases), some.permutations(bases))))
def test_the_order_of_the_bases_does_not_matter(two):
    assert said_of(two[0]) == said_of(two[1])


@given(several)
def test_a_basis_stated_twice_is_one_basis(bases):
    assert said_of(bases) == said_of(bases + bases)


@given(distinct, some.integers(0, len(BASES)))
def test_one_basis_may_cover_the_rest(bases, rest):
    allocated = split(bases)
    assert said_of(allocated) == []
    allocated[rest % len(bases)] = {"basis": bases[rest % len(bases)]}
    assert said_of(allocated) == []


@given(distinct, some.sampled_from(BASES))
def test_saying_what_a_basis_covers_raises_no_finding(bases, one):
    some_allocated = [
        said if said["basis"] == one else {"basis": said["basis"]} for said in split(bases)
    ]
    assert set(said_of(some_allocated)) <= set(said_of(bases))


@given(some.lists(some.sampled_from(BASES), min_size=2, max_size=2, unique=True))
def test_two_bases_for_all_are_one_finding(bases):
    assert len(said_of(bases)) == 1


@given(distinct)
def test_consent_to_cookies_takes_nothing_from_another_basis(bases):
    assert "ROPA303" not in said_of(bases, cookies="consent")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Våra anställda", "employees"),
        ("Employees and staff", "employees"),
        ("Besökare på hemsidan", "site_visitors"),
        ("Prospects, leads", "prospects"),
        ("Potentiella kunder", "prospects"),
        ({"sv": "Anställda", "de": "Beschäftigte"}, "employees"),
        ("Barn", "children"),
    ],
)
def test_groups_are_known_by_name(words, kind):
    assert are(words, kind)


@pytest.mark.parametrize(
    "words",
    [
        "Anställda hos kunder", "Tidigare anställda", "Personalansvariga", "Befintliga och potentiella kunder",
        "Barn- och ungdomsledare", "Barnfamiljer", "Parents of children", "Driving-school pupils",
        "Besökare på museet", "Sökande till bygglov", "Politiska kandidater",
    ],
)  # fmt: skip
def test_others_are_not_taken_for_them(words):
    assert not are(words, "employees", "applicants", "prospects", "site_visitors", "children")


def test_one_group_among_others_is_found():
    assert some_are("Föräldrar och barn", "children")
    assert not some_are("Föräldrar till barn", "children")


@pytest.mark.parametrize(
    ("words", "at_businesses"),
    [
        ("Kontaktpersoner hos kunder", True),
        ("Kontaktpersoner hos leverantörer och kunder", True),
        ("Customers' contact persons", True),
        ("Kontaktpersoner", False),
        ("Kontaktpersoner enligt LSS", False),
        ("Kontaktpersoner hos kunder, konsumenter", False),
        ("Kontaktpersoner hos kunder och enskilda firmor", False),
        ("Kontaktpersoner på företaget", False),
        ("Customers", False),
    ],
)
def test_contact_persons_are_at_another_business(words, at_businesses):
    assert are_contact_persons(words) is at_businesses


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Bokföringslag (1999:1078) 7 kap. 2 §", True),
        ("§ 147 AO", True),
        ("Section 12 of the Public Records Act", True),
        ("Rättslig förpliktelse, kollektivavtal", True),
        ("Code du travail, article L1234-1", True),
        ("Rättslig förpliktelse", False),
        ("Lagkrav, 7 år", False),
        ("Art. 6(1)(c) GDPR (2016/679)", False),
        ("artikel 6.1 c dataskyddsförordningen", False),
    ],
)
def test_the_words_of_a_document_may_cite_the_law(text, cites):
    assert bool(said_of([{"basis": "legal-obligation", "text": text}], RULES)) is not cites


@pytest.mark.parametrize(
    ("law", "names"),
    [
        ("Bokföringslagen", True),
        ("GDPR Art. 12", True),
        ("Kommunfullmäktiges reglemente", True),
        ("Gällande lagstiftning", False),
        ("Art. 6(1)(c) GDPR", False),
        ("Applicable law", False),
        ("Tillämplig svensk lag", False),
    ],
)
def test_a_law_is_named_or_only_spoken_of(law, names):
    assert bool(said_of([{"basis": "public-task", "law": law}], RULES)) is not names
