"""Which countries belong to the European Economic Area: `countries.toml`, dated."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ropa.law").joinpath("countries.toml").read_text("utf-8"))


def is_third_country(code: str | None) -> bool:
    """Is this a country outside the EEA? An unstated country is not."""
    return code is not None and code not in _table()["members"] + _table()["parts"]["codes"]
