"""Time limits: what their words and keys say."""

import pytest

from ropa.model.activity import Retention
from ropa.model.vocabulary import TRIGGERS
from ropa.retention.entry import read, spelled_out
from ropa.retention.grammar import is_self_timed, read_text
from ropa.retention.lists import LANGUAGES, kinds_below, numbers, phrases, units
from ropa.retention.term import Term

VAGUE = {"kind": "criteria", "vague": True}
AT_ONCE = {"kind": "until-event", "period": "P0D"}
WITHDRAWN = {"kind": "until-withdrawal", "trigger": "consent-withdrawn", "period": "P0D"}
BY_STATUTE = {
    "kind": "statutory", "trigger": "financial-year-end", "rounded_to": "end-of-calendar-year",
}  # fmt: skip


def after(trigger, period, **more):
    return {"kind": "event-plus-period", "trigger": trigger, "period": period, **more}


# The worked examples of the grammar, by number: language, text, and what is read. What a row does not
# name is as in a Term of which nothing is known.
EXAMPLES = [
    (1, "sv", "Avtalstiden + 1 år", after("contract-end", "P1Y")),
    (2, "sv", "Avtalstiden + 3 år", after("contract-end", "P3Y")),
    (3, "sv", "90 dagar", {"kind": "fixed", "period": "P90D"}),
    (4, "sv", "1 år", {"kind": "fixed", "period": "P1Y"}),
    (5, "sv", "2 år", {"kind": "fixed", "period": "P2Y"}),
    (6, "sv", "5 år", {"kind": "fixed", "period": "P5Y"}),
    (7, "sv", "7 år", {"kind": "fixed", "period": "P7Y"}),
    (8, "sv", "Avtalstiden + 30 dagar", after("contract-end", "P30D")),
    (9, "sv", "Avtalstiden + 90 dagar", after("contract-end", "P90D")),
    (10, "sv", "Under rekryteringsprocessen + 6 mån (vid samtycke)",
     after("recruitment-end", "P6M", condition="vid samtycke", notes=("condition-scope",))),
    (11, "sv", "Under tid supportärendet är öppet + 30 dagar, max 12 mån",
     after("case-closed", "P30D", maximum="P12M", notes=("maximum-start",))),
    (12, "sv", "så länge som det finns ett behov av att spara dem för att fullgöra de ändamål som "
     "uppgifterna samlades in för", VAGUE),
    (13, "sv", "längre om det behövs för att följa svensk lagstiftning eller i förekommande fall för "
     "att bevaka rättsliga intressen", {"kind": "criteria", "override": True}),
    (14, "sv", "till dess att samtycke återkallas", {**WITHDRAWN, "withdrawal": True}),
    (15, "sv", "så länge som det är nödvändigt för de ändamål som anges", VAGUE),
    (16, "sv", "enligt det godkännande du givit och/eller tills du upphäver ditt godkännande",
     {**WITHDRAWN, "withdrawal": True, "notes": ("either-or",)}),
    (17, "sv", "under den tid som krävs för att vi ska uppfylla våra juridiska åtaganden och försvara "
     "oss i juridiska tvister", VAGUE),
    (18, "sv", "endast så länge som medges enligt lag", {**VAGUE, "by_law": True}),
    (19, "en", "as long as there is a customer relationship or is necessary to achieve the purposes",
     {**AT_ONCE, "trigger": "customer-relationship-end", "vague": True, "notes": ("either-or",)}),
    (20, "en", "Upon termination of the agreement, we will delete or anonymize your data within a "
     "reasonable time after termination, unless another law, court or authority says otherwise",
     {**VAGUE, "trigger": "contract-end", "disposal": "anonymise"}),
    (21, "en", "may be saved based on balance of interests if there are security or financial reasons",
     {"kind": "criteria", "override": True}),
    (22, "en", "varies depending on the purpose", VAGUE),
    (23, "en", "stored as long as you are a customer", {**AT_ONCE, "trigger": "customer-relationship-end"}),
    (24, "en", "At the end of the customer relationship, we can store it as evidence in case problems arise",
     {**VAGUE, "trigger": "customer-relationship-end"}),
    (25, "sv", "normalt under avtalstiden samt tre år efter att avtalet med dig löpt ut",
     after("contract-end", "P3Y", notes=("default-only",))),
    (26, "sv", "upp till sju år efter avslutat avtalsförhållande (redovisningskrav)",
     {"kind": "statutory", "trigger": "contract-end", "maximum": "P7Y", "by_law": True}),
    (27, "sv", "t.o.m. sjunde året efter utgången av det kalenderår då räkenskapsåret avslutades",
     {**BY_STATUTE, "period": "P7Y"}),
    (28, "sv", "så länge du är kund hos oss", {**AT_ONCE, "trigger": "customer-relationship-end"}),
    (29, "sv", "i marknadsföringssyfte används inte information som är äldre än 3 år",
     {"kind": "fixed", "trigger": "record-created", "period": "P3Y", "notes": ("use-limit",)}),
    (30, "sv", "inte under en längre tid än vad som är nödvändigt", VAGUE),
    (30, "sv", "gallras ut då de inte längre är aktuella", {**VAGUE, "disposal": "erase"}),
    (31, "sv", "fram tills den tidpunkt du själv väljer att avregistrera dig",
     {**AT_ONCE, "trigger": "unsubscribe"}),
    (32, "sv", "Om du återkallar ditt samtycke kommer uppgifterna inte längre att lagras",
     {**WITHDRAWN, "withdrawal": True}),
    (33, "sv", "under tiden rekryteringsprocessen pågår. Din ansökan kommer att raderas när tjänsten "
     "är tillsatt", {**AT_ONCE, "trigger": "position-filled", "disposal": "erase"}),
    (34, "sv", "sparade ansökningar, med samtycke",
     {"trigger": "consent-withdrawn", "notes": ("trigger-implied",), "understood": False}),
    (35, "sv", "Sessionscookies försvinner när man stänger sin webbläsare",
     {**AT_ONCE, "trigger": "session-end"}),
    (35, "sv", "under en längre tid", VAGUE),
    (36, "sv", "Löneunderlag 7 år enligt bokföringslagen",
     {**BY_STATUTE, "period": "P7Y", "statute": "bokföringslagen", "notes": ("trigger-by-statute",)}),
    (37, "sv", "Ansökningar sparas 24 månader efter avslutad rekrytering", after("recruitment-end", "P24M")),
    (38, "sv", "Kamerabilder raderas efter 72 timmar",
     {"kind": "fixed", "trigger": "record-created", "period": "PT72H", "disposal": "erase",
      "notes": ("trigger-by-nature",)}),
    (38, "sv", "loggar 30 dagar",
     {"kind": "fixed", "trigger": "record-created", "period": "P30D", "notes": ("trigger-by-nature",)}),
    (39, "sv", "3-5 år efter senaste kontakt",
     {"kind": "range", "trigger": "last-contact", "period": "P3Y", "minimum": "P3Y", "maximum": "P5Y"}),
    (40, "sv", "10 år (preskriptionslagen 2 §; 3 år konsumentfordran)",  # no duty to keep: not statutory
     {"kind": "fixed", "period": "P10Y", "statute": "preskriptionslagen", "notes": ("limitation",)}),
    (41, "en", "inactive accounts: 24 months after last login", after("last-login", "P24M")),
    (42, "en", "until the end of the financial year + 6 years",  # the rounding is the law's, not the text's
     {"kind": "statutory", "trigger": "financial-year-end", "period": "P6Y"}),
    (42, "de", "Buchungsbelege 8 Jahre (§ 147 AO, § 257 HGB)",
     {**BY_STATUTE, "period": "P8Y", "statute": "hgb", "notes": ("trigger-by-statute",)}),
    (43, "en", "reviewed every 3 years", {"kind": "review", "review_every": "P3Y"}),
    (44, "sv", "tills vidare", {"kind": "indefinite", "vague": True}),
    (44, "en", "permanent", {"kind": "indefinite", "vague": True}),
    (45, "sv", "5 år efter att affärsförbindelsen upphörde (penningtvättslag 2017:630, 5 kap.)",
     {"kind": "statutory", "trigger": "customer-relationship-end", "period": "P5Y",
      "statute": "penningtvättslag"}),
]  # fmt: skip

