"""The laws that the words of a time limit name: “bokföringslagen”, “§ 147 AO”, “2017:630”."""

import re

from ropa.retention.lists import phrases

NUMBER_OF_LAW = re.compile(r"\b[12][0-9]{3}:[0-9]{1,4}\b")
SECTION = re.compile(r"§{1,2}\s?[0-9]{1,4}[a-z]?(?:\s[a-z]{2,20})?|[0-9]{1,3}\s?§")
WORD = re.compile(r"[^\W\d_]+")


def named_statute(text: str, language: str) -> str:
    """The name of the law in a normalised text, or its number; empty where there is none."""
    names, endings = _listed("statute", language)
    for word in WORD.findall(text) if endings else ():
        if word.endswith(endings) and not _only_ends_like_one(word, language):
            return str(word)
    for name in names:
        if name in f"{text},":  # a name may end the text, too
            return name.strip(" ,(")
    found = NUMBER_OF_LAW.search(text) or SECTION.search(text)
    return found[0] if found else ""


def _only_ends_like_one(word: str, language: str) -> bool:
    """Is a word no law, though it ends like one: “underlag”, “bolag”?"""
    words, endings = _listed("no_statute", language)
    return word in words or (bool(endings) and word.endswith(endings))


def _listed(kind: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The whole phrases of a list, and the endings of words on it."""
    listed = phrases(kind, language)
    endings = tuple(phrase[1:] for phrase in listed if phrase.startswith("-"))
    return tuple(phrase for phrase in listed if not phrase.startswith("-")), endings
