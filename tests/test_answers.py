"""When is a question answered: placeholders, vague words, words of the law, names of countries."""

import re
import time

import pytest

from ropa.law.countries import (
    country_named,
    eea_as_of,
    eea_verified,
    is_third_country,
    names_a_country,
)
from ropa.rules import CATALOGUE
from ropa.rules.answers import (
    has_phrase,
    holds_placeholder,
    is_left_open,
    is_placeholder,
    is_vague,
    normal,
)
from ropa.rules.references import slips

PLACEHOLDERS = """TBD|tbd.|To be decided|to be confirmed by IT|TODO: ask Eva|???|?|…|...|-|—?|N/A|n/a
|[…]|[namn på leverantör]|<retention>|XXX|Lorem ipsum dolor|fylls i|Fylls i senare|Att fylla i
|None|NONE|Unknown|not applicable|not_applicable|Ej tillämpligt|Okänt|Inga
|kompletteras|Kompletteras före sommaren|Please fill in|to be filled in| """
ANSWERS = """Todo AB|Fill in customs forms|Fyll i ansökan åt kunden|Kompletteras med kryptering|None of them
|XXL-lager|7|Name [as on the card]|Not applicable to guests|To be on time|Natural persons"""


@pytest.mark.parametrize("text", [t.strip("\n") for t in PLACEHOLDERS.split("|") if t != "—?"])
def test_a_placeholder_is_no_answer(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", [t.strip("\n") for t in ANSWERS.split("|")])
def test_what_only_looks_like_one_is_an_answer(text):
    assert not is_placeholder(text)


VAGUE = {
    "purpose": ["Support", "IT", "Marknadsföring", "Our services", "Förbättra våra tjänster", "Analys och uppföljning"],
    "data_subjects": ["Alla kategorier", "Natural persons", "Privatpersoner", "you", "Other people"],
    "personal_data": ["Personal data", "information du lämnar till oss", "Vissa uppgifter", "Sensitive data"],
    "recipients": ["Third parties", "Tredje man", "Våra leverantörer", "Selected partners"],
}  # fmt: skip
CLEAR = {
    "purpose": [
        "Pay salaries",
        "Support for the till",
        "Direct marketing",
        "Leverera varan/tjänsten",
    ],
    "data_subjects": ["Alla anställda", "Visitors", "Potentiella kunder", "Others who rent a car"],
    "personal_data": ["Contact details", "Uppgifter om hälsa", "Blankett 7", "IP-adress"],
    "recipients": ["IT suppliers", "Banks", "Tredje parts försäkringsbolag", "Group companies"],
}


@pytest.mark.parametrize("kind", VAGUE)
def test_vague_words(kind):
    assert [text for text in VAGUE[kind] if not is_vague(normal(text), kind)] == []
    assert [text for text in CLEAR[kind] if is_vague(normal(text), kind)] == []


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("mobilnummer m.m.", True),
        ("Namn, adress mm.", True),
        ("Name, address, etc.", True),
        ("Uppgifter (namn, adress etc.)", True),
        ("Kontaktuppgifter (namn, adress etc.)", False),
        ("Mått i mm", True),  # the price of reading “mm” as “med mera”
        ("Kommunikation", False),
    ],
)
def test_an_enumeration_left_open(text, is_open):
    assert is_left_open(normal(text), "personal_data") is is_open


@pytest.mark.parametrize(
    ("text", "describes"),
    [
        ("Appropriate technical and organisational measures against unauthorised access", False),
        ("Lämpliga åtgärder mot obehörig åtkomst", False),
        ("Appropriate measures: encryption", True),
        ("Lämpliga åtgärder som behörighetsstyrning", True),
        ("Locked doors", True),
    ],
)
def test_the_words_of_the_law_describe_no_measure(text, describes):
    repeats = has_phrase(normal(text), "security") and not has_phrase(normal(text), "measures")
    assert repeats is not describes


def test_countries_by_name():
    assert country_named("USA", "sv") == country_named("United  States", "sv") == "US"
    assert country_named("Storbritannien", "sv") == country_named("the UK", "xx") == "GB"
    assert country_named("Storbritannien", "en") is None
    assert names_a_country("till Indien och Kina", "sv")
    assert not names_a_country("worldwide cloud regions, also outside the European Union", "en")
    assert is_third_country("US")
    assert not any(map(is_third_country, ("SE", "NO", "AX", None)))


@pytest.mark.parametrize("code", ["ROPA105", "ROPA601"])
def test_what_rests_on_an_unverified_list_says_so(code):
    assert ("not verified at its source" in CATALOGUE[code].fix) is not eea_verified()
    assert "{as_of}" in CATALOGUE[code].fix
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", eea_as_of())


def test_a_slip_of_the_pen():
    assert set(slips("vinyard")) & set(slips("vineyard"))
    assert not set(slips("harbour")) & set(slips("vineyard"))


@pytest.mark.parametrize(
    "text", ["." * 100_000 + "x", " " * 100_000 + "x", "(" * 100_000, "[ " * 50_000]
)
def test_no_text_takes_long(text):
    start = time.perf_counter()
    is_placeholder(text)
    is_vague(normal(text), "purpose")
    is_left_open(normal(text), "personal_data")
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("text", ["OpenMatch (legal entity TBD)", "Customers ??? and members"])
def test_a_text_with_a_placeholder_in_it_still_says_something(text):
    assert holds_placeholder(text)
    assert not is_placeholder(text)


@pytest.mark.parametrize("text", ["TBC Bank JSC", "XXX Lutz KG", "Todo AB", "Nejlikan AB"])
def test_a_name_is_no_placeholder(text):
    assert not holds_placeholder(text)


@pytest.mark.parametrize("text", ["no", "Nej", "none", "NONE", "nein"])
def test_a_word_for_no_is_no_text(text):
    assert is_placeholder(text)
