"""A page as HTML: one file that needs nothing else, and asks nothing of any network."""

from html import escape
from typing import Any

from markupsafe import Markup

from ropa.pages.marks import Mark
from ropa.pages.page import Block, Cell, Fields, Line, Page, Section, Table, Tasks, Tone
from ropa.renderers.outline import Entry, Links, anchor, entries, parts, widths
from ropa.renderers.templates import style, template
from ropa.safe import safe_line, safe_text


def render(page: Page) -> bytes:
    """The page as UTF-8."""
    text = template("page.html.j2").render(
        language=page.language,
        title=_line(page.title),
        subtitle=_line(page.subtitle),
        contents=_line(page.contents),
        parts=_Html(page).parts(),
        style=Markup(style()),  # noqa: S704 (our own file)
    )
    return (text.rstrip() + "\n").encode()


def _line(text: str) -> Markup:
    """A text where only one line has room: titles, labels."""
    return Markup(escape(safe_line(text)))  # noqa: S704 (escaped)


def _escaped(text: str) -> str:
    """A text with its line breaks."""
    return escape(safe_text(text)).replace("\n", "<br>")


class _Html:
    """What the template asks for, ready escaped: it only places it.

    A cell is made here and not in the template, because there are so many of them.
    """

    def __init__(self, page: Page) -> None:
        self.links = Links(page)
        self.page = page

    def parts(self) -> list[dict[str, Any]]:
        return [
            {**self._section(part), "sections": [self._section(section) for section in sections]}
            for part, sections in parts(self.page)
        ]

    def _section(self, section: Section) -> dict[str, Any]:
        blocks = [self._block(block, section.heading) for block in section.blocks]
        return {
            "id": self.links.place(section),
            "link": anchor(section.id),
            "heading": _line(section.heading),
            "blocks": blocks,
        }

    def _block(self, block: Block, heading: str) -> dict[str, Any]:
        if isinstance(block, Fields):
            fields = [(_line(f.label), _line(f.article), self._cell(f.cell)) for f in block.fields]
            return {"kind": "fields", "fields": fields}
        if isinstance(block, Table):
            return {"kind": "table", **self._table(block, heading)}
        if isinstance(block, Tasks):
            return {"kind": "tasks", "tasks": [self._cell(task) for task in block.tasks]}
        lines = [(line.tone.value, Markup(self._text(line))) for line in block.lines]  # noqa: S704
        return {"kind": "text", "lines": lines}

    def _table(self, table: Table, heading: str) -> dict[str, Any]:
        labels = [_line(column.heading) for column in table.columns]
        rows = []
        for row in table.rows:
            name, *cells = [self._cell(cell) for cell in row]
            rows.append((name, list(zip(labels[1:], cells, strict=True))))
        return {
            "caption": _line(table.caption),
            "repeats": table.caption == heading,
            "columns": list(zip(labels, widths(table), strict=True)),
            "rows": rows,
        }

    def _cell(self, cell: Cell) -> Markup:
        shown = [self._entry(entry) for entry in entries(cell)]
        if len(shown) > 1:
            shown = ["<ul>", *(f"<li>{entry}</li>" for entry in shown), "</ul>"]
        return Markup("".join(shown))  # noqa: S704 (escaped in _text)

    def _entry(self, entry: Entry) -> str:
        shown = self._text(entry.line)
        if entry.line.tone not in (Tone.PLAIN, Tone.OLD, Tone.NEW):
            shown = f'<div class="{entry.line.tone}">{shown}</div>'
        for remark in entry.remarks:
            shown += f'<div class="aside">{self._text(remark)}</div>'
        return shown

    def _text(self, line: Line) -> str:
        """The text of a line, escaped, what is marked of it, and the link that it may be."""
        if line.marks:
            return "".join(self._mark(mark, line.tone) for mark in line.marks)
        text = _escaped(line.text)
        address = self.links.of(line)
        if not address:
            return text
        leads_away = "" if address[0] == "#" else ' rel="noreferrer"'
        return f'<a href="{escape(address)}"{leads_away}>{text}</a>'

    def _mark(self, mark: Mark, tone: Tone) -> str:
        """A part of a text: what the other version does not have is struck out, or underlined."""
        text = _escaped(mark.text)
        if not mark.changed or not mark.text.strip():
            return text
        element, spoken = (
            ("del", self.page.spoken[0]) if tone is Tone.OLD else ("ins", self.page.spoken[1])
        )
        aloud = f'<span class="unseen">{_line(spoken)} </span>' if spoken else ""
        return f"<{element}>{aloud}{text}</{element}>"
