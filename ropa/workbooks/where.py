"""Where a sheet that is only read can be changed: on which other sheets."""

from collections.abc import Sequence

from ropa.words.words import Words

LINK = 150.0
"""How wide a column of activities may become for its links: the texts beside it need the room."""


def to_change(about: str, titles: Sequence[str], words: Words) -> str:
    """What a sheet holds, and on which sheets that is changed."""
    quoted = (words("“{sheet}”", sheet=title) for title in titles)
    where = words("To change it, edit the sheet {sheets}.", sheets=", ".join(quoted))
    return f"{about}. {where}" if titles else about
