"""The file of a workbook: the same bytes for the same workbook, on every machine and day.

Entries have no date, owner or system, and are not compressed: what a compressor makes of them
depends on its version, and git stores plain versions side by side in less room.
"""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class _Archive(ZipFile):
    """A zip file whose entries say nothing but their names."""

    def writestr(self, name: Any, data: Any, *_how: Any, **_more: Any) -> None:
        entry = ZipInfo(str(name), FIRST_DAY)
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        super().writestr(entry, data, ZIP_STORED)

    def write(self, filename: Any, arcname: Any = None, *_how: Any, **_more: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def packed(workbook: Workbook) -> bytes:
    """A workbook as a file."""
    content = BytesIO()
    ExcelWriter(workbook, _Archive(content, "w")).save()
    return content.getvalue()
