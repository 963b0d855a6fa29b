"""Citations of the law as each language writes them: `Art. 30(1)(a)`, `art. 30.1 a`.

The source writes them the English way; how another language does stands in its catalogue, as the
terms of the context `citation`.
"""

import re

from ropa.words.terms import TERMS, term
from ropa.words.words import Words

WORDS = ("article", "recital", "court", "first", "second", "format", "directive", "community")
CODE = re.compile(r"(?<=\))-2(?![\d(])")
"""`49(1)-2` is the second subparagraph of Art. 49(1)."""
RANGE = re.compile(r"(?<=[\d)])(?<!\d{4})(?<!-\d{2})-(?=[\d(])")
"""Between two articles or letters; not within a date."""
NUMBER = re.compile(
    r"(?<!\w)(?P<article>\d+)(?=\()(?:\((?P<paragraph>\d+)\))?(?:\((?P<letter>[a-z])\))?"
)
ALONE = re.compile(r"(?<![\w)])\((?P<letter>[a-z])\)")
PARAGRAPH = re.compile(r"(?<![\w)])\((?P<paragraph>\d)\)")


def cite(citation: str, words: Words) -> str:
    """A citation in a language; what it has no words for stays as it is."""
    text = CODE.sub(" " + TERMS["citation"]["second"], citation)
    for key in WORDS:
        text = text.replace(TERMS["citation"][key], term(words, "citation", key))
    text = RANGE.sub(term(words, "citation", "range"), text)
    text = ALONE.sub(lambda found: _written("alone", found, words), text)
    text = PARAGRAPH.sub(lambda found: _written("further", found, words), text)
    return NUMBER.sub(lambda found: _written(_kind(found), found, words), text)


def _kind(found: re.Match[str]) -> str:
    if found["letter"]:
        return "point" if found["paragraph"] else "letter"
    return "paragraph" if found["paragraph"] else ""


def _written(kind: str, found: re.Match[str], words: Words) -> str:
    return term(words, "citation", kind).format(**found.groupdict()) if kind else found[0]
