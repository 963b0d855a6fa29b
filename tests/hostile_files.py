"""Hostile files that are too large, or too strange, to be committed: each is made where it is needed.

`make(name, folder)` makes one and returns the path to give to ropa.
"""

import os
from collections.abc import Callable
from pathlib import Path

HEAD = "ropa: 1\ntitle: T\n"
SIZE = 5_000_000

# --- texts -----------------------------------------------------------------------------------------


def alias_bomb() -> str:
    levels = ["x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
    for n in range(1, 9):
        levels.append(f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n")
    return HEAD + "".join(levels)


def alias_bomb_of_mappings() -> str:
    levels = ["x-0: &a0 {k0: x, k1: x}\n"]
    for n in range(1, 40):
        levels.append(f"x-{n}: &a{n} {{k0: *a{n - 1}, k1: *a{n - 1}}}\n")
    return HEAD + "".join(levels)


def long_word_in_a_list(times: int = 100_000) -> str:
    """Small as a file; a hundred gigabytes, if anybody wrote the list out."""
    return f"{HEAD}x-a: &a {'x' * 1_000_000}\nlanguage: [{', '.join(['*a'] * times)}]\n"


def long_word_everywhere() -> str:
    entries = "".join(f"- {{id: a{n}, status: *a, role: *a}}\n" for n in range(1_000))
    return f"{HEAD}x-a: &a {'x' * 200_000}\nactivities:\n{entries}"


def long_texts() -> str:
    texts = ("a-" * 500_000, "(" * 500_000, "1 " * 500_000, "[[" * 500_000, "år, " * 250_000)
    fields = ("purposes", "data_subjects", "retention", "security_measures", "recipients")
    lines = "".join(f'  {f}: ["{t}"]\n' for f, t in zip(fields, texts, strict=True))
    return f"{HEAD}activities:\n- id: a\n{lines}"


TEXTS: dict[str, Callable[[], str]] = {
    "brackets": lambda: "[" * 100_000,
    "braces": lambda: "{a: " * 100_000,
    "dashes": lambda: "- " * 100_000,
    "question-marks": lambda: "? " * 100_000,
    "staircase": lambda: "".join(f"{' ' * n}a:\n" for n in range(2_000)),
    "closed-brackets": lambda: HEAD + "x-a: " + "[" * 65 + "]" * 65,
    "alias-bomb": alias_bomb,
    "alias-bomb-of-mappings": alias_bomb_of_mappings,
    "aliases-too-many": lambda: HEAD + "x-a: &a [x]\nx-b:\n" + "- *a\n" * 129,
    "long-word-in-a-list": long_word_in_a_list,
    "long-word-everywhere": long_word_everywhere,
    "long-texts": long_texts,
    "keys-unknown": lambda: HEAD + "".join(f"key{n}: x\n" for n in range(30_000)),
    "keys-of-our-own": lambda: "".join(f"x-{n}: x\n" for n in range(200_000)),
    "keys-with-one-twice": lambda: "".join(f"x-{n}: x\n" for n in (*range(100_000), 7)),
    "activities-without-id": lambda: HEAD + "activities:\n" + "- {name: x}\n" * 20_000,
    "activities-alike": lambda: HEAD + "activities:\n" + "- id: a\n" * 20_000,
    "scalar": lambda: f"{HEAD}language: {'x' * SIZE}\nstatus: {'y' * 100}\n",
    "scalar-quoted": lambda: f'{HEAD}updated: "{"x " * (SIZE // 2)}"\n',
    "scalar-of-lines": lambda: HEAD + "updated: |\n" + "  x\n" * (SIZE // 4),
    "key": lambda: f'{HEAD}"{"k" * 1_000_000}": x\n? "{"k" * 1_000_000}l"\n: x\n',
    "anchor-name": lambda: f"{HEAD}x-a: &{'a' * SIZE} x\nx-b: *{'a' * 100_000}\n",
    "tag-name": lambda: f"{HEAD}x-a: !{'a' * SIZE} x\n",
    "comment": lambda: "#" * SIZE,
    "blank-lines": lambda: "\n" * SIZE,
    "blank-line": lambda: HEAD + " " * SIZE + "x",
    "quote-unclosed": lambda: f'{HEAD}language: "{"x" * SIZE}',
    "escapes-unclosed": lambda: f'{HEAD}language: "' + "\\x41" * 200_000,
    "flow-unclosed": lambda: f"{HEAD}x-a: [" + "a, " * 30_000,
    "broken-at-the-end": lambda: HEAD + "".join(f"x-{n}: text\n" for n in range(20_000)) + "a: [",
    "colons": lambda: f"{HEAD}x-a: [" + ":," * 20_000 + "]\nstatus: x\n",
    "ampersands": lambda: "&a " * 100_000,
    "stars": lambda: "x: " + "*" * 1_000_000,
    "percents": lambda: "%" * SIZE,
    "ignore-comments": lambda: HEAD + "# ropa: ignore[" + "ROPA101, " * 100_000 + "\nstatus: x\n",
}

# --- strange names and things that are no files -----------------------------------------------------

NAMES = {
    "name-escape": "evil\x1b[31mname.ropa.yaml",
    "name-newline": "evil\n::error::name.ropa.yaml",
    "name-bell-and-c1": "evil\x07\x9b2Jname.ropa.yaml",
    "name-bidi": "evil\u202elmay\u2066name.ropa.yaml",
    "name-not-utf-8": os.fsdecode(b"evil\xff\xfename.ropa.yaml"),
    "name-command": "::error file=evil::name.ropa.yaml",
    "name-markup": "[red]evil[bold]name.ropa.yaml",
}


def fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def link(target: str) -> Callable[[Path], Path]:
    def make_link(path: Path) -> Path:
        path.symlink_to(target)
        return path

    return make_link


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def folder_with_fifo(path: Path) -> Path:
    path.mkdir()
    (path / "register.ropa.yaml").write_text(HEAD + "language: [x]\n")
    fifo(path / "further.ropa.yaml")
    return path


def folder_with_links(path: Path) -> Path:
    path.mkdir()
    for name, target in (("zero", "/dev/zero"), ("up", ".."), ("passwd", "/etc/passwd")):
        (path / f"{name}.ropa.yaml").symlink_to(target)
    (path / "loop.ropa.yaml").symlink_to("loop.ropa.yaml")
    return path


def folder_in_a_circle(path: Path) -> Path:
    path.mkdir()
    (path / "again").symlink_to(".")
    (path / "again.ropa.yaml").symlink_to("../" + path.name)
    return path


def too_large(path: Path) -> Path:
    """Larger than any limit, without taking up the disk."""
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    return path


THINGS: dict[str, Callable[[Path], Path]] = {
    "fifo": fifo,
    "link-to-zero": link("/dev/zero"),
    "link-to-terminal": link("/dev/tty"),
    "link-to-nowhere": link("nowhere"),
    "link-to-itself": link("link-to-itself.ropa.yaml"),
    "link-out": link("/etc/passwd"),
    "folder": folder,
    "folder-with-fifo": folder_with_fifo,
    "folder-with-links": folder_with_links,
    "folder-in-a-circle": folder_in_a_circle,
    "too-large": too_large,
}


def make(name: str, where: Path) -> Path:
    """Make the hostile file of this name in a folder."""
    path = where / f"{name}.ropa.yaml"
    if name in THINGS:
        return THINGS[name](path)
    if name in NAMES:
        path = where / NAMES[name]
        path.write_text(HEAD + "language: [x]\n")
        return path
    path.write_text(TEXTS[name](), encoding="utf-8")
    return path
