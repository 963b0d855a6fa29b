"""What is never read: every limit at its edge, and all that a register has no use for, with place."""

from pathlib import Path

import pytest

from ropa.source.files import Limits, Reader
from ropa.source.source import Refused, Source
from ropa.source.yaml import MAX_ALIASED_NODES, MAX_ALIASES, MAX_DEPTH, read_pure, read_yaml


def read(content: str | bytes) -> Source:
    return read_yaml(content if isinstance(content, bytes) else content.encode(), "a.ropa.yaml")


def refused(content: str | bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read(content)
    return caught.value


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_depth(opening: str, closing: str) -> None:
    for levels in (MAX_DEPTH - 1, MAX_DEPTH):
        assert read(opening * levels + "x" + closing * levels)
    error = refused(opening * (MAX_DEPTH + 1) + "x" + closing * (MAX_DEPTH + 1))
    assert (error.reason, error.facts) == ("depth", {"limit": 64})
    assert error.span[:2] == (1, MAX_DEPTH * len(opening) + 1)


def test_aliases_of_collections() -> None:
    def document(count: int) -> str:
        return "a: &a [x]\nb:\n" + "- *a\n" * count

    for count in (MAX_ALIASES - 1, MAX_ALIASES):
        assert len(read(document(count)).data["b"]) == count
    error = refused(document(MAX_ALIASES + 1))
    assert (error.reason, error.facts) == ("aliases", {"limit": 128})
    assert error.span == (131, 3, 131, 5)


def test_aliases_of_words_are_not_collections() -> None:
    assert len(read("a: &a x\nb:\n" + "- *a\n" * 1000).data["b"]) == 1000


def test_nodes_reached_through_aliases() -> None:
    def document(nodes: int) -> str:
        of_lists, of_words = divmod(nodes, 2000)  # a list of 1999 words is 2000 nodes
        words = ", ".join(["w"] * 1999)
        return f"- &a [{words}]\n- &w w\n" + "- *a\n" * of_lists + "- *w\n" * of_words

    for nodes in (MAX_ALIASED_NODES - 1, MAX_ALIASED_NODES):
        assert read(document(nodes))
    error = refused(document(MAX_ALIASED_NODES + 1))
    assert (error.reason, error.facts) == ("aliased-nodes", {"limit": 200_000})
    assert error.span == (103, 3, 103, 5)


def test_long_texts_reached_through_aliases() -> None:
    def document(count: int) -> str:
        return f"- &a {'x' * (100 * 1999)}\n" + "- *a\n" * count  # as much as 2000 nodes

    assert read(document(100))
    assert refused(document(101)).reason == "aliased-nodes"


def test_aliases_of_aliases_are_counted_in_full() -> None:
    levels = ["a0: &a0 [w, w, w, w, w, w, w, w, w, w]\n"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)]
    assert read("".join(levels[:5]))
    assert refused("".join(levels)).reason == "aliased-nodes"


@pytest.mark.parametrize("size", [99, 100, 101])
def test_file_size(size: int, tmp_path: Path) -> None:
    path = tmp_path / "a.ropa.yaml"
    path.write_bytes(b"a: " + b"x" * (size - 3))
    assert outcome(Limits(file=100), path) == ["file-size" if size > 100 else "read"]


