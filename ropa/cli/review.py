"""What the commands of `ropa review` begin with: the workbook, the register that it is of, the words."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ropa.cli.guard import Failed
from ropa.cli.options import REASONS
from ropa.cli.versions import DEFAULT
from ropa.source.files import NothingThere, RegisterFiles, find_registers, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ropa.reading import Reading
    from ropa.review.reviewed import Reviewed
    from ropa.words.words import Words
    from ropa.workbooks.carried import Carried

Workbook = Annotated[
    Path, typer.Argument(metavar="REVIEWED", help="The workbook that came back, NAME.xlsx.")
]
Found = TypeVar("Found", "Reading", "Reading | None")
NAMED = 5
"""How many registers a message names."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read; `own` are the words of its texts, `words` of what is said of it.

    `base` is the register that it was made from, where that was asked for.
    """

    path: str
    reviewed: "Reviewed"
    own: "Words"
    words: "Words"
    base: "Reading | None" = None


def opened(
    path: Path,
    lang: str | None,
    register: "Callable[[str], Found]",
    made_from: "Callable[[Found], Reading | None]" = lambda _reading: None,
) -> "tuple[Opened, Found]":
    """The workbook at a path, and its register. Raises Failed for what is no workbook.

    `lang` is the language of the report; `register` gives the register of a name, which is empty
    where the workbook has lost it: then the sheets are found by what its workbook would be, of the
    register that it was `made_from` if that is known, else as it is now.
    """
    from ropa.words.languages import speakable
    from ropa.words.words import Words

    reviewed = _read(path)
    reading = register(reviewed.register if reviewed else "")
    base = made_from(reading)
    if not reviewed or not reviewed.carried:
        reviewed = _read(path, _carried(base or reading)) or reviewed
    if not reviewed:
        raise _no_workbook(path, "not-ours", {})
    _must_be_of(reviewed, reading)
    own = Words(speakable(reviewed.language))
    return Opened(shown(path), reviewed, own, Words(lang) if lang else own, base), reading


def _must_be_of(reviewed: "Reviewed", reading: "Reading | None") -> None:
    """Raise Failed where a register of another name is not the very one that the workbook is of."""
    from ropa.workbooks.carried import files_digest

    if not (reviewed.register and reading) or reading.name == reviewed.register:
        return
    if files_digest(reading.tree) != reviewed.files:
        where = shown(Path(reading.tree.sources[0].path).parent)
        raise _of_another(reviewed.register, where, reading.name)


def _of_another(name: str, where: str, names: str) -> Failed:
    return Failed(f"the workbook is of the register {name}; {where} has {names}")


def _read(path: Path, known: "Sequence[Carried]" = ()) -> "Reviewed | None":
    """The workbook; None where its sheets are not known."""
    from ropa.review.reviewed import NotAWorkbook
    from ropa.review.workbook import read

    try:
        return read(path, known)
    except NotAWorkbook as why:
        if why.reason != "not-ours":
            raise _no_workbook(path, why.reason, why.facts) from None
        return None


def _no_workbook(path: Path, key: str, facts: "Mapping[str, object]") -> Failed:
    from ropa.review.reasons import reason
    from ropa.words.words import Words

    return Failed(f"{shown(path)}: {reason(key, facts, Words())}")


def _carried(reading: "Reading | None") -> "list[Carried]":
    """What the workbook of a register would carry as it is now, in each language."""
    from ropa.words.languages import languages
    from ropa.words.words import Words
    from ropa.workbooks.register import carry

    if reading is None:
        return []
    own = reading.record.register.language
    return [carry(reading, Words(language, own)) for language in languages()]


def register_of(name: str, path: Path | None, known: tuple[Path, ...]) -> RegisterFiles:
    """The register of that name at `path`, else among those `known`, else in registers/.

    A workbook that has lost its name is of the one register that there is. The one register at
    `path` is given whatever its name. Raises Failed where none or several may be meant.
    """
    paths = [path] if path else list(known or DEFAULT)
    try:
        found = find_registers(paths)
    except NothingThere as nothing:
        raise Failed(f"{nothing.path}: {REASONS[nothing.reason]}") from None
    meant = [files for files in found if files.name == name] if name else found
    if len(meant) == 1:
        return meant[0]
    if path and len(found) == 1:
        return found[0]
    where = ", ".join(map(shown, paths))
    names = ", ".join(files.name for files in found[:NAMED])
    names += f", and {len(found) - NAMED} more" if len(found) > NAMED else ""
    if not name:
        raise Failed(f"the workbook does not say of which register it is: say which: {names}")
    if not meant:
        raise _of_another(name, where, names)
    heads = ", ".join(shown(files.paths[0]) for files in meant[:NAMED])
    raise Failed(f"several registers are called {name}: say which: {heads}")
