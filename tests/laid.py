"""Files laid out in the current folder, for tests that read them."""

from pathlib import Path

Files = dict[str, str]


def write(files: Files) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
