"""What edits of a YAML text must come to, worked out apart from the program.

`expect` makes the edits in the boxes that other readers filled; `verify` compares the edited file
with them; `honest` tells whether a refusal has its reason.
"""

import re
from collections import Counter
from typing import Any

import yaml as pyyaml
from edit_lines import lines_kept
from yaml_graph import Box, Document, Ref, Written, boxed, old_reader, plain, read, text_of, way

from ropa.source.edit import Edit, Insert, NotEdited, Remove, Set

SURE = re.compile(r"true|false|0|[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029\ud800-\udfff]"
)


def expect(document: Document, edits: list[Edit]) -> None:
    """Make the edits in the boxes; every place is looked up before any edit is made."""
    places = [(one, *place(document, one)) for one in edits]
    before = {id(box): box.value[:] for _, box, _ in places if isinstance(box.value, list)}
    for one, box, target in places:
        if isinstance(one, Set):
            put(box, one, target)
        elif isinstance(one, Insert):
            order = before[id(box)]
            follows = order[one.index] if 0 <= one.index < len(order) else None
            at = box.value.index(follows) if follows in box.value else len(box.value)
            box.value.insert(at, Ref(Box(boxed(one.value))))
    for one, box, target in places:
        if isinstance(one, Remove):
            if isinstance(box.value, dict):
                del box.value[one.route[-1]]
            else:
                box.value.remove(target)


def place(document: Document, one: Edit) -> tuple[Box, Ref | None]:
    """The list or mapping that an edit changes, and the entry there that it is about."""
    refs = way(document, one.route)
    depth = len(one.route) - (not isinstance(one, Insert))
    assert len(refs) > depth, one
    return refs[depth].box, refs[depth + 1] if len(refs) > depth + 1 else None


def put(box: Box, one: Set, target: Ref | None) -> None:
    """Another value at an entry, where an anchor stays; or a new entry."""
    fresh = Box(boxed(one.value))
    if target is None:
        box.value[one.route[-1]] = Ref(fresh)
    elif target.alias:
        target.box, target.alias = fresh, False
    else:
        target.box.value, target.box.typed = fresh.value, Written(target.box.typed)


def honest(content: bytes, edits: list[Edit], refused: NotEdited) -> bool:
    """Has the refusal the reason that it tells?"""
    document = read(content)
    if refused.edit not in edits:
        return False
    if refused.reason == "not-text":
        return CONTROL.search(texts(refused.edit)) is not None
    if refused.reason == "shared":
        refs = way(document, refused.edit.route)
        above = refs if isinstance(refused.edit, Insert) else refs[: len(refused.edit.route)]
        return any(ref.alias for ref in above)
    if refused.reason == "overlapping":
        return overlap(edits)
    if refused.reason != "anchor-needed":
        return False
    expect(document, edits)
    anchors: set[int] = set()
    aliases: set[int] = set()
    todo = [document.root]
    while todo:
        ref = todo.pop()
        (aliases if ref.alias else anchors).add(id(ref.box))
        todo += [] if ref.alias else entries(ref)
    return not aliases <= anchors


def overlap(edits: list[Edit]) -> bool:
    """Is one edit about what another replaces or takes away?"""
    return any(
        one is not other
        and not isinstance(one, Insert)
        and other.route[: len(one.route)] == one.route
        for one in edits
        for other in edits
    )


def texts(one: Edit) -> str:
    """All texts that an edit would write."""
    return "" if isinstance(one, Remove) else f"{one.route[-1:]} {flat(one.value)}"


def flat(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(key + flat(part) for key, part in value.items())
    return "".join(map(flat, value)) if isinstance(value, list) else value or ""


def verify(content: bytes, edits: list[Edit], edited: bytes, gone: tuple[str, ...]) -> None:
    """Everything that must hold of the edited file; AssertionError tells what does not."""
    before, now = read(content), read(edited)
    expect(before, edits)
    assert plain(now.root) == plain(before.root), "wrong values"
    assert now.comments + Counter(gone) == before.comments, "lost comments"
    same_as_written(before, now, content)
    if old_reader(text_of(content)) is not None:
        assert old_reader(now.text) == plain(before.root), "an older reader sees something else"
    assert edited.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in content and b"\n" not in content.replace(b"\r\n", b""):
        assert b"\n" not in edited.replace(b"\r\n", b""), "a line end is not that of the file"
    if len(edits) == 1:
        lines_kept(read(content), now, edits[0])


def same_as_written(before: Document, now: Document, content: bytes) -> None:
    """What was not edited is written letter for letter as it was, and means the same."""
    todo = [(before.root, now.root)]
    while todo:
        one, other = todo.pop()
        assert one.alias == other.alias, "an alias was lost"
        old, new = one.box.node, other.box.node
        if one.key is not None:
            assert slice_of(before, one.key) == slice_of(now, other.key), "another key"
        if one.alias:
            continue
        if old is not None:
            assert old.anchor == new.anchor, "an anchor was lost"
        if isinstance(one.box.value, (dict, list)):
            todo += zip(entries(one), entries(other), strict=True)
        elif isinstance(one.box.typed, Written) or old is None:
            meant(one.box, other.box)
        else:
            assert type(one.box.typed) is type(other.box.typed), "another type"
            assert slice_of(before, old) == slice_of(now, new) or at_open_end(before, old, content)


def entries(ref: Ref) -> list[Ref]:
    """The entries in a list or mapping, by key: a new key may stand anywhere."""
    value = ref.box.value
    if isinstance(value, dict):
        return [value[key] for key in sorted(value)]
    return list(value) if isinstance(value, list) else []


def meant(one: Box, other: Box) -> None:
    """A new text is a text to other tools too, or may well be something else there."""
    if one.value is None:
        assert other.typed is None
    elif not isinstance(other.typed, str):
        old = one.typed.old if isinstance(one.typed, Written) else None
        if isinstance(old, str):
            old = pyyaml.safe_load(old)
        there = not isinstance(old, (str, type(None), dict, list))
        assert there or SURE.fullmatch(one.value), f"{one.value!r} is read as {other.typed!r}"


def slice_of(document: Document, node: Any) -> str:
    start = node.start_mark.index
    piece = document.text[start : node.end_mark.index]
    if node.style in ("|", ">"):
        piece = re.sub(r"\A&\S+\s+", "", piece)
    return piece.rstrip() if node.style not in ("'", '"') else piece


def at_open_end(document: Document, node: Any, content: bytes) -> bool:
    """May the sign of a block have changed, as it ended a file without a line break?"""
    ends = not content.endswith((b"\n", b"\r"))
    return ends and node.style in ("|", ">") and node.end_mark.index >= len(document.text)
