"""The parts of a workbook's file, kept within limits before anything of it is read.

A workbook is a zip file of XML. What it says of its own size is not believed: bytes are counted while
they are inflated. Nothing is written to disk.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ropa.review.reviewed import NotAWorkbook

MB = 1 << 20
FILE = 100 * MB
PARTS = 2_000
PART = 64 * MB
ALL = 200 * MB
RATIO = 200
SMALL = 4 * MB
"""A part that is no larger may be packed as tightly as it likes."""
CHUNK = 1 << 16
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file of Excel before 2007 begins, and one that has a password."""
ENTRY = b"PK\x01\x02"
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
XML = (".xml", ".rels", ".vml")


def content_of(path: Path) -> bytes:
    """The bytes of a file, not more than a workbook may have. Raises NotAWorkbook."""
    try:
        if path.is_dir():
            raise NotAWorkbook("folder", path=str(path))
        with path.open("rb") as file:
            content = file.read(FILE + 1)
    except FileNotFoundError:
        raise NotAWorkbook("missing", path=str(path)) from None
    except (OSError, ValueError) as error:
        raise NotAWorkbook("no-access", path=str(path), error=str(error)) from None
    if len(content) > FILE:
        raise NotAWorkbook("too-large", limit=FILE // MB)
    return content


class Unpacked:
    """A file whose parts are within the limits. Raises NotAWorkbook."""

    def __init__(self, content: bytes) -> None:
        _sniff(content)
        try:
            self._archive = ZipFile(BytesIO(content))
        except (BadZipFile, OSError, ValueError, NotImplementedError):
            raise NotAWorkbook("damaged") from None
        entries = self._archive.infolist()
        self.names = {entry.filename.lstrip("/"): entry for entry in entries}
        if len(self.names) != len(entries):
            raise NotAWorkbook("damaged")
        self._is_ours()
        total = 0
        for entry in entries:
            total += self._checked(entry, ALL - total)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, inflated piece by piece. Raises NotAWorkbook."""
        try:
            with self._archive.open(self.names[name]) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except (BadZipFile, EOFError, KeyError, OSError, RuntimeError, ValueError, zlib.error):
            raise NotAWorkbook("damaged") from None

    def _is_ours(self) -> None:
        """Is it a workbook at all, and of which program?"""
        names = self.names
        if "content.xml" in names and "mimetype" in names:
            raise NotAWorkbook("ods")
        if "xl/workbook.bin" in names:
            raise NotAWorkbook("xlsb")
        if "[Content_Types].xml" not in names:
            raise NotAWorkbook("other-zip")

    def _checked(self, entry: ZipInfo, left: int) -> int:
        """The size of a part, which is within the limits."""
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise NotAWorkbook("damaged")
        size, tail = 0, b""
        xml = entry.filename.lower().endswith(XML)
        for chunk in self.chunks(entry.filename.lstrip("/")):
            size += len(chunk)
            if size > PART or size > left:
                raise NotAWorkbook("inflated", part=entry.filename, limit=min(PART, left) // MB)
            if size > SMALL and size > RATIO * max(1, entry.compress_size):
                raise NotAWorkbook("ratio", part=entry.filename, limit=RATIO)
            if xml and any(mark in tail + chunk for mark in DOCTYPES):
                raise NotAWorkbook("doctype", part=entry.filename)
            tail = chunk[-20:]
        return size


def _sniff(content: bytes) -> None:
    """Say what a file is that is not a zip file, and count entries before they are listed."""
    if not content:
        raise NotAWorkbook("empty")
    if content.startswith(OLE):
        raise NotAWorkbook("old-or-encrypted")
    if not content.startswith(b"PK"):
        raise NotAWorkbook("not-a-zip")
    if content.count(ENTRY) > PARTS:
        raise NotAWorkbook("parts", limit=PARTS)
