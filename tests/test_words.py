"""The words: every text in every language, the law's own terms, citations, durations, texts."""

import gettext
import re
from pathlib import Path

import pytest

import ropa
from ropa.findings import Finding
from ropa.model.vocabulary import MECHANISM_ARTICLES
from ropa.pages.activity import ART_30
from ropa.rules import CATALOGUE
from ropa.views import VIEWS
from ropa.words import extract, words
from ropa.words.citations import cite
from ropa.words.durations import duration
from ropa.words.languages import languages, speakable
from ropa.words.terms import TERMS, term
from ropa.words.words import HOLE, Words

HERE = Path(__file__).parent
FILES = sorted(extract.LOCALES.glob("*.po"))
REGISTERS = [
    reading
    for folder in (HERE.parent / "registers", HERE / "rules")
    if folder.is_dir()
    for reading in ropa.read(folder)
]
FOUND = [finding for reading in REGISTERS for finding in ropa.validate(reading)]

every_catalogue = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_language = pytest.mark.parametrize("language", languages())

# What law and authority call it in Swedish: Regulation (EU) 2016/679, and IMY's short forms.
OFFICIAL = {
    "basis": {
        "consent": "samtycke",
        "contract": "avtal",
        "legal-obligation": "rättslig förpliktelse",
        "vital-interests": "skydd för grundläggande intressen",
        "public-task": "uppgift av allmänt intresse eller myndighetsutövning",
        "legitimate-interests": "intresseavvägning",
    },
    "special": {
        "racial-ethnic": "ras eller etniskt ursprung",
        "political": "politiska åsikter",
        "religious-philosophical": "religiös eller filosofisk övertygelse",
        "trade-union": "medlemskap i fackförening",
        "genetic": "genetiska uppgifter",
        "biometric-id": "biometriska uppgifter för att entydigt identifiera en fysisk person",
        "health": "uppgifter om hälsa",
        "sex-life": "uppgifter om en fysisk persons sexualliv eller sexuella läggning",
        "criminal": "fällande domar i brottmål och lagöverträdelser som innefattar brott",
    },
    "mechanism": {
        "adequacy": "beslut om adekvat skyddsnivå",
        "public-instrument": "rättsligt bindande och verkställbart instrument mellan offentliga "
        "myndigheter eller organ",
        "bcr": "bindande företagsbestämmelser",
        "scc-commission": "standardiserade dataskyddsbestämmelser som antas av kommissionen "
        "(standardavtalsklausuler)",
        "scc-authority": "standardiserade dataskyddsbestämmelser som antagits av en "
        "tillsynsmyndighet och godkänts av kommissionen",
        "code-of-conduct": "godkänd uppförandekod",
        "certification": "certifieringsmekanism",
        "adhoc-clauses": "avtalsklausuler",
        "admin-arrangement": "bestämmelser i administrativa överenskommelser",
        "derogation-consent": "uttryckligen samtyckt",
        "derogation-contract": "fullgöra ett avtal",
        "derogation-contract-interest": "i den registrerades intresse",
        "derogation-public-interest": "viktiga skäl som rör allmänintresset",
        "derogation-claims": "rättsliga anspråk",
        "derogation-vital-interests": "grundläggande intressen",
        "compelling-interests": "tvingande berättigade intressen",
    },
    "role": {"controller": "personuppgiftsansvarig", "processor": "personuppgiftsbiträde"},
    "kind": {
        "processor": "personuppgiftsbiträde",
        "controller": "personuppgiftsansvarig",
        "joint-controller": "gemensamt personuppgiftsansvarig",
        "authority": "offentlig myndighet",
        "data-subject": "den registrerade",
    },
}
LABELS = {
    "Legal basis": "rättslig grund",
    "Purposes": "ändamål",
    "Categories of data subjects": "kategorier av registrerade",
    "Categories of personal data": "kategorier av personuppgifter",
    "Categories of processing": "kategorier av behandling",
    "Recipients": "mottagare",
    "Processors": "personuppgiftsbiträden",
    "Sub-processors": "underbiträden",
    "Joint controllership": "gemensamt personuppgiftsansvar",
    "Data protection officer": "dataskyddsombud",
    "Representative": "företrädare",
    "Transfers to third countries": "överföringar till tredjeländer",
    "Time limits for erasure": "tidsfrister för radering",
    "Security measures": "säkerhetsåtgärder",
    "Direct marketing": "direkt marknadsföring",
    "Records of processing activities": "register över behandling",
}
OUTDATED = (
    "registeransvarig", "registerförare", "personuppgiftsombud", "dataskyddsansvarig", "tredje man",
    "laglig grund", "persondata", "Datainspektionen", "personuppgiftslagen", "tredje land",
)  # fmt: skip