by_example = pytest.mark.parametrize(
    ("language", "text", "said"),
    [example[1:] for example in EXAMPLES],
    ids=[f"{number}-{text[:30]}" for number, _, text, _ in EXAMPLES],
)


@by_example
def test_worked_examples(language, text, said):
    expected = Term(**{"text": text, "understood": True, **said})
    assert read_text(text, language) == expected


def test_every_row_of_the_table_is_here():
    assert {number for number, *_ in EXAMPLES} == set(range(1, 46))


OTHERS = [
    ("en", "1 year after the last purchase", "P1Y", None, "the last purchase"),
    ("sv", "Efter sista köpet sparas uppgifterna i 2 år", "P2Y", None, "sista köpet"),
    ("sv", "2 år och 6 månader efter avtalets slut", "P2Y6M", "contract-end", ""),
    ("de", "3 Jahre nach Vertragsende", "P3Y", "contract-end", ""),
    ("da", "5 år efter regnskabsårets afslutning", "P5Y", "financial-year-end", ""),
    ("nb", "3 år etter kontraktens utløp", "P3Y", "contract-end", ""),
    ("fi", "6 vuotta tilikauden päättymisestä", "P6Y", "financial-year-end", ""),
    ("fr", "3 ans après la fin du contrat", "P3Y", "contract-end", ""),
    (None, "Avtalstiden + 2 kvartal", "P6M", "contract-end", ""),
    ("en", "Avtalstiden + 30 days", "P30D", "contract-end", ""),
    ("sv", "Projekttiden + 1 år", "P1Y", None, "Projekttiden"),
    ("sv", "Så länge du hyr båten och ett år därefter", "P1Y", None, "Så länge du hyr båten"),
    ("en", "The tenancy and 6 months thereafter", "P6M", None, "The tenancy"),
    ("de", "Dauer der Pacht und drei Jahre danach", "P3Y", None, "Dauer der Pacht"),
    ("fr", "Durée de l'adhésion et trois ans ensuite", "P3Y", None, "Durée de l'adhésion"),
    ("sv", "Tills garantin på tre år löpt ut", "P3Y", None, "garantin på tre år löpt ut"),
    ("fi", "Kolme vuotta viimeisestä tilauksesta", "P3Y", None, "viimeisestä tilauksesta"),
    ("fi", "2 vuotta valinnan jälkeen", "P2Y", None, "valinnan jälkeen"),
    ("fi", "2 vuotta asiakassuhteen päättymisestä", "P2Y", "customer-relationship-end", ""),
    ("en", "6 years plus current tax year", "P6Y", None, "current tax year"),
    ("en", "Overwritten every 30 days", "P30D", "record-created", ""),
    ("de", "Automatische Überschreibung nach 72 Stunden", "PT72H", "record-created", ""),
]


