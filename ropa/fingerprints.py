"""Where a finding is, and what it is known by from run to run: for reports and baselines."""

from collections.abc import Iterable, Iterator

from ropa.findings import Finding
from ropa.reading import Reading
from ropa.source.source import Route
from ropa.source.tree import Location


def place(reading: Reading, finding: Finding) -> Location:
    """Where a finding is."""
    return finding.location or reading.tree.locate(finding.route, key=finding.at_key)


def show_route(route: Route) -> str:
    """A route as people read it: `activities[3].retention[0]`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in route)
    return "".join(parts).removeprefix(".")


def fingerprints(reading: Reading, findings: Iterable[Finding]) -> Iterator[str]:
    """The fingerprint of each of the findings of a register, in their order.

    Made of rule, register, activity and field: it stays when a finding moves or is put in other
    words. Equal ones are counted, so all findings of a register are to be given together.
    """
    seen: dict[str, int] = {}
    for finding in findings:
        from hashlib import sha256  # loads OpenSSL, and a clean register needs none of it

        identity = f"{finding.rule}:{reading.name}:{_stable(finding)}"
        count = seen[identity] = seen.get(identity, 0) + 1
        yield sha256(f"{identity}:{count}".encode()).hexdigest()[:16]


def _stable(finding: Finding) -> str:
    """What a finding is about, whatever moves: ids instead of places in the list of activities."""
    route = finding.route
    if len(route) > 1 and route[0] == "activities" and finding.activities:
        route = "activities", finding.activities[0], *route[2:]
    facts = ",".join(f"{k}={finding.facts[k]}" for k in sorted(finding.facts) if k == "key")
    return f"{finding.variant}:{show_route(route)}:{facts}"
