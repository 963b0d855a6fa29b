"""What a lawyer does in LibreOffice, done by LibreOffice's own scripting: open, edit, save.

Run by the Python that LibreOffice's `uno` belongs to, never imported: `office_script.py FILE PROFILE`.
The steps come as JSON on standard input: lists whose first word is the name of a function below.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, TableSortField

XLSX = "Calc MS Excel 2007 XML"


def office(profile: Path):
    """A LibreOffice of one's own, and its desktop."""
    pipe = f"ropa{abs(hash(str(profile)))}"
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "--nologo", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
            continue
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        return process, desktop
    raise SystemExit("LibreOffice does not answer")


def option(name: str, value: object) -> PropertyValue:
    """An option of opening or saving."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Lawyer:
    """One at a document."""

    def __init__(self, document) -> None:
        self.document = document

    def sheet(self, title):
        return self.document.Sheets.getByName(title)

    def write(self, title, address, text):
        """Types a text into a cell."""
        self.sheet(title).getCellRangeByName(address).setString(text)

    def formula(self, title, address, formula):
        """Types a formula into a cell."""
        self.sheet(title).getCellRangeByName(address).setFormula(formula)

    def unprotect(self, title):
        """Lifts the protection of a sheet, which has no password."""
        self.sheet(title).unprotect("")

    def insert_row(self, title, number):
        """Inserts an empty row before the row of this number."""
        self.sheet(title).Rows.insertByIndex(number - 1, 1)

    def delete_row(self, title, number):
        """Deletes a row."""
        self.sheet(title).Rows.removeByIndex(number - 1, 1)

    def insert_column(self, title, number):
        """Inserts an empty column."""
        self.sheet(title).Columns.insertByIndex(number - 1, 1)

    def copy_row(self, title, number, to):
        """Copies a row over another."""
        sheet = self.sheet(title)
        source = sheet.Rows.getByIndex(number - 1).RangeAddress
        target = CellAddress()
        target.Sheet, target.Column, target.Row = source.Sheet, 0, to - 1
        sheet.copyRange(target, source)

    def hide_row(self, title, number):
        """Hides a row."""
        self.sheet(title).Rows.getByIndex(number - 1).IsVisible = False

    def sort(self, title, cells, column):
        """Sorts a range by one of its columns, counted from 0, from the last to the first."""
        field = TableSortField()
        field.Field, field.IsAscending = column, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        options = (option("SortFields", fields), option("ContainsHeader", False))
        uno.invoke(self.sheet(title).getCellRangeByName(cells), "sort", (options,))

    def note(self, title, address, text):
        """Puts a note on a cell."""
        sheet = self.sheet(title)
        sheet.Annotations.insertNew(sheet.getCellRangeByName(address).CellAddress, text)

    def merge(self, title, cells):
        """Merges cells."""
        self.sheet(title).getCellRangeByName(cells).merge(True)

    def type(self, title, address, text):
        """Types into a cell as a user does: what looks like a number or a date becomes one."""
        self.sheet(title).getCellRangeByName(address).FormulaLocal = text

    def add_sheet(self, title, texts):
        """Adds a sheet at the end, with rows of texts."""
        self.document.Sheets.insertNewByName(title, self.document.Sheets.Count)
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                self.sheet(title).getCellByPosition(column, row).setString(text)

    def rename_sheet(self, title, new):
        """Gives a sheet another name."""
        self.sheet(title).Name = new

    def delete_column(self, title, number):
        """Deletes a column."""
        self.sheet(title).Columns.removeByIndex(number - 1, 1)

    def delete_sheet(self, title):
        """Deletes a sheet, also one that is hidden."""
        self.document.Sheets.removeByName(title)

    def save(self, path, form=XLSX, options=""):
        """Saves under another name."""
        told = (option("FilterName", form), option("FilterOptions", options))
        self.document.storeToURL(Path(path).as_uri(), told if options else told[:1])


def main() -> None:
    """Does the steps."""
    path, profile = Path(sys.argv[1]), Path(sys.argv[2])
    process, desktop = office(profile)
    try:
        options = (option("Hidden", True),)
        document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
        lawyer = Lawyer(document)
        for name, *arguments in json.load(sys.stdin):
            getattr(lawyer, name)(*arguments)
        document.close(True)
        with suppress(Exception):  # it is gone before it answers
            desktop.terminate()
    finally:
        process.wait(60)


main()