def _both(path):
    """Each text with its translation, form by form: one and one, many and many."""
    for message in extract.catalogue(path):
        if message.id:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            for number, string in enumerate(extract.translations(message)):
                if string:
                    yield english[min(number, len(english) - 1)], string


# --- the catalogues, as they are in the files ---------------------------------------------------


def test_the_languages_are_those_of_the_files():
    assert languages() == ["en", "sv"]
    assert [path.stem for path in FILES] == ["sv"]


@every_catalogue
def test_every_text_is_translated_and_none_is_left_over(path):
    assert list(extract.differences(extract.catalogue(path), extract.english())) == []


@every_catalogue
def test_both_sides_name_the_same_facts(path):
    for english, string in _both(path):
        assert sorted(HOLE.findall(english)) == sorted(HOLE.findall(string)), string


@every_catalogue
def test_what_is_typed_stays_as_it_is(path):
    for english, string in _both(path):
        assert set(re.findall("`[^`]*`", english)) <= set(re.findall("`[^`]*`", string)), string


@every_catalogue
def test_sentences_end_as_in_english(path):
    for english, string in _both(path):
        assert (english[-1] in ".?…") == (string[-1] in ".?…"), string
        assert string == string.strip(), string


@every_catalogue
def test_a_catalogue_is_written_the_same_every_time(path):
    texts = extract.english()
    once = extract.written(extract.updated(extract.catalogue(path), texts))
    again = extract.written(extract.updated(extract.catalogue(path), texts))
    assert once == again
    assert b"-Date" not in once
    assert b"Translator" not in once
    assert b"charset=UTF-8" in once


# --- the law's own terms ------------------------------------------------------------------------

TERM_CASES = [
    (c, word, official) for c, some in OFFICIAL.items() for word, official in some.items()
]


@pytest.mark.parametrize(("context", "word", "official"), TERM_CASES)
def test_terms_are_the_official_ones(context, word, official):
    assert official in term(Words("sv"), context, word).casefold()


@pytest.mark.parametrize(("english", "official"), LABELS.items())
def test_labels_are_the_official_ones(english, official):
    assert Words("sv")(english).casefold() == official


def test_no_outdated_term_and_no_english_quotation_mark():
    for _, string in _both(extract.LOCALES / "sv.po"):
        assert "“" not in string
        assert "Art." not in string
        assert not re.search(r"art(ikel|\.) \d+\(", string), string
        for word in OUTDATED:
            assert word.casefold() not in string.casefold(), string


# --- sentences ----------------------------------------------------------------------------------


@every_language
def test_every_finding_speaks(language):
    assert FOUND
    spoken = Words(language)
    for finding in FOUND:
        for sentence in (spoken.message(finding), spoken.fix(finding)):
            assert sentence
            assert not HOLE.search(sentence.replace("{none}", "")), sentence


def test_another_language_says_something_else():
    english, swedish = Words(), Words("sv")
    for rule in CATALOGUE.values():
        for text in (rule.message, rule.why, rule.fix, *rule.variants.values()):
            assert swedish(text) != english(text)


def test_facts_are_texts_and_nothing_more():
    sentence = "`{name}` is not defined under `{kind}`."
    assert Words()(sentence, name="{kind}", kind="{0.__class__}") == (
        "`{kind}` is not defined under `{0.__class__}`."
    )
    assert Words("sv")("The key `{key}` is missing.", key="id") == "Nyckeln `id` saknas."
    assert Words()("Answer `dpo: {none: …}`.", organisation="A") == "Answer `dpo: {none: …}`."
    assert Words("sv")("") == ""


def test_a_message_shortens_what_it_quotes_and_a_page_does_not():
    long = "word " * 30
    finding = Finding("ROPA901", CATALOGUE["ROPA901"].severity, facts={"words": long})
    assert len(Words().message(finding)) < 120
    assert long in Words()("When: {condition}", condition=long)


