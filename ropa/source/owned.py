"""The lines of an entry in block style, with the comments that are its own.

Whose is a comment? One at the end of a line, or among the lines of an entry, or right after it and
further in, is the entry's. Comment lines right above an entry of a list that is a mapping in block
style (an activity) are that entry's; so is `# ropa: ignore` above any entry. All other comment lines
are nobody's, and stay.
"""

import re

from ropa.source.nodes import Item, Node, Spans

IGNORE = re.compile(r"[ \t]*#\s*ropa:\s*ignore")


def above(spans: Spans, item: Item, parent: Node) -> int:
    """The start of an entry's lines, with the comments above it that are its own."""
    start = spans.line_start(item.start)
    column = spans.column(item.start)
    all_of_them = parent.kind == "list" and item.node.kind == "map" and not item.node.flow
    at = start
    while at:
        line_above = spans.line_start(at - 1)
        line = spans.text[line_above : at - 1]
        if not line.startswith(" " * column + "#"):
            break
        at = line_above
        if all_of_them or IGNORE.match(line):
            start = at
    return start


def tail(spans: Spans, item: Item) -> int:
    """The end of an entry's lines, with the comments after it that are further in."""
    end = spans.line_end(item.end)
    column = spans.column(item.start)
    while True:
        after = spans.line_end(end)
        line = spans.text[end:after]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
            return end
        end = after
