"""The registers transcribed from published privacy policies: what a careful lawyer finds in them.

Each finding below was read against the policy that was transcribed. A rule that comes to say more, or
less, of them changes this table, and somebody decides whether it is right.
"""

import pytest
from asked import HERE, findings
from published import softmore_table
from ruamel.yaml import YAML

from ropa.reading import read_registers
from ropa.reports.lines import report_lines
from ropa.words.words import Words

REGISTERS = HERE.parent / "registers"

# By register and rule: the activities concerned; where it is none or several, the field.
FOUND = {
    "softmore/register": {
        "ROPA103": ["controllers"],  # two companies, one "gemensamt kallade" Softmore
        "ROPA106": ["dpo"],
        "ROPA109": [
            "bilder-pa-hemsidor",  # Information eller marknadsföring
            "besok-pa-hemsidan",  # Analys och uppföljning
            "adressuttag-direktreklam",  # Marknadsföring
            "nyhetsbrev",  # Kundblad, Kortnytt
            "overforing-av-kundfiler",  # Support
            "fjarrstyrning-av-kunddator",  # Support
        ],
        "ROPA111": ["bilder-pa-hemsidor", "kontakt-telefon-chat", "kontakt-mail-sociala-media"],
        "ROPA113": [
            "lagring-i-molnet",  # Alla kategorier av personuppgifter
            "backup",
            "overforing-av-kundfiler",  # Uppgifter som ingår i programmen
            "fjarrstyrning-av-kunddator",
        ],
        "ROPA117": ["defaults.transfers"],  # "strävar alltid efter" is no answer
        "ROPA121": ["defaults.security_measures"],  # the words of Art. 32(1)
        "ROPA302": ["leverantorsreskontra", "leverantorsregister", "kontakt-mail-sociala-media"],
        "ROPA303": ["bilder-pa-hemsidor", "arbetssokande", "nyhetsbrev"],  # so not ROPA302 too
        "ROPA304": [
            "bilder-pa-hemsidor", "arbetssokande",
            "nyhetsbrev",  # says how to end it, and not where consents are recorded
        ],
        "ROPA307": ["leverantorsreskontra"],  # Rättslig förpliktelse
        "ROPA308": [  # every “Intresseavvägning”
            "demo", "besok-pa-hemsidan", "direktmarknadsforing", "arbetssokande",
            "leverantorsregister", "kontakt-telefon-chat", "kontakt-mail-sociala-media", "backup",
            "adressuttag-direktreklam",
        ],
        "ROPA309": [  # which is the name of the basis, and not a test
            "demo", "besok-pa-hemsidan", "direktmarknadsforing", "arbetssokande",
            "leverantorsregister", "kontakt-telefon-chat", "kontakt-mail-sociala-media", "backup",
            "adressuttag-direktreklam",
        ],
        "ROPA318": ["direktmarknadsforing", "adressuttag-direktreklam"],
        "ROPA319": ["besok-pa-hemsidan"],  # cookies on Intresseavvägning
        "ROPA402": [
            "demo",  # 90 dagar
            "besok-pa-hemsidan",  # 1 år
            "leverantorsreskontra",  # 7 år
            "kontakt-telefon-chat",  # 2 år
            "kontakt-mail-sociala-media",  # 5 år
            "adressuttag-direktreklam",  # 90 dagar
        ],
        "ROPA403": ["registrering-av-anvandarkonto"],  # the others have no start yet (ROPA402)
        "ROPA404": ["bilder-pa-hemsidor", "nyhetsbrev"],  # “6 mån (vid samtycke)” may end with it
        "ROPA405": ["leverantorsreskontra", "kontakt-mail-sociala-media"],  # 7 år, 5 år
        "ROPA406": ["leverantorsreskontra"],  # 7 år from the invoice are too few
        "ROPA407": ["backup"],  # 1 år after the contract, and 30 dagar for what it is a copy of
        "ROPA408": ["gratistjanster"],  # Avtalstiden, also for Potentiella kunder
        "ROPA409": ["x-lagringstid-allmant[1]"],  # “kan komma att spara uppgifterna längre”
        "ROPA502": ["defaults.recipients[1]"],  # none is named, so whose contract is not asked yet
        "ROPA507": [
            "lagring-i-molnet",  # För personuppgiftsansvariges räkning
            "backup",  # of what is stored so
            "overforing-av-kundfiler", "fjarrstyrning-av-kunddator",  # Uppgifter … i programmen
        ],
        "ROPA701": ["activities"],
        "ROPA705": ["adressuttag-direktreklam"],  # whose addresses, if they are no customers?
        "ROPA804": ["activities"],
        "ROPA904": [
            "kontakt-mail-sociala-media",  # as kontakt-telefon-chat, in the same words
            "nyhetsbrev",  # gratistjanster has one too, on Avtal alone
            "fjarrstyrning-av-kunddator",  # Support, as overforing-av-kundfiler
        ],
        "ROPA905": ["besok-pa-hemsidan"],  # cookies that identify nobody, and IP-adress
        "ROPA906": ["besok-pa-hemsidan"],  # Softmore AB
    },
    "softone/koncernen": {
        "ROPA106": ["dpo"],  # "Attention: Dataskyddsansvarig" is a line of an address
        "ROPA109": ["produktutveckling"],  # För produktutvecklingsändamål
        "ROPA114": ["defaults.personal_data"],
        "ROPA117": ["defaults.transfers"],
        "ROPA303": ["defaults.legal_basis[0].basis"],  # godkännande, and "legitimt ändamål" without it
        "ROPA304": ["defaults.legal_basis[0].evidence"],  # how it is withdrawn is said, where it is recorded not
        "ROPA307": ["krav-enligt-lag"],
        "ROPA308": ["defaults.legal_basis[1].interest"],  # "ett legitimt ändamål", and no more
        "ROPA309": ["defaults.legal_basis[1].assessment"],
        "ROPA312": ["defaults.personal_data[4]"],  # "om och när vi samlar in …": which, and on what ground?
        "ROPA315": ["defaults.personal_data[5]"],
        "ROPA401": [
            "defaults.retention[0]",  # så länge som det är nödvändigt
            "defaults.retention[2]",  # för att … försvara oss i juridiska tvister
            "defaults.retention[3]",  # så länge som medges enligt lag
        ],
        "ROPA502": ["defaults.recipients[1]"],  # leverantörer som tillhandahåller tjänster
        "ROPA506": [
            "defaults.recipients[0]",  # Mellan SoftOnes bolag
            "defaults.recipients[2]",  # affärspartners, for offers and development
            "defaults.recipients[3]",  # whoever buys a company of the group
        ],
        "ROPA701": ["activities"],
        "ROPA705": ["defaults.source[1]"],  # from consultants, partners, and "annan tredje part"
        "ROPA804": ["activities"],
        "ROPA806": ["x-villkor-for-yppande"],  # registeransvarig
    },
    "softone/softone-ab": {
        "ROPA106": ["dpo"],
        "ROPA108": ["website"],
        "ROPA109": ["statistics"],  # for statistical purposes
        "ROPA112": ["agreement", "statistics", "direct-marketing", "website"],  # in "Appendix 1"
        "ROPA114": ["user-accounts"],
        "ROPA117": [
            "order", "agreement", "statistics", "direct-marketing", "user-accounts", "app",
            "courses", "course-evaluations", "cases", "website",
        ],
        "ROPA121": [
            "order", "agreement", "statistics", "direct-marketing", "user-accounts", "app",
            "courses", "course-evaluations", "website",
        ],
        "ROPA301": [
            "order",
            "agreement",  # the contract is for one of its purposes only
            "statistics", "direct-marketing", "user-accounts", "courses",
            "cases",  # the balance of interests is for the last purpose only
        ],
        "ROPA304": ["app", "course-evaluations", "website"],  # a right to withdraw, and not how
        "ROPA305": ["app", "website"],  # "When using …", "If you visit …, you agree"
        "ROPA309": ["cases"],
        "ROPA401": [
            "defaults.retention[0]",  # … or is necessary to achieve the purposes
            "defaults.retention[1]",  # within a reasonable time
            "defaults.retention[3]",  # varies
            "cases",  # as evidence in case problems arise
        ],
        "ROPA409": ["defaults.retention[2]"],  # if there are security or financial reasons
        # In what role the group gets data is not said; `cases` has a list of its own.
        "ROPA506": ["defaults.recipients[1]", "cases"],
        "ROPA701": ["activities"],
        "ROPA804": ["activities"],
    },
    "softone/softone-ab-service": {
        "ROPA202": ["defaults.on_behalf_of"],  # "the 'Customer'" is not a name
        "ROPA203": ["the-service"],
        "ROPA204": ["dpo", "the-service", "images", "account-integrations"],
        "ROPA206": ["the-service", "images", "account-integrations"],
        # "subcontractors" of a processor; account-integrations has a list of its own.
        "ROPA503": ["defaults.recipients[0].authorisation", "account-integrations"],
        "ROPA804": ["activities"],
    },
    "expisoft/register": {
        "ROPA106": ["dpo"],
        "ROPA108": ["tavlingar", "rekrytering", "webbloggar"],
        "ROPA109": ["nyhetsbrev", "webbplats-lamnade-uppgifter"],  # de ändamål som användaren begärt
        "ROPA110": ["bokforing", "erbjudanden", "analyser", "statistik", "seminarier-och-event"],
        "ROPA112": ["analyser", "statistik", "seminarier-och-event", "sparrlista"],
        "ROPA113": [
            "bestallningstjanst-e-legitimationer",  # mobilnummer m.m.
            "support", "kontakt", "avtal",
            "bokforing",  # en del av din information
            "nyhetsbrev", "tavlingar",  # ytterligare personuppgifter som du väljer att lämna till oss
            "rekrytering",  # personuppgifter
        ],
        "ROPA114": ["avtal"],
        "ROPA117": ["defaults.transfers"],
        "ROPA120": [
            "kontakt", "tavlingar", "statistik", "seminarier-och-event", "sparade-ansokningar",
            "webbplats-lamnade-uppgifter", "webbloggar", "sparrlista",
        ],
        "ROPA301": [
            "bestallningstjanst-e-legitimationer", "support", "kontakt",  # "något av följande"
            "tavlingar", "statistik", "seminarier-och-event", "rekrytering",
            "webbplats-lamnade-uppgifter", "webbloggar", "cookies", "sparrlista",
        ],
        "ROPA303": ["nyhetsbrev", "erbjudanden"],  # berättigat intresse, "d.v.s. återkalla ditt samtycke"
        "ROPA304": ["nyhetsbrev", "erbjudanden", "sparade-ansokningar"],  # where consents are recorded
        "ROPA307": ["bokforing"],  # bokföringslagstiftningen
        "ROPA308": ["nyhetsbrev", "erbjudanden", "analyser"],
        "ROPA309": ["nyhetsbrev", "erbjudanden", "analyser"],  # "efter en intresseavvägning": which?
        "ROPA315": ["bestallningstjanst-e-legitimationer", "avtal"],
        "ROPA401": [
            "erbjudanden", "analyser",  # inte längre aktuella eller nödvändiga
            "cookies",  # under en längre tid
        ],
        # "Normalt": so nobody can say that it holds for all of them.
        "ROPA403": ["bestallningstjanst-e-legitimationer", "support", "avtal", "rekrytering"],
        "ROPA406": ["bokforing"],  # "upp till" seven years, and not from the end of the financial year
        "ROPA408": ["avtal"],  # applicants have no contract that could end
        "ROPA502": ["recipients.underleverantorer"],
        "ROPA701": ["activities"],
        "ROPA804": ["activities"],
        "ROPA806": [
            "x-tillsynsmyndighet",  # Datainspektionen
            "cookies",  # the act of 25 July 2003
        ],
        "ROPA905": ["cookies"],  # "anonym", and the cookie can follow "en användares surfande"
    },
}  # fmt: skip