def test_numbers_of_things():
    w = Words("sv")
    one, many = "{number} activity", "{number} activities"
    assert [w.count(one, many, n) for n in (0, 1, 2)] == [
        "0 behandlingar", "1 behandling", "2 behandlingar",
    ]  # fmt: skip


class Asked(gettext.NullTranslations):
    """Notes what it is asked for."""

    def __init__(self):
        super().__init__()
        self.texts = set()

    def gettext(self, message):
        self.texts.add((message, None))
        return message

    def ngettext(self, msgid1, msgid2, n):
        self.texts.add(((msgid1, msgid2), None))
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        self.texts.add((message, context))
        return message


@pytest.mark.parametrize("view", VIEWS)
def test_views_ask_only_for_texts_that_the_catalogues_have(view, monkeypatch):
    asked = Asked()
    monkeypatch.setattr(words, "_catalogue", lambda language: asked)
    for reading in REGISTERS:
        ropa.render(reading, view, language="en")
    known = {(text.text, text.context) for text in extract.english()}
    assert asked.texts - known == set()


# --- citations ----------------------------------------------------------------------------------

CITATIONS = {
    "Art. 22": "art. 22",
    "Art. 30(1)": "art. 30.1",
    "Art. 4(9)": "art. 4.9",
    "Art. 30(1)(a)": "art. 30.1 a",
    "Art. 37(1)(a)-(c)": "art. 37.1 a–c",
    "Art. 9(2), 10": "art. 9.2, 10",
    "GDPR Art. 30(1)(a), 26(1)": "GDPR art. 30.1 a, 26.1",
    "GDPR Art. 30(1)(c)-(d)": "GDPR art. 30.1 c–d",
    "GDPR Art. 30(2)(a), (c), 27, 37": "GDPR art. 30.2 a, c, 27, 37",
    "GDPR Art. 44-49, 13(1)(f)": "GDPR art. 44–49, 13.1 f",
    "GDPR Art. 30(1)(e), 49(1) second subparagraph, 49(6)": (
        "GDPR art. 30.1 e, 49.1 andra stycket, 49.6"
    ),
    "GDPR Art. 6(1) first subparagraph (f), recital 47": (
        "GDPR art. 6.1 första stycket f, skäl 47"
    ),
    "CJEU C-154/21": "EU-domstolen C-154/21",
    "lag (2018:218) 3 kap. 10 §": "lag (2018:218) 3 kap. 10 §",
    "Regulation (EU) 2016/679 of 2016-04-27": "Regulation (EU) 2016/679 of 2016-04-27",
    "": "",
}


@pytest.mark.parametrize(("english", "swedish"), CITATIONS.items())
def test_citations(english, swedish):
    assert Words("sv").cite(english) == swedish
    assert Words("en").cite(english) == english


def test_the_second_subparagraph_is_spelt_out():
    code = f"Art. {MECHANISM_ARTICLES['compelling-interests']}"
    assert Words("en").cite(code) == "Art. 49(1) second subparagraph"
    assert Words("sv").cite(code) == "art. 49.1 andra stycket"


def test_every_citation_of_the_catalogue_and_of_the_record():
    citations = {rule.citation for rule in CATALOGUE.values()}
    citations |= {question.controller for question in ART_30}
    citations |= {question.processor for question in ART_30}
    allowed = {"GDPR", "art", "andra", "första", "stycket", "ropa", "format", "skäl", "EDPB", "lag"}
    allowed |= {"direktiv", "EG", "WP", "rev"}
    for citation in citations:
        assert cite(citation, Words()) == citation
        swedish = re.sub(r"\d{4}-\d\d-\d\d", "", cite(citation, Words("sv")))
        assert not re.search(r"\(\w{1,2}\)|Art|\d-", swedish), swedish
        assert set(re.findall(r"[^\W\d_]{2,}", swedish)) <= allowed, swedish


# --- durations, texts, dates, countries ---------------------------------------------------------

