"""YAML text in, plain data with places out. The only importer of the YAML library.

The parser gives a flat stream of events; one loop makes dicts, lists and strings of it and
remembers where each key and value stands. Nodes are never composed: composing recurses, and a
file of nested brackets then ends the process.

Scalars stay text, letter for letter (`NO`, `010`, `2026-03-01`); only null is read as None.
What a text means is the model's business.

ruamel.yaml's C parser is an accelerator. It holds an old libyaml that refuses some valid YAML, so
wherever it reports an error the pure parser reads the text again and has the last word.
"""

import re
from array import array
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import YAMLError

from ropa.source.source import NOWHERE, Refused, Source, Span

try:
    from _ruamel_yaml import CParser
except ImportError:  # no wheel for this platform
    CParser = None

MAX_DEPTH = 64
MAX_ALIASES = 128
MAX_ALIASED_NODES = 200_000

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What YAML 1.2 (core schema) reads as something other than a string.
NOT_TEXT = re.compile(
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)"
    r"|\.(?:nan|NaN|NAN))?"
)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# libyaml breaks lines at these, YAML 1.2 does not.
OLD_BREAKS = re.compile("[\u2028\u2029]")


def read_yaml(content: bytes, path: str) -> Source:
    """The text and data of one file, with the place of every key and value.

    `path` is how messages name the file. Raises Refused, with a place, for whatever ropa does
    not read: broken YAML, and YAML that a register has no use for (tags, merge keys, ...).
    """
    text = decode(content)
    if bad := FORBIDDEN.search(text):
        raise Refused("character", span_at(text, bad.start()), code=f"U+{ord(bad[0]):04X}")
    if CParser is not None and not OLD_BREAKS.search(text):
        try:
            return Source(path, text, *_Builder().build(_c_events(text)))
        except Refused:
            raise
        except Exception:  # noqa: S110 - the pure parser has the last word
            pass
    return read_pure(text, path)


def read_pure(text: str, path: str) -> Source:
    """The same as read_yaml, by the parser in pure Python alone."""
    try:
        return Source(path, text, *_Builder().build(YAML(typ="safe", pure=True).parse(text)))
    except YAMLError as error:
        raise _syntax(error) from None
    except Refused:
        raise
    except Exception as error:  # the parser's own slips: ValueError, AttributeError, ...
        raise Refused("syntax", Span(1, 1, 1, 1), problem=type(error).__name__) from None


def decode(content: bytes) -> str:
    """UTF-8 without byte order mark, line ends as LF; raises Refused at the first wrong byte."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("encoding", Span(1, 1, 1, 1), looks_like="UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8-sig", "replace")
        raise Refused("encoding", span_at(good, len(good)), looks_like="Latin-1") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def span_at(text: str, offset: int) -> Span:
    """The span of the one character at `offset`."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + 1)


def _c_events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    get = parser.get_event
    while (event := get()) is not None:
        yield event


def _syntax(error: YAMLError) -> Refused:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or "not YAML"
    return Refused("syntax", _span(mark, mark) if mark else Span(1, 1, 1, 1), problem=str(problem))


def _span(start: Any, end: Any) -> Span:
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class _Open:
    """A collection that the loop is inside of."""

    __slots__ = ("anchor", "before", "data", "key", "marks")

    def __init__(self, data: dict[str, Any] | list[Any], anchor: str | None, before: int) -> None:
        self.data = data
        self.marks: list[int] = []
        self.key: str | None = None
        self.anchor = anchor
        self.before = before


