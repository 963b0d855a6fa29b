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

from ropa.workbooks.rows import Body

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NO_ROWS = b"<sheetData />"


def packed(workbook: Workbook, bodies: Mapping[str, Body]) -> bytes:
    """A workbook as a file; `bodies` have the cells of each sheet by its title."""
    content = BytesIO()
    _Writer(workbook, _Archive(content, "w"), bodies).save()
    return content.getvalue()


class _Archive(ZipFile):
    """A zip file whose entries say nothing but their names."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_how: Any, **_more: Any) -> None:
        entry = ZipInfo(str(zinfo_or_arcname), FIRST_DAY)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        super().writestr(entry, data, ZIP_STORED)


class _Writer(ExcelWriter):
    """Writes each sheet in memory, with the rows of its body."""

    def __init__(self, workbook: Workbook, archive: ZipFile, bodies: Mapping[str, Body]) -> None:
        super().__init__(workbook, archive)
        self.bodies = bodies

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
