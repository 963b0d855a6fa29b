"""What every part of a register is made of: mappings, lists, items, and answers that are no values."""

from typing import Annotated, Any, ClassVar, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ropa.model.values import Form, Id, OptDate, OptText, Text


def _extension(key: Any) -> Any:
    if type(key) is str and key.startswith("x-"):
        return key
    raise PydanticCustomError("unknown-key", "not a key of the format", {"given": str(key)})


ExtensionKey = Annotated[str, Form(_extension, type="string", pattern="^x-")]


class Part(BaseModel):
    """A mapping of the register: frozen, no key but its own and those that begin with `x-`."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)
    __pydantic_extra__: dict[ExtensionKey, Any] = Field(init=False)

    @property
    def extensions(self) -> dict[str, Any]:
        """The keys that begin with `x-`, as written."""
        return self.__pydantic_extra__ or {}


class Worded(Part):
    """A mapping for which a plain word may stand: the value of its `word_key`."""

    word_key: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def spell_out(cls, value: Any) -> Any:
        """The mapping that a plain word, or a text per language, stands for."""
        if type(value) is str:
            return {cls.word_key: value}
        if type(value) is dict and cls.word_key not in value and _is_translated(value):
            return {cls.word_key: value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


def _is_translated(value: dict[str, Any]) -> bool:
    """Is this a text per language, such as `{sv: Kunder, en: Customers}`?"""
    return bool(value) and all(len(k) == 2 and type(v) is str for k, v in value.items())


class Item(Worded):
    """An entry of a list: a word, or a mapping with `name`."""

    word_key = "name"

    name: Text = Field(description="The words for it.")
    note: OptText = Field(None, description="A remark, shown beside the name.")
    when: OptText = Field(None, description="The condition under which it applies.")


# --- answers that are not values ---------------------------------------------------------------


class NoneStated(Part):
    """`none`, or `{none: reason}`: there is none."""

    none: OptText = Field(None, description="Why there is none.")


class Unknown(Part):
    """`unknown`, or `{unknown: …}`: an open question."""

    unknown: OptText = Field(None, description="What must be found out.")
    owner: OptText = Field(None, description="Whom to ask.")
    due: OptDate = Field(None, description="When it should be answered.")


class NotApplicable(Part):
    """`{not_applicable: reason}`: the question does not arise here."""

    not_applicable: OptText = Field(None, description="Why the question does not arise.")


class See(Part):
    """`{see: activity-id}`: the same as there."""

    see: Id = Field(description="The activity whose answer holds here too.")


Answer = NoneStated | Unknown | NotApplicable | See
ANSWERS: tuple[type[Part], ...] = (NoneStated, Unknown, NotApplicable, See)
_WORDS: dict[str, type[Part]] = {"none": NoneStated, "unknown": Unknown}
_KEYS: dict[str, type[Part]] = {
    "none": NoneStated,
    "unknown": Unknown,
    "not_applicable": NotApplicable,
    "see": See,
}


def _answer(value: Any, handler: Any) -> Any:
    """The answer that `value` is, else what the field's own type makes of it."""
    kind = type(value)
    if kind is str:
        if value in _WORDS:
            return _WORDS[value]()
    elif kind is dict:
        for key, part in _KEYS.items():
            if key in value:
                return part.model_validate(value)
    elif value is None:
        return None
    return handler(value)


class _Answered:
    """A field that may hold an answer in place of a value; absent and empty are None."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        value = handler.generate_schema(get_args(source)[0])
        return core_schema.no_info_wrap_validator_function(_answer, value)

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema["schema"]), {"$ref": "#/$defs/Answer"}]}


class _Several:
    """A list, in which one value alone may stand without its brackets."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        item = handler.generate_schema(get_args(get_args(source)[0] or source)[0])
        several = core_schema.tuple_schema([item], variadic_item_index=0)
        return core_schema.no_info_wrap_validator_function(_several, several)

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        item = handler(schema["schema"]["items_schema"][0])
        return {"anyOf": [{"type": "array", "items": item}, item]}


def _several(value: Any, handler: Any) -> Any:
    if value is None:
        return None
    return handler(value if type(value) is list else [value])


T = TypeVar("T")
Answered = Annotated[T | NoneStated | Unknown | NotApplicable | See | None, _Answered]
Several = Annotated[tuple[T, ...] | None, _Several]
