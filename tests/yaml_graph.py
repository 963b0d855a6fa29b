"""A YAML file as other readers see it: boxes with values; an anchor and its aliases share one.

They are ruamel.yaml, with comments kept and safely, and PyYAML.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml as pyyaml
from ruamel.yaml import YAML
from yaml_comments import comments

NULLS = ("", "~", "null", "Null", "NULL")
FOLD = "\a"  # where ruamel.yaml, keeping comments, remembers that a line was folded


@dataclass(eq=False)
class Box:
    """A value: a text, None, or entries; `node` is what stood there, None for what is new."""

    value: Any
    node: Any = None
    typed: Any = None


@dataclass(eq=False)
class Ref:
    """An entry's way to its box; `alias` where an asterisk stands there; `key` is the key's node."""

    box: Box
    alias: bool = False
    key: Any = None


@dataclass
class Document:
    """A file as the other readers see it."""

    text: str
    root: Ref
    lines: list[str]
    comments: Counter[str]


@dataclass
class Written:
    """In place of a value: that another one stands there now, and what the old one was."""

    old: Any


def text_of(content: bytes) -> str:
    return re.sub("\r\n?", "\n", content.decode("utf-8-sig"))


def raw_lines(content: bytes) -> list[str]:
    """The lines with their ends as they are."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", content.decode("utf-8-sig"))


def read(content: bytes) -> Document:
    """The file, read by ruamel.yaml with comments and safely."""
    text = text_of(content)
    return Document(text, graph(compose(text), safe(text), {}), raw_lines(content), comments(text))


@lru_cache(maxsize=64)
def compose(text: str) -> Any:
    """The nodes of the text by the parser that keeps comments; by the safe one where it stumbles."""
    try:
        return YAML(typ="rt").compose(text)
    except Exception:
        return YAML(typ="safe").compose(text)


@lru_cache(maxsize=64)
def safe(text: str) -> Any:
    """The values as YAML 1.2 has them: numbers, truths, dates."""
    try:
        return YAML(typ="safe").load(text)
    except Exception:
        return YAML(typ="safe", pure=True).load(text)


@lru_cache(maxsize=64)
def old_reader(text: str) -> Any:
    """The data by PyYAML, which reads YAML 1.1; None where it does not read the text."""
    loader = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
    try:
        node = pyyaml.compose(text, Loader=loader)
    except pyyaml.YAMLError:
        return None
    return raw(node)


def graph(node: Any, typed: Any, seen: dict[int, Box]) -> Ref:
    """The boxes below a node."""
    if id(node) in seen:
        return Ref(seen[id(node)], alias=True)
    box = seen[id(node)] = Box(None, node, typed)
    if isinstance(node.value, str):
        box.value = raw(node)
    elif type(node).__name__ == "SequenceNode":
        pairs = zip(node.value, typed, strict=True)
        box.value = [graph(part, value, seen) for part, value in pairs]
    else:
        box.value = {}
        for (key, part), value in zip(node.value, typed.values(), strict=True):
            box.value[key.value] = ref = graph(part, value, seen)
            ref.key = key
    return Ref(box)


def raw(node: Any) -> Any:
    """The texts below a node of either library, letter for letter."""
    if isinstance(node.value, str):
        text = node.value.replace(FOLD, "") if node.style == ">" else node.value
        return None if not node.style and text in NULLS else text
    if type(node).__name__ == "SequenceNode":
        return [raw(part) for part in node.value]
    return {key.value: raw(part) for key, part in node.value}


def plain(value: Any) -> Any:
    """The data in boxes, without the boxes."""
    value = value.box.value if isinstance(value, Ref) else value
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def boxed(value: Any) -> Any:
    """New data, put into boxes."""
    if isinstance(value, dict):
        return {key: Ref(Box(boxed(part))) for key, part in value.items()}
    return [Ref(Box(boxed(part))) for part in value] if isinstance(value, list) else value


def way(document: Document, route: tuple[str | int, ...]) -> list[Ref]:
    """The entries that a route goes through, the file itself first; short where it leads nowhere."""
    found = [document.root]
    for step in route:
        value = found[-1].box.value
        if isinstance(value, dict) if isinstance(step, str) else isinstance(value, list):
            if step in value if isinstance(step, str) else 0 <= step < len(value):
                found.append(value[step])
                continue
        break
    return found
