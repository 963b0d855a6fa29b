"""Random YAML documents, in any mixture of the ways that people indent, quote and comment."""

import random

PLAIN = ("x", "some text", "10:30", "a:b", "2026-03-01", "true", "NO", "åä", "w#x", "it's", "a-b c")
QUOTED = (
    '"a # b"', r'"x\ty"', r'"q\"q"', '"é"', '"- x"', "'it''s'", "'a # b'", "': x'", "''", "' lead'",
)  # fmt: skip
KEYS = ("k%d", "name%d", "'q k%d'", '"d k%d"', "a b%d", "é%d")
BODY = ("text here", "# no comment", "- x", "a: b", "two  blanks")


def document(rng: random.Random) -> bytes:
    """One document; it has a list or mapping with an entry at least."""
    maker = Maker(rng)
    lines = ["# start", "---"] if rng.random() < 0.1 else []
    lines += maker.mapping(0) if rng.random() < 0.85 else maker.sequence(0)
    lines += ["# the end"] if rng.random() < 0.2 else []
    text = "\n".join(lines) + ("\n" if rng.random() < 0.85 else "")
    if rng.random() < 0.15:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if rng.random() < 0.1 else "utf-8")


class Maker:
    """Makes one document, with its own indentation."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.names: list[str] = []
        self.count = 0
        self.steps = {"map": rng.choice((2, 2, 2, 3, 4)), "list": rng.choice((0, 2, 2, 4))}
        self.gap = rng.choice((2, 2, 2, 3, 4))

    def number(self) -> int:
        self.count += 1
        return self.count

    def comment(self, chance: float = 0.2) -> str:
        return f'  # c{self.number()} it\'s "q" [x' if self.rng.random() < chance else ""

    def scalar(self) -> str:
        kind = self.rng.random()
        if kind < 0.6:
            return self.rng.choice(PLAIN)
        return self.rng.choice(QUOTED if kind < 0.9 else ("~", "null"))

    def flow(self, depth: int = 0) -> str:
        kind = self.rng.random()
        if depth > 1 or kind < 0.4:
            return self.scalar().replace(":", ".") if depth else self.scalar()
        parts = [self.flow(depth + 1) for _ in range(self.rng.randrange(4))]
        if kind < 0.7:
            return "[" + ", ".join(parts) + ("," if parts and kind < 0.5 else "") + "]"
        return "{" + ", ".join(f"k{n}: {part}" for n, part in enumerate(parts)) + "}"

    def between(self, indent: int) -> list[str]:
        """What may stand above an entry: blank lines, and comments of all columns."""
        found = [
            (0.15, ""),
            (0.12, " " * indent + f"# own{self.count}: 'x"),
            (0.03, " " * self.rng.choice((1, 2, 6))),
            (0.03, " " * self.rng.choice((0, indent + 2)) + f"# odd{self.count}"),
        ]
        return [line for chance, line in found if self.rng.random() < chance]

    def value(self, indent: int, parent: str) -> list[str]:
        """The lines of a value; the first goes beside its key or dash."""
        anchor = f"&n{self.number()}" if self.rng.random() < 0.06 else ""
        kind = self.rng.random()
        if kind < 0.04 and self.names and not anchor:
            return ["*" + self.rng.choice(self.names) + self.comment()]
        lines = self.unnamed(indent, parent, kind)
        if anchor:
            lines[0] = f"{anchor} {lines[0].lstrip(' ')}".rstrip(" ")
            self.names.append(anchor[1:])
        return lines

    def unnamed(self, indent: int, parent: str, kind: float) -> list[str]:
        margin = " " * (indent + self.steps["map"])
        if kind < 0.42 or indent > 14:
            return [self.scalar() + self.comment()]
        if kind < 0.52:
            return [self.flow() + self.comment()]
        if kind < 0.6:
            return self.block(indent)
        if kind < 0.63:
            return [self.comment(0.3)]
        if kind < 0.67:
            parts = [f"{margin}{self.flow(1)},{self.comment()}" for _ in range(3)]
            return ["[" + self.comment(0.3), *parts, " " * (indent + 1) + "]" + self.comment()]
        if kind < 0.7:
            return ["plain text", f"{margin}goes on{self.comment()}"]
        if kind < 0.86:
            return [self.comment(0.15), *self.mapping(indent + self.steps["map"])]
        return [self.comment(0.15), *self.sequence(indent + self.steps["list" if parent == "map" else "map"])]  # fmt: skip

    def block(self, indent: int) -> list[str]:
        margin = " " * (indent + self.rng.choice((1, 2, 4)))
        lines = [self.rng.choice("|>") + self.rng.choice(("", "-", "+")) + self.comment()]
        for _ in range(self.rng.randint(1, 3)):
            lines.append(margin + self.rng.choice(BODY))
            lines += [""] if self.rng.random() < 0.25 else []
        return lines

    def mapping(self, indent: int, beside: bool = False) -> list[str]:
        lines: list[str] = []
        for number in range(self.rng.randint(1, 4)):
            lines += [] if beside and not number else self.between(indent)
            name = self.rng.choice(KEYS) % number
            lines += self.entry(" " * indent + f"{name}:", " ", self.value(indent, "map"))
        return lines

    def sequence(self, indent: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.rng.randint(1, 4)):
            lines += self.between(indent)
            if self.rng.random() < 0.4:
                value = self.mapping(indent + self.gap, beside=True)
                value[0] = value[0].lstrip(" ")
            else:
                value = self.value(indent, "list")
            lines += self.entry(" " * indent + "-", " " * (self.gap - 1), value)
        return lines

    def entry(self, head: str, blanks: str, value: list[str]) -> list[str]:
        beside = value[0] if not value[0] or value[0].startswith(" ") else blanks + value[0]
        return [head + beside, *value[1:]]
