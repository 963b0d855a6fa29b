"""The comments of a YAML text, found apart from the nodes: no edit may lose one."""

import re
from collections import Counter
from typing import Any

COMMENT = re.compile(r"(?<![^\s,\[\]{}\"'])#[^\n]*")


def comments(text: str, events: list[Any]) -> Counter[str]:
    """How often each comment is there, by the parser's events for the text.

    A number sign begins one, but within a scalar or a name.
    """
    found: Counter[str] = Counter()
    at = 0
    for event in events:
        if type(event).__name__ != "ScalarEvent":
            continue
        end = event.start_mark.index
        if event.style in ("|", ">"):  # one may follow the sign of the block
            end = text.find("\n", end)
        if text.find("#", at, end) >= 0:
            found.update(each[0].rstrip() for each in COMMENT.finditer(text, at, end))
        at = event.end_mark.index
    found.update(each[0].rstrip() for each in COMMENT.finditer(text, at))
    return found
