"""Texts without what programs change of them."""


def tidy(text: str) -> str:
    """A text without what programs change of it: line ends, and spaces and lines that end it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")
