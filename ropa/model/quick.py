"""Core schemas of the parts, straight from their fields.

pydantic works them out itself, and for the whole format that takes half of the time in which
`ropa validate` starts. Here every field is of a few known kinds, so that one look at it is enough.
The schemas are the same; what is not of a known kind is left to pydantic.
"""

from collections.abc import Callable
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

Before = Callable[[Any], Any]

_open: set[type[BaseModel]] = set()
"""The parts whose schemas are being made: one that holds itself is referred to."""


def part_schema(
    cls: type[BaseModel],
    extension: CoreSchema,
    before: Before | None,
    handler: GetCoreSchemaHandler,
) -> CoreSchema:
    """The schema of a mapping: its fields, other keys as `extension` has them.

    `before` makes a mapping of what stands in its place.
    """
    _open.add(cls)
    fields = {name: _field(info, handler) for name, info in cls.model_fields.items()}
    _open.discard(cls)
    schema: CoreSchema = core_schema.model_fields_schema(
        fields, model_name=cls.__name__, extras_keys_schema=extension
    )
    if before is not None:
        schema = core_schema.no_info_before_validator_function(before, schema)
    return core_schema.model_schema(
        cls,
        schema,
        config=core_schema.CoreConfig(title=cls.__name__, extra_fields_behavior="allow"),
        ref=_ref(cls),
    )


def _ref(cls: type[BaseModel]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"


def _field(info: FieldInfo, handler: GetCoreSchemaHandler) -> core_schema.ModelField:
    schema = _marked(info.annotation, info.metadata, handler)
    if not info.is_required():
        schema = core_schema.with_default_schema(schema, default=info.default)
    described = {"pydantic_js_updates": {"description": info.description}}
    return core_schema.model_field(
        schema, validation_alias=info.alias, serialization_alias=info.alias, metadata=described
    )


def value_schema(annotation: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a value of any type that a field may have."""
    if get_origin(annotation) is Annotated:
        return _marked(annotation.__origin__, annotation.__metadata__, handler)
    if annotation in _open:
        return core_schema.definition_reference_schema(_ref(annotation))
    return handler.generate_schema(annotation)


def _marked(annotation: Any, markers: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema that the first marker of a type makes, with its JSON Schema."""
    for marker in markers:
        if make := getattr(marker, "__get_pydantic_core_schema__", None):
            schema: dict[str, Any] = make(annotation, handler)
            if describe := getattr(marker, "__get_pydantic_json_schema__", None):
                schema["metadata"] = {"pydantic_js_functions": [describe]}
            return cast(CoreSchema, schema)
    optional = [arg for arg in get_args(annotation) if arg is not type(None)]
    if len(optional) == 1 and type(None) in get_args(annotation):
        return core_schema.nullable_schema(handler.generate_schema(optional[0]))
    return handler.generate_schema(annotation)
