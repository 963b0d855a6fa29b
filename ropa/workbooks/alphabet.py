"""The order of the alphabet: where a reader of a language looks for a name."""

import unicodedata
from functools import cache

LAST = {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "no": "æøå"}
"""The letters that come after z, by language; elsewhere they stand with their base letter."""
ALIKE = {"sv": {"æ": "ä", "ø": "ö"}, "fi": {"æ": "ä", "ø": "ö"}}
"""Letters of the neighbours that stand with a letter of the language."""
SPELLED = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l"})
"""Letters that have no base letter of their own."""


@cache
def in_order(text: str, language: str) -> tuple[str, str]:
    """What texts are sorted by, for a reader of this language; capitals make no difference."""
    language = language.partition("-")[0]
    last, alike = LAST.get(language, ""), ALIKE.get(language, {})
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = (alike.get(letter, letter) for letter in folded)
    return "".join(_place(letter, last) for letter in letters), folded


def _place(letter: str, last: str) -> str:
    """A letter as one that sorts where it belongs."""
    if letter in last:
        return "{" + str(last.index(letter))  # after z
    base = unicodedata.normalize("NFD", letter.translate(SPELLED))
    return "".join(each for each in base if not unicodedata.combining(each))
