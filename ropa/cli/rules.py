"""`ropa rules`: the catalogue of rules."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from ropa.cli.options import Lang, language


class CatalogueFormat(StrEnum):
    """How rules are printed."""

    TEXT = "text"
    JSON = "json"


def rules(
    format: Annotated[
        CatalogueFormat, typer.Option(help="How to print the rules.")
    ] = CatalogueFormat.TEXT,
    lang: Lang = None,
) -> int:
    """List the rules: code, weight, name, article."""
    from ropa.reports.catalogue import rules_json, rules_text
    from ropa.words.words import Words

    words = Words(language(lang) or "en")
    show = rules_json if format is CatalogueFormat.JSON else rules_text
    sys.stdout.write(show(words))
    return 0
