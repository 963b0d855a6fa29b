"""Values of a strict form: texts, ids, dates, countries, closed words.

Each type reads what YAML gave (a text, or a mapping for a text per language) and refuses what it
is not, by a key of the messages. The forms beginning with `Opt` may be left empty as well.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NoReturn

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ropa.model.vocabulary import COUNTRIES, TRIGGERS

ID = re.compile("[a-z0-9][a-z0-9-]*")
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
EMAIL = re.compile(r"[^@\s<>]+@([^@\s<>.]+\.)+[^@\s<>.]+")
URL = re.compile(r"(https?://|www\.)[^\s/@]+(/\S*)?")
PERIOD = re.compile(
    r"P(?=[0-9T])([0-9]{1,6}Y)?([0-9]{1,6}M)?([0-9]{1,6}W)?([0-9]{1,6}D)?"
    r"(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}S)?)?"
)
LONGEST_WORD = 60  # no closed word is half as long
DOTTED = re.compile(r"^(\d+)\.(\d)\.?([a-z])$")
TRUTH = {word: word[0] in "tT" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}


class Form:
    """How pydantic reads a value, and how JSON Schema describes it."""

    def __init__(self, read: Callable[[Any], Any], **json_schema: Any) -> None:
        self.read = read
        self.json_schema = json_schema

    def optional(self) -> "Form":
        """The same form, or nothing."""
        read = self.read
        return Form(lambda v: None if v is None else read(v), **self.json_schema)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        described = {"pydantic_js_functions": [lambda schema, handler: dict(self.json_schema)]}
        return core_schema.no_info_plain_validator_function(self.read, metadata=described)


def _refuse(kind: str, value: Any, **facts: Any) -> NoReturn:
    """A list or a mapping is refused as such: written out, it may fill the memory."""
    if isinstance(value, (list, dict)):
        raise PydanticCustomError("word", "not a word")
    facts["given"] = "" if value is None else str(value)
    raise PydanticCustomError(kind, "wrong form", facts)


def _text(value: Any) -> Any:
    if type(value) is str:
        return value
    if type(value) is not dict or not value:
        raise PydanticCustomError("text", "not a text")
    for language, text in value.items():
        if not LANGUAGE.fullmatch(language):
            raise PydanticCustomError("language", "not a language", {"given": language})
        if type(text) is not str:
            raise PydanticCustomError("text", "not a text")
    return value


def _optional_text(value: Any) -> Any:
    """A text or nothing, in one call: most values are texts."""
    return value if value is None or type(value) is str else _text(value)


def _word(value: Any) -> Any:
    if type(value) is str:
        return value
    raise PydanticCustomError("word", "not a word")


def _date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    try:
        if type(value) is str and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    _refuse("date", value)


def _truth(value: Any) -> Any:
    if type(value) is bool:
        return value
    if type(value) is str and value in TRUTH:
        return TRUTH[value]
    _refuse("truth", value)


def _count(value: Any) -> Any:
    if type(value) is int and value >= 0:
        return value
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    _refuse("count", value)


def _country(value: Any) -> Any:
    if type(value) is str and value in COUNTRIES:
        return value
    _refuse("country", value)


def _matching(pattern: re.Pattern[str], kind: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is str and pattern.fullmatch(value):
            return value
        _refuse(kind, value)

    return read


def closed(words: tuple[str, ...], spellings: dict[str, str] | None = None) -> Form:
    """One of `words`; `spellings` are other ways to write them, compared as `_plain` has them."""
    same = {**{_plain(s): w for s, w in (spellings or {}).items()}, **{w: w for w in words}}

    def read(value: Any) -> Any:
        if type(value) is str and len(value) <= LONGEST_WORD:
            if word := same.get(value) or same.get(_plain(value)):
                return word
        _refuse("choice", value, words=words)

    return Form(read, type="string", enum=[*words, *(spellings or {})])


def _plain(value: str) -> str:
    """An article without its dress: `Art. 6(1)(f)`, `6 (1) (f)` and `artikel 6.1 f` are `6(1)(f)`."""
    bare = value.replace(" ", "").lower().removeprefix("article").removeprefix("artikel")
    return DOTTED.sub(r"\1(\2)(\3)", bare.removeprefix("art").removeprefix("."))


WORD_SCHEMA = {"type": ["string", "number"]}  # ropa reads `2026` as the text that it is
TRANSLATED_SCHEMA = {
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
    "additionalProperties": WORD_SCHEMA,
    "minProperties": 1,
}
TEXT = Form(_text, anyOf=[WORD_SCHEMA, TRANSLATED_SCHEMA])
_WORD = Form(_word, **WORD_SCHEMA)
_DATE = Form(_date, type="string", format="date", pattern=r"^\d{4}-\d\d-\d\d$")
_TRUTH = Form(_truth, type="boolean")
_COUNT = Form(_count, type="integer", minimum=0)
_PERIOD = Form(_matching(PERIOD, "period"), type="string", pattern="^P[0-9YMWDTHS]+$")
_COUNTRY = Form(_country, type="string", pattern="^[A-Z]{2}$")
_ID = Form(_matching(ID, "id"), type="string", pattern="^[a-z0-9][a-z0-9-]*$")
_EMAIL = Form(_matching(EMAIL, "email"), type="string", format="email")
_URL = Form(_matching(URL, "url"), type="string", pattern=r"^(https?://|www\.)")

Texts = str | dict[str, str]
"""A text, or one per language."""

Text = Annotated[Texts, TEXT]
OptText = Annotated[Texts | None, Form(_optional_text, **TEXT.json_schema)]
OptTrigger = Annotated[
    Texts | None, Form(_optional_text, **TEXT.json_schema, examples=list(TRIGGERS))
]
OptWord = Annotated[str | None, _WORD.optional()]
OptDate = Annotated[date | None, _DATE.optional()]
Truth = Annotated[bool, _TRUTH]
OptTruth = Annotated[bool | None, _TRUTH.optional()]
Count = Annotated[int, _COUNT]
OptCount = Annotated[int | None, _COUNT.optional()]
OptPeriod = Annotated[str | None, _PERIOD.optional()]
OptCountry = Annotated[str | None, _COUNTRY.optional()]
Id = Annotated[str, _ID]
OptId = Annotated[str | None, _ID.optional()]
OptEmail = Annotated[str | None, _EMAIL.optional()]
Url = Annotated[str, _URL]
OptUrl = Annotated[str | None, _URL.optional()]
