"""Which rules a run asks, and how much they weigh."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from ropa.findings import Severity
from ropa.gate.mistaken import Mistaken, suggested
from ropa.rules import CATALOGUE, RULES
from ropa.rules.rule import Rule

READING = "ROPA0"
"""What the codes of rules of reading begin with: they cannot be switched off or ignored."""
PREFIX = re.compile(r"ROPA\d{0,3}")
ARTICLE_30 = re.compile(r"GDPR Art\. (?:[^;]*[ ,])?30\b")


def _minimal() -> tuple[Rule, ...]:
    """The record that Art. 30 asks for, and that what it refers to is there."""
    kept = (r for r in RULES if r.citation.startswith("GDPR Art. 30") or r.code == "ROPA902")
    return tuple(kept)


def _standard() -> tuple[Rule, ...]:
    """The whole catalogue."""
    return RULES


def _strict() -> tuple[Rule, ...]:
    """The whole catalogue; what goes to the lawfulness of the processing is an error."""
    return tuple(replace(r, severity=Severity.ERROR) if r.is_raised else r for r in RULES)


PROFILES: dict[str, Callable[[], tuple[Rule, ...]]] = {
    "minimal": _minimal,
    "standard": _standard,
    "strict": _strict,
}
"""The rules of each profile, with their weights."""


def chosen(profile: str, select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that are asked: those of the profile, or those selected; less those ignored.

    What is selected is asked though the profile would not, with the weight that the profile gives.
    """
    weights = {rule.code: rule for rule in PROFILES[profile]()}
    wanted = tuple(select)
    if wanted:
        weights = {r.code: weights.get(r.code, r) for r in RULES if r.code.startswith(wanted)}
    return tuple(rule for rule in weights.values() if not rule.code.startswith(tuple(ignore)))


def must_be_known(profile: str, select: Iterable[str], ignore: Iterable[str]) -> None:
    """Raises Mistaken for a profile or a rule that there is not, and for one that must stay."""
    if profile not in PROFILES:
        near = suggested(profile, PROFILES)
        raise Mistaken(f"{profile!r} is not one of {', '.join(PROFILES)}{near}")
    for code in (*select, *ignore):
        if not _names_rules(code):
            raise Mistaken(f"{code!r} is no rule, nor the beginning of a code{meant(code)}")
    for code in ignore:
        if code.startswith(READING):
            raise Mistaken(f"{code} cannot be switched off: a register must be read to be checked")


def _names_rules(code: str) -> bool:
    known = PREFIX.fullmatch(code)
    return bool(known) and any(rule.startswith(code) for rule in CATALOGUE)


def meant(word: str) -> str:
    """What is added to a message about a rule that there is not."""
    near = nearest(word)
    return f"; did you mean {near}?" if near else ""


@cache
def nearest(word: str) -> str:
    """The code that was probably meant by a code, or by a name; empty where none is near."""
    from ropa.model.vocabulary import closest

    word = word.strip()
    family = [code for code in CATALOGUE if code[:5] == word[:5].upper()]
    if family:
        return closest(word.upper(), family)
    names = {rule.name: code for code, rule in CATALOGUE.items()}
    name = names.get(word.lower()) or names.get(closest(word.lower(), names))
    return name or closest(word.upper(), CATALOGUE)


def is_statutory(rule: Rule) -> bool:
    """Does a rule ask for what Art. 30 says that the record shall contain?"""
    return rule.severity is Severity.ERROR and ARTICLE_30.match(rule.citation) is not None


def brief(codes: Iterable[str]) -> str:
    """Codes in a few words: `ROPA4xx` for a whole family of the catalogue."""
    given = list(codes)
    families: dict[str, list[str]] = {}
    for code in given:
        families.setdefault(code[:5], []).append(code)
    parts: list[str] = []
    for family, some in families.items():
        whole = [rule.code for rule in RULES if rule.code.startswith(family)]
        parts += [f"{family}xx"] if len(some) > 1 and sorted(some) == whole else some
    return ", ".join(parts)
