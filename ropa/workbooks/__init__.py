"""Excel: the register as a workbook.

openpyxl writes other bytes where lxml is installed; it is told to do without before it is loaded.
"""

import os

os.environ["OPENPYXL_LXML"] = "False"

from ropa.workbooks.register import workbook
from ropa.workbooks.text import TooLong

__all__ = ["TooLong", "workbook"]
