"""What `ropa validate` would ask of registers, in the working tree or as of a commit."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from ropa.gate.baseline import Baseline, read_baseline
from ropa.gate.config import Config, find_config, read_config
from ropa.gate.gate import Gate
from ropa.gate.mistaken import Mistaken
from ropa.reading import Reading
from ropa.source.files import NothingThere, find_registers
from ropa.source.store import DISK, Store

Read = TypeVar("Read")

PROFILE, FAIL_ON, REGISTERS = "standard", "error", Path("registers")
"""What holds where nothing is configured."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run would ask on one side of a comparison, and where that is said.

    `readings` are the registers compared, None where this side has none; the other side has its
    counterparts in the same order. `troubles` say what of the configuration could not be read, and
    is taken as if it were not there.
    """

    gate: Gate
    config: Config
    readings: tuple[Reading | None, ...]
    store: Store = DISK
    troubles: tuple[str, ...] = ()

    @property
    def fail_on(self) -> str:
        """From which severity on a run fails."""
        return self.config.fail_on or FAIL_ON

    @property
    def registers(self) -> tuple[Path, ...]:
        """Which registers a run reads that is told none."""
        return self.config.registers or (REGISTERS,)

    def covered(self) -> dict[Path, str]:
        """The registers that such a run finds: the head of each, and its name."""
        found: dict[Path, str] = {}
        for path in self.registers:
            try:
                registers = find_registers([path], self.store)
            except NothingThere:
                continue  # a run says so; nothing is checked there
            for register in registers:
                found[Path(os.path.normpath(register.paths[0]))] = register.name
        return found


def setting_of(
    store: Store,
    readings: Sequence[Reading | None],
    *,
    file: Path | None = None,
    isolated: bool = False,
    today: date | None = None,
    lenient: bool = False,
) -> Setting:
    """The setting of one side: its configuration and baseline are read from `store`.

    `file` is read instead of the configuration that would be found; none is with `isolated`. Raises
    Mistaken and OSError as `ropa validate` would on this side. With `lenient`, for the older side,
    what cannot be read is taken as if it were not there, and `troubles` says so: a mistake in it is
    no reason not to see what is new.
    """
    troubles: list[str] | None = [] if lenient else None
    if lenient and file and not store.exists(file):
        isolated = True
    config = _read(lambda: configured(store, file, isolated), Config(), troubles)
    path = config.baseline
    baseline = _read(lambda: read_baseline(path, store), None, troubles) if path else None
    gate = gate_from(config, today, baseline)
    return Setting(gate, config, tuple(readings), store, tuple(troubles or ()))


def configured(store: Store, file: Path | None, isolated: bool) -> Config:
    """The configuration of a run: that in `file`, none if `isolated`, else the one that is found."""
    return Config() if isolated else read_config(file, store) if file else find_config(store)


def gate_from(
    config: Config, today: date | None, baseline: Baseline | None, *, ignores: bool = True
) -> Gate:
    """The gate that a configuration makes with its baseline."""
    profile = config.profile or PROFILE
    return Gate(today, profile, config.select, config.ignore, baseline, ignores)


def _read(read: Callable[[], Read], otherwise: Read, troubles: list[str] | None) -> Read:
    try:
        return read()
    except (Mistaken, OSError) as error:
        if troubles is None:
            raise
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else str(error)
        troubles.append(why)
        return otherwise
