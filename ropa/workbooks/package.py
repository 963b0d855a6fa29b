"""The file of a workbook: the same bytes for the same workbook, on every machine and day.

Entries have no date, owner or system, and are not compressed: what a compressor makes of them
depends on its version, and git stores plain versions side by side in less room.
"""

# mypy: allow-untyped-calls

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import SheetDimension
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import (
    ARC_SHARED_STRINGS,
    ARC_WORKBOOK_RELS,
    REL_NS,
    SHARED_STRINGS,
)

from ropa.workbooks.rows import Body, Strings

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NO_ROWS = b"<sheetData />"
STRINGS = f'<Relationship Type="{REL_NS}/sharedStrings" Target="sharedStrings.xml" Id="strings" />'


def packed(workbook: Workbook, bodies: Mapping[str, Body], strings: Strings) -> bytes:
    """A workbook as a file; `bodies` have the cells of each sheet by its title, and `strings` their texts."""
    content = BytesIO()
    _Writer(workbook, _Archive(content, "w"), bodies, strings).save()
    return content.getvalue()


class _Archive(ZipFile):
    """A zip file whose entries say nothing but their names."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_how: Any, **_more: Any) -> None:
        entry = ZipInfo(str(zinfo_or_arcname), FIRST_DAY)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        if entry.filename == ARC_WORKBOOK_RELS:
            data = _with_strings(data)
        super().writestr(entry, data, ZIP_STORED)


def _with_strings(rels: bytes) -> bytes:
    """The relationships of a workbook, and that to its texts, which openpyxl knows nothing of."""
    head, end, tail = rels.rpartition(b"</Relationships>")
    if not end:
        raise RuntimeError("openpyxl writes relationships in another way")
    return b"".join((head, STRINGS.encode(), end, tail))


class _Strings:
    """The part of all texts, as the list of contents names it."""

    path = f"/{ARC_SHARED_STRINGS}"
    mime_type = SHARED_STRINGS


class _Writer(ExcelWriter):
    """Writes each sheet in memory, with the rows of its body, and the texts of all."""

    def __init__(
        self, workbook: Workbook, archive: ZipFile, bodies: Mapping[str, Body], strings: Strings
    ) -> None:
        super().__init__(workbook, archive)
        self.bodies = bodies
        self.strings = strings

    def write_data(self) -> None:
        self._archive.writestr(ARC_SHARED_STRINGS, self.strings.part())
        self.manifest.append(_Strings())
        super().write_data()

    def write_worksheet(self, ws: Worksheet) -> None:
        body = self.bodies[ws.title]
        writer = _Sheet(ws, body)
        writer.write()
        ws._rels = writer._rels
        head, none, tail = writer.out.getvalue().partition(NO_ROWS)
        if not none:
            raise RuntimeError("openpyxl writes a sheet without rows in another way")
        rows = "".join(body.rows).encode()
        self._archive.writestr(
            ws.path[1:], b"".join((head, b"<sheetData>", rows, b"</sheetData>", tail))
        )
        self.manifest.append(ws)


class _Sheet(WorksheetWriter):
    """What is around the rows of a sheet."""

    def __init__(self, ws: Worksheet, body: Body) -> None:
        super().__init__(ws, BytesIO())
        ws._hyperlinks = body.links
        ws._comments = body.notes
        self.dimension = body.dimension

    def write_dimensions(self) -> None:
        self.xf.send(SheetDimension(self.dimension).to_tree())

    def write_rows(self) -> None:
        self.xf.send(Element("sheetData"))
