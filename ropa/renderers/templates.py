"""The templates: layout only, without a word of text; and the environment that fills them."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """Where the templates are: in the package as installed, else at the root of a checkout."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


@cache
def template(name: str) -> Template:
    """A template by its file name; those of HTML escape whatever is not marked as HTML."""
    environment = Environment(
        loader=FileSystemLoader(folder()),
        autoescape=_is_html(name),  # noqa: S701 (Markdown has an escaping of its own)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        newline_sequence="\n",
        auto_reload=False,
    )
    return environment.get_template(name)


@cache
def style() -> str:
    """The style sheet of the HTML."""
    return (folder() / "style.css").read_text(encoding="utf-8")


def _is_html(name: str) -> bool:
    return name.endswith((".html", ".html.j2"))
