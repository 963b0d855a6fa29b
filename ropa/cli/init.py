"""`ropa init`: a first register that validates, the schema beside it, and a pipeline that checks it."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, language
from ropa.cli.settings import Today

PIPELINES = ("github", "gitlab", "none")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write.")] = Path(),
    name: Annotated[str | None, typer.Option(help="Legal name of the controller.")] = None,
    email: Annotated[str | None, typer.Option(help="Its e-mail for data protection.")] = None,
    country: Annotated[str | None, typer.Option(help="Its country: SE, DE, …")] = None,
    dpo_name: Annotated[str | None, typer.Option(help="The data protection officer.")] = None,
    dpo_email: Annotated[str | None, typer.Option(help="The officer's e-mail.")] = None,
    no_dpo: Annotated[
        str | None, typer.Option(metavar="REASON", help="Why there is no officer.")
    ] = None,
    ci: Annotated[str | None, typer.Option(help=f"Pipeline: {', '.join(PIPELINES)}.")] = None,
    lang: Lang = None,
    today: Today = None,
) -> int:
    """Write a first register, its schema, a configuration and a pipeline; overwrite nothing."""
    from ropa.model.schema import schema_text
    from ropa.source.write import write
    from ropa.starters.starter import Answers, files

    answers = Answers(
        name=_asked(name, "Legal name of the controller", "--name"),
        email=_email(_asked(email, "E-mail address for data protection", "--email")),
        country=_country(_asked(country, "Country (two letters, such as SE)", "--country")),
        dpo=_officer(dpo_name, dpo_email, no_dpo),
        language=_first_language(lang),
        today=(today or date.today()).isoformat(),
        ci=_pipeline(_asked(ci, f"Pipeline ({', '.join(PIPELINES)})", "--ci")),
    )
    made = {folder / path: text for path, text in files(answers).items()}
    made[folder / "ropa.schema.json"] = schema_text()
    if there := [path.as_posix() for path in made if path.exists()]:
        raise Failed(f"already there, and left as it is: {', '.join(there)}")
    for path, text in made.items():
        write(path, text.encode())
        say(f"wrote {path.as_posix()}")
    say(
        "Next: ropa validate"
        if folder == Path()
        else f"Next: cd {folder.as_posix()}; ropa validate"
    )
    return 0


def _asked(given: str | None, question: str, flag: str) -> str:
    """What a flag says, else what is answered; where nobody can be asked, the flag is needed."""
    if given is None:
        if not sys.stdin.isatty():
            raise Failed(f"say {flag}: there is nobody to ask")
        given = str(typer.prompt(question, err=True))
    return _plain(given, flag)


def _plain(given: str, flag: str) -> str:
    """An answer on one line, of characters that can stand in a register."""
    from ropa.source.characters import FORBIDDEN

    text = " ".join(given.split())
    if not text:
        raise typer.BadParameter("must not be empty", param_hint=flag)
    if FORBIDDEN.search(text):
        raise typer.BadParameter("has characters that cannot be shown", param_hint=flag)
    return text


def _officer(name: str | None, email: str | None, none: str | None) -> tuple[str, str] | str:
    """Name and e-mail of the officer, or the reason why there is none."""
    if none is not None and (name or email):
        raise typer.BadParameter(
            "an officer, and a reason why there is none", param_hint="--no-dpo"
        )
    if none is None and name is None and not sys.stdin.isatty():
        raise Failed("say --dpo-name and --dpo-email, or --no-dpo REASON: there is nobody to ask")
    if none is None and name is None:
        name = str(typer.prompt("Data protection officer (empty: none)", default="", err=True))
    if none is not None or not name:
        return _asked(none, "Why is none designated (Art. 37(1))?", "--no-dpo")
    return _plain(name, "--dpo-name"), _email(
        _asked(email, "The officer's e-mail address", "--dpo-email")
    )


def _email(given: str) -> str:
    from ropa.model.values import EMAIL

    if not EMAIL.fullmatch(given):
        raise typer.BadParameter(f"{given!r} is not an e-mail address")
    return given


def _country(given: str) -> str:
    from ropa.model.vocabulary import COUNTRIES

    if given.upper() not in COUNTRIES:
        raise typer.BadParameter(f"{given!r} is not a country of ISO 3166-1: SE, DE, FR, …")
    return given.upper()


def _pipeline(given: str) -> str:
    if given not in PIPELINES:
        raise typer.BadParameter(
            f"{given!r} is not one of {', '.join(PIPELINES)}", param_hint="--ci"
        )
    return given


def _first_language(given: str | None) -> str:
    from ropa.starters.starter import LANGUAGES

    spoken = language(given) or "en"
    return spoken if spoken in LANGUAGES else "en"
