"""`ropa explain ROPA402`: one rule with the law, how to mend it, and an example."""

import sys
from typing import Annotated

import typer

from ropa.cli.guard import Failed
from ropa.cli.options import Lang, language
from ropa.cli.rules import CatalogueFormat


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Its code, or its name.")],
    format: Annotated[
        CatalogueFormat, typer.Option(help="How to print it.")
    ] = CatalogueFormat.TEXT,
    lang: Lang = None,
) -> int:
    """Explain a rule: what it says, why, what to do, when it is silent, and an example."""
    from ropa.reports.catalogue import UnknownRule, explain_json, explain_text, find_rule
    from ropa.words.words import Words

    try:
        found = find_rule(rule)
    except UnknownRule as unknown:
        raise Failed(str(unknown)) from None
    words = Words(language(lang) or "en")
    show = explain_json if format is CatalogueFormat.JSON else explain_text
    sys.stdout.write(show(found, words))
    return 0
