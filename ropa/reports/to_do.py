"""What follows from changes: each thing to do once, with whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine


@dataclass(frozen=True, slots=True)
class ToDo:
    """A thing to do: the duty by its word in the table and in a sentence, how grave the gravest change is from which it follows, and the
    names of the activities that it concerns; of registers where whole ones came or went. `everyone`
    is true where it concerns all activities of the one register that changed. `ids` are those of the
    activities.
    """

    duty: str

    text: str
    level: Level
    activities: tuple[str, ...] = ()
    everyone: bool = False
    ids: tuple[str, ...] = ()


def to_do(lines: Sequence[ChangeLine]) -> list[ToDo]:
    """The follow-ups of changes without repeats, the gravest first."""
    ordered = sorted(lines, key=lambda line: line.level.rank)
    texts: dict[str, str] = {}
    concerned: dict[str, dict[str, None]] = {}
    ids: dict[str, dict[str, None]] = {}
    levels: dict[str, Level] = {}
    everyone: set[str] = set()
    alone = len({line.register for line in lines if line.register}) == 1
    for line in ordered:
        # A line without codes is known by its sentences.
        for duty, text in zip(line.duties or line.follow_up, line.follow_up, strict=True):
            texts[duty] = text
            levels.setdefault(duty, line.level)
            concerned.setdefault(duty, {}).update(dict.fromkeys(_subjects(line)))
            ids.setdefault(duty, {}).update(dict.fromkeys(line.activities))
            if alone and line.everyone:
                everyone.add(duty)
    return [
        ToDo(duty, text, levels[duty], tuple(concerned[duty]), duty in everyone, tuple(ids[duty]))
        for duty, text in texts.items()
    ]


def _subjects(line: ChangeLine) -> tuple[str, ...]:
    """The names of what a change concerns; none where it is the register as a whole."""
    return (line.register,) if line.is_register else line.names
