"""The families of rules as reports for programs name them, whatever the language."""

FAMILIES = {
    "0": ("reading", "Reading the files"),
    "1": ("controller-record", "Controller record, Art. 30(1)"),
    "2": ("processor-record", "Processor record, Art. 30(2)"),
    "3": ("lawfulness", "Lawfulness, Art. 5-10, 21, 87"),
    "4": ("retention", "Retention, Art. 5(1)(e)"),
    "5": ("recipients", "Recipients, processors, joint control"),
    "6": ("transfers", "Transfers, Art. 44-50"),
    "7": ("risk", "Risk and transparency"),
    "8": ("governance", "Governance"),
    "9": ("consistency", "Hygiene and consistency"),
}
"""Tag and title by the hundreds of a rule's number."""


def family(code: str) -> str:
    """The family of a rule: its hundreds."""
    return code.removeprefix("ROPA")[:1]
