"""The catalogue of rules, and one rule explained: as text and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from ropa.examples import Example, examples
from ropa.model.vocabulary import closest
from ropa.rules import CATALOGUE
from ropa.rules.rule import Rule
from ropa.safe import safe_text
from ropa.words.terms import term
from ropa.words.words import HOLE, Words

FORMAT_VERSION = 1
WIDTH = 88
"""Explanations are broken into lines of this many characters."""


class UnknownRule(Exception):
    """No rule has that code or name; the message says which was probably meant."""


def find_rule(given: str) -> Rule:
    """The rule with a code or a name, in whatever case. Raises UnknownRule."""
    wanted = f"ROPA{given}" if given.isdigit() else given.strip()
    names = {rule.name: rule for rule in CATALOGUE.values()}
    rule = CATALOGUE.get(wanted.upper()) or names.get(wanted.lower())
    if rule is None:
        meant = closest(wanted.upper(), CATALOGUE, 0.8) or closest(wanted.lower(), names)
        hint = f"; did you mean {meant}?" if meant else "; `ropa rules` lists them"
        raise UnknownRule(f"there is no rule {given!r}{hint}")
    return rule


def rules_text(words: Words) -> str:
    """The catalogue, a line each."""
    rules = CATALOGUE.values()
    width = max(len(rule.name) for rule in rules)
    weights = {rule.code: _weight(rule, words) for rule in rules}
    wide = max(map(len, weights.values()))
    rows = (
        f"{rule.code}  {weights[rule.code]:<{wide}}  {rule.name:<{width}}  {words.cite(rule.citation)}"
        for rule in rules
    )
    return "\n".join(rows) + "\n"


def rules_json(words: Words) -> str:
    """The catalogue as JSON, format version 1."""
    return _json({"rules": [rule_data(rule, words) for rule in CATALOGUE.values()]})


def rule_data(rule: Rule, words: Words) -> dict[str, Any]:
    """A rule as plain data. Where a message takes a fact, `…` stands for it."""
    return {
        "rule": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "strict": "error" if rule.is_raised else rule.severity.value,
        "confidence": rule.confidence.value,
        "citation": rule.citation,
        "asked_of": rule.role or ("both" if rule.subject == "activity" else rule.subject),
        "message": without_facts(rule.message, words),
        "messages": [without_facts(text, words) for text in rule.variants.values()],
        "why": without_facts(rule.why, words),
        "fix": without_facts(rule.fix, words),
        "silent": without_facts(rule.silent, words),
    }


def without_facts(sentence: str, words: Words) -> str:
    """A sentence of a rule in the chosen language, `…` for what a finding would name."""
    return HOLE.sub("…", words(sentence))


def explain_json(rule: Rule, words: Words) -> str:
    """One rule with its example documents, as JSON."""
    documents = [
        {"name": example.name, "text": example.text, "guilty_lines": list(example.guilty)}
        for example in examples(rule.code)
    ]
    return _json({**rule_data(rule, words), "examples": documents})


def _json(data: dict[str, Any]) -> str:
    return (
        json.dumps({"format_version": FORMAT_VERSION, **data}, indent=2, ensure_ascii=False) + "\n"
    )


def explain_text(rule: Rule, words: Words) -> str:
    """One rule: what, why, how to mend it, when it is silent, and an example with its guilty lines."""
    return "\n".join(_explained(rule, words)) + "\n"


def _explained(rule: Rule, words: Words) -> Iterator[str]:
    w = words
    yield f"{rule.code} {rule.name}"
    yield f"{_weight(rule, w)} · {w.cite(rule.citation)}"
    if rule.is_raised:
        yield w("An error under the strict profile: it goes to whether the data may be processed.")
    says = [rule.message, *rule.variants.values()]
    for heading, sentences in (
        (w("What it says"), says),
        (w("Why"), [rule.why]),
        (w("What to do"), [rule.fix]),
        (w("When it is silent"), [rule.silent]),
    ):
        told = [without_facts(sentence, w) for sentence in sentences if sentence]
        if told:
            yield ""
            yield heading
            for sentence in told:
                yield from _wrapped(sentence)
    if rule.code[4] != "0":  # what keeps a file from being read cannot be accepted
        yield ""
        yield w("To accept a finding, with the reason, at the end of its line:")
        yield f"  # ropa: ignore[{rule.code}] …"
    if shown := examples(rule.code)[:1]:
        yield ""
        yield w("Example: the rule speaks on the lines marked >, and nowhere else")
        yield from _document(shown[0])


def _weight(rule: Rule, words: Words) -> str:
    return term(words, "severity", rule.severity.value)


def _wrapped(sentence: str) -> Iterator[str]:
    from textwrap import wrap

    return (f"  {line}" for line in wrap(sentence, WIDTH, break_long_words=False))


def _document(example: Example) -> Iterator[str]:
    for number, line in enumerate(example.text.splitlines(), 1):
        mark = ">" if number in example.guilty else " "
        yield f"{mark} {safe_text(line)}".rstrip()
