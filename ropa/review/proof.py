"""That the edits of a merge come to what is meant: no two touch the same, and nothing else changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ropa.forms.forms import Forms
from ropa.forms.slot import Key, Slot
from ropa.forms.slots import slots
from ropa.model.load import load
from ropa.model.plain import keys
from ropa.model.record import resolve
from ropa.model.register import Register
from ropa.reading import Reading
from ropa.review.outcome import State
from ropa.review.sharing import at
from ropa.review.sides import Claim, Draft, New, Sides, same_place
from ropa.safe import UNSEEN
from ropa.source.edit import Edit, Insert, NotEdited, Set, edit
from ropa.source.source import Refused, Route, Source
from ropa.source.tree import Tree
from ropa.source.yaml import read_yaml

Edits = dict[str, tuple[Edit, ...]]


def apart(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those as conflicts that change the same value in different ways."""
    claimed: dict[Route, tuple[int, Claim]] = {}
    above: dict[Route, int] = {}  # every route that leads to a claimed one
    clashing: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        for claim in draft.claims:
            other = _other(claim, claimed, above)
            if other is not None and other != number:
                clashing.setdefault(number, other)
                clashing.setdefault(other, number)
            claimed.setdefault(claim.route, (number, claim))
            for depth in range(1, len(claim.route)):
                above.setdefault(claim.route[:depth], number)
    return [
        draft.becomes(State.CONFLICT, "two-cells", other=drafts[clashing[n]].item.address)
        if n in clashing
        else draft
        for n, draft in enumerate(drafts)
    ]


def _other(
    claim: Claim, claimed: dict[Route, tuple[int, Claim]], above: dict[Route, int]
) -> int | None:
    """The draft that wants the same value otherwise, or a part of it, or what it is part of."""
    if found := claimed.get(claim.route):
        number, other = found
        return None if (other.edits, other.new) == (claim.edits, claim.new) else number
    for depth in range(1, len(claim.route)):
        if found := claimed.get(claim.route[:depth]):
            return found[0]
    return above.get(claim.route)


def edits_of(tree: Tree, drafts: Iterable[Draft]) -> Edits:
    """The edits of the drafts for each file, as routes of that file."""
    edits: dict[str, list[Edit]] = {}
    claims = {c.route: c for d in drafts for c in d.claims}
    for claim in claims.values():
        for each in claim.edits:
            source, local = tree.origin(each.route)
            edits.setdefault(source.path, []).append(replace(each, route=local))
    for path, each in _new(tree, [c.new for c in claims.values() if c.new]):
        edits.setdefault(path, []).append(each)
    return {path: tuple(found) for path, found in edits.items()}


def _new(tree: Tree, entries: list[New]) -> list[tuple[str, Edit]]:
    """The edits that put new entries into the lists of a register; a list that is not there is made."""
    found: list[tuple[str, Edit]] = []
    missing: dict[tuple[str, str], list[New]] = defaultdict(list)
    for new in entries:
        path = new.file or tree.origin((new.section,))[0].path
        source = tree.source(path) or tree.sources[0]
        if not at(source.data, (new.section,)):
            missing[path, new.section].append(new)
        elif new.section == "activities":
            found.append((path, Insert((new.section,), new.index, new.value)))
        else:
            found.append((path, Set((new.section, new.id), new.value)))
    order = tuple(key for _, key in keys(Register))
    for (path, section), several in missing.items():
        listed = [n.value for n in several]
        value = listed if section == "activities" else {n.id: n.value for n in several}
        found.append((path, Set((section,), value, order)))
    return found


@dataclass(frozen=True, slots=True)
class Blame:
    """That a trial fails: which drafts, as far as can be told, and why."""

    reason: str
    facts: dict[str, object]
    numbers: tuple[int, ...] = ()


