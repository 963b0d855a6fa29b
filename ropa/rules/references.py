"""What entries point to: references that lead nowhere."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from ropa.model.activity import Activity
from ropa.model.part import See
from ropa.model.party import Joint
from ropa.model.record import Record
from ropa.model.vocabulary import closest
from ropa.rules.answers import normal, texts
from ropa.source.source import Route

WORD_LIKE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
# With a hyphen a word looks like an id, unless its language writes it with one: `it-avdelningen`.
ORDINARY = re.compile(
    "(anti|back|co|cross|e|eu|first|hr|ip|it|multi|non|one|pr|pre|re|self|sms|sub|third|tv|two|vd)-.*"
)

# Lists whose entries are ids or free text, and the section that the ids are of. Where free text
# commonly looks like an id (`e-postadress`), only a near miss of an id counts as one.
LISTS = {
    "recipients": ("recipients", True),
    "processors": ("recipients", True),
    "sub_processors": ("recipients", True),
    "systems": ("systems", True),
    "security_measures": ("security_measures", True),
    "personal_data": ("data_categories", False),
}
SHORTEST, LONGEST = 7, 60
"""Shorter ids are too like other words for a slip of the pen to be told from another word."""
SURE = 0.82
"""How near an id must be to be suggested: another supplier is worse than no suggestion."""
MOST = 500
"""How many words are looked for what was meant; where more are wrong, it is not the spelling."""


class Reference(NamedTuple):
    """A word that points to an entry of `kind`, and the entry that was probably meant.

    It is `guessed` where free text may stand too, and only its form says that this is an id.
    """

    route: Route
    name: str
    kind: str
    suggestion: str
    guessed: bool = False


def dangling(record: Record) -> Iterator[Reference]:
    """The references of a register, as written, that lead nowhere; what was not read may be there."""
    for to in _Search(record).all():
        if to.kind == "for" and record.lost.some_of("data_categories"):
            continue
        if not record.lost.has(to.kind, to.name):
            yield to


def slips(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: two that share one differ by a slip."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


class _Search:
    """One search through a register."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.register = record.register
        # Where nothing is defined, all is free text.
        self.fields = [f for f, (section, _) in LISTS.items() if getattr(self.register, section)]
        self.near: dict[str, set[str]] = {}
        self.fine: dict[str, set[str]] = {}  # by field: the ids that there are, and free text
        self.meant: dict[tuple[str, str], str] = {}

    def all(self) -> Iterator[Reference]:
        register = self.register
        yield from self._ids(register.controllers, ("controllers",))
        yield from self._joint(register.joint, ("joint",))
        for key, recipient in register.recipients.items():
            yield from self._named(recipient, "sub_processors", ("recipients", key))
        for key, system in register.systems.items():
            if system.recipient and system.recipient not in register.recipients:
                route = "systems", key, "recipient"
                yield self._reference(route, system.recipient, "recipients")
        if register.defaults:
            yield from self._of_activity(register.defaults, ("defaults",))
            yield from self._covered(register.defaults, ("defaults",), None)
        written = zip(self.record.places, register.activities, self.record.activities, strict=True)
        for place, activity, resolved in written:
            above = "activities", place
            yield from self._of_activity(activity, above)
            yield from self._covered(activity, above, resolved)

    def _reference(self, route: Route, name: str, section: str) -> Reference:
        known = self.record.by_id if section == "activities" else getattr(self.register, section)
        if (section, name) not in self.meant and len(self.meant) < MOST:
            self.meant[section, name] = closest(name, known, SURE)
        return Reference(route, name, section, self.meant.get((section, name), ""))

    def _of_activity(self, activity: Activity, above: Route) -> Iterator[Reference]:
        if activity.controllers is not None:
            yield from self._ids(activity.controllers, (*above, "controllers"))
        if activity.joint is not None:
            yield from self._joint(activity.joint, (*above, "joint"))
        if isinstance(activity.on_behalf_of, tuple):
            ids = [principal.organisation for principal in activity.on_behalf_of]
            yield from self._ids(ids, (*above, "on_behalf_of"))
        for index, name in enumerate(activity.copy_of or ()):
            if name not in self.record.by_id:
                yield self._reference((*above, "copy_of", index), name, "activities")
        if isinstance(activity.transfers, tuple):
            for index, transfer in enumerate(activity.transfers):
                if transfer.recipient and transfer.recipient not in self.register.recipients:
                    route = *above, "transfers", index, "recipient"
                    yield self._reference(route, transfer.recipient, "recipients")
        stated = activity.__dict__
        for field in self.fields:
            if type(stated.get(field)) is tuple:
                yield from self._named(activity, field, above)
        for field, value in stated.items() if See in map(type, stated.values()) else ():
            if type(value) is See and value.see not in self.record.by_id:
                yield self._reference((*above, field, "see"), value.see, "activities")
        for index, data_set in enumerate(_entries(activity.data_sets)):
            for field in ("personal_data", "recipients"):
                yield from self._named(data_set, field, (*above, "data_sets", index))

    def _ids(self, value: Any, route: Route) -> Iterator[Reference]:
        for index, name in enumerate(_entries(value)):
            if name and name not in self.register.organisations:
                yield self._reference((*route, index), name, "organisations")

    def _joint(self, value: Any, route: Route) -> Iterator[Reference]:
        if isinstance(value, Joint):
            yield from self._ids(value.with_, (*route, "with"))

    def _named(self, part: Any, field: str, above: Route) -> Iterator[Reference]:
        """Entries that are ids or free text: which of them are ids, and lead nowhere."""
        section, hyphen_is_id = LISTS[field]
        among = getattr(self.register, section)
        if not among:
            return
        fine = self.fine.setdefault(field, set(among))
        for index, entry in enumerate(_entries(getattr(part, field, None))):
            name = entry.name
            if type(name) is not str or name in fine:
                continue
            like_id = hyphen_is_id and "-" in name and not ORDINARY.fullmatch(name)
            if WORD_LIKE.fullmatch(name) and (like_id or self._is_near(name, section)):
                to = self._reference((*above, field, index), name, section)
                yield to._replace(guessed=True)
            else:
                fine.add(name)

    def _is_near(self, name: str, section: str) -> bool:
        """Is a word one slip away from an id of the section?"""
        if section not in self.near:
            keys = [
                key for key in getattr(self.register, section) if SHORTEST <= len(key) <= LONGEST
            ]
            self.near[section] = {slip for key in keys for slip in slips(key)}
        comparable = SHORTEST - 1 <= len(name) <= LONGEST + 1
        return comparable and any(slip in self.near[section] for slip in slips(name))

    def _covered(
        self, activity: Activity, above: Route, resolved: Activity | None
    ) -> Iterator[Reference]:
        """`for` names purposes, data or data subjects of the activity, by id or by name.

        In the defaults it names those of any activity.
        """
        among: dict[str, str] | None = None
        for field in ("legal_basis", "special_conditions", "retention"):
            for index, entry in enumerate(_entries(getattr(activity, field))):
                for at, covered in enumerate(entry.for_ or ()):
                    if among is None:
                        among = self._everything if resolved is None else self._own_names(resolved)
                    words = list(texts(covered))
                    if words and not any(normal(text) in among for text in words):
                        close = self._nearest(normal(words[0]), among)
                        route = *above, field, index, "for", at
                        if close or not _leaves_unsaid(resolved):
                            yield Reference(route, words[0], "for", among.get(close, ""))

    def _nearest(self, word: str, among: dict[str, str]) -> str:
        """What was probably meant; of the first wrong words only."""
        if len(self.meant) >= MOST:
            return ""
        self.meant["for", f"{word} {len(self.meant)}"] = close = closest(word, among)
        return close

    def _own_names(self, activity: Activity) -> dict[str, str]:
        """What an activity is about, by name and by id: normalised, and as written."""
        found: dict[str, str] = {}
        categories = self.register.data_categories
        for part in (activity, *_entries(activity.data_sets)):
            for field in ("purposes", "personal_data", "data_subjects", "processing"):
                for entry in _entries(getattr(part, field, None)):
                    found.update((normal(text), text) for text in texts(entry.name))
                    if isinstance(entry.name, str) and entry.name in categories:
                        names = texts(categories[entry.name].name)
                        found.update((normal(text), text) for text in names)
        return found

    @cached_property
    def _everything(self) -> dict[str, str]:
        named = (self._own_names(activity) for activity in self.record.activities)
        return {plain: written for names in named for plain, written in names.items()}


def _leaves_unsaid(activity: Activity | None) -> bool:
    """Does an activity not list its purposes, data or data subjects, so that `for` may name those?"""
    if activity is None or activity.data_sets or activity.is_processor:
        return False
    listed = (activity.purposes, activity.personal_data, activity.data_subjects)
    return any(type(value) is not tuple for value in listed)


def _entries(value: Any) -> Any:
    """The entries of a list; none where another answer stands in its place."""
    return value if isinstance(value, (tuple, list)) else ()
