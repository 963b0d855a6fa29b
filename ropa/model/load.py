"""Plain data to a Register, or to problems: what the format asks of it, and nothing of the law.

The head and each activity are read on their own, so that one mistake does not hide the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ropa.model.activity import Activity
from ropa.model.register import Register
from ropa.model.values import LONGEST_WORD
from ropa.model.vocabulary import closest
from ropa.source.source import Route

DEFAULTS_ID = "defaults"
SECTIONS = frozenset(
    (key,)
    for key in (
        "activities", "organisations", "recipients", "systems", "security_measures",
        "data_categories",
    )
)  # fmt: skip
"""What has entries, each of which is left out on its own."""
MOST_SLIPS = 100  # whoever makes more in one part does not misspell


@dataclass(slots=True)
class Problem:
    """Something in the data that the format does not have: a key of the messages and its facts."""

    reason: str
    route: Route
    facts: dict[str, Any] = field(default_factory=dict)
    at_key: bool = False


def load(data: Any) -> tuple[Register, list[int], list[Problem]]:
    """The register in `data`, which of its activities could be read, and what could not be.

    Activities that are not as the format has them are left out of the register; the second value
    has, for each that is in it, its place in the data. Of the head, too, only the keys and entries
    with problems are left out.
    """
    if not isinstance(data, dict):
        return Register.model_construct(ropa="1"), [], [Problem("not-a-register", ())]
    problems: list[Problem] = []
    apart = ("activities", "defaults")
    head = {k: v for k, v in data.items() if k not in apart and v is not None}
    register = _read(Register, head, (), problems) or _readable(head, problems)
    defaults = data.get("defaults")
    if defaults is not None:
        defaults = _defaults(defaults, problems)
    activities, places = _activities(data.get("activities"), problems)
    update = {"activities": tuple(activities), "defaults": defaults}
    return register.model_copy(update=update), places, problems


def unread(problem: Problem, data: Any) -> Route:
    """The part that is left out for a problem: an entry of a mapping or a list, else a key."""
    route = problem.route
    whole = data.get(route[0]) if isinstance(data, dict) and route else None
    entries = route[:1] in SECTIONS and isinstance(whole, (dict, list))
    return route[:2] if entries else route[:1]


def _readable(head: dict[str, Any], problems: list[Problem]) -> Register:
    """The head without what has problems."""
    head = {**head, "ropa": "1"}
    for left_out in {unread(problem, head) for problem in problems}:
        if len(left_out) > 1:
            key, entry = left_out
            head[str(key)] = {k: v for k, v in head[str(key)].items() if k != entry}
        elif left_out and left_out != ("ropa",):
            del head[str(left_out[0])]
    register: Register | None = _read(Register, head, (), [])
    return register or Register.model_construct(ropa="1")


def _defaults(raw: Any, problems: list[Problem]) -> Activity | None:
    if not isinstance(raw, dict):
        problems.append(Problem("not-a-mapping", ("defaults",)))
        return None
    for key in ("id", "name"):
        if key in raw:
            problems.append(Problem("unknown-key", ("defaults", key), {"given": key}, at_key=True))
    defaults: Activity | None = _read(Activity, {**raw, "id": DEFAULTS_ID}, ("defaults",), problems)
    return defaults


def _activities(raw: Any, problems: list[Problem]) -> tuple[list[Activity], list[int]]:
    if raw is None:
        return [], []
    if not isinstance(raw, list):
        problems.append(Problem("not-a-list", ("activities",)))
        return [], []
    activities, places = [], []
    first: dict[str, int] = {}
    for index, item in enumerate(raw):
        activity = _read(Activity, item, ("activities", index), problems)
        if activity is None:
            continue
        if activity.id in first:
            facts = {"given": activity.id, "first": ("activities", first[activity.id], "id")}
            problems.append(Problem("duplicate-id", ("activities", index, "id"), facts))
            continue
        first[activity.id] = index
        activities.append(activity)
        places.append(index)
    return activities, places


def _read(cls: Any, data: Any, route: Route, problems: list[Problem]) -> Any:
    """The part, or None and its problems."""
    try:
        return cls.model_validate(data)
    except ValidationError as error:
        problems.extend(problems_of(cls, error, route))
        return None


def problems_of(cls: type[BaseModel], error: ValidationError, route: Route) -> Iterator[Problem]:
    """What the format has against the data of a part at `route`."""
    seen: set[tuple[Route, str]] = set()
    for line in error.errors(include_url=False):
        loc = line["loc"]
        reason, facts = _reason(line)
        if (loc, reason) in seen:
            continue
        seen.add((loc, reason))
        words = facts.get("words")
        at_key = reason == "unknown-key" or loc[-1:] == ("[key]",)
        if reason == "missing-key":
            facts, loc = {"key": str(loc[-1])}, loc[:-1]
        elif reason == "unknown-key":
            words = _keys_at(cls, loc[:-1])
        elif at_key:
            loc = loc[:-1]
        if words and len(seen) <= MOST_SLIPS and len(facts["given"]) <= LONGEST_WORD:
            facts["suggestion"] = closest(facts["given"].lower(), words)
        yield Problem(reason, route + loc, facts, at_key)


def _reason(line: Any) -> tuple[str, dict[str, Any]]:
    """pydantic's error as a key of our messages, and the facts that it speaks of."""
    kind, facts = line["type"], dict(line.get("ctx") or {})
    return {
        "missing": "missing-key",
        "model_type": "not-a-mapping",
        "model_attributes_type": "not-a-mapping",
        "dict_type": "not-a-mapping",
        "tuple_type": "not-a-list",
        "list_type": "not-a-list",
    }.get(kind, kind), facts


def _keys_at(cls: type[BaseModel], route: Route) -> list[str]:
    """The keys that the format has for the mapping at `route` below `cls`."""
    for step in route:
        if isinstance(step, str):
            by_key = {f.alias or n: f for n, f in cls.model_fields.items()}
            if step in by_key:
                cls = _part_in(by_key[step].annotation) or cls
    return [f.alias or name for name, f in cls.model_fields.items()]


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """The first kind of mapping that an annotation allows, answers aside."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for a in get_args(annotation) if (found := _part_in(a))), None)
