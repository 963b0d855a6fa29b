"""The commands, in the order of the help."""

import typer

from ropa import __version__
from ropa.cli.changelog import changelog
from ropa.cli.diff import diff
from ropa.cli.explain import explain
from ropa.cli.guard import command
from ropa.cli.init import init
from ropa.cli.law import law
from ropa.cli.render import render
from ropa.cli.review_apply import apply
from ropa.cli.review_status import status
from ropa.cli.rules import rules
from ropa.cli.schema import schema
from ropa.cli.validate import validate
from ropa.cli.versions import DashesKept

app = typer.Typer(
    name="ropa",
    help="Records of processing activities (GDPR Art. 30) as code. Not legal advice.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ropa {__version__}")
        raise typer.Exit


@app.callback()
def ropa(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Records of processing activities (GDPR Art. 30) as code. Not legal advice."""


for run in (validate, render, diff, changelog, rules, explain, law, init, schema):
    app.command(run.__name__, cls=DashesKept)(command(run))

review = typer.Typer(
    name="review",
    help="Take over what lawyers changed in the Excel workbook.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(review)

for of_review in (apply, status):
    review.command(of_review.__name__, cls=DashesKept)(command(of_review))