DURATIONS = {
    "P1Y": ("1 year", "1 år"),
    "P7Y": ("7 years", "7 år"),
    "P1Y6M": ("1 year 6 months", "1 år 6 månader"),
    "P1M": ("1 month", "1 månad"),
    "P1W": ("1 week", "1 vecka"),
    "P2W": ("2 weeks", "2 veckor"),
    "P1D": ("1 day", "1 dag"),
    "P30D": ("30 days", "30 dagar"),
    "PT1H": ("1 hour", "1 timme"),
    "PT72H": ("72 hours", "72 timmar"),
    "PT1M30S": ("1 minute 30 seconds", "1 minut 30 sekunder"),
    "PT2M1S": ("2 minutes 1 second", "2 minuter 1 sekund"),
    "P0D": ("0 days", "0 dagar"),
    "soon": ("soon", "soon"),
}


@pytest.mark.parametrize(("period", "spoken"), DURATIONS.items())
def test_durations(period, spoken):
    assert (duration(period, Words("en")), duration(period, Words("sv"))) == spoken


@pytest.mark.parametrize(
    ("language", "own", "text", "expected"),
    [
        ("sv", None, "Lön", "Lön"),
        ("sv", None, None, ""),
        ("sv", "en", {"en": "Payroll", "sv": "Lön"}, "Lön"),
        ("sv", "en", {"en": "Payroll", "sv-FI": "Lön"}, "Lön"),
        ("sv", "en", {"de": "Lohn", "en-GB": "Payroll"}, "Payroll"),
        ("sv", "fi", {"de": "Lohn", "en": "Payroll"}, "Lohn"),
        ("en", "sv", {"de": "Lohn", "sv": "Lön"}, "Lön"),
    ],
)
def test_texts_in_this_language_else_in_the_registers_else_in_the_first(
    language, own, text, expected
):
    assert Words(language, own).text(text) == expected


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("sv", "sv"), ("sv-SE", "sv"), ("SV", "sv"), ("fi", "en"), (None, "en")],
)
def test_the_nearest_language(language, spoken):
    assert speakable(language) == spoken


@pytest.mark.parametrize(
    ("code", "english", "swedish"),
    [
        ("SE", "Sweden", "Sverige"),
        ("US", "United States", "USA"),
        ("GB", "United Kingdom", "Storbritannien"),
        ("AX", "Åland Islands", "Åland"),
        ("Frankfurt", "Frankfurt", "Frankfurt"),
    ],
)
def test_countries(code, english, swedish):
    assert (Words("en").country(code), Words("sv").country(code)) == (english, swedish)


def test_a_word_that_is_no_closed_word_is_its_own_name():
    assert term(Words("sv"), "after", "kundens uppsägning") == "kundens uppsägning"
    assert term(Words("sv"), "after", None) == ""


def test_terms_of_one_context_differ():
    for language in languages():
        for context in set(TERMS) - {"citation"}:
            spoken = [term(Words(language), context, word) for word in TERMS[context]]
            assert len(set(spoken)) == len(spoken), spoken


# --- another language ---------------------------------------------------------------------------


def test_another_language_is_one_file(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(extract, "LOCALES", tmp_path)
    path = tmp_path / "fi.po"
    path.touch()
    assert extract.main(["--check"]) == 1
    assert path.read_bytes() == b""
    assert extract.main([]) == 0
    assert extract.main(["--check"]) == 1
    assert "fi.po: missing: 'Purposes'" in capsys.readouterr().out

    new = extract.catalogue(path)
    for message in new:
        if message.id:
            message.string = message.id
    new.add("What nobody says any more.", "Ei enää.")
    path.write_bytes(extract.written(new))
    assert extract.main(["--check"]) == 1
    assert capsys.readouterr().out == "fi.po: obsolete: 'What nobody says any more.'\n"
    assert extract.main([]) == 0
    assert extract.main(["--check"]) == 0


def test_what_is_extracted(tmp_path, monkeypatch):
    source = (
        'w("A", fact="no")\nself.words("B" "C")\nf"{w(\'D\')} {x}"\n'
        'w.count("{number} E", "{number} F", n)\nw("G" if x else "H")\n'
        '_("I")\ntext.count("no")\nw(variable)\nwords.in_context("role", "J")\nw("")\n'
    )
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text(source)
    monkeypatch.setattr(extract, "PACKAGE", tmp_path / "package")
    code = [(e.text, e.context) for e in extract.english() if e.file == "package/module.py"]
    assert code == [
        ("A", None), ("BC", None), ("D", None), (("{number} E", "{number} F"), None),
        ("G", None), ("H", None), ("I", None), ("J", "role"),
    ]  # fmt: skip
