"""What changes in a file, as git shows it: a unified diff with headers."""

from difflib import unified_diff

NO_END = "\\ No newline at end of file"


def unified(file: str, before: bytes, after: bytes) -> str:
    """The diff of one file, each line ended by a line feed; empty where nothing changes."""
    if before == after:
        return ""
    lines = unified_diff(_lines(before), _lines(after), f"a/{file}", f"b/{file}")
    return f"diff --git a/{file} b/{file}\n" + "".join(map(_ended, lines))


def _lines(content: bytes) -> list[str]:
    """The lines with their ends; a CR, a form feed and their like are no ends."""
    parts = content.decode("utf-8", "backslashreplace").split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{NO_END}\n"
