"""What changed of a recipient: its role, what binds it, whom it engages, where it is. Art. 28, 26, 44."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ropa.changes.facts import Change, Kind
from ropa.changes.judge import Case, Verdict, verdict
from ropa.changes.judges.entries import came, is_given, path, went
from ropa.changes.judges.replaced import identities
from ropa.changes.judges.seats import Sides, country, under_safeguards
from ropa.changes.people import definitions, new_ids, role_of
from ropa.law.words import phrases
from ropa.model.part import Unknown
from ropa.model.party import Authorisation, Contract, Recipient
from ropa.rules.answers import holds_any, normal, reasoned, texts
from ropa.rules.engaged import is_bound
from ropa.source.source import Route

NO_RECIPIENT = ("internal", "data-subject")


def of_definition(case: Case) -> Iterator[Verdict]:
    """What changed of a recipient that the register defines."""
    key = str(case.first.field[1])
    if case.first.kind is Kind.RENAMED:
        yield verdict("id-changed", case.first)
        return
    had = case.once("old ids", lambda: {new: old for old, new in new_ids(case).items()})
    was = had.get(key, key)
    sides = case.old.register.recipients.get(str(was)), case.new.register.recipients.get(key)
    if None in sides:
        if not case.first.activities:  # nobody points to it, so no data go there
            yield verdict("housekeeping", *case.changes)
        return
    own = [change for change in case.changes if change.entry is None]
    yield from _of_recipient(case, own, sides)
    yield from of_entry(case, case.changes)


def of_entry(case: Case, changes: Sequence[Change]) -> Iterator[Verdict]:
    """What changed of recipients that are described where they are named."""
    by_entry: dict[int, list[Change]] = {}
    for change in changes:
        if change.entry and isinstance(change.entry[0], Recipient):
            by_entry.setdefault(id(change.entry), []).append(change)
    for some in by_entry.values():
        old, new = some[0].entry or (None, None)
        if isinstance(old, Recipient) and isinstance(new, Recipient):
            sides = case.old.defined(old), case.new.defined(new)
            yield from _of_recipient(case, some, sides)


def _keys(change: Change) -> Route:
    """The keys from a recipient down to what changed of it."""
    steps = path(change)
    defined = change.activity is None and change.field[0] == "recipients" and len(steps) > 2
    steps = (
        steps[2:] if steps[0] == "data_sets" or (defined and change.entry is None) else steps[1:]
    )
    if defined and change.entry is not None:
        steps = steps[1:]
    while steps[:1] == ("sub_processors",) and len(steps) > 1:
        steps = steps[1:]
    return steps


def _of_recipient(case: Case, changes: Sequence[Change], sides: Sides) -> Iterator[Verdict]:
    """The verdicts on one recipient, key by key; what is said of transfers is told as such."""
    by_key: dict[str, list[Change]] = {}
    for change in changes:
        if keys := _keys(change):
            key = str(keys[0])
            by_key.setdefault(SAME.get(key, key), []).append(change)
    for key, some in by_key.items():
        if judge := BY_KEY.get(key):
            yield from judge(case, some, sides)


# --- roles --------------------------------------------------------------------------------------


def _kind(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """In what role it receives the data, Art. 4(7)-(9), 26, 28(10)."""
    change = changes[0]
    engaged = _is_engaged(case, change)
    old, new = (role_of(side, engaged, False) if side else "" for side in sides)
    if sides[1] is None or old == new:
        return
    if not old:
        yield verdict("answer-given", change)
    elif new:
        yield of_roles(change, old, new, sides[1])


def _is_engaged(case: Case, change: Change) -> bool:
    """Is somebody named among processors, so that it is one where nothing else is said?"""
    steps = path(change)
    if steps[0] == "processors" or "sub_processors" in steps:
        return True
    lists = (activity.processors for activity in case.now)
    named = {entry.name for some in lists if isinstance(some, tuple) for entry in some}
    return case.is_definition and steps[1] in named


def of_roles(change: Change, old: str, new: str, meant: Recipient) -> Verdict:
    """Somebody receives the data in another role: what begins to hold, and what no longer does."""
    facts = {"recipient": meant.name, "old_kind": old, "new_kind": new}
    if new in NO_RECIPIENT:
        return verdict("recipient-removed", change, old=meant.name)
    if old in NO_RECIPIENT:
        codes = {"processor": "processor-added", "authority": "authority-added"}
        code = codes.get(new, "independent-recipient-added")
        return verdict(code, change, because=for_marketing(meant), new=meant.name)
    if "sub-processor" in (old, new) or not (old and new):
        return verdict("answer-given" if not old else "recipient-refiled", change)
    if new == "processor":
        return verdict("recipient-becomes-processor", change, **facts)
    if old == "processor":
        return verdict(
            "recipient-becomes-controller", change, because=for_marketing(meant), **facts
        )
    if "joint-controller" in (old, new):
        return verdict("recipient-control-changed", change, **facts)
    return verdict("recipient-kind-changed", change, **facts)


def for_marketing(meant: Recipient) -> tuple[str, ...]:
    """Does somebody receive data to market or sell, by the purpose that is stated?"""
    words = [normal(text) for text in texts(meant.purpose)]
    hit = any(holds_any(text, phrases("marketing_or_sale")) for text in words)
    return ("marketing",) if hit else ()


# --- what binds it, Art. 28(2)-(4) --------------------------------------------------------------


def _contract(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """The contract that binds a processor, Art. 28(3)."""
    old, new = sides
    if old is None or new is None or not (_is_processor(old) or _is_processor(new)):
        return
    was, now = is_bound(old), is_bound(new)
    if was or now:
        code = "contract-changed" if was and now else "contract-added"
        code = code if now else "contract-removed"
        yield verdict(code, *changes, recipient=new.name)


def _is_processor(recipient: Recipient) -> bool:
    """Is it a processor, or bound like one, as a company of the group may be?"""
    contract = recipient.contract
    agreed = isinstance(contract, Contract) and contract.type == "data-processing-agreement"
    return agreed or recipient.kind in (None, "processor")


def _authorisation(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """The authorisation of sub-processors, Art. 28(2)."""
    was, now = (side is not None and _is_authorised(side) for side in sides)
    if was and not now and sides[1]:
        yield verdict("authorisation-removed", *changes, recipient=sides[1].name)
    elif now:
        yield verdict("authorisation-changed" if was else "answer-given", *changes)


def _is_authorised(recipient: Recipient) -> bool:
    return isinstance(recipient.authorisation, Authorisation) or reasoned(recipient.authorisation)


def _chain(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """Whom a supplier engages in turn: the controller is told, and may object, Art. 28(2)."""
    some, supplier = case.now or case.was, sides[1]
    if not some or supplier is None:
        return
    ours = any(activity.is_processor for activity in some)
    theirs = any(not activity.is_processor for activity in some)
    because = ("for-controllers",) if ours and theirs else ()
    for change in changes:
        if is_given(change) and not isinstance(change.after, tuple):
            yield verdict("answer-given", change)
        if isinstance(change.after, Unknown):
            continue
        for moved in came([change]):
            name, more = (
                case.new.defined(moved.entry).name,
                definitions(moved.entry, case.new, case),
            )
            reached = tuple(change.activities)
            why = [*because, *under_safeguards(case, moved.entry, reached)]
            said = verdict(CHAIN[theirs][0], change, because=why, new=name, recipient=supplier.name)
            yield replace(said, also=more)
        for moved in went([change]):
            name, more = (
                case.old.defined(moved.entry).name,
                definitions(moved.entry, case.old, case),
            )
            yield replace(
                verdict(CHAIN[theirs][1], change, old=name, recipient=supplier.name), also=more
            )


CHAIN = {
    True: ("supplier-engages", "supplier-disengages"),
    False: ("sub-processor-added", "sub-processor-removed"),
}
"""By whether a controller's record is concerned."""


# --- the rest -----------------------------------------------------------------------------------


def _name(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """Who it is, by its name and its number."""
    yield from identities(case, changes, sides[1])


def _purpose(case: Case, changes: list[Change], sides: Sides) -> Iterator[Verdict]:
    """Its own purpose, or what disclosure for it rests on."""
    for change in changes:
        stated = change.after is not None
        basis = _keys(change) == ("legal_basis",)
        if basis and change.before is None:
            yield verdict("answer-given", change)
        elif sides[1] and (basis or stated):
            yield verdict("recipient-purpose-changed", change, because=for_marketing(sides[1]))
        elif not basis:
            yield verdict("record-changed", change)


BY_KEY: dict[str, Callable[[Case, list[Change], Sides], Iterator[Verdict]]] = {
    "kind": _kind,
    "contract": _contract,
    "authorisation": _authorisation,
    "sub_processors": _chain,
    "name": _name,
    "purpose": _purpose,
    "legal_basis": _purpose,
    "country": country,
}
"""By key of a recipient."""
SAME = {"registration_number": "name"}
"""Keys that are judged with another."""
