"""YAML documents in many styles, each with the data that it must come to."""

from typing import Any

from hypothesis import strategies as st

WORDS = st.one_of(
    st.sampled_from(["no", "on", "010", "1e3", "2026-03-01", "0x1F", "a:b", "x#y", "it's", "-1"]),
    st.text("abcåäöÅÄÖéß漢字𝄞😀", min_size=1, max_size=8),
    st.just("lång" * 40),
)
COMMENTS = st.sampled_from(["", "", "", "  # kommentar", " # 𝄞: [not, {data"])
INDENTS = st.sampled_from([2, 2, 2, 4, 1, 3, 7])


class Writer:
    """Draws one document; `anchors` has what was named so far and may be pointed to."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.anchors: dict[str, Any] = {}
        self.key_count = 0

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def sentence(self) -> list[str]:
        words: list[str] = self.draw(st.lists(WORDS, min_size=1, max_size=4))
        return ["w" + words[0], *words[1:]]  # a word that begins with - or & is tried elsewhere

    def key(self) -> tuple[str, str]:
        self.key_count += 1
        name = f"{self.draw(st.text('kåö𝄞', min_size=1, max_size=3))}{self.key_count}"
        return self.one_of(name, name, f'"{name}"', f"'{name}'"), name

    def node(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        """What follows `key:` or `-`, with its leading space or line break, and its value."""
        name = ""
        if self.one_of(*range(6)) == 0:
            if self.anchors and self.one_of(True, False):
                name = self.one_of(*self.anchors)
                return f" *{name}", self.anchors[name]
            name = f"a{len(self.anchors)}"
        kinds = [self.scalar, self.scalar, self.flow, self.text_block]
        if depth < 3:
            kinds += [self.mapping, self.sequence]
        text, value = self.one_of(*kinds)(indent, depth, in_list=in_list and not name)
        if name:
            self.anchors[name] = value
            text = f" &{name}{text}"
        return text, value

    def scalar(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        words = self.sentence()
        margin = "\n" + " " * (indent + self.draw(INDENTS))
        glue = self.one_of(" ", " ", margin)
        text = glue.join(words)
        quoted, value = text.replace("'", "''"), " ".join(words)
        comment = self.draw(COMMENTS)
        return self.one_of(
            (f" {text}{comment}", value),
            (f" '{quoted}'{comment}", value),
            (f' "{text}"{comment}', value),
            (f' "\\u00e5\\t{text}\\n"{comment}', f"å\t{value}\n"),
            (f"{margin}{text}", value),
            (f"{comment}", None),
            (f" ~{comment}", None),
            (' ""', ""),
        )

    def text_block(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        lines = [" ".join(self.sentence()) for _ in range(self.one_of(1, 2, 3))]
        margin = "\n" + " " * (indent + self.draw(INDENTS))
        style, joint = self.one_of(("|", "\n"), (">", " "))
        chomp, end = self.one_of(("", "\n"), ("-", ""))
        return f" {style}{chomp}{margin}{margin.join(lines)}", joint.join(lines) + end

    def flow(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        margin = "\n" + " " * (indent + self.draw(INDENTS))
        gap = self.one_of(" ", "", margin, f" # kommentar{margin}")
        comma = self.one_of(", ", " , ", f",{margin}")
        items = [self.flow_item(indent, depth) for _ in range(self.one_of(0, 1, 3))]
        if self.one_of(True, False):
            text, value = comma.join(t for t, _ in items), [v for _, v in items]
            return f" [{gap}{text}{gap}]", value
        keys = [self.key() for _ in items]
        text = comma.join(f"{k}: {t}" for (k, _), (t, _) in zip(keys, items, strict=True))
        return f" {{{gap}{text}{gap}}}", {k: v for (_, k), (_, v) in zip(keys, items, strict=True)}

    def flow_item(self, indent: int, depth: int) -> tuple[str, Any]:
        if depth < 2 and self.one_of(*range(4)) == 0:
            text, value = self.flow(indent, depth + 1, in_list=False)
            return text.lstrip(), value
        value = " ".join(self.sentence())
        return self.one_of((value, value), (f'"{value}"', value), ("~", None), ("no", "no"))

    def mapping(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        compact = in_list and self.one_of(True, False)
        column = indent + (2 if compact else self.draw(INDENTS))
        entries, value = [], {}
        for _ in range(self.one_of(1, 2, 3)):
            written, name = self.key()
            text, value[name] = self.node(column, depth + 1, in_list=False)
            entries.append(f"{written}{self.one_of('', '', ' ')}:{text}")
        return self.lines(entries, column, compact), value

    def sequence(self, indent: int, depth: int, *, in_list: bool) -> tuple[str, Any]:
        compact = in_list and self.one_of(True, False)
        column = indent + (2 if compact else self.draw(INDENTS))
        items = [self.node(column, depth + 1, in_list=True) for _ in range(self.one_of(1, 2, 3))]
        return self.lines([f"-{text}" for text, _ in items], column, compact), [v for _, v in items]

    def lines(self, entries: list[str], column: int, compact: bool) -> str:
        margin = "\n" + " " * column
        between = self.one_of(margin, margin, f"\n\n# mellan{margin}")
        return (" " if compact else margin) + between.join(entries)


@st.composite
def documents(draw: Any) -> tuple[bytes, Any]:
    """The bytes of a file and its data."""
    writer = Writer(draw)
    kind = writer.one_of(writer.mapping, writer.mapping, writer.sequence)
    text, value = kind(-1, 0, in_list=False)
    text = writer.one_of("", "# huvud\n", "---", "%YAML 1.2\n---") + text
    text += writer.one_of("\n", "\n\n# slut", "\n...\n")
    text = text.replace("\n", writer.one_of("\n", "\n", "\r\n", "\r"))
    return writer.one_of(b"", b"", b"\xef\xbb\xbf") + text.encode(), value