@pytest.mark.parametrize(("language", "text", "period", "trigger", "event"), OTHERS)
def test_other_languages_and_events(language, text, period, trigger, event):
    term = read_text(text, language)
    assert (term.period, term.trigger, term.event) == (period, trigger, event)
    assert term.understood


@pytest.mark.parametrize(
    "text",
    [
        "Samma kväll", "1,5 år efter avtalets slut", "ett halvt år efter avtalets slut", "",
        "Kontaktuppgifter 1 år, fakturor 7 år", "hej", "x" * 5000, "( ( (", "+ + +", "år",
    ],
)  # fmt: skip
def test_what_is_not_understood_stays_a_text(text):
    term = read_text(text, "sv")
    assert not term.understood
    assert term.kind == "unstated"
    assert (term.text, term.period, term.trigger) == (text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Fakturering 7 år", "Blogginlägg 2 år", "Underlag och bolag 2 år",
        "Sparas i 2 år och raderas därefter", "Sparas tills 2 år gått",
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_start_or_a_statute(text):
    term = read_text(text, "sv")
    assert not term.starts
    assert term.statute == ""


def test_the_name_of_a_statute_may_end_the_text():
    assert read_text("Kept for ever under the Public Records Act", "en").statute == "act"


@pytest.mark.parametrize(
    ("language", "text", "override"),
    [
        ("en", "Data may be kept longer if needed", True),
        ("en", "Data will not be kept longer than necessary", False),
        ("en", "Data must not be kept longer", False),
        ("sv", "får inte lagras längre än vad som krävs", False),
        ("sv", "3 år, eller längre om det behövs", True),
    ],
)
def test_no_longer_than_is_no_override(language, text, override):
    assert read_text(text, language).override is override


@pytest.mark.parametrize(
    "text",
    [
        "As long as it is needed to repair the bicycle", "Until the decision by lawyers",
        "Until the contract ends, when the data are no longer needed",
        "As long as necessary, but at most 2 years", "Reviewed every 3 years",
        "Until the end of the guarantee that is required by law",
    ],
)  # fmt: skip
def test_what_can_be_tested_is_not_vague(text):
    term = read_text(text, "en")
    assert term.understood
    assert not term.vague


@pytest.mark.parametrize(
    "text",
    [
        "As long as required by applicable law", "Until the purpose is fulfilled", "Until further notice",
        "As long as necessary", "Within a reasonable time after the end of the contract",
    ],
)  # fmt: skip
def test_what_binds_nobody_is_vague(text):
    assert read_text(text, "en").vague


@pytest.mark.parametrize(
    "text", ["6 months after withdrawal of the application", "10 years after the recall"]
)
def test_a_withdrawal_of_something_else_is_not_that_of_consent(text):
    term = read_text(text, "en")
    assert (term.trigger, term.withdrawal) == (None, False)
    assert term.event


def test_the_lists_are_of_known_triggers_and_languages():
    assert set(kinds_below("trigger")) <= set(TRIGGERS)
    assert numbers("number")["sju"] == 7
    assert units()["kvartal"] == ("M", 3)
    assert all(phrases("after", language) for language in LANGUAGES)
    assert is_self_timed("Serverloggar", "sv")
    assert not is_self_timed("Bloggar", "sv")


# --- entries ---------------------------------------------------------------------------------------


def test_explicit_keys_win_and_the_words_stay():
    entry = Retention(text="Avtalstiden + 1 år", period="P2Y", after="invoice-date", then="return")
    term = read(entry, "sv")
    assert (term.text, term.period, term.trigger) == ("Avtalstiden + 1 år", "P2Y", "invoice-date")
    assert term.disposal == "return"


def test_keys_make_vague_words_understood():
    assert read(Retention(text="Så länge det behövs", period="P1Y"), "sv").vague is False
    assert (
        read(Retention(text="Så länge det behövs", criteria="Tills frågan är besvarad"), "sv").kind
        == "criteria"
    )
    assert read(Retention(text="Kväll", after="Premiären"), "sv").event == "Premiären"
    assert read(Retention(after="consent-withdrawn")).kind == "until-withdrawal"
    assert read(Retention(review_every="P1Y")).kind == "review"


def test_a_text_per_language_is_read_in_one_of_them():
    entry = Retention(text={"sv": "Avtalstiden + 1 år", "en": "The contract term + 1 year"})
    assert read(entry, "en").period == read(entry, "fi").period == "P1Y"


def test_what_was_read_can_be_shown_as_keys():
    shown = spelled_out(Retention(text="Under tid ärendet är öppet + 30 dagar, max 12 mån"), "sv")
    assert (shown.period, shown.after, shown.maximum) == ("P30D", "case-closed", "P12M")
    assert spelled_out(Retention(text="Samma kväll"), "sv").after is None
    assert spelled_out(Retention(text="3-5 år efter senaste kontakt"), "sv").period is None
    assert spelled_out(Retention(text="Avtalstiden", after="Mässan"), "sv").after == "Mässan"
