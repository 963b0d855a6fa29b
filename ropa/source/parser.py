"""YAML text in, events out: kind, marks, anchor, style and value. The only importer of the YAML library.

ruamel.yaml's C parser is an accelerator. It holds an old libyaml that refuses some valid YAML, so
wherever it reports an error the pure parser reads the text again and has the last word; and where
libyaml would read something else than YAML 1.2 has, the pure parser reads alone. One thing that it
refuses is common: a colon or question mark in a text in brackets, as in `{url: https://a.example}`.
Such marks are hidden from it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ropa.source.source import Refused, Span

try:
    from _ruamel_yaml import CParser
except ImportError:  # no wheel for this platform
    CParser = None

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "c_events",
    "c_reads",
    "events",
    "pure_events",
    "span_of",
    "unmarked_events",
]

# libyaml ends the name of an anchor or alias here: `&a:b` is `:b` to it, and an anchor to YAML 1.2.
OLD_NAMES = re.compile(r"[&*](?<![^\s\[{,].)[-\w]+[:?]")
# Colons and question marks that are part of a text wherever they stand; and what libyaml sees for them.
INNER_MARKS = re.compile(r"(?<=\w)(?::(?=[\w/])|\?)")
STAND_INS = {":": "\ue000", "?": "\ue001"}
SHOWN_AGAIN = {ord(shown): mark for mark, shown in STAND_INS.items()}
# Where the parsers differ: tabs, a value right after its key, a question mark before a word.
DISPUTED = re.compile(r"\t|[\"'\]}]:\S|(?<!\w)\?\S")


def events(text: str) -> list[Any]:
    """All events of a text that read_yaml reads, by the fastest parser that reads it."""
    if c_reads(text):
        with suppress(Exception):
            return list(c_events(text))
        if (found := unmarked_events(text)) is not None:
            with suppress(Exception):
                return list(found)
    return list(pure_events(text))


def c_reads(text: str) -> bool:
    """Is there a C parser, and would it read what YAML 1.2 has, or stop?"""
    return CParser is not None and not (
        ("&" in text or "*" in text) and OLD_NAMES.search(text) is not None
    )


def c_events(text: str) -> Iterator[Any]:
    """The events by the C parser; raises what it raises where it stops."""
    return iter(CParser(text).get_event, None)


def unmarked_events(text: str) -> Iterator[Any] | None:
    """The events by the C parser with marks within words hidden from it; None where they may not be."""
    if any(hidden in text for hidden in STAND_INS.values()) or DISPUTED.search(text):
        return None
    return _shown_again(c_events(INNER_MARKS.sub(lambda found: STAND_INS[found[0]], text)))


def _shown_again(events: Iterator[Any]) -> Iterator[Any]:
    for event in events:
        if type(event) is ScalarEvent:
            event.value = event.value.translate(SHOWN_AGAIN)
        yield event


def pure_events(text: str) -> Iterator[Any]:
    """The events by the parser in pure Python; raises Refused where there is no YAML."""
    place = Span(1, 1, 1, 1)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            yield event
            place = span_of(event.end_mark, event.end_mark)
    except YAMLError as error:
        raise _syntax(error) from None
    except Exception:  # the parser's own slips: ValueError, AssertionError, ...
        raise Refused("syntax", place, problem="the parser stops after this place") from None


def _syntax(error: YAMLError) -> Refused:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or "not YAML"
    return Refused(
        "syntax", span_of(mark, mark) if mark else Span(1, 1, 1, 1), problem=str(problem)
    )


def span_of(start: Any, end: Any) -> Span:
    """The stretch of text between two marks of the parser."""
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
