"""Cutting keys out of the text of a register, as its author would: whole lines, comments and all."""

from typing import Any

from ropa.source.source import Route, Source

IDENTITY_NUMBER = (
    "{name: Personal identity number, national_id: true, ground: Secure identification}"
)


def value_at(source: Source, route: Route) -> Any:
    """The data at a route."""
    part = source.data
    for step in route:
        part = part[step]
    return part


def stretch(source: Source, route: Route) -> tuple[int, int]:
    """The first line of a key, and the first line that is not its any more; from 1."""
    first = source.locate(route, key=True).line
    return first, _end(source, route)


def _end(source: Source, route: Route) -> int:
    """Where the next key or entry begins, here or further out; else the end of the file."""
    if not route:
        return len(source.lines) + 1
    *above, step = route
    part = value_at(source, tuple(above))
    steps = list(part) if isinstance(part, dict) else list(range(len(part)))
    after = steps[steps.index(step) + 1 :]
    if after:
        return source.locate((*above, after[0]), key=True).line
    return _end(source, tuple(above))


def without(source: Source, *routes: Route, instead: str | None = None) -> str:
    """The text without the lines of these keys; or each with `instead` for its value."""
    lines: list[str | None] = list(source.lines)
    gone = ""
    for route in routes:
        first, end = stretch(source, route)
        column = source.locate(route, key=True).column
        gone += "\n".join(source.lines[first - 1 : end - 1])
        lines[first - 1 : end - 1] = [None] * (end - first)
        if instead is not None:
            lines[first - 1] = " " * (column - 1) + f"{route[-1]}: {instead}".rstrip()
    text = "\n".join(line for line in lines if line is not None)
    if "&identity-number" in gone:  # the anchor is gone, so its alias says it itself
        text = text.replace("*identity-number", IDENTITY_NUMBER)
    return text
