"""Edits in place, by hand: what the file looks like afterwards, letter by letter."""

from collections.abc import Callable
from typing import Any

import pytest
from bench.generator import register

from ropa.source import parser, scalars
from ropa.source.edit import Edit, Insert, NotEdited, Remove, Set, aliases, applied, edit
from ropa.source.source import Refused
from ropa.source.yaml import read_yaml

TEXT = """\
# top
activities:

  # first
  - id: a   # ida
    name: 'A'
    purposes: [x, y]  # p
    retention:
      - one   # 1
      # own
      - two
    # deep

  # second
  - id: b
    name: B
    notes: >-
      abc def
      ghi
"""
A, B = ("activities", 0), ("activities", 1)
SECOND = TEXT[TEXT.index("  # second") :]

CASES: dict[str, tuple[str, list[Edit], str, tuple[str, ...]]] = {
    "a quoted text": (TEXT, [Set((*A, "name"), "it's # x")], TEXT.replace("'A'", "'it''s # x'"), ()),
    "an entry in brackets": (TEXT, [Insert((*A, "purposes"), 1, "n")], TEXT.replace("x, y", "x, n, y"), ()),
    "an item with its comment": (TEXT, [Remove((*A, "retention", 0))], TEXT.replace("      - one   # 1\n", ""), ("# 1",)),
    "an item after another's comment": (TEXT, [Insert((*A, "retention"), 1, "n")], TEXT.replace("# 1\n", "# 1\n      - n\n"), ()),
    "folded lines": (TEXT, [Set((*B, "notes"), "long\nshort")], TEXT.replace("abc def\n      ghi", "long\n\n      short"), ()),
    "an activity goes": (TEXT, [Remove(A)], "# top\nactivities:\n\n" + SECOND, ("# first", "# ida", "# p", "# 1", "# own", "# deep")),
    "the last activity goes": (TEXT, [Remove(B)], TEXT[: -len(SECOND) - 1], ("# second",)),
    "an activity comes": (TEXT, [Insert(("activities",), 2, {"id": "c", "purposes": ["q"], "retention": ["w"]})], TEXT + "\n  - id: c\n    purposes: [q]\n    retention:\n      - w\n", ()),
    "an activity comes before the comment of the next": (TEXT, [Insert(("activities",), 1, {"id": "c"})], TEXT.replace("    # deep\n", "    # deep\n\n  - id: c\n"), ()),
    "a key in its order": (TEXT, [Set((*A, "status"), "active", ("id", "name", "status", "purposes"))], TEXT.replace("'A'\n", "'A'\n    status: active\n"), ()),
    "a key before the first": (TEXT, [Set((*B, "see"), "a", ("see", "id"))], TEXT.replace("- id: b", "- see: a\n    id: b"), ()),
    "the first key goes": (TEXT, [Remove((*B, "id"))], TEXT.replace("- id: b\n    name", "- name"), ()),
    "all goes": (TEXT, [Remove((*A, "purposes", 0)), Remove((*A, "purposes", 1))], TEXT.replace("[x, y]", "[]"), ()),
    "all lines go": (TEXT, [Remove((*A, "retention", 0)), Remove((*A, "retention", 1))], TEXT.replace("retention:\n      - one   # 1\n      # own\n      - two\n", "retention: []\n"), ("# 1", "# own")),
    "first goes, another comes": ("- x: y\n  z: w\n", [Remove((0, "x")), Set((0, "n"), "v", ("x", "n"))], "- n: v\n  z: w\n", ()),
    "comments of the second key": ("- x: y # x\n  # about z\n  z: w\n", [Remove((0, "x"))], "-\n  # about z\n  z: w\n", ("# x",)),
    "windows lines": ("a: b\r\nt: x  # c\r\n", [Set(("t",), "one\ntwo")], "a: b\r\nt: |-  # c\r\n  one\r\n  two\r\n", ()),
    "mixed lines": ("a: b\r\nc: d\ne: f\r\n", [Set(("a",), "x\ny"), Set(("c",), "x\ny")], "a: |-\r\n  x\r\n  y\r\nc: |-\n  x\n  y\ne: f\r\n", ()),
    "no line break at the end": ("a: b\nl:\n- x", [Insert(("l",), 1, "y"), Set(("n",), "v")], "a: b\nl:\n- x\n- y\nn: v", ()),
    "a block at the open end": ("t: |\n  x", [Set(("n",), "v")], "t: |-\n  x\nn: v", ()),
    "a block comes to the open end": ("t: |\n  x\nn: v", [Remove(("n",))], "t: |\n  x\n", ()),
    "byte order mark": ("\ufeffa: b\n", [Set(("a",), "c")], "\ufeffa: c\n", ()),
    "what other tools read": ("v: \"1\"\nd: 2026-03-01\nt: true\nc: SE\nn: x\n", [Set(("v",), "2"), Set(("d",), "2027-01-01"), Set(("t",), "false"), Set(("c",), "NO"), Set(("n",), "1.0")], "v: \"2\"\nd: 2027-01-01\nt: false\nc: \"NO\"\nn: \"1.0\"\n", ()),
    "an ignore goes with its entry": ("r:\n  # ropa: ignore[X] y\n  a: v\n  # about b\n  b: w\n", [Remove(("r", "a"))], "r:\n  # about b\n  b: w\n", ("# ropa: ignore[X] y",)),
    "a heading stays": ("r:\n  # group\n  a: {k: v} # c\n  b: w\n", [Remove(("r", "a"))], "r:\n  # group\n  b: w\n", ("# c",)),
    "into an empty list": ("l: [x]\nm: []  # c\n", [Insert(("m",), 0, {"id": "a", "p": ["q"], "r": [{"k": "v"}]})], "l: [x]\nm:  # c\n  - id: a\n    p: [q]\n    r:\n      - {k: v}\n", ()),
    "a mapping for a word": ("joint: none  # c\nz: w\n", [Set(("joint",), {"a": "b\nc"})], "joint:  # c\n  a: |-\n    b\n    c\nz: w\n", ()),
    "a word for a mapping": ("joint: # c\n  a: b # d\nz: w\n", [Set(("joint",), "none")], "joint: none # c\nz: w\n", ("# d",)),
    "web addresses": ("c: {u: https://x.se/y}\n", [Set(("c", "u"), "https://z.se/?q")], 'c: {u: "https://z.se/?q"}\n', ()),
    "many lines in brackets": ("l: [\n  a, # 1\n  # own\n  b\n]\n", [Insert(("l",), 2, "c"), Remove(("l", 0))], "l: [\n  # own\n  b,\n  c\n]\n", ("# 1",)),
    "trailing comma": ("l: [\n  a,\n  b,\n]\n", [Insert(("l",), 2, "c"), Insert(("l",), 0, "0")], "l: [\n  0,\n  a,\n  b,\n  c,\n]\n", ()),
    "last in brackets goes": ("l: [a, b]\nm: {k: v, l: w}\n", [Remove(("l", 1)), Remove(("m", "l"))], "l: [a]\nm: {k: v}\n", ()),
    "the anchor stays": ("a: &x b  # c\nd: *x\n", [Set(("a",), "e")], "a: &x e  # c\nd: *x\n", ()),
    "the alias goes": ("a: &x b\nd: *x # c\n", [Set(("d",), "e")], "a: &x b\nd: e # c\n", ()),
    "inside the anchor": ("a: &x [b]\nd: *x\n", [Insert(("a",), 1, "c")], "a: &x [b, c]\nd: *x\n", ()),
    "a mapping at an anchor of an item": ("- &x b\n- *x\n", [Set((0,), {"k": ["a", "b\nc"]})], "- &x\n  k:\n    - a\n    - |-\n      b\n      c\n- *x\n", ()),
    "an empty value": ("a:  # c\nb:\n", [Set(("a",), "x"), Set(("b",), ["y"])], "a: x  # c\nb: [y]\n", ()),
    "a key in question": ("? a\n? b\n: c\n", [Set(("a",), "x"), Set(("b",), "y")], "? a\n: x\n? b\n: y\n", ()),
    "lists not further in": ("a:\n- b\n# c\nd: e\n", [Insert(("a",), 1, "x"), Set(("f",), ["1", "2\n3"])], "a:\n- b\n- x\n# c\nd: e\nf:\n- 1\n- |-\n  2\n  3\n", ()),
    "null becomes a number's text": ("a: null\nb: [~]\n", [Set(("a",), "1.0"), Set(("b", 0), "true")], 'a: "1.0"\nb: [true]\n', ()),
    "what stops other tools": ("l: [yes, 2026-03-01]\n", [Set(("l", 0), "<<"), Set(("l", 1), "2026-13-45"), Insert(("l",), 2, "2026-03-01T10:00:00Z"), Insert(("l",), 2, "=")], 'l: ["<<", "2026-13-45", "2026-03-01T10:00:00Z", "="]\n', ()),
    "a truth for old tools only": ("a: NO\nb: 1.0\n", [Set(("a",), "False"), Set(("b",), "2.5")], 'a: "False"\nb: 2.5\n', ()),
    "no block before a line of blanks": ("a: b\n   \nc: d\n", [Set(("a",), "x\ny")], 'a: "x\\ny"\n   \nc: d\n', ()),
    "a wide dash with nothing beside it": ("-   [x]\n-\n\n  n: m\n-   some\n", [Set((1,), {"a": "b", "c": "d\ne"})], "-   [x]\n-   a: b\n\n    c: |-\n      d\n      e\n-   some\n", ()),
    "each dash has its own width": ("- a\n-   b\n-\n    c\n", [Set((1,), {"k": "x\ny", "l": "m"}), Set((2,), {"k": "x\ny", "l": "m"})], "- a\n-   k: |-\n      x\n      y\n    l: m\n-\n    k: |-\n      x\n      y\n    l: m\n", ()),
    "blank lines that a block would keep": ("l:\n  - |+\n    x\n  - y\n\n  - z\nm: n\n", [Remove(("l", 1))], "l:\n  - |+\n    x\n  - z\nm: n\n", ()),
    "no blank line after a block that would keep it": ("l:\n  - y\n\n  - |+\n    x\nm: n\n", [Insert(("l",), 2, "z")], "l:\n  - y\n\n  - |+\n    x\n  - z\nm: n\n", ()),
    "the first activity goes": ("a:\n  - id: x\n\n  - id: y\n", [Remove(("a", 0))], "a:\n  - id: y\n", ()),
    "new values are quoted as their like": ("a:\n  - id: x\n    n: 'N'\n    b:\n      - {t: \"v\"}\n", [Insert(("a",), 1, {"id": "y", "n": "M"}), Insert(("a", 0, "b"), 1, {"t": "w"})], "a:\n  - id: x\n    n: 'N'\n    b:\n      - {t: \"v\"}\n      - {t: \"w\"}\n  - id: y\n    n: 'M'\n", ()),
    "new long texts are folded as their like": ("a:\n  - n: >-\n      x\n      y\n", [Insert(("a",), 1, {"n": "word " * 20 + "end"}), Insert(("a",), 1, {"n": "short"})], "a:\n  - n: >-\n      x\n      y\n  - n: >-\n      " + "word " * 14 + "word\n      " + "word " * 5 + "end\n  - n: short\n", ()),
    "quotes that one text needs": ("a:\n  - n: x\n  - n: \"y: z\"\nl: [\"12\", \"3\"]\n", [Insert(("a",), 2, {"n": "w"}), Insert(("l",), 2, "4")], "a:\n  - n: x\n  - n: \"y: z\"\n  - n: w\nl: [\"12\", \"3\", \"4\"]\n", ()),
    "document end": ("a: b\n...\n# c\n", [Set(("n",), "v")], "a: b\nn: v\n...\n# c\n", ()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "edits", "expected", "comments"), CASES.values(), ids=CASES)
