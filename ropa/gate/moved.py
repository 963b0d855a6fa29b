"""Did the gate move? What a run would ask now, beside what it would have asked: each decision once.

A change that accepts a finding, or asks less, makes a check pass as well as one that mends the
register. The controller has to be able to show which of the two it was: GDPR Art. 5(2), 24(1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ropa.findings import Severity
from ropa.gate.accepted import comment_moves
from ropa.gate.gate import Gate
from ropa.gate.listed import baseline_moves
from ropa.gate.move import Move, Renamed, few
from ropa.gate.profile import brief, is_statutory
from ropa.gate.setting import Setting
from ropa.rules import CATALOGUE, RULES

THRESHOLDS = ("never", *(severity.value for severity in Severity))
"""What may be configured as `fail-on`, the weakest first."""


def moves(old: Setting, new: Setting, renamed: Sequence[Renamed] = ()) -> list[Move]:
    """What was decided about the gate from `old` to `new`; empty where both ask the same.

    The registers of both are compared in their order, and so are those of `renamed`: for each,
    what has another id now. Compared is what is asked, and not how that is said.
    """
    ids = renamed or [{}] * len(new.readings)
    found = setting_moves(old, new, ids)
    for was, now, others in zip(old.readings, new.readings, ids, strict=True):
        days = [
            setting.gate.day(reading.record.register)
            for setting, reading in ((old, was), (new, now))
            if reading
        ]
        found += comment_moves(was, now, max(days, default=date.min), others)
    return found


def setting_moves(old: Setting, new: Setting, renamed: Sequence[Renamed]) -> list[Move]:
    """The same of the configuration and the baseline alone, not of the comments in the registers."""
    found = [*_of_rules(old, new), *_of_threshold(old, new)]
    return [*found, *_of_registers(old, new), *baseline_moves(old, new, renamed)]


# --- rules ----------------------------------------------------------------------------------------


def _of_rules(old: Setting, new: Setting) -> Iterator[Move]:
    """The rules that weigh less or more than before: by the profile, and by what is chosen of it."""
    before, after = _weights(old.gate), _weights(new.gate)
    chosen = [key for key in ("ignore", "select") if _differs(key, old, new)]
    for weaker, less, more in ((True, after, before), (False, before, after)):
        codes = [code for code in CATALOGUE if less.get(code, 0) < more.get(code, 0)]
        ours = [c for c in codes if c in less or _chosen(c, old.gate) == _chosen(c, new.gate)]
        if ours:
            facts = {"from": old.gate.profile, "to": new.gate.profile, **_named(ours)}
            yield _configured("profile", weaker, facts, ["profile"], old, new)
        if others := [code for code in codes if code not in ours]:
            yield _configured("rule-off", weaker, _named(others), chosen, old, new)


def _weights(gate: Gate) -> dict[str, int]:
    """The rules that are asked, and how much each weighs: a note is 1."""
    return {rule.code: len(Severity) - rule.severity.rank for rule in gate.rules()}


def _chosen(code: str, gate: Gate) -> tuple[bool | None, bool]:
    """What is said of a rule, whatever the profile: is it selected, if any are; is it ignored?"""
    return code.startswith(gate.select) if gate.select else None, code.startswith(gate.ignore)


def _named(codes: Iterable[str]) -> dict[str, object]:
    """Rules as facts: each, in brief, and those that ask for what Art. 30 requires of every record."""
    listed = tuple(codes)
    duties = tuple(r.code for r in RULES if r.code in listed and is_statutory(r))
    return {"codes": listed, "rules": brief(listed), "duties": duties}


# --- threshold and registers ----------------------------------------------------------------------


def _of_threshold(old: Setting, new: Setting) -> Iterator[Move]:
    before, after = (THRESHOLDS.index(setting.fail_on) for setting in (old, new))
    if before != after:
        facts = {"from": old.fail_on, "to": new.fail_on}
        yield _configured("fail-on", after < before, facts, ["fail-on"], old, new)


def _of_registers(old: Setting, new: Setting) -> Iterator[Move]:
    """The registers that are there on both sides, and that only one of them would read."""
    if old.registers == new.registers:
        return
    before, after = old.covered(), new.covered()
    for weaker, less, more, there in ((True, after, before, new), (False, before, after, old)):
        names = sorted(
            name
            for path, name in more.items()
            if path not in less and name not in less.values() and there.store.is_file(path)
        )
        if names:
            facts = {"names": few(names), "registers": tuple(names), "count": len(names)}
            yield _configured("registers", weaker, facts, ["registers"], old, new)


def _differs(key: str, old: Setting, new: Setting) -> bool:
    return bool(getattr(old.config, key) != getattr(new.config, key))


def _configured(
    kind: str, weaker: bool, facts: Mapping[str, object], keys: Iterable[str], old: Setting, new: Setting
) -> Move:  # fmt: skip
    """A move that is made in the configuration, by one of `keys`."""
    was, now = (
        next((place for key in keys if (place := setting.config.place(key))), None)
        for setting in (old, new)
    )
    return Move(kind, weaker, facts, was, now)