def proved(sides: Sides, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those refused whose edits would do something else than what is meant."""
    result = list(drafts)
    live = [n for n, draft in enumerate(result) if draft.claims]
    trial = _Trial(sides, result)
    while live and (blame := trial.failing(live)):
        guilty = blame.numbers or _guilty(trial.failing, [], live)
        for number in guilty:
            own = trial.failing([number]) or blame
            result[number] = drafts[number].becomes(State.REFUSED, own.reason, **own.facts)
        live = [n for n in live if n not in guilty]
    return result


def _guilty(
    failing: Callable[[list[int]], Blame | None], good: list[int], rest: list[int]
) -> tuple[int, ...]:
    """Those of the rest with which a trial fails; the others join the good ones."""
    if not rest or failing([*good, *rest]) is None:
        good += rest
        return ()
    if len(rest) == 1:
        return (rest[0],)
    half = len(rest) // 2
    return *_guilty(failing, good, rest[:half]), *_guilty(failing, good, rest[half:])


class _Trial:
    """Makes edits on a copy of the register, and looks at what has changed."""

    def __init__(self, sides: Sides, drafts: Sequence[Draft]) -> None:
        self.sides = sides
        self.drafts = drafts
        self.tree = sides.reading.tree
        self.before = {same_place(key): slot for key, slot in sides.ours.items()}
        self.problems = {(p.reason, str(p.facts)) for p in load(self.tree.data)[2]}
        self.texts: frozenset[str] = _texts(self.tree.sources)
        self.unseen = _unseen(self.texts)

    def failing(self, numbers: list[int]) -> Blame | None:
        """Why the drafts cannot all be taken; None where they can."""
        drafts = [self.drafts[n] for n in numbers]
        sources: list[Source] = []
        edits = edits_of(self.tree, drafts)
        for source in self.tree.sources:
            try:
                sources.append(_edited(source, edits.get(source.path, ())))
            except NotEdited as why:
                owners = (n for n in numbers if why.edit in self._edits(n))
                return Blame(why.reason, why.facts, tuple(owners))
            except Refused as refused:
                return Blame("not-valid", {"problem": refused.reason, **refused.facts})
        tree = Tree(sources)
        register, places, problems = load(tree.data)
        for problem in problems:
            if (problem.reason, str(problem.facts)) not in self.problems:
                return Blame("not-valid", {"problem": problem.reason, **problem.facts})
        texts = _texts(sources)
        if _unseen(texts - self.texts) - self.unseen:
            return Blame("unseen-character", {})
        record = resolve(register, places, read=texts)
        after = Reading(self.sides.reading.name, tree, record, (), whole=True)
        return self._compared(numbers, after)

    def _edits(self, number: int) -> list[Edit]:
        found = edits_of(self.tree, [self.drafts[number]])
        return [each for edits in found.values() for each in edits]

    def _compared(self, numbers: list[int], after: Reading) -> Blame | None:
        """Does each draft's cell say what is meant, and is every other as it was?"""
        forms = Forms(after.record, self.sides.words)
        now = {same_place(k): slot for k, slot in slots(after, self.sides.words).items()}
        claims = [(n, claim) for n in numbers for claim in self.drafts[n].claims]
        wrong = []
        for number, claim in claims:
            if claim.key is None:
                continue
            slot = now.get(same_place(claim.key))
            said = forms.entries(slot.shape, slot.raw) if slot else ()
            if [dict(e.told) for e in said] != [dict(e.told) for e in claim.after]:
                wrong.append(number)
        if wrong:
            return Blame("would-not-show", {}, tuple(dict.fromkeys(wrong)))
        meant = {claim.route for _, claim in claims}
        rows = {claim.route for _, claim in claims if claim.key is None}
        for key, slot in self.before.items():
            there = now.get(key)
            raw = there.raw if there else None
            if raw != slot.raw and not _meant(slot, meant, rows):
                return Blame("would-change-more", {"other": _called(key)})
        return None


def _edited(source: Source, edits: tuple[Edit, ...]) -> Source:
    if not edits:
        return source
    return read_yaml(edit(source.text.encode(), source.path, edits).content, source.path)


def _texts(sources: Iterable[Source]) -> frozenset[str]:
    return frozenset().union(*(source.texts for source in sources))


def _unseen(texts: Iterable[str]) -> set[str]:
    """The characters that nobody who reads the diff would see, such as those that turn the direction."""
    return {found for text in texts for found in UNSEEN.findall(str(text))}


def _meant(slot: Slot, meant: set[Route], rows: set[Route]) -> bool:
    """Is a cell of what is changed: itself, where it is stated, or in a row that moves or goes?"""
    origin = slot.shared.origin if slot.shared else slot.route
    for route in (slot.route, origin):
        if any(route[:depth] in meant for depth in range(1, len(route) + 1)):
            return True
    return slot.sheet == "sets" and any(row[:3] == slot.route[:3] for row in rows if len(row) > 3)


def _called(key: Key) -> str:
    return ".".join(key[1:])
