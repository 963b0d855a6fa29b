"""Time limits: a reading that is shown says neither more nor less than the words."""

import pytest

from ropa.model.activity import Retention
from ropa.retention.entry import spelled_out
from ropa.retention.grammar import read_text

NOT_READ = [
    ("en", "not 2 years"), ("sv", "Uppgifterna sparas inte i 2 år"), ("en", "30 days before the event"),
    ("sv", "30 dagar innan mötet"), ("en", "30 dagar före mötet"), ("en", "more than 2 years"),
    ("sv", "2 eller 3 år"), ("en", "between 2 and 3 years"), ("en", "1 000 days"), ("en", "1/2 year"),
    ("en", "a few years after the end of the contract"), ("sv", "några år efter avtalets slut"),
    ("en", "10 working days after the contract ended"), ("sv", "Tills barnet fyller 18 år"),
    ("sv", "Gallras vart tredje år"), ("en", "max 2 years for one list and max 3 years for another"),
]  # fmt: skip

NOT_SHOWN = [
    ("en", "2 years, or longer if the law requires it"), ("en", "usually 2 years"), ("sv", "ca 2 år"),
    ("sv", "2 år, eventuellt förlängt"), ("en", "2 years (TBC)"), ("en", "> 2 years"),
    ("en", "2 years after the contract ended or the last purchase"), ("sv", "2 år med ditt samtycke"),
    ("en", "Customer relationship data: 2 years"), ("en", "2 years, then anonymised"),
    ("sv", "Avtalstiden, 1 år"), ("en", "the year after the contract ended"), ("sv", "högst i 2 år"),
    ("en", "2 years' notice"), ("en", "2 years for employees"), ("sv", "2 år (3 år för anställda)"),
    ("en", "10 years (indefinitely for minutes)"), ("sv", "uppgifter äldre än 2 år används inte"),
    ("en", "Deleted after 30 days unless you object"), ("en", "Not until the contract ends"),
]  # fmt: skip

SHOWN = [
    ("sv", "Uppgifterna bevaras inte längre än ett år efter avtalets slut", "maximum P1Y contract-end"),
    ("sv", "Vi sparar inte uppgifterna i mer än 6 månader", "maximum P6M"),
    ("en", "Data are not kept for longer than 2 years", "maximum P2Y"),
    ("en", "less than one year", "maximum P1Y"), ("sv", "som längst 2 år", "maximum P2Y"),
    ("de", "nicht länger als 2 Jahre", "maximum P2Y"), ("fr", "3 ans au plus", "maximum P3Y"),
    ("fr", "jusqu'à 3 ans", "maximum P3Y"), ("da", "ikke længere end 5 år", "maximum P5Y"),
    ("fi", "enintään 2 vuotta", "maximum P2Y"), ("nb", "innen 30 dager", "maximum P30D"),
    ("sv", "Raderas inom 30 dagar efter kursens slut", "maximum P30D course-end"),
    ("en", "3 years maximum after the last contact", "maximum P3Y last-contact"),
    ("sv", "Avtalstiden + max 1 år", "maximum P1Y contract-end"),
    ("sv", "minst 2 år", "minimum P2Y"), ("en", "5 years or more", "minimum P5Y"),
    ("sv", "Gallras tidigast 2 år efter avslutat ärende", "minimum P2Y case-closed"),
    ("sv", "inte kortare än 2 år", "minimum P2Y"), ("en", "2 years after 1.1.2025", "period P2Y 1.1.2025"),
    ("en", "kept for 3 years from 1 January", "period P3Y 1 January"),
    ("en", "logs 30 days", "period P30D"), ("sv", "7 år enligt bokföringslagen", "period P7Y"),
    ("sv", "3 år från årsskiftet", "period P3Y årsskiftet"),
    ("sv", "2 år efter att avtalet inte längre gäller", "period P2Y att avtalet inte längre gäller"),
]  # fmt: skip


def shown(language, text):
    entry = spelled_out(Retention(text=text), language)
    said = {key: getattr(entry, key) for key in ("period", "minimum", "maximum")}
    words = [f"{key} {value}" for key, value in said.items() if value]
    return " ".join([*words, *filter(None, (entry.after, entry.rounded_to))])


@pytest.mark.parametrize(("language", "text"), NOT_READ)
def test_what_is_turned_or_has_no_length_is_not_read(language, text):
    term = read_text(text, language)
    assert (term.understood, term.period, term.trigger) == (False, None, None)
    assert shown(language, text) == ""


@pytest.mark.parametrize(("language", "text"), NOT_SHOWN)
def test_what_leaves_something_out_is_not_shown(language, text):
    assert read_text(text, language).understood
    assert shown(language, text) == ""


@pytest.mark.parametrize(("language", "text", "said"), SHOWN)
def test_bounds_and_events_are_shown_as_they_are_worded(language, text, said):
    assert shown(language, text) == said


def test_what_is_stated_is_shown_whatever_the_words():
    entry = Retention(text="usually 2 years", period="P3Y", after="last-contact")
    assert spelled_out(entry, "en") == entry
