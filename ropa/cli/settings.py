"""What a run asks and what counts: the options, and over what configuration they stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ropa.cli.guard import Failed, say
from ropa.cli.options import must_differ_in_name
from ropa.source.files import SUFFIX
from ropa.source.store import DISK

if TYPE_CHECKING:
    from ropa.gate.config import Config
    from ropa.gate.gate import Gate
    from ropa.reading import Reading


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date (YYYY-MM-DD)") from None


Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="minimal (Art. 30 alone), standard, or strict (what goes to lawfulness is an error).",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="RULES", help="Ask these alone: ROPA402 or ROPA4; may be repeated."
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="RULES", help="Do not ask these: ROPA402 or ROPA4; may be repeated."
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Accept the findings that this file lists."),
]
WriteBaseline = Annotated[
    bool,
    typer.Option(
        "--write-baseline",
        help="Write what is found to the baseline; from one that is there, only drop entries.",
    ),
]
NoIgnores = Annotated[
    bool,
    typer.Option("--no-ignores", help="Count every finding, whatever comments and baseline say."),
]
Today = Annotated[
    date | None,
    typer.Option("--today", metavar="YYYY-MM-DD", parser=_day, help="Judge as of this day."),
]
Then = Annotated[
    date | None,
    typer.Option(
        "--then",
        metavar="YYYY-MM-DD",
        parser=_day,
        help="Judge the old version as of this day. Each is else judged as of its commit, or today.",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Read this instead of ropa.toml or pyproject.toml."
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no configuration.")]


def settle(file: Path | None, isolated: bool, **told: Any) -> "Config":
    """What the configuration says, and over it what the command line tells."""
    from ropa.gate.setting import configured

    if file and isolated:
        raise typer.BadParameter("--config and --isolated exclude each other")
    config = configured(DISK, file, isolated)
    return replace(config, **{name: value for name, value in told.items() if value})


def codes(given: list[str] | None) -> tuple[str, ...]:
    """The rules that an option names: repeated, or with commas between."""
    parts = (one.strip() for several in given or () for one in several.split(","))
    return tuple(part for part in parts if part)


def gate_of(
    config: "Config", today: date | None, *, ignores: bool = True, writes: bool = False
) -> "Gate":
    """The gate of a run; one that `writes` its baseline needs none to begin with."""
    from ropa.gate.baseline import read_baseline
    from ropa.gate.setting import gate_from

    if writes and (not config.baseline or not ignores):
        raise Failed("--write-baseline needs --baseline FILE, and cannot go with --no-ignores")
    path = config.baseline
    if writes and path and path.name.endswith(SUFFIX):
        raise Failed(f"{path.as_posix()}: that is the name of a register, not of a baseline")
    baseline = read_baseline(path) if path and (path.exists() or not writes) else None
    return gate_from(config, today, baseline, ignores=ignores)


def with_baseline(
    gate: "Gate", found: "list[Reading]", new: Path | None, paths: list[Path] | None
) -> "tuple[Gate, int]":
    """The gate for these registers; with the baseline that is written to `new`, where it is given.

    And how many of its entries are about registers that are gone. A baseline knows registers by
    their names, so that what it accepts in one would be accepted in another of the same name. A run
    that was told its `paths` knows nothing of the others.
    """
    if gate.baseline or new:
        must_differ_in_name(found, "a baseline could not tell them apart")
    gone = set() if paths else _gone(gate, found)
    if new:
        return _write_baseline(new, found, gate, gone), 0
    return gate, sum(e.register in gone for e in gate.baseline.entries) if gate.baseline else 0


def _gone(gate: "Gate", found: "Sequence[Reading]") -> set[str]:
    """The registers of the baseline that are nowhere in the git repository any more.

    Those that are there, though not among the registers checked, another run may ask for.
    """
    from ropa.gate.config import root_of
    from ropa.source.files import NothingThere, find_registers

    if not gate.baseline or not gate.ignores:
        return set()
    missing = {entry.register for entry in gate.baseline.entries} - {each.name for each in found}
    root = root_of(Path.cwd())
    if not missing or not (root / ".git").exists():
        return set()
    try:
        return missing - {register.name for register in find_registers([root])}
    except NothingThere:
        return missing
    except OSError:  # what cannot be looked into may have them
        return set()


def _write_baseline(path: Path, found: "Sequence[Reading]", gate: "Gate", gone: set[str]) -> "Gate":
    """Write what is found to a baseline, or drop from it what is not; the gate with the new one."""
    from ropa.gate.baseline import Baseline, entries
    from ropa.source.write import write

    bare = replace(gate, baseline=None)
    there = [
        entry
        for reading in found
        for entry in entries(reading, bare.findings(reading), gate.day(reading.record.register))
    ]
    baseline = Baseline.of(there)
    if gate.baseline:
        whole = {reading.name for reading in found if reading.whole}
        baseline = gate.baseline.without(gone).renewed(there, whole, gate.off_codes())
    write(path, baseline.content())
    say(f"wrote {path.as_posix()}")
    return replace(gate, baseline=baseline)
