"""Texts as they must be written in Markdown so that nothing in them is taken for markup.

What needs no escape gets none: prose stays readable, and can be searched for word for word.
"""

import re
from html import escape

from ropa.safe import safe_line, safe_text

SPECIAL = re.compile(
    r"""
      (?P<escaped> [`*\[\]<~]                   # code, emphasis, links, HTML, strike-through
        | \\ (?= [!-/:-@\[-`{-~\n] | \Z )       # a backslash before punctuation
        | & (?= \#?\w+; )                       # an entity
        | (?<![^\W_]) _ | _ (?![^\W_])          # emphasis; not the underscore inside a word
        | (?<![^\s]) \# (?!\d) )                # the end of a heading, or the beginning of one
    | (?P<split> (?<![A-Za-z0-9_]) @ (?=[A-Za-z0-9])       # @name would call somebody
        | \# (?=\d)                                        # #12 would lead to an issue
        | : (?= [a-z_+-][a-z0-9_+-]*: ) )                  # :name: would become a picture
    | (?P<dollar> \$ )                                     # $x$ would become a formula
    """,
    re.VERBOSE,
)
START = re.compile(
    r"^(?:(?P<mark>[=>]|[-+](?=\s|\Z)|-(?=-))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|\Z))"
)
"""What would be a quotation, a rule, a bullet or a number at the start of a line."""
CALLING = re.compile(r"(?<=[@#])(?=\w)")
"""In `@name` and `#12`, which would call somebody, or lead to an issue, in HTML as well."""
BARE = re.compile(r"https?://[\w.~:/?#@!,;=%+-]+|[\w.+-]+@[\w.-]+\.\w+", re.ASCII)
"""An address that can be a link as it is."""


def inline(text: str) -> str:
    """A text within a line; line feeds become `<br>`."""
    return _escaped(safe_text(text)).replace("\n", "<br>")


def one_line(text: str) -> str:
    """A text where only one line has room: headings, labels, links of the contents."""
    return _escaped(safe_line(text))


def folded(text: str) -> str:
    """A text where HTML stands: the heading of what is folded."""
    return CALLING.sub(r"<!-- -->\g<0>", escape(safe_line(text).strip(), quote=False))


def starting(text: str) -> str:
    """A text, already escaped, at the start of a line."""
    return START.sub(_unstarted, text)


def link(text: str, address: str) -> str:
    """A text as a link: the address itself where that is the text."""
    if BARE.fullmatch(text) and address.removeprefix("mailto:") == text:
        return f"<{text}>"
    address = address.replace("&", "&amp;").replace("|", "%7C")
    return f"[{inline(text)}](<{address}>)" if "(" in address else f"[{inline(text)}]({address})"


def in_table(text: str) -> str:
    """A text, already escaped, in a cell of a table."""
    return text.replace("|", "\\|")


def strong(text: str) -> str:
    """A text, already escaped, that stands out."""
    return f"**{text}**" if text else ""


def emphasised(text: str) -> str:
    """A text, already escaped, that stands back."""
    return f"*{text}*" if text else ""


def _escaped(text: str) -> str:
    return SPECIAL.sub(_harmless, text.strip())


def _unstarted(found: re.Match[str]) -> str:
    return f"\\{found['mark']}" if found["mark"] else f"{found['number']}\\{found['dot']}"


def _harmless(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "escaped":
            return f"\\{found[0]}"
        case "split":
            return f"{found[0]}<!-- -->"
        case _:
            return "<span>$</span>"
