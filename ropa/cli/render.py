"""`ropa render`: the register for lawyers, authorities and the public."""

from pathlib import Path
from typing import Annotated

import typer

from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, Limit, Paths, language, readings


def render(
    paths: Paths = None,
    format: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="md, html, xlsx, json or csv; may be repeated."),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to.")
    ] = Path("build"),
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Print registers as Markdown, HTML, Excel, JSON or CSV: one file per register and format."""
    from ropa import render as rendered
    from ropa import validate
    from ropa.reports.lines import report_lines
    from ropa.source.write import write
    from ropa.views import VIEWS, Unshowable
    from ropa.words.words import Words

    spoken = language(lang)
    formats = [one for given in format or ["md"] for one in given.split(",")]
    for one in formats:
        if one not in VIEWS:
            raise typer.BadParameter(f"{one!r} is not one of {', '.join(VIEWS)}", param_hint="-f")
    found = readings(paths, limit)
    for reading in found:
        for line in report_lines(reading, reading.findings, Words(spoken or "en")):
            say(
                f"{line.file}:{line.span.line}:{line.span.column}: {line.severity} {line.rule} {line.message}"
            )
    if any(not reading.whole for reading in found):
        raise Failed(
            "not rendered: a register that cannot be read whole would lose what is not read"
        )
    names = [reading.name.casefold() for reading in found]
    for name in names:
        if names.count(name) > 1:
            raise Failed(
                f"two registers are called {name!r}: render them into folders of their own"
            )
    files: dict[Path, bytes] = {}
    for reading in found:
        findings = validate(reading)
        for one in formats:
            path = output / f"{reading.name}.{one}"
            try:
                files[path] = rendered(reading, one, language=spoken, findings=findings)
            except Unshowable as error:
                raise Failed(f"{path.as_posix()}: {error}") from None
    for path, content in files.items():
        write(path, content)
        say(f"wrote {path.as_posix()}")
    return 0
