"""A page as Markdown, the flavour of GitHub: readable as it is, and harmless when shown."""

from typing import Any

from ropa.pages.page import Block, Cell, Field, Fields, Line, Page, Section, Table, Tasks, Tone
from ropa.renderers.escape import (
    emphasised,
    folded,
    in_table,
    inline,
    link,
    one_line,
    starting,
    strong,
)
from ropa.renderers.outline import Links, anchor, entries, parts
from ropa.renderers.templates import template


def render(page: Page) -> bytes:
    """The page as UTF-8."""
    markdown = _Markdown(page)
    text = template("page.md.j2").render(
        title=one_line(page.title),
        subtitle=starting(inline(page.subtitle)),
        contents=one_line(page.contents),
        parts=[
            (*_heading(part), [_heading(section) for section in sections])
            for part, sections in parts(page)
            if not part.folded
        ],
        sections=[markdown.section(section) for section in page.sections],
    )
    return (text.rstrip() + "\n").encode()


def _heading(section: Section) -> tuple[str, str]:
    return anchor(section.id), one_line(section.heading)


class _Markdown:
    """What the template asks for, ready escaped: it only places it."""

    def __init__(self, page: Page) -> None:
        self.links = Links(page)

    def section(self, section: Section) -> dict[str, Any]:
        blocks = [self._block(block, section.heading) for block in section.blocks]
        return {
            "marks": "#" * section.level,
            "id": self.links.place(section),
            "folded": folded(section.heading) if section.folded else "",
            "heading": one_line(section.heading),
            "blocks": blocks,
        }

    def _block(self, block: Block, heading: str) -> dict[str, Any]:
        if isinstance(block, Fields):
            return {"kind": "fields", "fields": [self._field(field) for field in block.fields]}
        if isinstance(block, Table):
            return {"kind": "table", **self._table(block, heading)}
        if isinstance(block, Tasks):
            return {"kind": "tasks", "tasks": [self._task(task) for task in block.tasks]}
        lines = [starting(self._line(line)) for line in block.lines]
        return {"kind": "text", "lines": [line for line in lines if line]}

    # --- questions and answers ------------------------------------------------------------------

    def _field(self, field: Field) -> tuple[str, str, str, list[tuple[str, list[str]]]]:
        """Label, article, and the answer: a text alone, or entries with their remarks."""
        found = entries(field.cell)
        label, article = strong(one_line(field.label)), one_line(field.article)
        if len(found) == 1 and not found[0].remarks:
            return label, article, self._line(found[0].line), []
        shown = [
            (starting(self._line(e.line)), [starting(self._line(r)) for r in e.remarks])
            for e in found
        ]
        return label, article, "", shown

    def _task(self, task: Cell) -> str:
        """A thing to do and the remarks on it, on one line."""
        first, *remarks = (self._line(line).replace("<br>", " ") for line in task)
        return " ".join([starting(first), *map(emphasised, remarks)])

    # --- tables ---------------------------------------------------------------------------------

    def _table(self, table: Table, heading: str) -> dict[str, Any]:
        return {
            "caption": "" if table.caption == heading else strong(one_line(table.caption)),
            "columns": [in_table(one_line(column.heading)) for column in table.columns],
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
        }

    def _cell(self, cell: Cell) -> str:
        lines = []
        for entry in entries(cell):
            lines.append(self._line(entry.line))
            lines += [emphasised(self._line(remark)) for remark in entry.remarks]
        return in_table("<br>".join(lines))

    def _line(self, line: Line) -> str:
        if address := self.links.of(line):
            return link(line.text, address)
        text = inline(line.text)
        return strong(text) if line.tone is Tone.GAP else text