def test_the_file_afterwards(
    text: str, edits: list[Edit], expected: str, comments: tuple[str, ...]
) -> None:
    edited = edit(text.encode(), "a", edits)
    assert edited.content.decode() == expected
    assert edited.comments == comments


REFUSED: dict[str, tuple[str, Edit, str]] = {
    "through an alias": ("a: &x [b]\nd: *x\n", Set(("d", 0), "c"), "shared"),
    "into an alias": ("a: &x [b]\nd: *x\n", Insert(("d",), 0, "c"), "shared"),
    "an anchor that is needed": ("a: &x [b]\nd: *x\n", Remove(("a",)), "anchor-needed"),
    "an anchor inside": ("a: [&x b]\nd: *x\n", Set(("a",), "c"), "anchor-needed"),
    "an anchored key": ("&x a: b\nd: *x\n", Remove(("a",)), "anchor-needed"),
    "nothing there": ("a: b\n", Remove(("c",)), "no-such-place"),
    "no list": ("a: b\n", Insert(("a",), 0, "x"), "no-such-place"),
    "the whole file": ("a: b\n", Set((), "x"), "no-such-place"),
    "no text": ("a: b\n", Set(("a",), "x\x00"), "not-text"),
    "half a character": ("a: b\n", Set(("a",), "\ud800"), "not-text"),
}


