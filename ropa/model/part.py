"""What every part of a register is made of: mappings, lists, items, and answers that are no values."""

from contextlib import suppress
from functools import partial
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ropa.model.quick import part_schema, value_schema
from ropa.model.values import TRANSLATED_SCHEMA, WORD_SCHEMA, Form, Id, OptDate, OptText, Text


def _extension(key: Any) -> Any:
    if type(key) is str and key.startswith("x-"):
        return key
    raise PydanticCustomError("unknown-key", "not a key of the format", {"given": str(key)})


EXTENSION = Form(_extension, type="string", pattern="^x-")


class Part(BaseModel):
    """A mapping of the register: frozen, no key but its own and those that begin with `x-`."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)
    spell_out: ClassVar[Any] = None
    """Makes the mapping of what may stand in its place."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        extension = EXTENSION.__get_pydantic_core_schema__(str, handler)
        return part_schema(cls, extension, cls.spell_out, handler)

    @property
    def extensions(self) -> dict[str, Any]:
        """The keys that begin with `x-`, as written."""
        return self.__pydantic_extra__ or {}


ANSWER_WORDS = ("none", "unknown")


class _Misplaced:
    """An answer that stands where an entry of a list does."""

    def __init__(self, word: str) -> None:
        self.word = word


def _refuse_answer(kind: str, word: str) -> NoReturn:
    raise PydanticCustomError(kind, "an answer is no entry", {"given": word})


class Worded(Part):
    """A mapping for which a plain word may stand: the value of its `word_key`."""

    word_key: ClassVar[str]
    _known: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, **config: Any) -> None:
        super().__init_subclass__(**config)
        cls._known = {}

    @classmethod
    def of_word(cls, word: str) -> dict[str, str]:
        """The mapping that a plain word stands for."""
        return {cls.word_key: word}

    @classmethod
    def spell_out(cls, value: Any) -> Any:
        """The mapping that a plain word, or a text per language, stands for."""
        if type(value) is str:
            return cls.of_word(value)
        if type(value) is _Misplaced:
            _refuse_answer("answer-in-list", value.word)
        if type(value) is dict and cls.word_key not in value and _is_translated(value):
            return {cls.word_key: value}
        return value

    @classmethod
    def known(cls, word: str) -> Any:
        """The part that a plain word stands for; parts are frozen, so the same one every time."""
        found = cls._known.get(word)
        if found is None:
            if word in ANSWER_WORDS:
                return _Misplaced(word)
            found = cls.of_word(word)
            with suppress(ValidationError):  # the list that it is in says which entry is wrong
                found = cls._known[word] = cls.model_validate(found)
        return found

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [dict(WORD_SCHEMA), dict(TRANSLATED_SCHEMA), handler(schema)]}


def _is_translated(value: dict[str, Any]) -> bool:
    """Is this a text per language, such as `{sv: Kunder, en: Customers}`?"""
    return bool(value) and all(
        len(key.partition("-")[0]) == 2 and type(text) is str for key, text in value.items()
    )


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
ANSWER_SCHEMA = {"const": "an answer that is not a value"}
"""Stands in JSON Schema where an answer may; the whole schema has one definition of it."""
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
        value = value_schema(get_args(source)[0], handler)
        return core_schema.no_info_wrap_validator_function(_answer, value)

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema), dict(ANSWER_SCHEMA)]}


class _Several:
    """A list, in which one value alone may stand without its brackets; empty is None."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kind = get_args(get_args(source)[0] or source)[0]
        item = value_schema(kind, handler)
        worded = isinstance(kind, type) and issubclass(kind, Worded)
        if not worded:
            item = core_schema.no_info_before_validator_function(_no_answer, item)
        several = core_schema.tuple_schema([item], variadic_item_index=0)
        listed = partial(_words_listed, kind) if worded else _listed
        return core_schema.nullable_schema(
            core_schema.no_info_before_validator_function(listed, several)
        )

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(schema)["anyOf"][0]
        return {"anyOf": [several, several["items"]]}


def _listed(value: Any) -> Any:
    """The list, or the one entry in brackets. An answer gets here only where none is asked for."""
    if type(value) is list:
        return value
    if type(value) is str and value in ANSWER_WORDS:
        _refuse_answer("answer-here", value)
    return [value]


def _no_answer(entry: Any) -> Any:
    if type(entry) is str and entry in ANSWER_WORDS:
        _refuse_answer("answer-in-list", entry)
    return entry


def _words_listed(kind: type[Worded], value: Any) -> Any:
    known = kind.known
    return [known(entry) if type(entry) is str else entry for entry in _listed(value)]


T = TypeVar("T")
Answered = Annotated[T | NoneStated | Unknown | NotApplicable | See | None, _Answered]
Several = Annotated[tuple[T, ...] | None, _Several]
