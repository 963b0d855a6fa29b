"""Alike or not: words of two languages, and enumerations however they are cut; the same both ways."""

import pytest

from ropa.changes.judges.lists import beyond, conditioned
from ropa.changes.judges.subjects import are_vulnerable
from ropa.changes.likeness import (
    enumerates_like,
    is_slip,
    replaces_words,
    shared,
    specifies,
)
from ropa.model.part import Item


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kontaktuppgifter", "Kontaktuppgfiter"),
        ("Skicka nyhetsbrevet", "skicka nyhetsbrevet."),
        ("Deliver what was ordered", "Deliver what was orderd"),
        ("Betalningsuppgifter", "Betalningsupgifter"),
    ],
)
def test_a_slip_of_the_pen_is_one_both_ways(one, other):
    assert is_slip(one, other)
    assert is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Encrypted", "Unencrypted"),
        ("2 years", "3 years"),
        ("Form", "From"),
        ("Kunder", "Anställda"),
    ],
)
def test_another_word_is_no_slip(one, other):
    assert not is_slip(one, other)
    assert not is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Send the newsletter", "Sending our newsletters"),
        ("Erbjuda varor", "Att erbjuda våra varor"),
        ("Hantera kundärenden", "Hantering av kundärende"),
        ("Betala lön", "Betalning av lönen"),
        ("Follow up orders", "Follow up the orders"),
    ],
)
def test_other_forms_of_the_words_replace_none(one, other):
    for pair in ((one, other), (other, one)):
        assert not replaces_words(*pair)
        assert shared(*pair) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Analyse sales", "Profile customers"),
        ("Skicka fakturor", "Skicka reklam"),
        ("Pay wages", "Pay pensions"),
    ],
)
def test_words_of_content_that_give_way_to_others_are_seen(one, other):
    assert replaces_words(one, other)
    assert replaces_words(other, one)


@pytest.mark.parametrize(
    ("less", "more", "named"),
    [
        ("Contact data", "Contact data and ID number", "ID number"),
        ("Kontaktuppgifter", "Kontaktuppgifter samt personnummer", "personnummer"),
        ("Namn", "Namn, adress & telefon", "adress, telefon"),
        ("Sales", "Sales including profiling", "profiling"),
    ],
)
def test_an_enumeration_that_grows_names_what_came(less, more, named):
    assert enumerates_like(less, more)
    assert enumerates_like(more, less)
    assert beyond(more, [less]) == named
    assert beyond(less, [more]) is None


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("Name, address", ["Name", "Address"]),
        ("Namn och adress", ["Adress", "Namn"]),
        ("Name and adress", ["Address", "name"]),
        ({"sv": "Namn och adress", "en": "Name and address"}, [{"sv": "Namn"}, {"sv": "Adress"}]),
    ],
)
def test_what_is_cut_in_two_says_the_same(one, several):
    assert beyond(one, several) is None
    assert all(beyond(each, [one]) is None for each in several)


def test_examples_in_brackets_are_an_addition_only_beside_others():
    assert specifies("Contact details", "Contact details (name)")
    assert beyond("Contact details (name)", ["Contact details"]) is None
    assert beyond("Contact details", ["Contact details (name)"]) is None
    assert beyond("Contact details (name, ID)", ["Contact details (name)"]) == "ID"


def test_a_language_that_is_new_says_nothing_new():
    assert beyond({"sv": "Namn", "en": "Name"}, [{"sv": "Namn"}]) is None
    assert beyond({"sv": "Namn, id", "en": "Name"}, [{"sv": "Namn"}]) == {"sv": "id"}
    assert beyond({"en": "Name"}, [{"sv": "Namn"}]) == {"en": "Name"}


def test_a_condition_stands_beside_the_name_in_each_language():
    both = Item(name={"sv": "Köra klubben", "en": "Run the club"}, when={"sv": "Ibland"})
    assert conditioned(both) == {"sv": "Köra klubben (Ibland)"}
    assert conditioned(Item(name="Run", when={"en": "At times"})) == {"en": "Run (At times)"}
    assert conditioned(Item(name={"en": "Run"}, when="At times")) == {"en": "Run (At times)"}
    assert conditioned(Item(name="Run")) == "Run"


@pytest.mark.parametrize(
    "words",
    ["Children", "Barn under 13 år", "Kunder och anställda", "Former employees", "Patienter", "A pupil",
     "Tidigare medarbetare", {"sv": "Elever", "en": "Members"}],
)  # fmt: skip
def test_who_is_vulnerable_is_known_by_the_words(words):
    assert are_vulnerable(words)


@pytest.mark.parametrize(
    "words",
    ["Customers", "Vårdnadshavare till barn", "Parents of children", "Barn- och ungdomsledare",
     "Anställda hos kunder", "Employees of suppliers", "Relatives (adult) of patients"],
)  # fmt: skip
def test_who_is_not_is_left_out(words):
    assert not are_vulnerable(words)


def test_a_text_in_two_languages_is_as_unlike_as_the_language_that_differs_most():
    before = {"sv": "Skicka fakturor", "en": "Send invoices"}
    after = {"sv": "Skicka reklam", "en": "Send invioces"}
    for pair in ((before, after), (after, before)):
        assert not is_slip(*pair)
        assert replaces_words(*pair)
    assert is_slip(before, {**before, "en": "Send invocies"})


def test_the_translation_that_is_added_says_nothing_new():
    both = {"sv": "Namn", "en": "Name"}
    assert beyond(both, ["Namn"]) is None
    assert not replaces_words("Namn", both)
