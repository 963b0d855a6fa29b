"""How a sheet is printed: A4 landscape, one page wide, with head and foot."""

# mypy: allow-untyped-calls

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ropa.workbooks.text import visible


def set_up(sheet: Worksheet, title: str, stand: str, page: str) -> None:
    """A sheet's pages: `title` above with the name of the sheet, `stand` below with the `page`."""
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize = "landscape", 9
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.7, 0.6
    margins.header = margins.footer = 0.3
    head, foot = sheet.oddHeader, sheet.oddFooter
    head.left.text, head.right.text = _printed(title), "&A"
    foot.left.text = _printed(stand)
    foot.right.text = page
    for part in (head.left, head.right, foot.left, foot.right):
        part.size = 9
    sheet.HeaderFooter.scaleWithDoc = False


def _printed(text: str) -> str:
    """A text in a header or footer, where `&` begins a code, and 255 characters are all."""
    text = " ".join(visible(text).split())
    return (text if len(text) <= 110 else text[:109] + "…").replace("&", "&&")
