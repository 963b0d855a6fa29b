"""YAML in: the two parsers agree, scalars stay text, and every part knows where it stands."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from yaml_documents import documents

from ropa.source import parser, yaml
from ropa.source.characters import decode
from ropa.source.source import Refused, Route, Source, Span
from ropa.source.yaml import read_pure, read_yaml

ROOT = Path(__file__).parent.parent
REGISTERS = sorted((ROOT / "registers").rglob("*.yaml"))


def read(text: str) -> Any:
    return read_yaml(text.encode(), "a.ropa.yaml").data


def marks(source: Source) -> list[list[int]]:
    """The marks of every collection, in the order in which they are reached."""
    found, todo = [], [source.data]
    while todo:
        part = todo.pop(0)
        if isinstance(part, (dict, list)):
            found.append(list(source.marks[id(part)]))
            todo += part.values() if isinstance(part, dict) else part
    return found


def assert_same(one: Source, other: Source) -> None:
    assert one.data == other.data
    assert marks(one) == marks(other)


# --- the two parsers ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", REGISTERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_both_parsers_read_our_registers_alike(path: Path) -> None:
    content = path.read_bytes()
    assert_same(read_yaml(content, "a"), read_pure(decode(content), "a"))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_both_parsers_read_every_style_of_yaml_alike(document: tuple[bytes, Any]) -> None:
    content, data = document
    source = read_yaml(content, "a")
    assert source.data == data
    assert_same(source, read_pure(decode(content), "a"))
    assert_keys_stand_at_their_marks(source)


MARKS_IN_WORDS = [
    "{url: https://a.example/x:y, at: 10:30}", "[2018:218, a:b:c]", "{a:b: c:d}", "[a:b]",
    "{k: 'it''s a:b', l: \"a:b\"} # a:b", "{k: a:b, x: &n y, z: *n}", "{k: &a:b y, z: *a:b}",
    "{k: a:b, l: !t x}", "{k: a:b, k: c}", "{k: a:b, <<: x}", "{k: a:b\tc}", "{k: [a:b, \"c\":/d]}",
    "{k: a:b\ue000}", "[a?, b? c, {d?: e}]", "{k?}", "[? a?: b]", "{k: &a? b}", "{k: a:b,", "{k: a:, l: a:b}", "{k: :a, l: a:b}", "{k: |\n a:b}", "%YAML a:b\n--- {k: a:b}",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKS_IN_WORDS)
def test_marks_within_words_in_brackets_are_read_as_the_pure_parser_reads_them(text: str) -> None:
    def read_by(parser: Callable[[], Source]) -> Any:
        try:
            source = parser()
        except Refused as refused:
            return refused.reason, refused.span, refused.facts
        return source.data, marks(source), source.texts

    assert read_by(lambda: read_yaml(text.encode(), "a")) == read_by(lambda: read_pure(text, "a"))


def test_marks_within_words_in_brackets_do_not_slow_a_file_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if parser.CParser is None:
        pytest.skip("no accelerator on this platform")
    monkeypatch.setattr(
        yaml, "read_pure", lambda text, path: pytest.fail("read by the pure parser")
    )
    text = "{url: https://a.example/x:y, at: 10:30, unknown: Who?}"
    assert read(text) == {"url": "https://a.example/x:y", "at": "10:30", "unknown": "Who?"}
    for path in REGISTERS:
        read_yaml(path.read_bytes(), "a")


def assert_keys_stand_at_their_marks(source: Source) -> None:
    for route in routes(source.data):
        if isinstance(route[-1], str):
            line, column, _, end_column = source.locate(route, key=True)
            assert source.lines[line - 1][column - 1 : end_column - 1].strip("'\"") == route[-1]


def routes(data: Any, above: Route = ()) -> Iterator[Route]:
    """The routes to all that is in the data."""
    if isinstance(data, (dict, list)):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*above, step)
            yield from routes(value, (*above, step))


DIFFERENT_BY_LIBYAML = {
    "anchor with a colon": ("a: &x:y\nb: 1\n", {"a": None, "b": "1"}),
    "anchor with a question mark": ("- &x?y z\n", ["z"]),
    "web address in a flow mapping": ("{u: http://x:80/}", {"u": "http://x:80/"}),
    "quoted key, no space": ('{"a":1,b: 2}', {"a": "1", "b": "2"}),
    "question mark in a flow": ("[a?b, c?]", ["a?b", "c?"]),
    "name not in ASCII": ("- &å x\n- *å\n", ["x", "x"]),
}


@pytest.mark.parametrize(("text", "data"), DIFFERENT_BY_LIBYAML.values(), ids=DIFFERENT_BY_LIBYAML)
def test_yaml_1_2_holds_where_libyaml_differs(text: str, data: Any) -> None:
    source = read_yaml(text.encode(), "a")
    assert source.data == data
    assert_same(source, read_pure(text, "a"))


def test_the_pure_parser_alone_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (ROOT / "registers/softmore/register.ropa.yaml").read_bytes()
    with_c = read_yaml(content, "a")
    monkeypatch.setattr("ropa.source.parser.CParser", None)
    assert_same(with_c, read_yaml(content, "a"))


# --- mutations ---------------------------------------------------------------------------------

SCRAPS = (
    "- ", "? ", ": ", ":", "&a ", "*a", "&a:b ", "{", "}", "[", "]", ",", '"', "'", "|", ">-", "|+",
    "#", " # ", "%", "@", "!", "~", "<<: ", "---", "...", "\t", "\u00a0", "\\", "𝄞", "\r",
    "\n", "\n\n", "  ", "null", "|2", "= ", "\u200b",
)  # fmt: skip


def mutated(lines: list[str], dice: random.Random) -> str:
    """The lines after a few slips of the pen."""
    lines = list(lines)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        line, column = lines[at], dice.randrange(len(lines[at]) + 1)
        lines[at : at + 1] = dice.choice(
            (
                [],
                [line, line],
                [f"  {line}"],
                [line[2:]],
                [line[:column]],
                [line[:column] + dice.choice(SCRAPS) + line[column:]],
                [line[:column], line[column:]],
                [line, dice.choice(lines)],
                [line, " " * dice.randrange(6) + dice.choice(SCRAPS)],
            )
        )
        lines = lines or [""]
    return "\n".join(lines)


def read_by_pure(content: bytes, path: str) -> Source:
    return read_pure(decode(content), path)


def outcome(parser: Callable[[bytes, str], Source], content: bytes) -> Source | Span:
    """What was read, or where it was refused. Any other exception is an error of ours."""
    try:
        return parser(content, "a")
    except Refused as refused:
        return refused.span


def test_mutated_registers_are_read_alike_or_refused() -> None:
    dice = random.Random(20)
    text = (ROOT / "registers/softmore/register.ropa.yaml").read_text(encoding="utf-8")
    entries = [entry.splitlines() for entry in text.split("\n\n")]
    accepted = 0
    for _ in range(2000):
        content = mutated(dice.choice(entries), dice).encode()
        found = outcome(read_yaml, content), outcome(read_by_pure, content)
        lines = decode(content).count("\n") + 1
        assert all(1 <= f.line <= lines for f in found if isinstance(f, Span))
        one, other = found
        if isinstance(one, Source) and isinstance(other, Source) and marks(one):
            assert_same(one, other)
            accepted += 1
    assert accepted > 400


# --- YAML 1.2, and no type but text --------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    "no NO on Yes y 010 0o17 0x1F 1e3 1_000 .5 -0 1e99999 .inf .NaN true False 12:30:45 2026-03-01"
    " 2026-13-45 <<x = +46 6(1)(f) @ -".replace("@ -", "-x").split(),
)
def test_a_plain_scalar_stays_text_letter_for_letter(word: str) -> None:
    assert read(f"a: {word}\n") == {"a": word}
    assert read(f"[{word}]") == [word]


def test_a_number_of_any_length_stays_text() -> None:
    assert read("a: " + "9" * 5000) == {"a": "9" * 5000}


@pytest.mark.parametrize("form", ["", "~", "null", "Null", "NULL", "# x"])
def test_null_is_none(form: str) -> None:
    assert read(f"a: {form}\nb:\n- {form}\n") == {"a": None, "b": [None]}


@pytest.mark.parametrize("form", ['""', "''", '"null"', "'~'", "nULL", "none", "|\n  null"])
def test_what_only_looks_like_null_is_text(form: str) -> None:
    assert isinstance(read(f"a: {form}\n")["a"], str)


BLOCK_SCALARS = {
    "|\n  a\n  b\n": "a\nb\n",
    "|-\n  a\n\n  b\n\n": "a\n\nb",
    "|+\n  a\n\n": "a\n\n",
    "|2\n    a\n   b\n": "  a\n b\n",
    ">\n  a\n  b\n\n  c\n": "a b\nc\n",
    ">-\n  a\n    b\n  c\n": "a\n  b\nc",
    "|\n  a": "a",
}


@pytest.mark.parametrize("text", BLOCK_SCALARS)
def test_block_scalars(text: str) -> None:
    assert read(f"a: {text}") == {"a": BLOCK_SCALARS[text]}


def test_line_ends_and_byte_order_mark_leave_no_trace() -> None:
    assert read("\ufeffa: |\r\n  x\r\n  y\rb: 'p\r\n  q'\r\n") == {"a": "x\ny\n", "b": "p q"}
