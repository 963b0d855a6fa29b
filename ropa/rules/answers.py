"""When is a question answered? The judgement that the rules share."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.part import NoneStated, NotApplicable, Unknown
from ropa.model.values import Texts

PLACEHOLDER = re.compile(
    r"\s*(?:tbd|tba|todo|tbc|xxx+|\?+|n/?a|lorem ipsum.*|\[[^\]]*\]|<[^>]*>|\.\.+|…|-+|_+"
    r"|fylls? i.*|att fylla i.*|ifylls.*|kompletteras.*|to be (?:determined|defined|decided|completed|confirmed).*"
    r"|fill in.*)?\s*",
    re.IGNORECASE,
)
SHOUTED = re.compile(r"\b(?:TBD|TBA|TBC|FIXME)\b|\bTODO\b:?|\?\?\?|\bXXX+\b")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def is_placeholder(text: str) -> bool:
    """Is this text only a place kept for an answer (`TBD`, `???`, `[…]`, `fylls i`)?"""
    return bool(PLACEHOLDER.fullmatch(text) or SHOUTED.search(text))


def texts(value: Texts | None) -> Iterator[str]:
    """The text, or each of its languages."""
    if isinstance(value, str):
        yield value
    elif value:
        yield from value.values()


def words_of(entry: Any) -> Texts | None:
    """The words of a list entry, under whatever key its kind has them."""
    for key in ("name", "text", "organisation", "country", "basis", "recipient", "source", "period"):
        if value := getattr(entry, key, None):
            return value  # type: ignore[no-any-return]
    return None


def has_words(value: Texts | None) -> bool:
    """Is there a text that is not a placeholder?"""
    return any(not is_placeholder(text) for text in texts(value))


def stated(value: Any) -> bool:
    """Does a list have an entry that says something?"""
    return isinstance(value, tuple) and any(has_words(words_of(entry)) for entry in value)


def in_sets(activity: Activity, name: str) -> bool:
    """Does every data set of the activity state `name` for itself?"""
    sets = activity.data_sets
    return isinstance(sets, tuple) and bool(sets) and all(stated(getattr(s, name)) for s in sets)


def answered_none(value: Any) -> bool:
    """`none`, or `not_applicable` with a reason."""
    if isinstance(value, NotApplicable):
        return has_words(value.not_applicable)
    return isinstance(value, NoneStated)


def reasoned(value: Any) -> bool:
    """`none` or `not_applicable`, with a reason."""
    if isinstance(value, NotApplicable):
        return has_words(value.not_applicable)
    return isinstance(value, NoneStated) and has_words(value.none)


def is_open(value: Any) -> bool:
    """Not answered, or an open question."""
    return value is None or isinstance(value, Unknown)


def normal(text: str) -> str:
    """A text as it is compared: lower case, single spaces, no punctuation at its ends."""
    return " ".join(text.lower().split()).strip(" .,;:!")


def names(value: Any) -> Iterator[tuple[int, str]]:
    """The words of each entry of a list, normalised, with their index."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            for text in texts(words_of(entry)):
                yield index, normal(text)


def is_vague(text: str, kind: str) -> bool:
    """Is every word of a normalised text on the list of vague words, or the text one of them?"""
    listed = phrases(kind)
    if text in listed:
        return True
    content = [word for word in WORD.findall(text) if word not in phrases("stop")]
    return bool(content) and all(word in listed for word in content)


def has_phrase(text: str, kind: str) -> bool:
    """Does a normalised text hold one of the phrases listed?"""
    return any(phrase in text for phrase in phrases(kind))
