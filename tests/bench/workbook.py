"""The workbook of a register, and its cells for another writer: `workbook.py REGISTER [CELLS]`.

Prints the seconds that the workbook took, without reading the register; writes the cells as JSON.
"""

import gc
import io
import json
import sys
import time

gc.disable()  # as the command does


def cells(content: bytes) -> dict:
    """What is in a workbook, as far as a writer of cells would be told it."""
    from openpyxl import load_workbook
    from openpyxl.cell.rich_text import CellRichText

    formats: dict[str, int] = {}
    sheets = []
    for sheet in load_workbook(io.BytesIO(content), rich_text=True):
        rows = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    value = "" if cell.value is None else cell.value
                    at = formats.setdefault(json.dumps(_format(cell)), len(formats))
                    if isinstance(value, CellRichText):
                        value = [_run(part, formats) for part in value]
                    elif not isinstance(value, int | float):
                        value = str(value)
                    rows.append([cell.row - 1, cell.column - 1, value, at, _link(cell)])
        heights = [[n - 1, d.height, d.hidden] for n, d in sheet.row_dimensions.items()]
        widths = [[name, d.width, d.hidden] for name, d in sheet.column_dimensions.items()]
        sheets.append([sheet.title, sheet.sheet_state, rows, heights, widths])
    return {"formats": [json.loads(key) for key in formats], "sheets": sheets}


def _run(part, formats: dict[str, int]) -> list:
    """A part of a text that has a font of its own, or that of its cell."""
    if isinstance(part, str):
        return [None, part]
    font = part.font
    made = {"bold": bool(font.b), "font_size": font.sz or 9}
    if font.color is not None and isinstance(font.color.rgb, str):
        made["font_color"] = "#" + font.color.rgb[-6:]
    return [formats.setdefault(json.dumps(made), len(formats)), part.text]


def _link(cell) -> str:
    link = cell.hyperlink
    if link is None:
        return ""
    return link.target or f"internal:{link.location}"


def _format(cell) -> dict:
    made = {"valign": "top", "text_wrap": bool(cell.alignment.wrap_text), "bold": bool(cell.font.b)}
    made["locked"] = bool(cell.protection.locked)
    if cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
        made["bg_color"] = "#" + cell.fill.fgColor.rgb[-6:]
    if cell.border.bottom is not None and cell.border.bottom.style:
        made["border"] = 1
    return made


def main() -> None:
    """Make it, time it, and write its cells where asked."""
    import ropa
    import ropa.workbooks.register  # what the other writer imports is not in its time either

    (reading,) = ropa.read(sys.argv[1])
    start = time.perf_counter()
    content = ropa.render(reading, "xlsx")
    sys.stdout.write(f"{time.perf_counter() - start}\n")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            json.dump(cells(content), file)


if __name__ == "__main__":
    main()
