"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.guard import Failed, say
from ropa.source.files import Limits, NothingThere
from ropa.source.store import DISK, Store
from ropa.words.languages import languages

if TYPE_CHECKING:
    from ropa.reading import Reading

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="A register (file or folder), or a folder of registers. Without it: those that ropa.toml"
        " names, else registers/",
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help=f"Language of the output: {', '.join(languages())}.")
]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=N",
        help="Set a limit of reading: file=64 (MB), run=256 (MB), files=20000.",
    ),
]

REASONS = {
    "no-such-path": "there is no such file or folder",
    "no-register": "no register here: a register is NAME.ropa.yaml, or a folder with register.ropa.yaml",
}


def limits(given: list[str] | None) -> Limits:
    """The limits with those raised that `--limit` names."""
    raised: dict[str, int] = {}
    for limit in given or ():
        name, _, number = limit.partition("=")
        if name not in ("file", "run", "files") or not number.isdigit():
            raise typer.BadParameter(f"{limit!r} is not file=MB, run=MB or files=N")
        raised[name] = int(number) * (1 if name == "files" else 1_000_000)
    return Limits().raised(**raised)


def language(given: str | None) -> str | None:
    """A language that ropa speaks, or None where none is given."""
    if given is not None and given not in languages():
        raise typer.BadParameter(f"ropa speaks {', '.join(languages())}, not {given!r}")
    return given


def must_be_whole(found: "list[Reading]", why: str) -> None:
    """Says what keeps registers from being read whole, and raises Failed; `why` says what of it."""
    from ropa.reports.lines import report_lines
    from ropa.words.words import Words

    for reading in found:
        for line in report_lines(reading, reading.findings, Words()):
            place = f"{line.file}:{line.span.line}:{line.span.column}"
            say(f"{place}: {line.severity} {line.rule} {line.message}")
    if not all(reading.whole for reading in found):
        raise Failed(why)


def must_differ_in_name(found: "list[Reading]", why: str) -> None:
    """Raises Failed where two registers have one name; `why` says what comes of that."""
    names = [reading.name.casefold() for reading in found]
    for name in names:
        if names.count(name) > 1:
            raise Failed(f"two registers are called {name!r}: {why}")


def readings(
    paths: list[Path] | None, limit: list[str] | None = None, store: Store = DISK
) -> "list[Reading]":
    """The registers at `paths`, or at registers/, on disk or in another store."""
    from ropa.reading import read_registers

    if Path("-") in (paths or ()):
        raise Failed("-: registers are read from files, not from standard input")
    try:
        return read_registers(paths or [Path("registers")], limits(limit), store)
    except NothingThere as nothing:
        raise Failed(f"{nothing.path}: {REASONS[nothing.reason]}") from None
