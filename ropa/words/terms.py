"""What closed words are called, in English; other languages translate them with their context.

The terms are the GDPR's own. Swedish: its official text, and IMY's short forms.
"""

from ropa.words.words import Words

TERMS: dict[str, dict[str, str]] = {
    "basis": {
        "consent": "Consent",
        "contract": "Contract",
        "legal-obligation": "Legal obligation",
        "vital-interests": "Vital interests",
        "public-task": "Public task",
        "legitimate-interests": "Legitimate interests",
    },
    "special": {
        "racial-ethnic": "Racial or ethnic origin",
        "political": "Political opinions",
        "religious-philosophical": "Religious or philosophical beliefs",
        "trade-union": "Trade union membership",
        "genetic": "Genetic data",
        "biometric-id": "Biometric data for unique identification",
        "health": "Data concerning health",
        "sex-life": "Sex life or sexual orientation",
        "criminal": "Criminal convictions and offences",
    },
    "mechanism": {
        "adequacy": "Adequacy decision",
        "public-instrument": "Binding instrument between public authorities",
        "bcr": "Binding corporate rules",
        "scc-commission": "Standard data protection clauses of the Commission",
        "scc-authority": "Standard data protection clauses of a supervisory authority",
        "code-of-conduct": "Approved code of conduct",
        "certification": "Approved certification mechanism",
        "adhoc-clauses": "Contractual clauses authorised by the authority",
        "admin-arrangement": "Administrative arrangement authorised by the authority",
        "derogation-consent": "Derogation: explicit consent",
        "derogation-contract": "Derogation: contract with the data subject",
        "derogation-contract-interest": "Derogation: contract in the data subject's interest",
        "derogation-public-interest": "Derogation: important reasons of public interest",
        "derogation-claims": "Derogation: legal claims",
        "derogation-vital-interests": "Derogation: vital interests",
        "derogation-public-register": "Derogation: public register",
        "compelling-interests": "Compelling legitimate interests",
        "not-a-transfer": "Not a transfer",
    },
    "kind": {
        "processor": "Processor",
        "controller": "Independent controller",
        "joint-controller": "Joint controller",
        "authority": "Public authority",
        "group": "Group company",
        "internal": "Internal",
        "data-subject": "The data subject",
    },
    "status": {
        "draft": "Draft",
        "planned": "Planned",
        "active": "Active",
        "suspended": "Suspended",
        "retired": "Retired",
    },
    "role": {"controller": "Controller", "processor": "Processor"},
    "type": {"private": "Private body", "public-authority": "Public authority"},
    "then": {
        "erase": "Then erased",
        "anonymise": "Then anonymised",
        "archive": "Then archived",
        "return": "Then returned",
    },
    "phase": {"active": "In active use", "archive": "In archive"},
    "rounded": {
        "end-of-calendar-year": "to the end of the calendar year",
        "end-of-month": "to the end of the month",
    },
    "authorisation": {"specific": "Specific authorisation", "general": "General authorisation"},
    "cookies": {"strictly-necessary": "Strictly necessary", "consent": "With consent"},
    "source": {"data-subject": "The data subject"},
    "after": {
        "collection": "collection",
        "record-created": "the record is created",
        "contract-end": "the end of the contract",
        "customer-relationship-end": "the end of the customer relationship",
        "agreement-start": "the start of the agreement",
        "invoice-date": "the date of the invoice",
        "financial-year-end": "the end of the financial year",
        "case-closed": "the case is closed",
        "case-open": "the case is opened",
        "recruitment-end": "the end of the recruitment",
        "position-filled": "the position is filled",
        "last-contact": "the last contact",
        "last-login": "the last login",
        "unsubscribe": "unsubscribing",
        "consent-withdrawn": "consent is withdrawn",
        "objection": "an objection",
        "session-end": "the end of the session",
        "employment-end": "the end of the employment",
        "claim-settled": "the claim is settled",
        "limitation-period-end": "the end of the limitation period",
        "trial-end": "the end of the trial",
        "course-end": "the end of the course",
    },
    "severity": {"error": "Error", "warning": "Warning", "note": "Note"},
    "citation": {
        "article": "Art.",
        "recital": "recital",
        "court": "CJEU",
        "first": "first subparagraph",
        "second": "second subparagraph",
        "format": "ropa format",
        "range": "-",
        "paragraph": "{article}({paragraph})",
        "point": "{article}({paragraph})({letter})",
        "letter": "{article}({letter})",
        "alone": "({letter})",
        "further": "({paragraph})",
    },
}


def term(words: Words, context: str, word: str | None) -> str:
    """What a closed word is called; a word that is none of them is its own name."""
    if word is None:
        return ""
    english = TERMS[context].get(word)
    return word if english is None else words.in_context(context, english)
