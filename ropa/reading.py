"""From paths to records: files read, merged, loaded and resolved; what went wrong as findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ropa.findings import Finding, Severity
from ropa.model.load import Problem, load, unread
from ropa.model.record import Lost, Record, resolve
from ropa.model.register import Register
from ropa.model.vocabulary import closest
from ropa.rules.reading import READING
from ropa.source.files import START, Limits, Reader, RegisterFiles, find_registers, shown
from ropa.source.source import Refused, Route, Source
from ropa.source.store import DISK, Store
from ropa.source.tree import SHAPES, Location, Tree

NEEDED: tuple[Route, ...] = ((), ("ropa",), ("defaults",), ("activities",))
"""The parts without which nothing is said of activities."""
ALL = Lost(frozenset({()}))


@dataclass(frozen=True, slots=True)
class Reading:
    """A register that was read: its name, its files as one tree, and the record it comes to.

    `findings` are about reading alone. `whole` is False where a part could not be read, so that
    nothing can be concluded from what is not there.
    """

    name: str
    tree: Tree
    record: Record
    findings: tuple[Finding, ...]
    whole: bool


def read_registers(
    paths: list[Path], limits: Limits | None = None, store: Store = DISK
) -> list[Reading]:
    """The registers at `paths`, on disk or in another store.

    Raises NothingThere, OSError and NotRead; all else becomes findings.
    """
    reader = Reader(limits or Limits(), store)
    return [read_register(files, reader) for files in find_registers(paths, store)]


def read_register(files: RegisterFiles, reader: Reader) -> Reading:
    """One register, its files read by `reader`. Raises OSError and NotRead; all else becomes findings."""
    sources: list[Source] = []
    findings: list[Finding] = []
    for path in files.paths:
        try:
            sources.append(reader.read(path))
        except Refused as refused:
            findings.append(_refused(refused, shown(path)))
    findings += [
        _finding(reason, {}, location=Location(shown(path), START), severity=Severity.WARNING)
        for path, reason in files.skipped
    ]
    head = shown(files.paths[0])
    head_lost = not sources or sources[0].path != head
    if head_lost:
        sources.insert(0, Source(head, "", {"ropa": "1"}, {}))  # stands in for it
    tree = Tree(sources)
    register, places, problems = load(tree.data)
    lost = _lost(tree, problems, refused=bool(findings))
    if head_lost or not lost.parts.isdisjoint(NEEDED):
        # Without the defaults nobody knows what an activity lacks.
        register, places = register.model_copy(update={"activities": ()}), []
        lost = ALL
    elif not places and lost.some_of("activities"):
        lost = ALL  # whose record it is cannot be seen
    findings += [_finding(c.reason, c.facts, location=c.location) for c in tree.clashes]
    findings += [_problem(problem, tree) for problem in problems]
    texts: frozenset[str] = frozenset().union(*(source.texts for source in sources))
    record = resolve(register, places, lost, texts)
    return Reading(files.name, tree, record, tuple(findings), whole=not findings)


def written_activities(data: Any) -> list[Any]:
    """The activities as written, those that could not be read among them."""
    written = data.get("activities") if isinstance(data, dict) else None
    return written if isinstance(written, list) else []


def _lost(tree: Tree, problems: list[Problem], *, refused: bool) -> Lost:
    """What could not be read: parts with problems, and what a file that was refused may have had."""
    parts = {unread(problem, tree.data) for problem in problems}
    meant = {str(p.facts.get("suggestion")) for p in problems if len(p.route) == 1 and p.at_key}
    parts |= {(key,) for key in meant & set(Register.model_fields)}
    activities = written_activities(tree.data)
    broken = [
        activities[int(part[1])] for part in parts if part[:1] == ("activities",) and part[1:]
    ]
    read = [activity for activity in broken if isinstance(activity, dict)]
    ids = [a["id"] for a in read if isinstance(a.get("id"), str)]
    parts |= {("activities", key) for key in ids}
    given = {str(clash.facts.get("given", "")) for clash in tree.clashes}
    clashing = given | {word for key in given if (word := closest(key, SHAPES))}
    sections = set(SHAPES) if refused or "" in clashing else clashing & set(SHAPES)
    if len(ids) < len(broken):  # what its id was, others may point to
        sections.add("activities")
    parts |= {(key,) for key in clashing & set(Register.model_fields) - set(SHAPES)}
    return Lost(frozenset(parts), frozenset(sections), frozenset(_principals(read)))


def _principals(activities: list[dict[str, Any]]) -> Iterator[str]:
    """The organisations that activities act on behalf of, as far as can be seen."""
    for activity in activities:
        written = activity.get("on_behalf_of")
        for entry in written if isinstance(written, list) else [written]:
            named = entry.get("organisation") if isinstance(entry, dict) else entry
            if isinstance(named, str):
                yield named


def _refused(refused: Refused, path: str) -> Finding:
    return _finding(refused.reason, refused.facts, location=Location(path, refused.span))


def _problem(problem: Problem, tree: Tree) -> Finding:
    facts = dict(problem.facts)
    if first := facts.get("first"):
        there = tree.locate(first)
        facts["first"] = f"{there.file}:{there.span.line}"
    activities = tuple(_ids_at(problem, tree.data))
    return _finding(problem.reason, facts, problem=problem, activities=activities)


def _ids_at(problem: Problem, data: Any) -> Iterator[str]:
    """The id of the activity that a problem is in, where it can be read."""
    if len(problem.route) > 1 and problem.route[0] == "activities":
        activity = data["activities"][problem.route[1]]
        if isinstance(activity, dict) and isinstance(activity.get("id"), str):
            yield activity["id"]


def _finding(
    reason: str,
    facts: dict[str, Any],
    *,
    problem: Problem | None = None,
    activities: tuple[str, ...] = (),
    location: Location | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        READING[reason].code,
        severity,
        problem.route if problem else (),
        facts,
        reason,
        activities,
        at_key=problem.at_key if problem else False,
        location=location,
    )