ACTIVITIES = {
    "softmore/register": 20,  # the rows of the policy's table
    "softone/koncernen": 7,
    "softone/softone-ab": 10,
    "softone/softone-ab-service": 3,
    "expisoft/register": 17,
}

by_register = pytest.mark.parametrize("name", FOUND)


def read(name):
    (reading,) = read_registers([REGISTERS / f"{name}.ropa.yaml"])
    return reading


def test_these_are_all_of_them():
    named = {path.relative_to(REGISTERS).as_posix() for path in REGISTERS.rglob("*.ropa.yaml")}
    transcribed = {name for name in named if not name.startswith("model/")}
    assert transcribed == {f"{name}.ropa.yaml" for name in FOUND}


@by_register
def test_it_is_read_without_a_finding(name):
    reading = read(name)
    assert reading.findings == ()
    assert reading.whole
    assert len(reading.record.activities) == ACTIVITIES[name]


@by_register
def test_a_careful_lawyer_finds_this(name):
    reading = read(name)
    found: dict[str, list[str]] = {}
    for line in report_lines(reading, findings(reading), Words("en")):
        found.setdefault(line.rule, []).append(line.activity or line.field or "")
    assert found == FOUND[name]


def test_what_is_said_once_is_found_once():
    """Softmore answers recipients, transfers and security for everything, in one place, to no avail."""
    shared = {f.rule: f for f in findings(read("softmore/register")) if len(f.activities) > 1}
    assert set(shared) == {"ROPA117", "ROPA121", "ROPA502"}
    assert all(len(found.activities) == 20 for found in shared.values())


def test_the_policy_is_quoted_letter_for_letter():
    """Every cell of the table that was published, from a transcript that the register had no part in."""
    register = YAML(typ="safe").load(REGISTERS / "softmore/register.ropa.yaml")
    written = [
        [
            activity["name"],
            ", ".join(activity["purposes"]),
            ", ".join(activity["personal_data"]),
            ", ".join(activity["data_subjects"]),
            activity.get(
                "x-rattslig-grund-ordalydelse",
                ", ".join(basis["text"] for basis in activity["legal_basis"]),
            ),
            activity["retention"],
        ]
        for activity in register["activities"]
    ]
    assert written == softmore_table()


def test_two_bases_of_one_cell_are_its_two_parts():
    """Where the policy joins two legal bases by "+", the register has the cell and both parts."""
    register = YAML(typ="safe").load(REGISTERS / "softmore/register.ropa.yaml")
    joined = {row[0]: row[4] for row in softmore_table() if " + " in row[4]}
    assert len(joined) == 3
    for activity in register["activities"]:
        if activity["name"] in joined:
            parts = [basis["text"] for basis in activity["legal_basis"]]
            assert parts == joined[activity["name"]].split(" + ")
        else:
            assert "x-rattslig-grund-ordalydelse" not in activity
