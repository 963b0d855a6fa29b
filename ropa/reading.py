"""From paths to records: files read, merged, loaded and resolved; what went wrong as findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ropa.findings import Finding, Severity
from ropa.model.load import Problem, load
from ropa.model.record import Record, resolve
from ropa.rules.reading import READING
from ropa.source.files import Limits, Reader, RegisterFiles, find_registers, shown
from ropa.source.source import Refused, Source
from ropa.source.tree import Location, Tree


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


def read_registers(paths: list[Path], limits: Limits | None = None) -> list[Reading]:
    """The registers at `paths`. Raises NothingThere and OSError; all else becomes findings."""
    reader = Reader(limits or Limits())
    return [_read(files, reader) for files in find_registers(paths)]


def _read(files: RegisterFiles, reader: Reader) -> Reading:
    sources: list[Source] = []
    findings: list[Finding] = []
    for path in files.paths:
        try:
            sources.append(reader.read(path))
        except Refused as refused:
            findings.append(_refused(refused, shown(path)))
    head = shown(files.paths[0])
    head_lost = not sources or sources[0].path != head
    if head_lost:
        sources.insert(0, Source(head, "", {"ropa": "1"}, {}))  # stands in for it
    tree = Tree(sources)
    findings += [_finding(c.reason, c.facts, location=c.location) for c in tree.clashes]
    register, places, problems = load(tree.data)
    findings += [_problem(problem, tree) for problem in problems]
    if head_lost or any(_of_head(problem) for problem in problems):
        # Without the head nobody knows the defaults: what an activity lacks cannot be judged.
        register, places = register.model_copy(update={"activities": ()}), []
    record = resolve(register, places)
    return Reading(files.name, tree, record, tuple(findings), whole=not findings)


def _of_head(problem: Problem) -> bool:
    return not problem.route or problem.route[0] != "activities" or len(problem.route) == 1


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
) -> Finding:
    return Finding(
        READING[reason].code,
        Severity.ERROR,
        problem.route if problem else (),
        facts,
        reason,
        activities,
        at_key=problem.at_key if problem else False,
        location=location,
    )
