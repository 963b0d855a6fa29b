"""Who is concerned: the data subjects that a legal basis covers, and groups known by their names."""

import re
from functools import cache

from ropa.law.words import languages, phrases
from ropa.model.activity import Activity
from ropa.model.lawfulness import LegalBasis
from ropa.model.part import Item
from ropa.model.values import Texts
from ropa.rules.answers import content_words, has_phrase, normal, texts

GROUPS = re.compile(r"(?<!-)(?:\s*[,;/&+]\s*|\s(?:och|samt|eller|and|or)\s)")
"""Between groups named in one text; not within “barn- och ungdomsledare”."""


def subjects_of(activity: Activity) -> tuple[Item, ...]:
    """The data subjects of an activity; those of its data sets, where it lists none itself."""
    if isinstance(activity.data_subjects, tuple):
        return activity.data_subjects
    sets = activity.data_sets if isinstance(activity.data_sets, tuple) else ()
    return tuple(subject for each in sets for subject in each.data_subjects or ())


def concerned(activity: Activity, basis: LegalBasis) -> tuple[Item, ...]:
    """The data subjects that a basis covers: those that it names under `for`, else all."""
    subjects = subjects_of(activity)
    if basis.for_:
        covered = {normal(text) for words in basis.for_ for text in texts(words)}
        named = tuple(s for s in subjects if any(normal(t) in covered for t in texts(s.name)))
        return named or subjects
    return subjects


def are_all(activity: Activity, *kinds: str) -> bool:
    """Are all the data subjects of an activity of these kinds?"""
    subjects = subjects_of(activity)
    return bool(subjects) and all(are(subject.name, *kinds) for subject in subjects)


def are(words: Texts, *kinds: str) -> bool:
    """Do the words for data subjects name only groups of these kinds, in some language?"""
    return any(_all_are(text, kinds) for text in texts(words))


def some_are(words: Texts, *kinds: str) -> bool:
    """Is one of the groups that the words name of these kinds?"""
    return any(_is_group(group, kinds) for text in texts(words) for group in _groups(text))


@cache
def _all_are(text: str, kinds: tuple[str, ...]) -> bool:
    return all(_is_group(group, kinds) for group in _groups(text))


@cache
def _groups(text: str) -> list[str]:
    return GROUPS.split(normal(text))


@cache
def _is_group(group: str, kinds: tuple[str, ...]) -> bool:
    """Is this a group's own name, whatever words without content are about it (“our employees”)?"""
    listed = frozenset[str]().union(*(phrases(kind) for kind in kinds))
    return group in listed or any(
        " ".join(content_words(group, language)) in listed for language in languages()
    )


def are_contact_persons(words: Texts) -> bool:
    """Are these people at other businesses (“kontaktpersoner hos kunder”)? Sole traders are not."""
    return any(_at_businesses(text) for text in texts(words))


@cache
def _at_businesses(text: str) -> bool:
    first, *more = _groups(text)
    return (
        first.startswith(tuple(phrases("contact_persons")))
        and all(has_phrase(group, "businesses") for group in (first, *more))
        and not has_phrase(normal(text), "private_persons")
        and "," not in text
    )
