"""The texts of a register, each once: whether there is anything to find at all is asked of them first.

One text stands in many activities, and most registers have no word of most lists. A rule that waits
for such words is not asked of a register, or of an activity, in which none of them can be.
"""

import re
from collections.abc import Collection

from ropa.law.words import phrases
from ropa.model.record import Record

NUMBER = re.compile("[0-9]+")


def mentions(record: Record, *kinds: str) -> bool:
    """May some text of a register hold a phrase of one of these kinds?"""
    return any(may_hold(record, phrases(kind)) for kind in kinds)


def may_hold(record: Record, listed: Collection[str]) -> bool:
    """May some text of a register hold one of the phrases, in whatever case and spacing?

    That is so where a text holds all the words of a phrase, be they parts of other words.
    """
    key = "may hold", id(listed)
    found: tuple[Collection[str], bool] | None = record.worked_out.get(key)
    if found is None:
        held = any(_may_hold(record, phrase) for phrase in listed)
        found = record.worked_out[key] = listed, held  # which also keeps the list alive
    return found[1]


def _may_hold(record: Record, phrase: str) -> bool:
    lower, words = _in_lower_case(record)
    parts = phrase.split()
    if not all(NUMBER.sub("0", part) in words for part in parts):  # mostly so, and soon known
        return False
    return len(parts) == 1 or any(all(part in text for part in parts) for text in lower)


def _in_lower_case(record: Record) -> tuple[list[str], str]:
    """The texts of a register, and its words, each once; as a word, one number is like another."""
    key = "in lower case", id(record)
    found: tuple[list[str], str] | None = record.worked_out.get(key)
    if found is None:
        lower = [text.lower() for text in record.texts]
        words = {NUMBER.sub("0", word) for word in set(" ".join(lower).split())}
        found = record.worked_out[key] = lower, "\n".join(words)
    return found
