"""Code and facts to a sentence, in the chosen language. The only reader of the catalogues.

English stands in the source; any other language is one file `locales/xx.po`.
"""

import gettext
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from io import BytesIO
from typing import Any

from ropa.findings import Finding
from ropa.model.values import Texts
from ropa.rules import CATALOGUE
from ropa.words.languages import ENGLISH, LOCALES

QUOTED = 60
"""How much of a register's text a message quotes, in characters."""

TERMED = {
    "basis": "basis", "bases": "basis", "criteria": "criterion", "mechanism": "mechanism",
    "missing": "missing",
}  # fmt: skip
"""Facts that are closed words or keys, or lists of them, and the context of the terms for them."""

HOLE = re.compile(r"\{(\w+)\}")
"""Where a sentence takes a fact."""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (LOCALES / f"{language}.po").open("rb") as po:
        compiled = BytesIO()
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Words:
    """One language: sentences, terms, and texts of a register in it.

    `own` is the language of texts that name none, the register's.
    """

    def __init__(self, language: str = ENGLISH, own: str | None = None) -> None:
        self.language = language
        self.own = own or language
        self._catalogue = _catalogue(language)

    def __call__(self, message: str, /, **facts: Any) -> str:
        """A sentence with its facts, whole; `Words.message` shortens what it quotes."""
        return self._filled(self._catalogue.gettext(message), facts) if message else ""

    def count(self, one: str, many: str, number: int, /, **facts: Any) -> str:
        """A sentence about a number of things; `{number}` is the number."""
        sentence = self._catalogue.ngettext(one, many, number)
        return self._filled(sentence, {"number": number, **facts})

    def in_context(self, context: str, english: str) -> str:
        """A term; `context` tells apart what English writes alike."""
        return self._catalogue.pgettext(context, english)

    def cite(self, citation: str) -> str:
        """A citation as the language writes it: `GDPR Art. 30(1)(a)` is `GDPR art. 30.1 a`."""
        from ropa.words.citations import cite

        return cite(citation, self)

    def text(self, value: Texts | None) -> str:
        """A register's text in this language, else in the register's own, else in its first."""
        if value is None or isinstance(value, str):
            return value or ""
        for language in (self.language, self.own):
            for key, text in value.items():
                if key.split("-")[0] == language.split("-")[0]:
                    return text
        return next(iter(value.values()))

    def message(self, finding: Finding) -> str:
        """What a finding says."""
        rule = CATALOGUE[finding.rule]
        sentence = self(rule.sentence(finding.variant), **self._quoted(finding))
        if suggestion := finding.facts.get("suggestion"):
            sentence += " " + self("Did you mean `{word}`?", word=suggestion)
        return sentence + self.takers(len(finding.activities))

    def takers(self, number: int) -> str:
        """What follows a message about something that several activities take from one place."""
        if number < 2:
            return ""
        return " " + self.count(
            "{number} activity takes this from here.",
            "{number} activities take this from here.",
            number,
        )

    def fix(self, finding: Finding) -> str:
        """What to do about a finding, and whether the table that it rests on is old."""
        told = self(CATALOGUE[finding.rule].fix, **self._quoted(finding))
        old = self("That table is more than a year old.") if finding.facts.get("old_table") else ""
        return f"{told} {old}".rstrip()

    def country(self, code: str) -> str:
        """The name of a country; its code where the language has no name for it."""
        return str(self._territories.get(code, code))

    @staticmethod
    def date(value: date) -> str:
        """A date, the same in every language: 2026-03-01."""
        return value.isoformat()

    @cached_property
    def _territories(self) -> Mapping[str, str]:
        from babel import Locale

        return Locale.parse(self.language, sep="-").territories

    def _filled(self, sentence: str, facts: Mapping[str, Any]) -> str:
        """A sentence with its facts; braces that name none stay as they are (`{none: …}`)."""

        def fact(hole: re.Match[str]) -> str:
            return self._shown(facts[hole[1]]) if hole[1] in facts else hole[0]

        return HOLE.sub(fact, sentence)

    def _shown(self, fact: Any) -> str:
        """A fact in this language: a text per language, a choice of words, or what it is."""
        if isinstance(fact, tuple):
            return ", ".join(fact)
        return self.text(fact) if isinstance(fact, dict) else str(fact)

    def _called(self, name: str, fact: Any) -> str:
        """A fact as a reader calls it: a country by its name, closed words by their terms."""
        if name == "country":
            return self.country(str(fact))
        if name == "condition":
            return self.cite(f"Art. {fact}")
        if name not in TERMED:
            return self._shown(fact)
        from ropa.words.terms import term

        several = fact if isinstance(fact, tuple) else (fact,)
        terms = (term(self, TERMED[name], word or "") for word in several)
        return ", ".join(each[:1].lower() + each[1:] for each in terms)

    def _quoted(self, finding: Finding) -> dict[str, str]:
        """The facts of a finding, short enough for a message. A choice is shown whole."""
        quoted = {}
        for name, fact in finding.facts.items():
            text = self._called(name, fact)
            whole = isinstance(fact, tuple) or name in TERMED or len(text) <= QUOTED
            quoted[name] = text if whole else text[: QUOTED - 1] + "…"
        return quoted
