"""YAML text in, plain data with places out.

The parser gives a flat stream of events; one loop makes dicts, lists and strings of it and
remembers where each key and value stands. Nodes are never composed: composing recurses, and a
file of nested brackets then ends the process.

Scalars stay text, letter for letter (`NO`, `010`, `2026-03-01`); only null is read as None.
What a text means is the model's business.
"""

import re
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ropa.source.characters import FORBIDDEN, decode, span_at
from ropa.source.parser import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    c_events,
    c_reads,
    events,
    pure_events,
    span_of,
    unmarked_events,
)
from ropa.source.source import NOWHERE, Refused, Source

MAX_DEPTH = 64
MAX_ALIASES = 128
MAX_ALIASED_NODES = 200_000
TEXT_OF_A_NODE = 100  # characters; a longer text, pointed to, counts as several nodes

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What YAML 1.2 (core schema) reads as something other than a string.
NOT_TEXT = re.compile(
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN))?"
)


def read_yaml(content: bytes, path: str) -> Source:
    """The text and data of one file, with the place of every key and value.

    `path` is how messages name the file. Raises Refused, with a place, for whatever ropa does
    not read: broken YAML, and YAML that a register has no use for (tags, merge keys, ...).
    """
    text = decode(content)
    if c_reads(text):
        try:
            return _Builder(path, text).build(c_events(text))
        except Refused:
            raise
        except Exception:
            if source := _read_unmarked(text, path):
                return source
    return read_pure(text, path)


def read_with_events(content: bytes, path: str) -> tuple[Source, list[Any]]:
    """The same as read_yaml, and the events of the text, from one parse of it."""
    text = decode(content)
    with suppress(Exception):  # what is refused is read again, for the message
        found = events(text)
        return _Builder(path, text).build(iter(found)), found
    return read_yaml(content, path), events(text)


def read_pure(text: str, path: str) -> Source:
    """The same as read_yaml, by the parser in pure Python alone."""
    return _Builder(path, text).build(pure_events(text))


def _read_unmarked(text: str, path: str) -> Source | None:
    """What libyaml reads once marks within words are hidden; None where the pure parser must read."""
    found = unmarked_events(text)
    try:
        return _Builder(path, text).build(found) if found is not None else None
    except Exception:  # also what is refused: a message must quote the text as it is
        return None


class _Builder:
    """One pass over the events of one document."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.marks: dict[int, array[int]] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}  # name -> value, nodes in it; 0: still open
        self.keys: dict[str, str] = {}  # the keys met so far
        self.aliased = 0  # nodes reached through aliases
        self.aliases = 0  # aliases of collections

    def build(self, events: Iterator[Any]) -> Source:
        """The root value, per collection (by id) two offsets per key and value, and each text once.

        The loop holds the innermost open collection in its own variables: it is the hot path.
        """
        root: Any = None
        data: Any = None
        key = anchor = None
        marks: list[int] = []
        stack: list[tuple[Any, list[int], str | None, str | None, int]] = []
        is_map, documents, nodes, began = False, 0, 0, 0
        keys = self.keys
        texts: set[str | None] = set()
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark, event.end_mark
                if is_map and key is None:
                    key = keys.get(event.value)
                    if key is None or event.anchor is not None or event.ctag is not None:
                        key = self._key(event)
                    if key in data:
                        raise self._duplicate(key, data, marks, event)
                    marks += (start.index, end.index)
                    continue
                value = event.value
                if event.style or event.anchor is not None or event.ctag is not None:
                    value = self._scalar(event)
                elif value in NULLS:
                    value = None
                texts.add(value)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.marks[id(data)] = array("I", marks)
                if anchor is not None:
                    self.anchors[anchor] = data, nodes - began
                data, marks, key, anchor, began = stack.pop()
                is_map = type(data) is dict
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._may_open(event, len(stack), is_map and key is None)
                value = {} if kind is MappingStartEvent else []
                start = end = event.start_mark
            elif kind is AliasEvent:
                start, end = event.start_mark, event.end_mark
                if is_map and key is None:
                    raise Refused("key-type", span_of(start, end))
                value, size = self._alias(event)
                nodes += size - 1
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    self._document(event, documents)
                continue
            nodes += 1
            if is_map:
                data[key] = value
                key = None
            elif data is not None:
                data.append(value)
            else:
                root = value
            if value is None and start.index == end.index:
                marks += NOWHERE  # an empty value has no place, and the parsers differ about it
            else:
                marks += (start.index, end.index)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append((data, marks, key, anchor, began))
                data, marks, key, anchor, began = value, [], None, event.anchor, nodes - 1
                is_map = kind is MappingStartEvent
        return Source(self.path, self.text, root, self.marks, frozenset(texts - {None}))

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        style = event.style
        if event.ctag is not None:
            raise Refused("tag", span_of(event.start_mark, event.end_mark), tag=event.tag)
        if style == '"' and not value.isprintable() and (bad := FORBIDDEN.search(value)):
            span = span_of(event.start_mark, event.end_mark)
            raise Refused("character", span, code=f"U+{ord(bad[0]):04X}")
        result = None if not style and value in NULLS else value
        if event.anchor is not None:
            self.anchors[event.anchor] = result, 1 + len(value) // TEXT_OF_A_NODE
        return result

    def _key(self, event: Any) -> str:
        """A key that was not met before, or that has an anchor or a tag."""
        key = self._scalar(event)
        span = span_of(event.start_mark, event.end_mark)
        if key is None or (not event.style and NOT_TEXT.fullmatch(key)):
            raise Refused("key-type", span)
        if not event.style:
            if key == "<<":
                raise Refused("merge-key", span)
            self.keys[key] = key
        return key

    def _duplicate(self, key: str, data: Any, marks: list[int], event: Any) -> Refused:
        span = span_of(event.start_mark, event.end_mark)
        first = span_at(self.text, marks[4 * list(data).index(key)])
        facts = {"key": key, "first_line": first.line, "first_column": first.column}
        return Refused("duplicate-key", span, **facts)

    def _may_open(self, event: Any, depth: int, as_key: bool) -> None:
        if as_key or event.ctag is not None or depth >= MAX_DEPTH:
            span = span_of(event.start_mark, event.end_mark)
            if as_key:
                raise Refused("key-type", span)
            if event.ctag is not None:
                raise Refused("tag", span, tag=event.tag)
            raise Refused("depth", span, limit=MAX_DEPTH)
        if event.anchor is not None:
            self.anchors[event.anchor] = None, 0

    def _alias(self, event: Any) -> tuple[Any, int]:
        """What an alias stands for, and how many nodes that is."""
        span = span_of(event.start_mark, event.end_mark)
        if event.anchor not in self.anchors:
            raise Refused("alias-undefined", span, name=event.anchor)
        value, size = self.anchors[event.anchor]
        if size == 0:
            raise Refused("alias-recursive", span, name=event.anchor)
        if isinstance(value, (dict, list)):
            self.aliases += 1
            if self.aliases > MAX_ALIASES:
                raise Refused("aliases", span, limit=MAX_ALIASES)
        self.aliased += size
        if self.aliased > MAX_ALIASED_NODES:
            raise Refused("aliased-nodes", span, limit=MAX_ALIASED_NODES)
        return value, size

    def _document(self, event: Any, count: int) -> None:
        span = span_of(event.start_mark, event.end_mark)
        if count > 1:
            raise Refused("documents", span)
        if event.version is not None and tuple(event.version) != (1, 2):
            version = ".".join(map(str, event.version))
            raise Refused("yaml-version", span, version=version)
