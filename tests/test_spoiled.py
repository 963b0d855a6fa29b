"""The model register spoilt in many ways, one at a time: the right rule speaks, at the right place.

What Art. 30 asks for is taken away, emptied and kept a place for in `test_model_register.py`, for every
activity. Here are the further duties and the consistency of a record: each row is an edit as somebody
might make it, and what is found then; nothing else may be new. In the new text `»` stands before the
place of the finding.
"""

from dataclasses import dataclass

from asked import MODEL

HERE = "»"


@dataclass(frozen=True)
class Spoilt:
    """An edit of a file of the model register, within one activity or entry, and what it breaks.

    `rules` are those that speak: at the place that the mark shows, the first of them; the others follow
    from it wherever they stand.
    """

    rules: str
    within: str
    old: str
    new: str
    file: str = "register"


def spoilt(rules: str, within: str, old: str, new: str, file: str = "register") -> Spoilt:
    return Spoilt(rules, within, old, new, file)


TABLE = [
    # --- who keeps the record ---
    spoilt("ROPA101", "", "    name: Modellbolaget AB\n", "    name: »TBD\n"),
    spoilt("ROPA106", "", "dpo:\n  name: Dana Skyddsson\n  contact: {email: dpo@modellbolaget.example, phone: +46 8 000 00 02}\n", "»dpo: unknown\n"),
    spoilt("ROPA103", "anniversary-event", "controllers: [modellbolaget, modellbolaget-norge]", "controllers: »[modellbolaget, modellbolaget-norge]\n    joint: unknown"),
    spoilt("ROPA504", "newsletter", "      arrangement: Arrangement JC-2 of 2026-03-02; both write the letters and choose the tool\n", ""),
    # --- lawfulness ---
    spoilt("ROPA301", "loyalty-club", "    legal_basis:\n      - basis: contract\n        parties: The member and Modellbolaget AB\n", ""),
    spoilt("ROPA302", "payroll", "        note: the collective agreement is part of it\n        for: [Pay salaries under the employment contract]\n", ""),
    spoilt("ROPA303", "newsletter", "    source: data-subject\n", "      - {basis: legitimate-interests, interest: To sell more, assessment: LIA-9}\n    source: data-subject\n"),
    spoilt("ROPA304", "", "consent:\n  withdrawal: An e-mail to privacy@modellbolaget.example, or the link in what we send\n", "consent:\n"),
    spoilt("ROPA305", "anniversary-photos", "        freely_given: Who says no is simply not photographed; nobody is told who did\n", ""),
    spoilt("ROPA306", "loyalty-club", "    data_subjects: [Members of the club]", "    data_subjects: [Visitors to the website]"),
    spoilt("ROPA307", "bookkeeping", "      - basis: legal-obligation\n        law: Bokföringslag (1999:1078) 7 kap. 2 §\n", "      - »legal-obligation\n"),
    spoilt("ROPA308", "patents", "        interest: To protect the inventions of the company\n", ""),
    spoilt("ROPA309", "patents", "        assessment: {reference: LIA-10, date: 2026-02-18, outcome: passes}\n", ""),
    spoilt("ROPA310", "", "    type: private\n    acts_as", "    type: public-authority\n    acts_as"),
    spoilt("ROPA311", "web-shop", "    special_conditions:                   # explicit consent, and where it is recorded\n      - condition: 9(2)(a)\n        evidence: The order, with time and wording of the explicit consent\n        for: [\"Back trouble, told to have a chair fitted\"]\n        note: withdrawn with one click on the page of the order; what was told is erased the same day\n", ""),
    spoilt("ROPA312", "loyalty-club", "personal_data: [contact, Points earned]", "personal_data: [contact, Points earned, »Allergies]"),
    spoilt("ROPA313", "sick-leave", "      - condition: 9(2)(b)\n        law: 3 kap. 2 § lag (2018:218)\n", "      - condition: 9(2)(b)\n"),
    spoilt("ROPA314", "camera-surveillance", "        law: Regulations issued under 3 kap. 9 § lag (2018:218)\n", ""),
    spoilt("ROPA315", "invoice-credit-check", "        ground: Clearly motivated by secure identification before credit is given, 3 kap. 10 § lag (2018:218)\n", ""),
    spoilt("ROPA316", "anniversary-photos", "        age_check: The parents, who are employees, sign for their children\n    children: true\n    information_society_service: false    # an album on paper: Art. 8 does not apply\n", "    children: true\n"),
    spoilt("ROPA317", "web-shop", "        further_use:\n          compatible_because: >-\n            The same orders are counted per article, without names, and customers expect a shop to restock\n            what sells; test FT-1 of 2026-01-30\n", "        further_use: unknown\n"),
    spoilt("ROPA318", "", "objection: An e-mail to privacy@modellbolaget.example; the address is then kept on a list of people who get none\n", ""),
    spoilt("ROPA319", "loyalty-club", "personal_data: [contact, Points earned]", "personal_data: [contact, Points earned, Cookies]"),
    # --- retention ---
    spoilt("ROPA401", "loyalty-club", "      - text: 6 months after the membership ended\n        period: P6M\n        after: contract-end\n        for: [contact, Points earned]\n        then: anonymise\n", "      - »As long as necessary\n"),
    spoilt("ROPA402", "loyalty-club", "      - text: 6 months after the membership ended\n        period: P6M\n        after: contract-end\n        for: [contact, Points earned]\n        then: anonymise\n", "      - {text: »6 months, applies_to: all}\n"),
    spoilt("ROPA403", "loyalty-club", "        for: [contact, Points earned]\n", ""),
    spoilt("ROPA404", "newsletter", "      - text: Until the consent is withdrawn\n        after: consent-withdrawn\n", "      - text: 1 year after the consent was withdrawn\n        period: P1Y\n        after: consent-withdrawn\n"),
    spoilt("ROPA405", "loyalty-club", "      - text: 6 months after the membership ended\n        period: P6M\n", "      - text: 8 years after the membership ended\n        period: P8Y\n"),
    spoilt("ROPA406", "bookkeeping", "        period: P7Y\n", "        period: P5Y\n"),
    spoilt("ROPA407", "backups", "      - text: 30 days after the copy was made\n        period: P30D\n", "      - text: 10 years after the copy was made\n        period: P10Y\n"),
    spoilt("ROPA408", "loyalty-club", "    data_subjects: [Members of the club]", "    data_subjects: [Prospects]"),
    spoilt("ROPA409", "loyalty-club", "        then: anonymise\n", "        then: anonymise\n      - »Longer if there are security or financial reasons\n"),
    # --- recipients and roles ---
    spoilt("ROPA501", "payroll-supplier", "    contract: {type: data-processing-agreement, reference: AVT-11, date: 2025-02-03}\n", "", "suppliers"),
    spoilt("ROPA503", "night-desk", "    authorisation: {type: specific, reference: The order form of each customer who has ordered night support}\n", "", "suppliers"),
    spoilt("ROPA505", "loyalty-club", "    recipients: none\n", "    processors: [print-house]\n    recipients: none\n"),
    spoilt("ROPA506", "health-service", "    purpose: Give occupational health care\n    legal_basis: legal-obligation\n", "", "suppliers"),
    spoilt("ROPA507", "booking-hosting", "    processing:\n", "    purposes: [Improve our own service]\n    processing:\n", "processor"),
    # --- transfers ---
    spoilt("ROPA601", "web-shop", "        mechanism: adequacy\n        note: Decision (EU) 2021/1772, renewed until 2031-12-27\n", ""),
    spoilt("ROPA602", "booking-support", "        mechanism: scc-commission\n        module: 3\n", "        mechanism: »adequacy\n", "processor"),
    spoilt("ROPA603", "mail-cloud", "      certified: true\n", "", "suppliers"),
    spoilt("ROPA604", "booking-support", "        tia: TIA-3\n", "", "processor"),
    spoilt("ROPA605", "booking-support", "        note: View only, through a desktop in Sweden\n", "        note: Under the Privacy Shield\n", "processor"),
    spoilt("ROPA606", "trade-fair", "        occasional: true\n", "        occasional: false\n"),
    spoilt("ROPA607", "anniversary-event", "    transfers: none\n", "    transfers: [{country: »\"NO\", mechanism: scc-commission, module: 1, date: 2026-01-01, tia: TIA-9}]\n"),
    spoilt("ROPA608", "loyalty-club", "    recipients: none\n", "    recipients: [{name: Points Inc., kind: controller, country: US, purpose: Count points, legal_basis: contract}]\n"),
    # --- risk and transparency ---
    spoilt("ROPA701", "loyalty-club", "    dpia: {required: false, reason: No WP248 criterion was met; screened with the DPO on 2024-03-12}\n", ""),
    spoilt("ROPA702", "camera-surveillance", "    dpia:\n      required: true\n      reference: DPIA-3\n      date: 2026-02-20\n", "    dpia:\n"),
    spoilt("ROPA704", "invoice-credit-check", "      ground: 22(2)(a)\n", ""),
    spoilt("ROPA705", "invoice-credit-check", "{from: Kreditbyrån Exempel AB, notice_given: \"At the checkout, before the check is made\"}", "{from: Kreditbyrån Exempel AB}"),
    # --- governance ---
    spoilt("ROPA801", "anniversary-event", "      occasional: true\n", "      occasional: false\n"),
    spoilt("ROPA803", "payroll", "    review_due: 2028-09-01\n", "    review_due: »2026-09-02\n"),
    spoilt("ROPA804", "payroll", "    owner: HR\n", ""),
    spoilt("ROPA805", "loyalty-club", "purposes: [Give members a discount that grows with their orders]", "purposes: [»See the privacy notice]"),
    spoilt("ROPA806", "camera-surveillance", "        law: Regulations issued under 3 kap. 9 § lag (2018:218)\n", "        law: »Personuppgiftslagen (1998:204)\n"),
    # --- hygiene and consistency ---
    spoilt("ROPA901", "payroll", "    data_subjects: [Employees]", "    data_subjects: [Employees, »???]"),
    spoilt("ROPA902", "payroll", "      - payroll-supplier ", "      - »payrol-supplier "),
    spoilt("ROPA903", "anniversary-event", "    name: {sv: Jubileumsfest 2027, en: Anniversary party 2027}", "    name: {sv: Patentansökningar, en: Patent applications}"),
    spoilt("ROPA904", "direct-marketing", "      - name: Offer consumers accessories to what they have bought\n", "      - name: Sell and deliver what the customer has ordered\n"),
    spoilt("ROPA907", "", "    - To send you our newsletter\n", "    - To send you our newsletter\n    - »To train our chat robot\n"),
]  # fmt: skip


