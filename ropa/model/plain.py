"""A part of the model as plain data, in the shortest form that the format has for it."""

from datetime import date
from functools import cache
from typing import Any

from ropa.model.part import NoneStated, Part, Unknown, Worded


@cache
def keys(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of part, and the keys that the format has for them."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def plain(value: Any) -> Any:
    """Text, numbers, lists and mappings; what is absent is left out, and a word stays a word."""
    if isinstance(value, Part):
        return _part(value)
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value


def _part(part: Part) -> Any:
    written = {
        key: plain(getattr(part, name))
        for name, key in keys(type(part))
        if getattr(part, name) is not None
    }
    written |= part.extensions
    if not written and isinstance(part, (NoneStated, Unknown)):
        return "none" if isinstance(part, NoneStated) else "unknown"
    if isinstance(part, Worded) and written.keys() == {part.word_key}:
        return written[part.word_key]
    return written


def flat(value: Any) -> str:
    """Any data of the register on one line, word for word."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {flat(entry)}" for key, entry in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(flat(entry) for entry in value)
    return "" if value is None else str(value)