class _Builder:
    """One pass over the events of one document."""

    def __init__(self) -> None:
        self.marks: dict[int, array[int]] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}  # name -> value, nodes in it
        self.stack: list[_Open] = []
        self.nodes = 0  # nodes so far, those reached through aliases counted again
        self.aliased = 0
        self.aliases = 0
        self.texts: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def build(self, events: Iterator[Any]) -> tuple[Any, dict[int, "array[int]"]]:
        """The root value, and per collection (by id) four numbers per key and value."""
        root: Any = None
        documents = 0
        for event in events:
            kind = type(event)
            if kind is ev.ScalarEvent:
                value = self._scalar(event)
            elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
                self._close()
                continue
            elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
                value = self._open(event, {} if kind is ev.MappingStartEvent else [])
                if len(self.stack) == 1:
                    root = value
                continue
            elif kind is ev.AliasEvent:
                value = self._alias(event)
            elif kind is ev.DocumentStartEvent:
                documents += 1
                self._document(event, documents)
                continue
            else:
                continue
            if self.stack:
                self._add(value, event)
            else:
                root = value
        return root, self.marks

    def _scalar(self, event: Any) -> str | None:
        if event.tag is not None:
            raise Refused("tag", _span(event.start_mark, event.end_mark), tag=event.tag)
        value: str = event.value
        self.nodes += 1
        style = event.style
        if style == '"' and not value.isprintable() and (bad := FORBIDDEN.search(value)):
            span = _span(event.start_mark, event.end_mark)
            raise Refused("character", span, code=f"U+{ord(bad[0]):04X}")
        result = None if not style and value in NULLS else self.texts.setdefault(value, value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (result, 1)
        return result

    def _open(self, event: Any, data: dict[str, Any] | list[Any]) -> Any:
        if event.tag is not None:
            raise Refused("tag", _span(event.start_mark, event.start_mark), tag=event.tag)
        if len(self.stack) >= MAX_DEPTH:
            raise Refused("depth", _span(event.start_mark, event.end_mark), limit=MAX_DEPTH)
        if self.stack:
            self._add(data, event)
        self.stack.append(_Open(data, event.anchor, self.nodes))
        self.nodes += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = (data, 0)  # 0: still open
        return data

    def _close(self) -> None:
        done = self.stack.pop()
        self.marks[id(done.data)] = array("I", done.marks)
        if done.anchor is not None:
            self.anchors[done.anchor] = (done.data, self.nodes - done.before)

    def _alias(self, event: Any) -> Any:
        span = _span(event.start_mark, event.end_mark)
        if event.anchor not in self.anchors:
            raise Refused("alias-undefined", span, name=event.anchor)
        value, size = self.anchors[event.anchor]
        if size == 0:
            raise Refused("alias-recursive", span, name=event.anchor)
        if isinstance(value, (dict, list)):
            self.aliases += 1
            if self.aliases > MAX_ALIASES:
                raise Refused("aliases", span, limit=MAX_ALIASES)
        self.nodes += size
        self.aliased += size
        if self.aliased > MAX_ALIASED_NODES:
            raise Refused("aliased-nodes", span, limit=MAX_ALIASED_NODES)
        return value

    def _add(self, value: Any, event: Any) -> None:
        top = self.stack[-1]
        start, end = event.start_mark, event.end_mark
        if type(top.data) is list:
            top.data.append(value)
        elif top.key is None:
            self._key(top, value, event)
            top.marks += (start.line, start.column, end.line, end.column)
            return
        else:
            top.data[top.key] = value
            top.key = None
        if value is None and start.line == end.line and start.column == end.column:
            top.marks += NOWHERE  # an empty value has no place, and the parsers differ about it
        else:
            top.marks += (start.line, start.column, end.line, end.column)

    def _key(self, top: _Open, value: Any, event: Any) -> None:
        key = self.keys.get(value) if type(value) is str and not event.style else None
        if key is None:
            key = self._new_key(value, event)
        if key in top.data:
            at = 8 * list(top.data).index(key)
            line, column = top.marks[at] + 1, top.marks[at + 1] + 1
            span = _span(event.start_mark, event.end_mark)
            raise Refused("duplicate-key", span, key=key, first_line=line, first_column=column)
        top.key = key

    def _new_key(self, value: Any, event: Any) -> str:
        span = _span(event.start_mark, event.end_mark)
        if type(value) is not str:
            raise Refused("key-type", span)
        if type(event) is ev.ScalarEvent and not event.style:
            if value == "<<":
                raise Refused("merge-key", span)
            if NOT_TEXT.fullmatch(value):
                raise Refused("key-type", span)
            self.keys[value] = value
        return value

    def _document(self, event: Any, count: int) -> None:
        span = _span(event.start_mark, event.end_mark)
        if count > 1:
            raise Refused("documents", span)
        if event.version is not None and tuple(event.version) != (1, 2):
            version = ".".join(map(str, event.version))
            raise Refused("yaml-version", span, version=version)
