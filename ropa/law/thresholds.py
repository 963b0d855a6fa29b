"""Up to how many employees the exemption of Art. 30(5) may hold: `thresholds.toml`."""

from functools import cache
from typing import NamedTuple

from ropa.law.table import is_verified, table


class Threshold(NamedTuple):
    """Fewer `employees` than this may be exempt; what is only proposed is not in force."""

    key: str
    employees: int
    in_force: bool
    verified: bool


@cache
def thresholds() -> tuple[Threshold, ...]:
    """The threshold of the law, and those proposed."""
    return tuple(
        Threshold(entry["key"], entry["employees"], entry["in_force"], is_verified(entry))
        for entry in table("thresholds")["entries"]
    )


def exemption_threshold() -> Threshold:
    """The threshold in force: from this number of employees on, nobody is exempt."""
    return next(threshold for threshold in thresholds() if threshold.in_force)
