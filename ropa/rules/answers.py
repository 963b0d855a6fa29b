"""When is a question answered? The judgement that the rules share."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from ropa.law.words import empty_words, languages, phrases, phrases_in
from ropa.model.activity import Activity
from ropa.model.part import Item, NoneStated, NotApplicable, Part, Unknown
from ropa.model.party import Contact, Person
from ropa.model.values import Texts

# Of a text without the white space and punctuation around it, so that no part of this can overlap.
PLACEHOLDER = re.compile(
    r"(?:tbd|tba|todo(?:\s*:.*)?|tbc|xxx+|\?+|n/?a|lorem ipsum.*|\[[^\]]*\]|<[^>]*>|…|-+|_+"
    r"|fylls? i(?:\s(?:här|senare|nedan|av)\b.*)?|att fylla i.*|ifylls(?:\s.*)?"
    r"|kompletteras(?:\s(?:senare|efter|före|inom|när|vid)\b.*)?"
    r"|none|unknown|no|nej|nein|not[ _-]applicable|ingen|inget|inga|okänd|okänt|ej tillämpligt"
    r"|to be (?:determined|defined|decided|completed|confirmed|added|announced)\b.*"
    r"|(?:please |to be )?fill(?:ed)? in(?:\s(?:here|later|below|by)\b.*)?)?",
    re.IGNORECASE | re.DOTALL,
)
AROUND = " \t\n.:!"
SHOUTED = re.compile(r"\b(?:TBD|FIXME)\b|\bTODO\b:|\?\?\?")
SHOUTS = ("TBD", "FIXME", "TODO:", "???")
"""One of these is in whatever is shouted."""
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
BRACKETS = re.compile(r"\([^()]*\)")


@cache
def is_placeholder(text: str) -> bool:
    """Is this text only a place kept for an answer (`TBD`, `???`, `[…]`, `fylls i`)?

    A word for an answer is one too, where a text is asked for: `None` in place of `none`.
    """
    return PLACEHOLDER.fullmatch(text.strip(AROUND)) is not None


@cache
def holds_placeholder(text: str) -> bool:
    """Is there a placeholder in a text that says something beside it, or nothing but one?"""
    if is_placeholder(text):
        return True
    return holds_any(text, SHOUTS) and SHOUTED.search(text) is not None


def texts(value: Texts | None) -> Iterable[str]:
    """The text, or each of its languages."""
    if isinstance(value, str):
        return (value,)
    return value.values() if value else ()


WORDED = (
    "name", "text", "organisation", "basis", "recipient", "source", "period", "after",
    "maximum",
)  # fmt: skip


_worded: dict[type, tuple[str, ...]] = {}
"""The keys under which each kind of entry has its words; one that must have a name has it there."""


def words_of(entry: Any) -> Texts | None:
    """The words of a list entry, under whatever key its kind has them."""
    if isinstance(entry, Item):
        return entry.name
    kind = type(entry)
    if (keys := _worded.get(kind)) is None:
        fields = kind.model_fields if isinstance(entry, Part) else ()
        keys = _worded[kind] = tuple(key for key in WORDED if key in fields)
    for key in keys:
        if value := getattr(entry, key):
            return value  # type: ignore[no-any-return]
    return None


def has_words(value: Texts | None) -> bool:
    """Is there a text that is not a placeholder?"""
    if type(value) is str:
        return not is_placeholder(value)
    return value is not None and any(not is_placeholder(text) for text in texts(value))


def stated(value: Any) -> bool:
    """Does a list have an entry that says something?"""
    if type(value) is tuple:
        for entry in value:
            if has_words(words_of(entry)) or getattr(entry, "country", None):
                return True
    return False


def in_sets(activity: Activity, name: str) -> bool:
    """Does every data set of the activity state `name` for itself?"""
    sets = activity.data_sets
    return isinstance(sets, tuple) and bool(sets) and all(stated(getattr(s, name)) for s in sets)


def answered_none(value: Any) -> bool:
    """`none`, or `not_applicable` with a reason."""
    return isinstance(value, NoneStated) or reasoned(value)


def reasoned(value: Any) -> bool:
    """`none` or `not_applicable`, with a reason."""
    if isinstance(value, NotApplicable):
        return has_words(value.not_applicable)
    return isinstance(value, NoneStated) and has_words(value.none)


def is_open(value: Any) -> bool:
    """Not answered, or an open question."""
    return value is None or isinstance(value, Unknown)


def reachable(contact: Contact | None) -> bool:
    """Is there an e-mail address, a telephone number or a postal address?"""
    return contact is not None and any(
        has_words(channel) for channel in (contact.email, contact.phone, contact.address)
    )


def named_and_reachable(person: Person) -> bool:
    """Does the record have the name and the contact details of this person?"""
    return has_words(person.name) and reachable(person.contact)


@cache
def normal(text: str) -> str:
    """A text as it is compared: lower case, single spaces, no punctuation at its ends."""
    return " ".join(text.lower().split()).strip(" .,;:!")


def entries(value: Any) -> list[tuple[int, Any, Texts]]:
    """The entries of a list that have words: index, entry, and the words as written."""
    if type(value) is not tuple:
        return []
    return [(i, entry, words) for i, entry in enumerate(value) if (words := words_of(entry))]


def in_every_language(words: Texts, judge: Callable[[str], bool]) -> bool:
    """Does `judge` hold for a text, normalised, in each language that it is written in?"""
    if type(words) is str:
        return judge(normal(words))
    return all(judge(normal(text)) for text in texts(words))


@cache
def _empty_anywhere(kind: str) -> frozenset[str]:
    return frozenset().union(*(empty_words(language, kind) for language in languages()))


@cache
def is_vague(text: str, kind: str) -> bool:
    """Is every word of a normalised text on one language's list, or the text itself?"""
    words = WORD.findall(text)
    if text not in phrases(kind) and not _empty_anywhere(kind).issuperset(words):
        return False  # as most are
    return any(
        text in phrases_in(language, kind)
        or (
            empty_words(language, kind).issuperset(words)
            and not phrases_in(language, "stop").issuperset(words)
        )
        for language in languages()
    )


def content_words(text: str, language: str) -> list[str]:
    """The words of a normalised text that have content of their own, read as one language."""
    stop = phrases_in(language, "stop")
    return [word for word in WORD.findall(text) if word not in stop]


def is_short(text: str) -> bool:
    """Has a normalised text at most two words of content, whatever its language?"""
    return all(len(content_words(text, language)) < 3 for language in languages())


@cache
def is_left_open(text: str, kind: str) -> bool:
    """Does a normalised text end in “and so on”?

    Examples in brackets may: “contact details (name, address, etc.)” names the category.
    """
    named = normal(BRACKETS.sub(" ", text))
    return has_phrase(f" {text if is_vague(named, kind) else named}.", "and_so_on")


def has_phrase(text: str, kind: str) -> bool:
    """Does a normalised text hold one of the phrases listed?"""
    return holds_any(text, phrases(kind))


def holds_any(text: str, listed: Iterable[str]) -> bool:
    """Is one of the phrases listed in a text? Asked of every text, and so without a generator."""
    for phrase in listed:  # noqa: SIM110
        if phrase in text:
            return True
    return False
