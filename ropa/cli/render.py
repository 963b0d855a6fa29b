"""`ropa render`: the register for lawyers, authorities and the public."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.compared import changed_since, read_at
from ropa.cli.guard import Failed, say
from ropa.cli.options import (
    Lang,
    Limit,
    Paths,
    language,
    must_be_whole,
    must_differ_in_name,
    readings,
)
from ropa.cli.settings import (
    BaselineFile,
    ConfigFile,
    Isolated,
    NoIgnores,
    Profile,
    Today,
    gate_of,
    settle,
)
from ropa.cli.versions import At, Since, side_at
from ropa.views import VIEWS, Unshowable

if TYPE_CHECKING:
    from ropa.gate.gate import Gate
    from ropa.reading import Reading
    from ropa.reports.since import Since as Changed

FORMATS = ", ".join(VIEWS)


def render(
    paths: Paths = None,
    format: Annotated[
        list[str] | None, typer.Option("--format", "-f", help=f"{FORMATS}; may be repeated.")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to.")
    ] = Path("build"),
    at: At = None,
    since: Since = None,
    profile: Profile = None,
    baseline: BaselineFile = None,
    no_ignores: NoIgnores = False,
    today: Today = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Write registers as Markdown, HTML, Excel, JSON or CSV."""
    from ropa.source.write import write

    formats = _formats(format or ["md"])
    if since and set(formats) != {"xlsx"}:
        raise typer.BadParameter(
            "what changed is shown in the workbook: say -f xlsx, and no other format",
            param_hint="--since",
        )
    asked = settle(config, isolated, registers=paths, profile=profile, baseline=baseline, lang=lang)
    spoken = language(asked.lang)
    gate = gate_of(asked, today, ignores=not no_ignores)
    if output.exists() and not output.is_dir():
        raise Failed(f"{output.as_posix()}: is a file, not a folder")
    here = list(asked.registers)
    found = read_at(side_at(at, here), limit) if at else readings(here, limit)
    must_be_whole(
        found, "not rendered: of a register that cannot be read whole, a part would be lost"
    )
    must_differ_in_name(found, "render them into folders of their own")
    told = changed_since(side_at(since, here), since, found, limit, spoken, gate) if since else {}
    files = {
        output / f"{reading.name}.{one}": content
        for reading in found
        for one, content in _rendered(
            reading, formats, spoken, gate, told.get(reading.name)
        ).items()
    }
    for path, content in files.items():
        write(path, content)
        say(f"wrote {path.as_posix()}")
    return 0


def _formats(given: list[str]) -> list[str]:
    formats = [one for several in given for one in several.split(",")]
    for one in formats:
        if one not in VIEWS:
            raise typer.BadParameter(f"{one!r} is not one of {FORMATS}", param_hint="-f")
    return formats


def _rendered(
    reading: "Reading", formats: list[str], spoken: str | None, gate: "Gate",
    since: "Changed | None",
) -> dict[str, bytes]:  # fmt: skip
    """The register in each format."""
    import ropa

    found = ropa.validate(reading, gate)
    try:
        return {
            form: ropa.render(
                reading, form, language=spoken, findings=found, gate=gate, since=since
            )
            for form in formats
        }
    except Unshowable as error:
        raise Failed(f"{reading.name}: {error}") from None