@pytest.mark.parametrize(("text", "one", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_named(text: str, one: Edit, reason: str) -> None:
    harmless = Set(("new",), "v")
    for edits in ([one], [harmless, one]):
        if one.route == () and len(edits) > 1:
            continue
        with pytest.raises(NotEdited) as refused:
            edit(text.encode(), "a", edits)
        assert (refused.value.reason, refused.value.edit) == (reason, one)


def test_an_edit_inside_what_goes_is_refused() -> None:
    with pytest.raises(NotEdited, match="overlapping"):
        edit(b"a: {b: c}\n", "a", [Remove(("a",)), Set(("a", "b"), "x")])


def test_a_file_that_is_not_read_is_not_edited() -> None:
    with pytest.raises(Refused):
        edit(b"a: [\n", "a", [Set(("a",), "x")])


def test_applied_leaves_the_data() -> None:
    data: Any = {"a": ["x", "y"], "b": {"c": "d"}}
    edits = [Insert(("a",), 0, "0"), Insert(("a",), 0, "1"), Remove(("a", 1)), Insert(("a",), 9, "z"), Remove(("b", "c"))]  # fmt: skip
    assert applied(data, edits) == {"a": ["0", "1", "x", "z"], "b": {}}
    assert data == {"a": ["x", "y"], "b": {"c": "d"}}


def test_every_route_by_which_a_part_is_reached() -> None:
    source = read_yaml(b"a: &x {k: &y v}\nb: [*x, *y]\nc: d\n", "a")
    assert set(aliases(source, ("a", "k"))) == {("a", "k"), ("b", 0, "k"), ("b", 1)}
    assert set(aliases(source, ("b", 0))) == {("a",), ("b", 0)}
    assert aliases(source, ("c",)) == ()


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The length of every text that a parser goes through."""
    found: list[int] = []

    def counted(parse: Callable[..., Any]) -> Callable[..., Any]:
        def parse_counted(*given: Any) -> Any:
            found.append(len(given[-1]))
            return parse(*given)

        return parse_counted

    if parser.CParser is not None:
        monkeypatch.setattr(parser, "CParser", counted(parser.CParser))
    monkeypatch.setattr(parser.YAML, "parse", counted(parser.YAML.parse))
    return found


@pytest.mark.parametrize("count", [1, 100])
def test_a_batch_is_two_parses(count: int, parses: list[int]) -> None:
    """The file is read before and after, however many edits there are."""
    content = register(100).encode()
    edits = [Set(("activities", n, "notes"), f"new {n}: #") for n in range(count)]
    edited = edit(content, "a", edits)
    assert parses == [len(content.decode()), len(edited.content.decode())]


@pytest.mark.parametrize("reason", ["not-text", "anchor-needed", "no-such-place", "overlapping"])
def test_a_refused_batch_is_one_parse(reason: str, parses: list[int]) -> None:
    """Which edit is to blame is known without trying."""
    content = register(50) + "x-anchor: &x [y]\nx-alias: *x\n"
    guilty: dict[str, Edit] = {
        "not-text": Set(("x-new",), {"a": ["b\0"]}),
        "anchor-needed": Remove(("x-anchor",)),
        "no-such-place": Remove(("x-none",)),
        "overlapping": Set(("activities", 49, "notes"), "other"),
    }
    edits: list[Edit] = [Set(("activities", n, "notes"), "new") for n in range(50)]
    with pytest.raises(NotEdited) as refused:
        edit(content.encode(), "a", [*edits, guilty[reason]])
    assert (refused.value.reason, refused.value.edit) == (reason, guilty[reason])
    assert len(parses) == 1


def test_the_edit_that_fails_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not read as meant is refused: a writer that makes mistakes harms no file."""
    monkeypatch.setattr(scalars, "double", lambda text: f'"{text}!"')
    edits = [Set((name,), "x # y" if name == "c" else "x") for name in "abcd"]
    with pytest.raises(NotEdited) as refused:
        edit(b"a: 1\nb: 2\nc: 3\nd: 4\n", "a", edits)
    assert (refused.value.reason, refused.value.edit) == ("not-safe", edits[2])
    assert edit(b"a: 1\nb: 2\nd: 4\n", "a", [edits[0]]).content == b"a: x\nb: 2\nd: 4\n"
