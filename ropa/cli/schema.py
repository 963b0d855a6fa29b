"""`ropa schema`: the JSON Schema of the register format, and that of findings as JSON."""

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """What a schema is of."""

    REGISTER = "register"
    FINDINGS = "findings"


def schema(
    of: Annotated[
        Schema,
        typer.Argument(
            metavar="WHAT",
            help="register: the register format; findings: what validate --format json prints.",
        ),
    ] = Schema.REGISTER,
) -> int:
    """Print a JSON Schema: of the register format, or of findings."""
    if of is Schema.FINDINGS:
        from ropa.reports.json import SCHEMA

        sys.stdout.write(SCHEMA.read_text("utf-8"))
        return 0
    import json

    from ropa.model.schema import json_schema

    json.dump(json_schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
