"""Texts of unknown origin, made safe to show: what a reader cannot see is made visible."""

import re

# Control characters but LF and TAB, lone surrogates, other ends of lines, controls of direction, tag
# characters.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f]"
)
COMMAND = re.compile(r"(?<=#)#(?=\[|vso\[)|\A\s*:(?=:)")
"""What a CI service that reads along takes for a command: `##[` and `##vso[`, `::` at the start."""
LINKED = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)


def safe_text(text: str) -> str:
    r"""The text with each character that would steer a terminal or a page shown as `\u{1b}`."""
    return UNSEEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


def safe_line(text: str) -> str:
    """The same on one line."""
    return safe_text(text.replace("\n", " ").replace("\t", " "))


def log_line(text: str) -> str:
    r"""The same where a CI service reads along: no text of it is a command to that."""
    return COMMAND.sub(lambda found: f"\\u{{{ord(found[0][-1]):x}}}", safe_line(text))


def safe_url(url: str) -> str:
    """The address that a link may lead to: http, https or mailto; empty for any other."""
    if url[:4].lower() == "www.":
        url = f"https://{url}"
    return url if LINKED.fullmatch(url) and not UNSEEN.search(url) else ""