def text_of(file: str) -> str:
    return (MODEL / f"{file}.ropa.yaml").read_text("utf-8")


def block(text: str, within: str) -> tuple[int, int]:
    """Where an activity or an entry of a list begins and ends."""
    if not within:
        return 0, text.index("\nactivities:") if "\nactivities:" in text else len(text)
    start = max(text.find(f"  - id: {within}\n"), text.find(f"  {within}:"), text.find(f"  - id: {within} "))
    indent = "\n  - id: " if text[start:].startswith("  - id") else "\n  "
    end = start + 3
    while True:
        end = text.find(indent, end)
        if end == -1:
            return start, len(text)
        if indent != "\n  " or text[end + 3] not in " #":
            return start, end
        end += 1


def edited(case: Spoilt) -> tuple[str, tuple[int, int] | None]:
    """The text as it is spoilt, and line and column of the mark."""
    text = text_of(case.file)
    start, end = block(text, case.within)
    assert text[start:end].count(case.old) == 1, (case.within, case.old, text[start:end].count(case.old))
    at = text.index(case.old, start)
    text = text[:at] + case.new + text[at + len(case.old) :]
    if HERE not in text:
        return text, None
    before, _, after = text.partition(HERE)
    return before + after, (before.count("\n") + 1, len(before) - before.rfind("\n"))
