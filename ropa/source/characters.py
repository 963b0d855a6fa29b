"""Bytes in, text out: UTF-8, without characters that are no text."""

import re

from ropa.source.source import Refused, Span

# Control characters, half characters, and those that one tool reads as a line break or as nothing
# and the next as a character.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
PLAIN_BYTES = bytes([9, 10, 13, *range(32, 127), *range(128, 256)])
UNSEEN_BYTES = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef(?:\xbf[\xbe\xbf]|\xbb\xbf)")


def decode(content: bytes) -> str:
    """UTF-8 without byte order mark, line ends as LF; raises Refused at what is not text."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("encoding", Span(1, 1, 1, 1), looks_like="UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = content[: error.start].decode("utf-8-sig", "replace")
        raise Refused("encoding", span_at(good, len(good)), looks_like="Latin-1") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _may_be_forbidden(content) and (bad := FORBIDDEN.search(text)):
        raise Refused("character", span_at(text, bad.start()), code=f"U+{ord(bad[0]):04X}")
    return text


def span_at(text: str, offset: int) -> Span:
    """The span of the one character at `offset`."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + 1)


def _may_be_forbidden(content: bytes) -> bool:
    """A fast look at the bytes, before a slow one at the characters."""
    if content.translate(None, PLAIN_BYTES):
        return True
    start = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    return not content.isascii() and UNSEEN_BYTES.search(content, start) is not None
