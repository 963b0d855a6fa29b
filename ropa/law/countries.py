"""Which countries belong to the European Economic Area, and what countries are called.

The law is `countries.toml`, dated. Names are those of the CLDR, which babel carries.
"""

import re
from functools import cache

from ropa.law.table import is_verified, table

NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters in the CLDR that are of no country."""


@cache
def eea_as_of() -> str:
    """As of which date the list of members is."""
    return str(table("countries")["as_of"])


def eea_verified() -> bool:
    """Was the list of members read at its source?"""
    return is_verified(table("countries"))


@cache
def _area() -> frozenset[str]:
    return frozenset(table("countries")["members"] + table("countries")["parts"]["codes"])


def is_third_country(code: str | None) -> bool:
    """Is this a country outside the EEA? An unstated country is not."""
    return code is not None and code not in _area()


@cache
def _names(language: str) -> dict[str, str]:
    """What countries are called in a language, in lower case, and their codes."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}
    return {n.lower(): c for c, n in territories.items() if c.isalpha() and c not in NO_COUNTRY}


def country_named(text: str, language: str) -> str | None:
    """The country that a text is the name of, in English or another language."""
    name = " ".join(text.lower().split())
    spellings: dict[str, str] = table("countries")["spellings"]
    return spellings.get(name) or _names("en").get(name) or _names(language).get(name)


@cache
def _any_name(language: str) -> re.Pattern[str]:
    names = {*_names("en"), *_names(language), *table("countries")["spellings"]}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def names_a_country(text: str, language: str) -> bool:
    """Does a text name a country, in English or another language, among other words?"""
    return bool(_any_name(language).search(text.lower()))


def names_this_country(text: str, code: str, language: str) -> bool:
    """Does a text name one country among other words, by its code or a name of it?"""
    names = {**_names("en"), **_names(language), **table("countries")["spellings"]}
    called = [name for name, c in names.items() if c == code]
    lower = text.lower()
    return bool(re.search(rf"\b{code}\b", text)) or any(
        re.search(rf"\b{re.escape(name)}\b", lower) for name in called
    )
