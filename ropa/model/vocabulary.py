"""The closed words of the format, and the other spellings that mean the same.

A closed word is kebab-case (`legitimate-interests`). The article spelling (`6(1)(f)`) is accepted
as the same thing. Sources: the articles of Regulation (EU) 2016/679 named beside each table.
"""

from collections.abc import Iterable

BASES = (
    "consent", "contract", "legal-obligation", "vital-interests", "public-task",
    "legitimate-interests",
)  # fmt: skip
CONDITIONS = (
    "9(2)(a)", "9(2)(b)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)", "9(2)(g)", "9(2)(h)",
    "9(2)(i)", "9(2)(j)", "10",
)  # fmt: skip
SPECIAL = (
    "racial-ethnic", "political", "religious-philosophical", "trade-union", "genetic",
    "biometric-id", "health", "sex-life", "criminal",
)  # fmt: skip
MECHANISMS = (
    "adequacy", "public-instrument", "bcr", "scc-commission", "scc-authority", "code-of-conduct",
    "certification", "adhoc-clauses", "admin-arrangement", "derogation-consent",
    "derogation-contract", "derogation-contract-interest", "derogation-public-interest",
    "derogation-claims", "derogation-vital-interests", "derogation-public-register",
    "compelling-interests", "not-a-transfer",
)  # fmt: skip
KINDS = (
    "processor",
    "controller",
    "joint-controller",
    "authority",
    "group",
    "internal",
    "data-subject",
)
STATUSES = ("draft", "planned", "active", "suspended", "retired")
ROLES = ("controller", "processor")
ORGANISATION_TYPES = ("private", "public-authority")
AUTHORISATIONS = ("specific", "general")
CRITERIA = (
    "evaluation-scoring", "automated-decisions", "systematic-monitoring", "sensitive-data",
    "large-scale", "matching", "vulnerable-subjects", "innovative-use", "prevents-right",
)  # fmt: skip
"""The nine criteria of WP248 rev.01 for a high risk, in its order; free text is allowed beside them."""
DISPOSALS = ("erase", "anonymise", "archive", "return")
PHASES = ("active", "archive")
COOKIES = ("strictly-necessary", "consent")
ROUNDINGS = ("end-of-calendar-year", "end-of-month")
DECISION_GROUNDS = ("22(2)(a)", "22(2)(b)", "22(2)(c)")

TRIGGERS = (
    "collection", "record-created", "contract-end", "customer-relationship-end", "agreement-start",
    "invoice-date", "financial-year-end", "case-closed", "case-open", "recruitment-end",
    "position-filled", "last-contact", "last-login", "unsubscribe", "consent-withdrawn",
    "objection", "session-end", "employment-end", "claim-settled", "limitation-period-end",
    "trial-end", "course-end",
)  # fmt: skip
"""What starts a retention period; free text is allowed beside them."""

BASIS_ARTICLES = dict(zip(BASES, (f"6(1)({c})" for c in "abcdef"), strict=True))
"""Art. 6(1)(a)-(f)."""

MECHANISM_ARTICLES = {
    "adequacy": "45",
    "public-instrument": "46(2)(a)",
    "bcr": "46(2)(b)",
    "scc-commission": "46(2)(c)",
    "scc-authority": "46(2)(d)",
    "code-of-conduct": "46(2)(e)",
    "certification": "46(2)(f)",
    "adhoc-clauses": "46(3)(a)",
    "admin-arrangement": "46(3)(b)",
    "derogation-consent": "49(1)(a)",
    "derogation-contract": "49(1)(b)",
    "derogation-contract-interest": "49(1)(c)",
    "derogation-public-interest": "49(1)(d)",
    "derogation-claims": "49(1)(e)",
    "derogation-vital-interests": "49(1)(f)",
    "derogation-public-register": "49(1)(g)",
    "compelling-interests": "49(1)-2",
}
"""Chapter V; `49(1)-2` is the second subparagraph of Art. 49(1). `not-a-transfer` has no article."""

# Words that people write for a legal basis, in lower case. "legitimt ändamål" and "lagring enligt
# lag" are left out: they do not say which basis is meant.
BASIS_WORDS: dict[str, str] = {
    word: basis
    for basis, words in {
        "consent": "samtycke|godkännande|uttryckligt godkännande|uttryckligt samtycke|consent"
        "|agree|you agree|opt-in",
        "contract": "avtal|uppfyllande av avtal|fullgöra avtal|fullgörande av avtal|kundavtal"
        "|contract|agreement|according to the agreement|performance of a contract",
        "legal-obligation": "rättslig förpliktelse|rättsliga förpliktelser|krav enligt lag|lagkrav"
        "|juridiska åtaganden|skyldigheter enligt lag|bokföringslag|bokföringslagen"
        "|bokföringslagar|legal obligation|law, court or authority",
        "vital-interests": "grundläggande intressen|skydd för grundläggande intressen"
        "|vital interests",
        "public-task": "uppgift av allmänt intresse|allmänt intresse|myndighetsutövning"
        "|public task|public interest",
        "legitimate-interests": "intresseavvägning|avvägning av intressen|berättigat intresse"
        "|berättigade intressen|balance of interests|balancing of interests|legitimate interest"
        "|legitimate interests",
    }.items()
    for word in words.split("|")
}

# ISO 3166-1 alpha-2, all officially assigned codes.
COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW".split()
)


def closest(word: str, among: Iterable[str], nearness: float = 0.6) -> str:
    """The word that was probably meant; empty where none is near enough (0 to 1)."""
    from difflib import get_close_matches  # needed by few registers, and slow to load

    return next(iter(get_close_matches(word, list(among), 1, nearness)), "")


def read_basis(text: str) -> str | None:
    """The legal basis that a common phrase names; None where it names none."""
    return BASIS_WORDS.get(text.strip().lower())
