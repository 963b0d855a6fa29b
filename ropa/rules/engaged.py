"""Who gets data for whom: the processors that an activity engages, and what binds them, Art. 28."""

from collections.abc import Iterator

from ropa.model.activity import Activity
from ropa.model.party import Contract, Recipient
from ropa.model.record import Record
from ropa.rules.answers import has_phrase, has_words, normal, reasoned, texts
from ropa.rules.references import WORD_LIKE
from ropa.source.source import Route

NO_PROCESSOR = ("controller", "joint-controller", "internal", "data-subject")
"""Kinds that an entry of `processors` may have by mistake, and that no contract is asked of."""

Engaged = tuple[Route, Recipient, Recipient]
"""Somebody engaged: where it is named, as written, and as defined."""


def processors_of(activity: Activity, record: Record) -> tuple[Engaged, ...]:
    """The processors of an activity, Art. 4(8): where they are named, as written, and as defined.

    They are the entries of `processors`, and the recipients of kind `processor`, those of data
    sets among them.
    """
    key = "processors", id(activity)
    found: tuple[Engaged, ...] | None = record.worked_out.get(key)
    if found is None:
        found = record.worked_out[key] = tuple(_processors_of(activity, record))
    return found


def _processors_of(activity: Activity, record: Record) -> Iterator[Engaged]:
    for route, entry in listed(activity):
        meant = record.defined(entry)
        named = route[0] == "processors" and meant.kind not in NO_PROCESSOR
        if (named or meant.kind == "processor") and not _leads_nowhere(entry, record):
            yield route, entry, meant


def engaged_by_processor(activity: Activity, record: Record) -> Iterator[Engaged]:
    """Those whom a processor engages in turn, Art. 28(2): its processors, and its “subcontractors”."""
    yield from processors_of(activity, record)
    for route, entry in listed(activity):
        meant = record.defined(entry)
        if meant.kind is None and route[0] != "processors":
            if any(has_phrase(normal(text), "subcontractors") for text in texts(meant.name)):
                yield route, entry, meant


def _leads_nowhere(entry: Recipient, record: Record) -> bool:
    """Is an entry an id whose definition was not read, or that has none? ROPA902 says so."""
    name, defined = str(entry.name), record.register.recipients
    if record.lost.has("recipients", name):
        return True
    if name in defined or not defined:
        return False
    return "-" in name and WORD_LIKE.fullmatch(name) is not None


def listed(activity: Activity) -> Iterator[tuple[Route, Recipient]]:
    """Every recipient and processor of an activity and of its data sets, as written, with its route."""
    for field in ("processors", "recipients"):
        value = getattr(activity, field)
        if type(value) is tuple:
            for index, entry in enumerate(value):
                yield (field, index), entry
    if type(activity.data_sets) is tuple:
        for index, data_set in enumerate(activity.data_sets):
            for at, entry in enumerate(data_set.recipients or ()):
                yield ("data_sets", index, "recipients", at), entry


def place_of(route: Route, entry: Recipient, key: str, record: Record) -> tuple[Route, bool]:
    """Where `key` of a recipient is, or would be, stated; and whether that is its definition."""
    if getattr(entry, key) is None and record.definition(entry):
        return ("recipients", str(entry.name), key), True
    return (*route, key), False


def is_bound(recipient: Recipient) -> bool:
    """Is a contract or another legal act stated that binds a processor, Art. 28(3)?"""
    contract = recipient.contract
    if isinstance(contract, Contract):
        return (
            contract.date is not None or has_words(contract.type) or has_words(contract.reference)
        )
    return reasoned(contract)