@pytest.mark.parametrize("size", [99, 100, 101])
def test_run_size(size: int, tmp_path: Path) -> None:
    one, other = tmp_path / "a.ropa.yaml", tmp_path / "b.ropa.yaml"
    one.write_bytes(b"a: " + b"x" * 57)
    other.write_bytes(b"a: " + b"x" * (size - 60 - 3))
    assert outcome(Limits(run=100), one, other) == ["read", "run-size" if size > 100 else "read"]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_number_of_files(count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.ropa.yaml"
    path.write_bytes(b"a: b")
    expected = ["read", "read", "read", "run-files"][:count]
    assert outcome(Limits(files=3), *[path] * count) == expected


def outcome(limits: Limits, *paths: Path) -> list[str]:
    """For each file: read, or the reason why not."""
    reader, found = Reader(limits), []
    for path in paths:
        try:
            reader.read(path)
            found.append("read")
        except Refused as error:
            found.append(error.reason)
    return found


# --- YAML that a register has no use for ---------------------------------------------------------

REFUSED = {
    "a: !!str b": ("tag", 1, 4),
    "a: !!int 1": ("tag", 1, 4),
    "a: !local b": ("tag", 1, 4),
    "a: ! b": ("tag", 1, 4),
    "a: !!python/object/apply:os.system [ls]": ("tag", 1, 4),
    "a:\n- !<tag:x> {b: c}": ("tag", 2, 3),
    "!!map {a: b}": ("tag", 1, 1),
    "!k a: b": ("tag", 1, 1),
    "a: b\n<<: {c: d}": ("merge-key", 2, 1),
    "a: &a {b: c}\nd: {<<: *a}": ("merge-key", 2, 5),
    "a: &a\n  <<: *a": ("merge-key", 2, 3),
    "%YAML 1.1\n---\na: yes": ("yaml-version", 1, 1),
    "%YAML 1.3\n---\na: yes": ("syntax", 1, 1),
    "%YAML 2.0\n---\na: yes": ("syntax", 1, 1),
    "a: *b": ("alias-undefined", 1, 4),
    "a: &a [*a]": ("alias-recursive", 1, 8),
    "a: &a {b: {c: *a}}": ("alias-recursive", 1, 15),
    "null: a": ("key-type", 1, 1),
    "~: a": ("key-type", 1, 1),
    ": a": ("key-type", 1, 1),
    "a: b\ntrue: c": ("key-type", 2, 1),
    "1: a": ("key-type", 1, 1),
    "{a: b, 0x1F: c}": ("key-type", 1, 8),
    "-1.5e3: a": ("key-type", 1, 1),
    "[a]: b": ("key-type", 1, 1),
    "{a: b}: c": ("key-type", 1, 1),
    "? [a, b]\n: c": ("key-type", 1, 3),
    "a: &a x\n*a : b": ("key-type", 2, 1),
    "a: b\n---\nc: d": ("documents", 2, 1),
    "a: b\n...\n---\n": ("documents", 3, 1),
    "a: b: c": ("syntax", 1, 5),
    "a: [b": ("syntax", 1, 6),
    'a: "b': ("syntax", 1, 6),
    "a:\n\tb: c": ("syntax", 2, 1),
    "a: @b": ("syntax", 1, 4),
    'a: "\\q"': ("syntax", 1, 6),
    'a: b\nc: "\\U00110000"': ("syntax", 2, 2),
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_reason_and_place(text: str) -> None:
    error = refused(text)
    assert (error.reason, error.span.line, error.span.column) == REFUSED[text]


@pytest.mark.parametrize("text", REFUSED)
def test_the_pure_parser_refuses_for_the_same_reason(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_pure(text, "a.ropa.yaml")
    assert caught.value.reason == REFUSED[text][0]


@pytest.mark.parametrize("text", ["? x", "? x\n: y", "'null': a", '"1": a', '"<<": a', "a: <<"])
def test_what_may_look_like_it_is_read(text: str) -> None:
    assert read(text).data


@pytest.mark.parametrize("again", ["b", '"b"', "'b'", "? b\n"])
def test_duplicate_keys_name_both_places(again: str) -> None:
    error = refused(f"# x\n  a: 1\n  b: 2\n  {again}: 3\n".replace("\n: 3", "\n  : 3"))
    assert (error.reason, error.span.line) == ("duplicate-key", 4)
    assert error.facts == {"key": "b", "first_line": 3, "first_column": 3}


def test_keys_are_compared_within_their_mapping_only() -> None:
    assert read("a: {k: 1}\nb: {k: 1, K: 2}\nk: 3\n").data["k"] == "3"


# --- characters and encodings --------------------------------------------------------------------

CHARACTERS = (
    "\0\a\b\x0b\x0c\x1b\x1f\x7f"  # control characters
    "\x80\x85\x9b\x9f"  # C1: next line, control sequence introducer
    "\u2028\u2029\ufeff\ufffe\uffff"  # line breaks to some, nothing to others
)
HALVES = "\ud800\udfff"


@pytest.mark.parametrize("bad", CHARACTERS, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("before", ["", "a: å\nb: x", "a: b # ", 'a: "'])
def test_characters_refused_raw(bad: str, before: str) -> None:
    lines = before.split("\n")
    for mark in {"\ufeff", bad if bad == "\ufeff" else ""}:  # one at the beginning is no character
        error = refused(f"{mark}{before}{bad}: c\n")
        assert (error.reason, error.facts) == ("character", {"code": f"U+{ord(bad):04X}"})
        assert error.span[:2] == (len(lines), len(lines[-1]) + 1)


@pytest.mark.parametrize("bad", [*CHARACTERS, *HALVES], ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("where", ['a: x\nb: "{}"', 'a: x\n"k {}": y', 'a: x\nb: [&a "{}", *a]'])
def test_characters_refused_by_escape(bad: str, where: str) -> None:
    error = refused(where.replace("{}", f"\\u{ord(bad):04x}"))
    assert (error.reason, error.facts) == ("character", {"code": f"U+{ord(bad):04X}"})
    assert error.span.line == 2


def test_escapes_of_ordinary_characters_are_read() -> None:
    assert read('a: "\\u00e5 \\t \\n \\U0001f600 \\x41"').data == {"a": "å \t \n 😀 A"}


ENCODINGS = {
    "UTF-16 with mark": ("a: b".encode("utf-16"), "encoding", (1, 1), "UTF-16"),
    "UTF-16, big end": (b"\xfe\xff" + "a: b".encode("utf-16-be"), "encoding", (1, 1), "UTF-16"),
    "UTF-16 without mark": ("a: b".encode("utf-16-le"), "character", (1, 2), None),
    "Latin-1": ("a: b\nb: fö\n".encode("latin-1"), "encoding", (2, 5), "Latin-1"),
    "Latin-1 after UTF-8": ("a: åäö".encode() + b"\xe4", "encoding", (1, 7), "Latin-1"),
    "surrogates": (b"a: \xed\xa0\x80", "encoding", (1, 4), "Latin-1"),
    "too long a form": (b"a: \xc0\xaf", "encoding", (1, 4), "Latin-1"),
    "cut in a character": ("a: 𝄞".encode()[:-1], "encoding", (1, 4), "Latin-1"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_what_is_not_utf_8(name: str) -> None:
    content, reason, place, looks_like = ENCODINGS[name]
    error = refused(content)
    assert (error.reason, error.span[:2], error.facts.get("looks_like")) == (
        reason,
        place,
        looks_like,
    )


ROOTS = {"": None, "# a\n": None, "---\n": None, "word": "word", "- a\n": ["a"], "[]": [], "{}": {}}


@pytest.mark.parametrize("text", ROOTS)
def test_any_root_is_read_and_left_to_the_model(text: str) -> None:
    assert read(text).data == ROOTS[text]
