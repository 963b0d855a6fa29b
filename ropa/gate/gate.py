"""The gate of a run: which rules it asks, as of which day, and which findings count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ropa.findings import Finding
from ropa.gate.baseline import Baseline, accept, stale
from ropa.gate.ignores import judge
from ropa.gate.profile import chosen, is_statutory, must_be_known
from ropa.law.table import AS_OF
from ropa.model.register import Register
from ropa.reading import Reading
from ropa.rules import RULES
from ropa.rules.rule import Rule, check


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run asks of registers, and what counts.

    `today` is the day as of which it judges; None: that of the register's last update, or of the
    tables of the law if that is later. `select` and `ignore` name rules by their codes or the
    beginning of these. With `ignores` False every finding counts, whatever comments and the
    baseline accept. Raises Mistaken for a profile or a rule that there is not.
    """

    today: date | None = None
    profile: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Baseline | None = None
    ignores: bool = True

    def __post_init__(self) -> None:
        must_be_known(self.profile, self.select, self.ignore)

    def day(self, register: Register) -> date:
        """The day as of which a register is judged."""
        return self.today or max(AS_OF, register.updated or AS_OF)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are asked, with their weights, in the order of their codes."""
        return chosen(self.profile, self.select, self.ignore)

    def switched_off(self) -> tuple[Rule, ...]:
        """The rules of the catalogue that are not asked."""
        asked = {rule.code for rule in self.rules()}
        return tuple(rule for rule in RULES if rule.code not in asked)

    def off_codes(self) -> frozenset[str]:
        """The codes of the rules switched off."""
        return frozenset(rule.code for rule in self.switched_off())

    def duties_off(self) -> tuple[Rule, ...]:
        """Those of the rules switched off that ask for what Art. 30 requires of every record."""
        return tuple(rule for rule in self.switched_off() if is_statutory(rule))

    def findings(self, reading: Reading) -> list[Finding]:
        """What the format and the law find in a register; those that do not count say why."""
        today = self.day(reading.record.register)
        rules = self.rules()
        found = [
            *reading.findings,
            *check(reading.record, rules, today, whole=reading.whole),
        ]
        found = judge(reading, found, rules, today, accept=self.ignores)
        if self.baseline and self.ignores:
            found = accept(reading, found, self.baseline)
        return found

    def stale(self, reading: Reading, findings: Sequence[Finding]) -> int:
        """How many entries of the baseline are about this register and not found any more."""
        if not (self.baseline and self.ignores and reading.whole):
            return 0
        return stale(reading, findings, self.baseline, self.off_codes())
