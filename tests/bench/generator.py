"""Registers of any size that look like real ones: about 45 lines an activity, the same every time."""

import random
from pathlib import Path

SUBJECTS = [
    "Customers",
    "Employees",
    "Applicants",
    "Suppliers' contact persons",
    "Visitors",
    "Members",
]
DATA = ["contact", "orders", "Bank account", "Salary", "Photographs", "Log files", "Correspondence"]
BASES = ["contract", "legal-obligation", "legitimate-interests", "consent"]
RECIPIENTS = ["mail-supplier", "cloud-host", "auditor", "payroll-bureau"]
MEASURES = ["access-control", "encryption", "backup"]
DEPARTMENTS = ["HR", "Finance", "Sales", "Marketing", "IT", "Legal", "Support"]

HEAD = """\
ropa: 1
title: Records of processing activities
language: en
jurisdiction: SE
version: "2026-03"
organisations:
  company:
    name: Example Company AB
    registration_number: 556000-0001
    country: SE
    contact: {email: privacy@company.example, phone: +46 8 000 00 00}
controllers: [company]
joint: none
representative: none
dpo: {name: Dana Skyddsson, contact: {email: dpo@company.example}}
consent: {withdrawal: A link in every letter, evidence: The consent log}
recipients:
  mail-supplier: {name: Mail Supplier AB, kind: processor, country: SE, contract: DPA-1}
  cloud-host:
    name: Example Cloud Inc.
    kind: processor
    country: US
    contract: DPA-3
    transfer: {mechanism: adequacy, certified: true, checked: 2026-02-01, covers_hr: true}
  auditor: {name: Auditor AB, kind: controller, country: SE}
  payroll-bureau: {name: Payroll Bureau AB, kind: processor, country: SE, contract: DPA-2}
security_measures:
  access-control: {name: Access control by role, article: 32(1)(b)}
  encryption: {name: Encryption at rest and in transit, article: 32(1)(a)}
  backup: {name: Daily backup, article: 32(1)(c)}
data_categories:
  contact: {name: Contact details}
  orders: {name: Orders and deliveries}
activities:
"""


def register(activities: int, seed: int = 1) -> str:
    """A register in YAML with so many activities."""
    rng = random.Random(seed)
    return HEAD + "".join(_activity(number, rng) for number in range(activities))


def changed(text: str, every: int = 20) -> str:
    """The same register with a time limit changed in every so-manieth activity."""
    parts = text.split("  - id: ")
    for index in range(1, len(parts), every):
        parts[index] = parts[index].replace("period: P", "period: P1", 1)
    return "  - id: ".join(parts)


def write(folder: Path, activities: int) -> Path:
    """A register file of that size in a folder."""
    path = folder / f"r{activities}.ropa.yaml"
    path.write_text(register(activities), "utf-8")
    return path


def gaps(activities: int) -> str:
    """A register with about a dozen findings in every activity."""
    return HEAD + "".join(
        f"  - id: gap-{number}\n"
        f"    name: Activity {number}\n"
        "    purposes: [support]\n"
        "    data_subjects: [others]\n"
        f"    personal_data: [other data, etc, Health data {number}]\n"
        "    legal_basis: [consent, contract]\n"
        f"    recipients: [third parties, Partner {number} TBD]\n"
        f"    retention: [as long as necessary, {number % 90 + 1} years]\n"
        "    security_measures: [appropriate measures]\n"
        for number in range(activities)
    )


def crowded(entries: int) -> str:
    """A register with one activity that has so many purposes, data and processors."""
    lists = {
        "purposes": "Handle the matters of case type {}",
        "personal_data": "Log file {}",
        "processors": "{{name: Firm {} AB, country: SE}}",
    }
    return f"{HEAD}  - id: crowded\n    name: Crowded\n" + "".join(
        f"    {key}: [{', '.join(text.format(number) for number in range(entries))}]\n"
        for key, text in lists.items()
    )


def alike(activities: int) -> str:
    """A register of so many copies of one activity, each called a backup."""
    first = _activity(1, random.Random(1)).split("\n", 2)[2]
    return HEAD + "".join(
        f"  - id: copy-{number}\n    name: Backup {number}\n{first}" for number in range(activities)
    )


def _activity(number: int, rng: random.Random) -> str:
    department = rng.choice(DEPARTMENTS)
    basis = rng.choice(BASES)
    years = rng.randint(1, 9)
    recipients = rng.sample(RECIPIENTS, 2)
    lines = [
        f"  - id: activity-{number:05}",
        f"    name: {department} activity number {number}",
        "    status: active",
        f"    owner: {department}",
        f"    reviewed: 2026-{rng.randint(1, 9):02}-{rng.randint(1, 28):02}",
        "    review_due: 2027-06-30",
        "    purposes:",
        f"      - Handle the {department.lower()} matters of case type {number}",
        f"      - {{name: Answer questions about matter {number % 97}, note: by phone and e-mail}}",
        "    data_subjects:",
        *(f"      - {subject}" for subject in rng.sample(SUBJECTS, 2)),
        "    personal_data:",
        *(f"      - {data}" for data in rng.sample(DATA, 3)),
        "    applies_to: all",
        "    legal_basis:",
        f"      - basis: {basis}",
        f"        law: Act ({1990 + number % 30}:{number % 1000}) section {years}",
        f"        interest: To know what matter {number % 97} is about",
        f"        assessment: {{reference: LIA-{number % 50}, date: 2026-01-15, outcome: passes}}",
        *(["        freely_given: Who says no gets the same"] if basis == "consent" else []),
        f"        note: decided by {department}",
        "    source: data-subject",
        "    recipients:",
        *(f"      - {recipient}" for recipient in recipients),
        f"      - {{name: Authority number {number % 40}, kind: authority, country: SE}}",
        f"    transfers: {'[{recipient: cloud-host}]' if 'cloud-host' in recipients else 'none'}",
        "    retention:",
        f"      - text: {years} years after the matter is closed",
        f"        period: P{years}Y",
        "        after: case-closed",
        "        then: erase",
        f"        ground: Rule {number % 60} of our plan for erasure",
        f"      - {{text: Then {years} years in archive, phase: archive, period: P{years}Y}}",
        f"    systems: [System {number % 25}, Mail]",
        "    security_measures:",
        *(f"      - {measure}" for measure in rng.sample(MEASURES, 2)),
        "    automated_decisions: none",
        "    dpia:",
        "      required: false",
        f"      reason: Screened in {2020 + number % 6}, fewer than two criteria",
        "    children: false",
        "    notes: >-",
        f"      Reviewed together with {department}; the next review looks at",
        f"      whether matter {number % 97} still needs all of the data.",
    ]
    return "\n".join(lines) + "\n"
