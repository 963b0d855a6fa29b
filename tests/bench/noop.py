"""A Typer program that does nothing: the floor of any command built on Typer."""

import typer

app = typer.Typer()


@app.command()
def validate(path: str) -> None:
    """Do nothing."""


@app.command()
def other(path: str) -> None:
    """Do nothing."""


app()
