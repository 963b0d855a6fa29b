"""What a run did not ask, in words: whoever relies on what was found must know it."""

from ropa.gate.gate import Gate
from ropa.gate.profile import brief
from ropa.words.words import Words


def not_asked(gate: Gate, words: Words) -> str:
    """Which rules were switched off, and which statutory duties among them; empty for none."""
    off = [rule.code for rule in gate.switched_off()]
    duties = [rule.code for rule in gate.duties_off()]
    if not off:
        return ""
    rules = words.count(
        "Not asked: {number} rule ({codes}).", "Not asked: {number} rules ({codes}).",
        len(off), codes=brief(off),
    )  # fmt: skip
    if not duties:
        return rules
    statutory = words.count(
        "{number} statutory duty is among them ({codes}).",
        "{number} statutory duties are among them ({codes}).",
        len(duties), codes=", ".join(duties),
    )  # fmt: skip
    return f"{rules} {statutory}"
