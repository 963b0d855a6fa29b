"""What a change means in law: one table of judgement. Facts are found elsewhere, sentences told elsewhere.

Critical: to be assessed before the change goes live. Major: a notice, a contract or an assessment
must change. Minor: the record is to be kept right. Editorial: no meaning in law.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a change weighs in law."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    EDITORIAL = "editorial"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


CRITICAL, MAJOR, MINOR, EDITORIAL = Level


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of change: its level, the articles, what it is in a sentence, what follows from it.

    `sentence` has holes for facts; where it is empty, the field is named with its old and its new
    value. `duties` are keys of `DUTIES`. `raised` says to which level it rises in which
    circumstances, keys of `ropa.changes.circumstances.CIRCUMSTANCES`; `more` which duties come
    with a circumstance.
    """

    code: str
    level: Level
    citation: str
    sentence: str = ""
    duties: tuple[str, ...] = ()
    raised: Mapping[str, Level] = field(default_factory=dict)
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


HIGH_RISK = {"special-data": CRITICAL, "children": CRITICAL, "decisions": CRITICAL}
SENSITIVE = {"special-data": CRITICAL}

ROWS: tuple[Row, ...] = (
    # --- activities, Art. 30(1), 30(2) ---
    Row(
        "activity-added", MAJOR, "GDPR Art. 30(1), 13, 14, 25, 35(1)",
        _("A new processing activity."),
        ("update-notice", "screen-dpia"),
        {**HIGH_RISK, "inadequate-transfer": CRITICAL},
        {"legitimate-interests": ("make-lia",), "special-data": ("make-dpia",)},
    ),
    Row(
        "activity-removed", MAJOR, "GDPR Art. 5(1)(e), 17, 19, 28(3)(g)",
        _("The processing activity is no longer in the record."),
        ("confirm-erasure", "keep-history"),
    ),
    Row(
        "activity-started", MAJOR, "GDPR Art. 13, 25, 35",
        _("The activity goes live: it was {old}, and is {new} now."),
        ("go-live", "update-notice"),
        HIGH_RISK,
    ),
    Row(
        "activity-ended", MAJOR, "GDPR Art. 5(1)(e), 17, 19, 28(3)(g)",
        _("The activity ends: it was {old}, and is {new} now."),
        ("confirm-erasure", "keep-history"),
    ),
    Row(
        "status-changed", MINOR, "GDPR Art. 30(1)",
        _("The activity was {old}, and is {new} now."),
    ),
    Row("role-switched", CRITICAL, "GDPR Art. 28(10), 30(1), 30(2)",
        _("The role moves from {old} to {new}."),
        ("redo-contracts", "move-record", "update-notice"),
    ),
    Row("exemption-claimed", MAJOR, "GDPR Art. 30(5)",
        _("The exemption from the record is newly claimed."), ("reason-exemption",)),
    Row("exemption-withdrawn", MINOR, "GDPR Art. 30(5)",
        _("The exemption from the record is no longer claimed.")),
    # --- purposes, Art. 5(1)(b), 6(4) ---
    Row(
        "purpose-added", CRITICAL, "GDPR Art. 5(1)(b), 6(4), 13(3), 14(4)",
        _("New purpose for existing data: “{new}”."),
        ("test-compatibility", "inform-before"),
    ),
    Row("purpose-broadened", MAJOR, "GDPR Art. 5(1)(b), 13(3), 14(4)",
        _("The purpose is broader: “{new}”, before “{old}”."),
        ("test-compatibility", "inform-before"),
    ),
    Row("purpose-narrowed", MINOR, "GDPR Art. 5(1)(b), 5(1)(e)",
        _("The purpose is narrower: “{new}”, before “{old}”."), ("erase-unneeded",)),
    Row("purpose-removed", MINOR, "GDPR Art. 5(1)(b), 5(1)(e)",
        _("Purpose no longer pursued: “{old}”."), ("erase-unneeded",)),
    Row("purpose-reworded", EDITORIAL, "GDPR Art. 5(1)(b)",
        _("The purpose is in other words: “{new}”, before “{old}”."),
        ("read-both",), {"other-words": MAJOR}),
    # --- lawfulness, Art. 6 ---
    Row(
        "legal-basis-swapped", CRITICAL, "GDPR Art. 7(3), 5(1)(a)",
        _("The legal basis moves from {old_bases} to {new_bases}."),
        ("stop-unless-new", "inform-before"),
    ),
    Row(
        "legal-basis-to-consent", CRITICAL, "GDPR Art. 7, 13(2)(c)",
        _("The legal basis moves from {old_bases} to {new_bases}."),
        ("collect-consent", "update-notice"),
    ),
    Row(
        "legal-basis-replaced", MAJOR, "GDPR Art. 13(1)(c), 13(1)(d), 20, 21",
        _("The legal basis moves from {old_bases} to {new_bases}."),
        ("update-notice", "check-rights"),
        more={"legitimate-interests": ("make-lia",)},
    ),
    Row("interest-changed", MAJOR, "GDPR Art. 6(1)(f), 13(1)(d)",
        _("The legitimate interest is “{new}”, before “{old}”."), ("redo-lia", "update-notice")),
    Row("lia-removed", MAJOR, "GDPR Art. 6(1)(f), 13(1)(d)",
        _("The balancing test is no longer stated."), ("redo-lia",)),
    Row("law-changed", MINOR, "GDPR Art. 6(3)",
        _("The law that the basis rests on is “{new}”, before “{old}”."), ("check-law",)),
    Row("law-repealed", MAJOR, "GDPR Art. 6(3)",
        _("What is relied on no longer holds: {what}."), ("check-law",)),
    # --- data and data subjects, Art. 5(1)(c), 9, 10 ---
    Row("data-category-added", MAJOR, "GDPR Art. 5(1)(c), 14(1)(d)",
        _("New category of personal data: “{new}”."), ("minimise", "update-notice")),
    Row("special-data-added", CRITICAL, "GDPR Art. 9, 10, 30(5), 35(3)(b), 37(1)(c)",
        _("New special category or criminal data: “{new}”."),
        ("state-condition", "make-dpia", "test-dpo", "drop-exemption", "update-notice")),
    Row("special-condition-changed", CRITICAL, "GDPR Art. 9, 10",
        _("The condition for special data is {new_conditions}, before {old_conditions}."),
        ("state-condition", "redo-dpia")),
    Row("data-category-removed", MINOR, "GDPR Art. 5(1)(c)",
        _("Category of personal data no longer processed: “{old}”."), ("erase-unneeded",)),
    Row("data-subjects-added", MAJOR, "GDPR Art. 13, 14, 8, 35",
        _("New category of data subjects: “{new}”."), ("suit-notice", "screen-dpia"),
        {"vulnerable": CRITICAL}),
    Row("data-subjects-removed", MINOR, "GDPR Art. 5(1)(c)",
        _("Category of data subjects no longer concerned: “{old}”."), ("erase-unneeded",)),
    Row("source-indirect", MAJOR, "GDPR Art. 14(1)-(3)",
        _("Data now also come from another source than the data subject: “{new}”."),
        ("inform-within-month",)),
    # --- recipients, Art. 13(1)(e), 28, 26 ---
    Row("processor-added", MAJOR, "GDPR Art. 28(3), 13(1)(e), 30(1)(d)",
        _("New processor: {new}."), ("sign-contract", "update-notice")),
    Row("recipient-added", MAJOR, "GDPR Art. 6, 13(1)(e), 26",
        _("New recipient: {new}."), ("ground-disclosure", "update-notice"),
        {"marketing": CRITICAL}),
    Row("recipient-removed", MINOR, "GDPR Art. 28(3)(g), 19",
        _("No longer a recipient: {old}."), ("prove-return",)),
    Row("sub-processor-added", MAJOR, "GDPR Art. 28(2), 28(4)",
        _("New sub-processor: {new}."), ("tell-controllers", "sign-contract")),
    Row("sub-processor-removed", MINOR, "GDPR Art. 28(3)(g), 28(4)",
        _("No longer a sub-processor: {old}."), ("prove-return",)),
    # --- transfers, Art. 44-49 ---
    Row("transfer-adequate", MAJOR, "GDPR Art. 44, 45, 13(1)(f), 15(2)",
        _("Data now go to {country}, under an adequacy decision."), ("update-notice",)),
    Row("transfer-safeguarded", MAJOR, "GDPR Art. 44, 46, 13(1)(f), 15(2)",
        _("Data now go to {country}, under {mechanism}."), ("make-tia", "update-notice")),
    Row("transfer-derogation", CRITICAL, "GDPR Art. 44, 49, 13(1)(f), 15(2)",
        _("Data now go to {country}, under a derogation: {mechanism}."),
        ("ground-transfer", "update-notice")),
    Row("transfer-unfounded", CRITICAL, "GDPR Art. 44, 13(1)(f), 15(2)",
        _("Data now go to {country}, and it is not stated on what the transfer rests."),
        ("ground-transfer", "update-notice")),
    Row("transfer-removed", MINOR, "GDPR Art. 30(1)(e), 28(3)(g)",
        _("Data no longer go to {country}."), ("prove-return",)),
    Row("mechanism-weakened", CRITICAL, "GDPR Art. 44, 49(6)",
        _("The transfer to {country} rests on less: {new_mechanism}, before {old_mechanism}."),
        ("suspend-transfer",)),
    Row("mechanism-changed", MAJOR, "GDPR Art. 44-46, 13(1)(f)",
        _("The transfer to {country} rests on {new_mechanism}, before {old_mechanism}."),
        ("make-tia", "update-notice")),
    Row("adequacy-lapsed", CRITICAL, "GDPR Art. 45(5), 45(9)",
        _("The adequacy decision for {country} no longer holds, and the register still rests on it."),
        ("repaper",)),
    Row("adequacy-granted", MINOR, "GDPR Art. 45(3)",
        _("There is an adequacy decision for {country} now.")),
    # --- retention, Art. 5(1)(e) ---
    Row("retention-lengthened", MAJOR, "GDPR Art. 5(1)(e), 13(2)(a)",
        _("Kept longer: “{new}”, before “{old}”."), ("reason-retention", "update-notice", "redo-tests"),
        {**SENSITIVE, "past-consent": CRITICAL}),
    Row("retention-shortened", MINOR, "GDPR Art. 5(1)(e), 6(1)(c)",
        _("Kept shorter: “{new}”, before “{old}”."), ("run-erasure",),
        {"below-statute": CRITICAL}),
    Row("retention-vaguer", MAJOR, "GDPR Art. 30(1)(f), 13(2)(a)",
        _("The time limit says less: “{new}”, before “{old}”."), ("restore-criteria",)),
    Row("retention-reworded", EDITORIAL, "GDPR Art. 30(1)(f)",
        _("The time limit is the same in other words: “{new}”, before “{old}”.")),
    # --- security and risk, Art. 32, 22, 35 ---
    Row("measure-removed", MAJOR, "GDPR Art. 32, 24(1), 35(11)",
        _("Security measure no longer stated: “{old}”."), ("reassess-risk",),
        {**HIGH_RISK, "dpia": CRITICAL}),
    Row("measure-added", MINOR, "GDPR Art. 32", _("New security measure: “{new}”.")),
    Row("decisions-introduced", CRITICAL, "GDPR Art. 22, 13(2)(f), 35(3)(a)",
        _("Automated decisions are introduced."),
        ("ground-decisions", "human-review", "make-dpia", "update-notice")),
    Row("dpia-waived", CRITICAL, "GDPR Art. 35(1), 35(7), 36",
        _("An impact assessment is no longer said to be required."), ("justify-no-dpia",)),
    Row("dpia-unlinked", MAJOR, "GDPR Art. 35(1), 35(7), 36",
        _("It is no longer stated where the impact assessment is."), ("justify-no-dpia",)),
    Row("system-changed", MINOR, "GDPR Art. 32", "", ()),
    # --- parties, Art. 4(7), 26, 27, 37 ---
    Row("controller-replaced", CRITICAL, "GDPR Art. 4(7), 13(1)(a)",
        _("The controller is {new}, before {old}."), ("update-notice", "ground-handover")),
    Row("joint-controller-added", MAJOR, "GDPR Art. 26, 13(1)(a)",
        _("New joint controller: {new}."), ("arrange-joint", "update-notice")),
    Row("joint-controller-removed", MAJOR, "GDPR Art. 26, 13(1)(a)",
        _("No longer a joint controller: {old}."), ("arrange-joint", "update-notice")),
    Row("dpo-changed", MINOR, "GDPR Art. 37(7)",
        "", ("tell-authority", "publish-dpo")),
    Row("representative-changed", MINOR, "GDPR Art. 27, 13(1)(a)", "", ("update-notice",)),
    Row("representative-removed", MAJOR, "GDPR Art. 27, 13(1)(a)",
        _("There is no longer a representative in the Union."), ("update-notice",)),
    # --- the register itself ---
    Row("gate-weakened", MAJOR, "GDPR Art. 5(2), 24(1)", "", ("answer-for-gate",)),
    Row("gate-tightened", EDITORIAL, "GDPR Art. 5(2), 24(1)"),
    Row("answer-given", MINOR, "GDPR Art. 30(1)",
        _("{field}: now stated, “{new}”.")),
    Row("answer-lost", MAJOR, "GDPR Art. 30(1)",
        _("{field}: no longer stated, before “{old}”."), ("restore-answer",)),
    Row("record-changed", MINOR, "GDPR Art. 30(1)"),
    Row("id-changed", EDITORIAL, "GDPR Art. 30(1)",
        _("The id is {new}, before {old}; the content is the same.")),
    Row("reworded", EDITORIAL, "GDPR Art. 30(1)", "", ("read-both",)),
    Row("housekeeping", EDITORIAL, "GDPR Art. 30(1)"),
)  # fmt: skip
"""Every kind of change, in the order of the record."""

