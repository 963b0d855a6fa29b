"""Clauses that open a time limit: “or as long as is necessary”, “may be kept longer”."""

from ropa.retention.lists import first, phrases


def or_necessary(text: str, language: str) -> bool:
    """Do vague words follow an “or”: as long as you are a customer, or it is necessary?"""
    found = first(text, "necessary", language)
    words = phrases("or", language)
    if found is None:
        return False
    return found[1].startswith(words) or text[: found[0]].rstrip().endswith(words)


def lets_keep_longer(text: str, language: str) -> bool:
    """Do the words let data be kept longer? “Not longer than” does not."""
    for phrase in phrases("override", language):
        head, found, tail = text.partition(phrase)
        before = head.split()[-2:]
        denied = not set(phrases("not", language)).isdisjoint(before)
        if found and not denied and not tail.startswith(phrases("than", language)):
            return True
    return False
