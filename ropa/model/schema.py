"""The register format as JSON Schema (the part of draft-07 that editors know), for hover and completion."""

from typing import Any

from pydantic import TypeAdapter

from ropa.model.activity import Activity
from ropa.model.part import ANSWER_SCHEMA, NoneStated, NotApplicable, See, Unknown
from ropa.model.register import Register

DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema() -> dict[str, Any]:
    """The schema of one register file; a further file of a folder register fits it too."""
    register = Register.model_json_schema(by_alias=True)
    activity = Activity.model_json_schema(by_alias=True)
    definitions = register.pop("$defs") | activity.pop("$defs")
    definitions["Answer"] = _answers(definitions)
    definitions["Activity"] = activity
    defaults = {**activity, "title": "Defaults", "required": []}
    defaults["properties"] = {
        k: v for k, v in activity["properties"].items() if k not in ("id", "name")
    }
    definitions["Defaults"] = defaults
    properties = register["properties"]
    properties["defaults"] = {"$ref": "#/$defs/Defaults"} | _described(properties["defaults"])
    properties["activities"] = {
        "type": "array", "items": {"$ref": "#/$defs/Activity"}, **_described(properties["activities"]),
    }  # fmt: skip
    register["required"] = []  # only the head of a folder register has `ropa: 1`
    schema = _tidy({"$schema": DRAFT, **register, "title": "ropa register", "$defs": definitions})
    assert isinstance(schema, dict)
    return schema


def schema_text() -> str:
    """The schema as a file."""
    import json

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _answers(definitions: dict[str, Any]) -> dict[str, Any]:
    """The answers that are not values."""
    mappings = []
    for answer, key in (
        (NoneStated, "none"), (Unknown, "unknown"), (NotApplicable, "not_applicable"), (See, "see"),
    ):  # fmt: skip
        schema = TypeAdapter(answer).json_schema()
        definitions.update(schema.pop("$defs", {}))
        mappings.append({**schema, "required": [key]})
    words = {
        "enum": ["none", "unknown", None],
        "description": "None; an open question; not yet answered.",
    }
    return {"description": "An answer that is not a value.", "anyOf": [words, *mappings]}


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: schema[key] for key in ("description",) if key in schema}


def _tidy(schema: Any) -> Any:
    """No empty defaults, no titles that repeat the key, and only `x-` beside the keys we know."""
    if isinstance(schema, list):
        return [_tidy(entry) for entry in schema]
    if schema == ANSWER_SCHEMA:
        return {"$ref": "#/$defs/Answer"}
    if not isinstance(schema, dict):
        return schema
    tidy = {
        key: {name: _tidy(entry) for name, entry in value.items()}
        if key in ("properties", "$defs")
        else _tidy(value)
        for key, value in schema.items()
        if key != "default" and not (key == "title" and "properties" not in schema)
    }
    if "properties" in tidy:
        tidy["patternProperties"] = {"^x-": {}}
        tidy["additionalProperties"] = False
    choices = tidy.get("anyOf")
    if isinstance(choices, list):
        tidy["anyOf"] = _flat(choices)
    return tidy


def _flat(choices: list[Any]) -> list[Any]:
    """Choices within choices as one list, each once; empty is allowed everywhere, and not said."""
    found: list[Any] = []
    for choice in choices:
        inner = choice["anyOf"] if set(choice) == {"anyOf"} else [choice]
        found += [c for c in inner if c not in found and c != {"type": "null"}]
    return found