BY_CODE: dict[str, Row] = {row.code: row for row in ROWS}

DUTIES: dict[str, str] = {
    "update-notice": _("Update the privacy notice."),
    "screen-dpia": _("Screen whether an impact assessment is required, Art. 35(1)."),
    "make-dpia": _("Make the impact assessment before the processing begins, Art. 35."),
    "redo-dpia": _("Review the impact assessment, Art. 35(11)."),
    "make-lia": _("Make the balancing test, Art. 6(1)(f)."),
    "redo-lia": _("Make the balancing test anew, Art. 6(1)(f)."),
    "confirm-erasure": _("Confirm that the data were erased or returned, Art. 17, 28(3)(g)."),
    "keep-history": _("Keep the old version: requests about the time before are answered by it."),
    "go-live": _("Before it goes live: notice, impact assessment, protection by design."),
    "redo-contracts": _("Make the contracts anew: who decides on purposes and means, Art. 28."),
    "move-record": _("Keep the record that goes with the role, Art. 30(1), 30(2)."),
    "reason-exemption": _("Write down why the exemption holds for each activity, Art. 30(5)."),
    "test-compatibility": _("Test whether the new purpose is compatible with the old, Art. 6(4)."),
    "inform-before": _("Inform data subjects before the further processing, Art. 13(3), 14(4)."),
    "erase-unneeded": _("Erase what is no longer needed, Art. 5(1)(e)."),
    "read-both": _("Read both wordings: programs compare words, not what they mean."),
    "stop-unless-new": _(
        "Stop what rested on consent, unless it is new processing of which people are properly informed."
    ),
    "collect-consent": _("Ask for consent first, and provide a way to withdraw it, Art. 7."),
    "check-rights": _("Check which rights now apply: portability and objection change, Art. 20, 21."),
    "check-law": _("Check that the law is still in force and covers the processing, Art. 6(3)."),
    "minimise": _("Check that the data are necessary for the purpose, Art. 5(1)(c)."),
    "state-condition": _("State the condition, Art. 9(2) or 10."),
    "test-dpo": _("Test whether a data protection officer is required, Art. 37(1)(c)."),
    "drop-exemption": _("The exemption of Art. 30(5) no longer holds for it."),
    "suit-notice": _("Inform them in a form that suits them, Art. 12(1), 13, 14."),
    "inform-within-month": _("Inform data subjects within a month at the latest, Art. 14(3)."),
    "sign-contract": _("Sign the contract before data go there, Art. 28(3), 28(4)."),
    "ground-disclosure": _("State the legal basis of the disclosure, or the arrangement, Art. 6, 26."),
    "prove-return": _("Keep evidence that the data were returned or erased, Art. 28(3)(g), 19."),
    "tell-controllers": _("Inform the controllers, with time to object, Art. 28(2)."),
    "make-tia": _("Assess the transfer: law and practice of the third country."),
    "ground-transfer": _("State what the transfer rests on, or stop it, Art. 44."),
    "suspend-transfer": _("Suspend the transfer until it rests on something, Art. 44."),
    "repaper": _("Put the transfer on another ground, Art. 46, or stop it."),
    "reason-retention": _("Write down why the data are needed longer, Art. 5(1)(e)."),
    "redo-tests": _("Review the balancing test and the impact assessment."),
    "run-erasure": _("Erase what is now past its limit."),
    "restore-criteria": _("State the period, or the criteria that decide, Art. 30(1)(f)."),
    "reassess-risk": _("Assess the risk anew, Art. 32, 35(11)."),
    "ground-decisions": _("State the ground of the decisions, Art. 22(2)."),
    "human-review": _("Provide human review and a way to contest, Art. 22(3)."),
    "justify-no-dpia": _("Write down why, with the advice of the data protection officer, Art. 35(2)."),
    "ground-handover": _("State on what basis the data pass to the new controller."),
    "arrange-joint": _("Amend the arrangement between the joint controllers, Art. 26(1)."),
    "tell-authority": _("Tell the supervisory authority, Art. 37(7)."),
    "publish-dpo": _("Publish the new contact details, Art. 37(7)."),
    "answer-for-gate": _("Have somebody answer for what is no longer checked, Art. 5(2)."),
    "restore-answer": _("State it again: the record must contain it."),
}  # fmt: skip
"""What follows from a change: a to-do, in one sentence."""
