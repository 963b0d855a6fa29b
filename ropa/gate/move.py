"""A move of the gate: one decision by which a run checks less than before, or more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.source.tree import Location

SHOWN = 5
"""How many places a sentence names."""

Renamed = Mapping[str, Mapping[str, str]]
"""By section: the old ids of what has another id now, with the new ones."""


def _(text: str) -> str:
    """Marks a text as one to be translated."""
    return text


SENTENCES: dict[str, tuple[str, str]] = {
    "profile": (
        _("The profile is {to}, and was {from}. Not asked any more, or of less weight: {rules}."),
        _("The profile is {to}, and was {from}. Asked now, or of more weight: {rules}."),
    ),
    "rule-off": (_("Rules not asked any more: {rules}."), _("Rules asked now: {rules}.")),
    "rule-off-duties": (
        _("Rules not asked any more: {rules}. Statutory duties are among them ({duties})."),
        _("Rules asked now: {rules}. Statutory duties are among them ({duties})."),
    ),
    "fail-on": (
        _("fail-on is {to}, and was {from}: fewer findings make a check fail."),
        _("fail-on is {to}, and was {from}: more findings make a check fail."),
    ),
    "registers": (
        _("Registers that are not checked any more by the configuration: {names}."),
        _("Registers that are checked now by the configuration: {names}."),
    ),
    "baseline": (
        _("Findings that the baseline accepts, and did not accept before: {count} ({entries})."),
        _("Findings that the baseline does not accept any more: {count} ({entries})."),
    ),
    "ignore-comment": (
        _("A comment accepts findings of {rules} in {about}, with no last day: “{reason}”."),
        _("A comment is gone that accepted findings of {rules} in {about}: “{reason}”."),
    ),
    "ignore-comment-until": (
        _("A comment accepts findings of {rules} in {about} until {until}: “{reason}”."),
        _(
            "A comment is gone that accepted findings of {rules} in {about} until {until}: “{reason}”."
        ),
    ),
    "ignore-extended": (
        _("Findings of {rules} in {about} are accepted until {to}, and were until {from}."),
        _("Findings of {rules} in {about} are accepted only until {to}, and were until {from}."),
    ),
    "ignore-extended-endless": (
        _("Findings of {rules} in {about} are accepted with no last day, and were until {from}."),
        _("Findings of {rules} in {about} are accepted only until {to}, and had no last day."),
    ),
}
"""What is said of each kind of move, by its facts: where less is checked, and where more is."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that was decided about the gate, weaker or tighter than before.

    `kind` is `profile`, `rule-off`, `fail-on`, `registers`, `baseline`, `ignore-comment` or
    `ignore-extended`. `facts` fill its sentence, and are texts, lists of texts and numbers: `codes`
    are the rules that it concerns, each. `old` and `new` are where it is written on each side.
    `register` is None for what concerns every register, and for several. Accountability: GDPR
    Art. 5(2), 24(1).
    """

    kind: str
    weaker: bool
    facts: Mapping[str, Any]
    old: Location | None = None
    new: Location | None = None
    register: str | None = None
    activities: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What it is called among the changes of a comparison."""
        return "gate-weakened" if self.weaker else "gate-tightened"

    @property
    def location(self) -> Location | None:
        """Where it is written: on the new side, else on the old."""
        return self.new or self.old

    @property
    def activity(self) -> str | None:
        """The activity concerned, where it is one."""
        return self.activities[0] if len(self.activities) == 1 else None

    @property
    def sentence(self) -> str:
        """What is said of it, in English, with holes for its facts."""
        facts = self.facts
        if self.kind == "ignore-comment":
            variant = "-until" if facts["until"] else ""
        elif self.kind == "ignore-extended":
            variant = "" if facts["from"] and facts["to"] else "-endless"
        else:
            variant = "-duties" if facts.get("duties") else ""
        return SENTENCES[self.kind + variant][not self.weaker]


def few(texts: Iterable[str]) -> tuple[str, ...]:
    """The first few of several texts, each once, and how many there are where they are more."""
    several = tuple(dict.fromkeys(texts))
    return several if len(several) <= SHOWN else (*several[:SHOWN], f"… ({len(several)})")
