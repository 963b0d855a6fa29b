"""Which comments that accept findings came, went, or hold longer: by rule, and what they are about."""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ropa.gate.ignores import Ignore, ignores
from ropa.gate.move import Move, Renamed, few
from ropa.gate.profile import READING, brief
from ropa.reading import Reading
from ropa.rules import CATALOGUE
from ropa.source.source import Source
from ropa.source.tree import SHAPES

About = tuple[str, ...]
"""What a comment is about: an activity or a definition by section and id, or a key of the register."""
Matter = tuple[str, About]
"""A rule, and what a comment on it is about."""


class _Step(NamedTuple):
    """What became of a comment: as it was and is, what it is about, and the rules for which it did."""

    old: Ignore | None
    new: Ignore | None
    about: About
    codes: tuple[str, ...]


def comment_moves(
    old: Reading | None, new: Reading | None, today: date, renamed: Renamed
) -> list[Move]:
    """The moves in one register as of `today`; `renamed` says what has another id now.

    A comment that moved with what it is about, or gives its reason in other words, is no move. The
    same decision about several places is one.
    """
    alike: dict[Hashable, list[_Step]] = {}
    for step in _steps(_comments(old, renamed), _comments(new, {}), today):
        said = [(c.reason, c.until) if c else None for c in (step.old, step.new)]
        alike.setdefault((step.codes, *said), []).append(step)
    found = [_move(steps, new or old, today) for steps in alike.values()]
    return sorted(found, key=lambda move: (move.location or (), move.facts["codes"]))


def _move(steps: list[_Step], register: Reading | None, today: date) -> Move:
    """One decision, about one place or several."""
    old, new, _, codes = steps[0]
    comment = new or old
    abouts = dict.fromkeys(step.about for step in steps)
    activities = tuple(about[1] for about in abouts if about[:1] == ("activities",) and about[1:])
    facts: dict[str, Any] = {
        "codes": codes,
        "rules": brief(codes),
        "about": few(_called(about) for about in abouts),
        "count": len(steps),
        "reason": comment.reason if comment else "",
    }
    if old and new:
        facts |= {"from": _day(old), "to": _day(new)}
    else:
        facts["until"] = _day(comment)
    return Move(
        "ignore-extended" if old and new else "ignore-comment",
        _end(new, today) > _end(old, today),
        facts,
        old.location if old else None,
        new.location if new else None,
        register.name if register else None,
        activities,
    )


def _steps(
    old: Mapping[Matter, list[Ignore]], new: Mapping[Matter, list[Ignore]], today: date
) -> Iterator[_Step]:
    """The comments that do not hold as long as before, each with all rules for which that is so."""
    changed: dict[tuple[Ignore | None, Ignore | None, About], list[str]] = {}
    for code, about in {**old, **new}:
        matter = code, about
        for was, now in _pairs(old.get(matter, []), new.get(matter, []), today):
            if _end(was, today) != _end(now, today):
                changed.setdefault((was, now, about), []).append(code)
    for (was, now, about), codes in changed.items():
        yield _Step(was, now, about, tuple(sorted(codes)))


SAME: tuple[Callable[[Ignore], Hashable], ...] = (
    lambda comment: (comment.reason, comment.until),
    lambda comment: comment.until,
    lambda comment: comment.reason,
    lambda comment: None,
)
"""What comments about one matter are known by, the surest first."""


def _pairs(
    old: list[Ignore], new: list[Ignore], today: date
) -> Iterator[tuple[Ignore | None, Ignore | None]]:
    """The comments about one matter, each with its counterpart, or alone."""
    left, right = (
        sorted(side, key=lambda c: (_end(c, today), c.reason), reverse=True) for side in (old, new)
    )
    for same in SAME:
        waiting: dict[Hashable, deque[Ignore]] = defaultdict(deque)
        for comment in left:
            waiting[same(comment)].append(comment)
        alone = []
        for comment in right:
            if alike := waiting[same(comment)]:
                yield alike.popleft(), comment
            else:
                alone.append(comment)
        still = {id(comment) for alike in waiting.values() for comment in alike}
        left, right = [comment for comment in left if id(comment) in still], alone
    yield from ((comment, None) for comment in left)
    yield from ((None, comment) for comment in right)


def _end(comment: Ignore | None, today: date) -> date:
    """The last day on which a comment holds; the first of all days where it holds no more."""
    if comment is None or comment.expired(today):
        return date.min
    return comment.until or date.max


def _day(comment: Ignore | None) -> str | None:
    return comment.until.isoformat() if comment and comment.until else None


# --- what comments are about ----------------------------------------------------------------------


def _comments(reading: Reading | None, renamed: Renamed) -> dict[Matter, list[Ignore]]:
    """The comments of a register that can accept something, whatever their last day, by matter."""
    found: dict[Matter, list[Ignore]] = {}
    for source in reading.tree.sources if reading else ():
        for comment, about in _placed(source):
            if len(about) > 1:
                section, name = map(str, about)
                about = section, renamed.get(section, {}).get(name, name)
            for code in comment.codes:
                if code in CATALOGUE and not code.startswith(READING):
                    found.setdefault((code, about), []).append(comment)
    return found


def _placed(source: Source) -> Iterator[tuple[Ignore, About]]:
    """The comments of a file that are well made, with what each is about."""
    comments = [one for one in ignores(source) if one.holds(date.min)]
    if not comments:
        return
    parts = sorted(_parts(source), key=lambda part: part[0])
    lines = [line for line, _ in parts]
    for comment in comments:
        at = bisect_right(lines, comment.line) - 1
        yield comment, parts[at][1] if at >= 0 else ()


def _parts(source: Source) -> Iterator[tuple[int, About]]:
    """The line on which each part of a register begins: its keys, activities and definitions."""
    data = source.data if isinstance(source.data, dict) else {}
    for key, value in data.items():
        yield source.locate((key,), key=True).line, (key,)
        if key == "activities" and isinstance(value, list):
            for index, entry in enumerate(value):
                name = entry.get("id") if isinstance(entry, dict) else None
                yield source.locate((key, index)).line, (key, str(name or index))
        elif SHAPES.get(key) is dict and isinstance(value, dict):
            for name in value:
                yield source.locate((key, name), key=True).line, (key, name)


def _called(about: About) -> str:
    """What a comment is about, as a reader calls it: an activity by its id."""
    steps = about[1:] if about[:1] == ("activities",) and about[1:] else about
    return ".".join(steps)
