"""Pairs of time limits as registers and notices word them: what the one says of the other, both ways."""

import pytest

from ropa.changes.judges.terms import differences
from ropa.retention.grammar import read_text

PAIRS = """
sv | Avtalstiden + 1 år | Under avtalstiden samt ett år därefter | - | -
sv | Avtalstiden + 1 år | 12 månader efter avtalets slut | - | -
sv | Avtalstiden + 1 år | Avtalstiden + 3 år | lengthened | shortened
sv | 90 dagar | 3 månader | shifted | shifted
sv | 7 år | Sju år | - | -
sv | Avtalstiden | Så länge avtalet löper | - | -
sv | Så länge du är kund | Så länge kundförhållandet består | - | -
sv | Avtalstiden + 30 dagar | Avtalstiden + 90 dagar | lengthened | shortened
sv | Under rekryteringsprocessen + 6 mån (vid samtycke) | 6 månader efter avslutad rekrytering | unconditional | conditional
sv | Under rekryteringsprocessen + 6 mån | 6 månader efter avslutad rekrytering | - | -
sv | Ansökningar sparas 24 månader efter avslutad rekrytering | Ansökningar sparas 2 år efter avslutad rekrytering | - | -
sv | Under tid supportärendet är öppet + 30 dagar, max 12 mån | Under tid supportärendet är öppet + 30 dagar | incomparable | incomparable
sv | under avtalstiden samt tre år efter att avtalet löpt ut | Avtalstiden + 3 år | - | -
sv | under avtalstiden samt tre år efter att avtalet löpt ut | 3 år | trigger-dropped | clearer
sv | Avtalstiden + 1 år | så länge som det är nödvändigt för de ändamål | vaguer | clearer
sv | så länge som det finns ett behov av att spara dem | så länge som det är nödvändigt för ändamålen | vaguer | clearer
sv | till dess att samtycke återkallas | tills du återkallar ditt samtycke | - | -
sv | till dess att samtycke återkallas | Om du återkallar ditt samtycke kommer uppgifterna inte längre att lagras | - | -
sv | fram tills du själv väljer att avregistrera dig | tills du avregistrerar dig | - | -
sv | Tills vidare | Permanent | - | -
sv | 1 år | Tills vidare | lengthened | shortened
sv | upp till sju år efter avslutat avtalsförhållande | sju år efter avslutat avtalsförhållande | - | -
sv | t.o.m. sjunde året efter utgången av det kalenderår då räkenskapsåret avslutades | 7 år efter utgången av det kalenderår då räkenskapsåret avslutades | - | -
sv | Löneunderlag 7 år enligt bokföringslagen | Löneunderlag sju år enligt bokföringslagen | - | -
sv | Kamerabilder raderas efter 72 timmar | Kamerabilder raderas efter 3 dygn | - | -
sv | Kamerabilder raderas efter 72 timmar | Kamerabilder raderas efter 30 dagar | lengthened | shortened
sv | 3-5 år efter senaste kontakt | 3 år efter senaste kontakt | shortened | lengthened
sv | Så länge barnet är medlem | Så länge barnet är inskrivet | restated | restated
sv | när tjänsten är tillsatt | Under tiden rekryteringsprocessen pågår; raderas när tjänsten är tillsatt | - | -
en | stored as long as you are a customer | As long as there is a customer relationship | - | -
en | 2 years after the contract ends | 24 months after the end of the contract | - | -
en | 2 years after the contract ends | two years from termination of the contract | - | -
en | inactive accounts: 24 months after last login | 2 years after the last login | - | -
en | until the end of the financial year + 6 years | 6 years after the end of the financial year | - | -
en | reviewed every 3 years | reviewed every 2 years | review-oftener | review-rarer
en | indefinitely | permanently | - | -
en | 1 year after the last order | 12 months after the last order | - | -
en | As long as the child is a member | For as long as the child is a member | - | -
en | As long as the child is a member | While the child is a member | - | -
en | As long as the child is a member | Until the child is no longer a member | - | -
en | As long as the child is a member | Until the membership ends | incomparable | incomparable
en | As long as the child is a member | As long as the child is enrolled | restated | restated
en | until the position is filled | Until the position has been filled | - | -
en | Until the case is closed | As long as the case is open | - | -
en | 30 days | 1 month | shifted | shifted
en | at most 12 months after the contract ends | no longer than 12 months after the contract ends | - | -
en | 5 years after the business relationship ends | 5 years after the end of the customer relationship | - | -
de | 3 Jahre nach Vertragsende | 36 Monate nach Ende des Vertrags | - | -
de | 8 Jahre nach Ende des Geschäftsjahres | 10 Jahre nach Ende des Geschäftsjahres | lengthened | shortened
da | 5 år efter kontraktens ophør | 5 år efter at kontrakten er ophørt | - | -
da | 6 måneder efter rekrutteringens afslutning | 9 måneder efter rekrutteringens afslutning | lengthened | shortened
nb | 5 år etter at avtalen er avsluttet | 60 måneder etter avtalens slutt | - | -
nb | 30 dager | 90 dager | lengthened | shortened
fi | 2 vuotta sopimuksen päättymisestä | 24 kuukautta sopimuksen päättymisestä | - | -
fi | 2 vuotta sopimuksen päättymisestä | 3 vuotta sopimuksen päättymisestä | lengthened | shortened
fr | 3 ans à compter de la fin du contrat | 36 mois après la fin du contrat | - | -
fr | 3 ans à compter de la fin du contrat | 5 ans à compter de la fin du contrat | lengthened | shortened
"""
"""Language, a time limit, another; what is told of them forwards and backwards, `-` where they say the same.

The codes are those of the table of significance without `retention-`.
"""


def _pairs():
    for line in PAIRS.strip().splitlines():
        yield pytest.param(*line.split(" | "), id=line)


def _told(old: str, new: str, language: str) -> str:
    codes = differences(read_text(old, language), read_text(new, language))
    return " ".join(code.removeprefix("retention-") for code in codes) or "-"


@pytest.mark.parametrize(("language", "old", "new", "forwards", "backwards"), list(_pairs()))
def test_two_time_limits_are_told_for_what_they_say(language, old, new, forwards, backwards):
    assert _told(old, new, language) == forwards
    assert _told(new, old, language) == backwards


@pytest.mark.parametrize(("language", "old", "new", "forwards", "backwards"), list(_pairs()))
def test_a_time_limit_says_what_itself_says(language, old, new, forwards, backwards):
    assert _told(old, old, language) == _told(new, new, language) == "-"
