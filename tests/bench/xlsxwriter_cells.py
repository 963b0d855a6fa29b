"""What `workbook.py` writes, written by XlsxWriter: `xlsxwriter_cells.py CELLS`. Prints the seconds."""

import gc
import io
import json
import sys
import time

import xlsxwriter

gc.disable()  # as for ropa


def write(told: dict) -> bytes:
    """The cells with their formats and links, the heights and widths, the hidden sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = [book.add_format(made) for made in told["formats"]]
    for title, state, cells, heights, widths in told["sheets"]:
        sheet = book.add_worksheet(title)
        if state == "hidden":
            sheet.hide()
        elif state == "veryHidden":
            sheet.very_hidden()
        for row, height, hidden in heights:
            sheet.set_row(row, height, None, {"hidden": hidden})
        for name, width, hidden in widths:
            sheet.set_column(f"{name}:{name}", width, None, {"hidden": hidden})
        for row, column, value, at, link in cells:
            if value == "":
                sheet.write_blank(row, column, None, formats[at])
            elif isinstance(value, list):
                sheet.write_rich_string(row, column, *_runs(value, formats), formats[at])
            elif link:
                sheet.write_url(row, column, link, formats[at], value)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, formats[at])
            else:
                sheet.write_number(row, column, value, formats[at])
    book.close()
    return out.getvalue()


def _runs(parts: list, formats: list) -> list:
    """The parts of a text, those with a font of their own after it."""
    runs = [[formats[at], text] if at is not None else [text] for at, text in parts]
    runs = runs if len(runs) > 1 else [*runs, [" "]]  # it takes no text of one part
    return [each for run in runs for each in run]


def main() -> None:
    """Write it, and time it."""
    with open(sys.argv[1], encoding="utf-8") as file:
        told = json.load(file)
    start = time.perf_counter()
    write(told)
    sys.stdout.write(f"{time.perf_counter() - start}\n")


if __name__ == "__main__":
    main()
