"""What a run is told, and cannot be."""

from collections.abc import Iterable
from pathlib import Path

from ropa.source.store import DISK, Store

LIMIT = 4_000_000
"""How large a configuration or a baseline may be, in bytes."""


class Mistaken(Exception):
    """A run cannot be done as it is told; the message says what is wrong, and what was meant."""


def suggested(word: str, among: Iterable[str]) -> str:
    """The end of a message that names what was probably meant; empty where nothing is near."""
    from ropa.model.vocabulary import closest

    meant = closest(word, among)
    return f"; did you mean {meant}?" if meant else ""


def text_of(path: Path, limit: int = LIMIT, store: Store = DISK) -> str:
    """The text of a small file. Raises Mistaken for what is none, OSError if it cannot be read."""
    if store.size(path) is None:  # a pipe or a device would hang the reader
        raise Mistaken(f"{path.as_posix()}: is not a regular file")
    content = store.content(path, limit)
    if len(content) > limit:
        raise Mistaken(f"{path.as_posix()}: is larger than {limit // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistaken(f"{path.as_posix()}: is not UTF-8") from None
