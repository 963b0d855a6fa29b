"""`ropa schema`: the JSON Schema of the register format, and those of what commands print as JSON."""

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """What a schema is of."""

    REGISTER = "register"
    FINDINGS = "findings"
    CHANGES = "changes"
    CHANGELOG = "changelog"
    REVIEW = "review"
    REVIEW_STATUS = "review-status"


def schema(
    of: Annotated[
        Schema,
        typer.Argument(
            metavar="WHAT",
            help="register: the register format; findings, changes, changelog, review, review-status:"
            " what validate, diff, changelog, review apply and review status print with --format json.",
        ),
    ] = Schema.REGISTER,
) -> int:
    """Print a JSON Schema: of the register format, or of what a command prints."""
    if of is not Schema.REGISTER:
        sys.stdout.write(_of_a_report(of))
        return 0
    import json

    from ropa.model.schema import json_schema

    json.dump(json_schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0


def _of_a_report(of: Schema) -> str:
    """The schema of what a command prints."""
    if of is Schema.CHANGELOG:
        from ropa.reports.changelog_json import schema_text

        return schema_text()
    if of is Schema.REVIEW_STATUS:
        from ropa.review.status_json import schema_text

        return schema_text()
    if of is Schema.FINDINGS:
        from ropa.reports.json import SCHEMA
    elif of is Schema.REVIEW:
        from ropa.review.report_json import SCHEMA
    else:
        from ropa.reports.changes_json import SCHEMA
    return SCHEMA.read_text("utf-8")
