"""`ropa schema`: the JSON Schema of the register format, for editors."""

import sys


def schema() -> int:
    """Print the JSON Schema of the register format."""
    import json

    from ropa.model.schema import json_schema

    json.dump(json_schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return 0
