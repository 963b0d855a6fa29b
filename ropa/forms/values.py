"""One value of the register as a reader sees it, and read back: a term, a name, a date, a period."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from pydantic_core import PydanticCustomError

from ropa.forms.closed import Closed
from ropa.forms.entry import Unreadable
from ropa.forms.names import Names
from ropa.forms.shape import Kind, Shape, word_shape
from ropa.forms.tidy import tidy
from ropa.model.record import Record
from ropa.model.vocabulary import COUNTRIES
from ropa.words.durations import UNITS, duration
from ropa.words.languages import ENGLISH, languages
from ropa.words.words import Words

ALSO = {"uk": "GB", "usa": "US"}
"""Countries by letters that are no code of theirs, and none of another."""
AMOUNT = re.compile(r"(\d{1,6})\s*([^\W\d_]+)[\s,]*")


class Values:
    """The values of one record, in one language."""

    def __init__(self, record: Record, words: Words) -> None:
        self.words = words
        self.names = Names(record, words)
        self._languages = {words.language: words, ENGLISH: Words(ENGLISH)}
        self._all = (words, *map(Words, languages()))
        self._closed: dict[tuple[str, ...], Closed] = {}
        self._shown: dict[tuple[Shape, str], str] = {}

    # --- from the register ----------------------------------------------------------------------

    def canonical(self, shape: Shape, raw: Any) -> str:
        """A value as written, in the one spelling that two are compared by.

        Raises Unreadable where it is no value of this shape.
        """
        if isinstance(raw, dict):
            raw = raw.get(self.language(raw)) if raw else None
        if not isinstance(raw, str):
            raise Unreadable("format")
        if shape.kind in (Kind.TEXT, Kind.WORD):
            return tidy(raw)
        return self.checked(shape, raw)

    def language(self, texts: dict[str, Any]) -> str:
        """The key of a text per language that is shown, and edited."""
        for language in (self.words.language, self.words.own):
            for key in texts:
                if key.split("-")[0] == language.split("-")[0]:
                    return key
        return next(iter(texts))

    def checked(self, shape: Shape, text: str) -> str:
        """A text as the format reads it, in its first spelling. Raises Unreadable."""
        if shape.form is None:
            return text
        try:
            value = shape.form.read(text)
        except PydanticCustomError as error:
            raise Unreadable(error.type, **(error.context or {})) from None
        if isinstance(value, bool):
            return "true" if value else "false"
        if shape.kind is Kind.PERIOD:
            return re.sub(r"\d+", lambda number: str(int(number[0])), text)
        return str(value)

    def repeats(self, shape: Shape, told: Mapping[str, Any]) -> str:
        """The key of the words that only say the term of the closed word beside them; else empty.

        `told` is a mapping of the register: `{basis: contract, text: Contract}`.
        """
        own = word_shape(shape)
        if own is None or own.kind is not Kind.CLOSED or not isinstance(told.get(own.key), str):
            return ""
        word = self.closed(own).exactly(told[own.key])
        for key, text in told.items():
            if key != own.key and isinstance(text, str) and text:
                if word and self.closed(own).terms.get(tidy(text).casefold()) == word:
                    if shape.part.of_word(text).get(key) == text:  # type: ignore[union-attr]
                        return key
        return ""

    # --- to the reader --------------------------------------------------------------------------

    def show(self, shape: Shape, value: str) -> str:
        """A value as a reader sees it."""
        key = shape, value
        if key not in self._shown:
            self._shown[key] = self._show(shape, value)
        return self._shown[key]

    def _show(self, shape: Shape, value: str) -> str:
        if shape.section and (name := self.names.shown(shape.section, value)):
            return name
        if shape.words:
            return self.closed(shape).shown.get(value, value)
        if shape.kind is Kind.TRUTH:
            return self.words("Yes") if value == "true" else self.words("No")
        if shape.kind is Kind.COUNTRY:
            return self.words.country(value)
        return duration(value, self.words) if shape.kind is Kind.PERIOD else value

    # --- from the reader ------------------------------------------------------------------------

    def read(self, shape: Shape, text: str) -> str:
        """What a text of a reader means. Raises Unreadable, and never guesses."""
        if shape.kind not in (Kind.TEXT, Kind.WORD):
            text = " ".join(text.split())
            text = text.rstrip(" .,;") or text
        if shape.section and (key := self.names.meant(shape.section, text)):
            return key
        if shape.words and (word := self.closed(shape).meant(text)):
            return word
        if shape.kind is Kind.CLOSED:
            return self._choice(shape, text)
        if shape.kind is Kind.ID and shape.section:
            return self._id(shape, text)
        readers: dict[Kind, Callable[[str], str]] = {
            Kind.TRUTH: self._truth,
            Kind.COUNTRY: self._country,
            Kind.PERIOD: self._period,
        }
        reader = readers.get(shape.kind)
        return self.checked(shape, reader(text) if reader else text)

    def closed(self, shape: Shape) -> Closed:
        """The closed words of a shape, and what they are called."""
        if shape.words not in self._closed:
            self._closed[shape.words] = Closed(shape, tuple(self._languages.values()))
        return self._closed[shape.words]

    def _choice(self, shape: Shape, text: str) -> str:
        try:
            return self.checked(shape, text)
        except Unreadable:
            choices = tuple(self.closed(shape).shown.values())
            raise Unreadable("choice", given=text, choices=choices) from None

    def _id(self, shape: Shape, text: str) -> str:
        try:
            return self.checked(shape, text)
        except Unreadable:
            known = tuple(self.names.all(shape.section))
            raise Unreadable("name", given=text, known=known) from None

    def _truth(self, text: str) -> str:
        for words in self._all:
            for english, value in (("Yes", "true"), ("No", "false")):
                if text.casefold() in (words(english).casefold(), value):
                    return value
        raise Unreadable("truth", given=text)

    def _country(self, text: str) -> str:
        return self._countries.get(text.casefold(), text)

    @cached_property
    def _countries(self) -> dict[str, str]:
        codes = {code.casefold(): code for code in COUNTRIES} | ALSO
        for words in reversed(self._all):
            codes |= {words.country(code).casefold(): code for code in COUNTRIES}
        return codes

    def _period(self, text: str) -> str:
        """`7 years` is P7Y; what is not written so, or as an ISO duration, is not a period."""
        found = list(AMOUNT.finditer(text))
        if not found or "".join(m[0] for m in found) != text:
            return text
        parts = [(self._units.get(m[2].casefold(), ""), str(int(m[1]))) for m in found]
        order = ["YMWDhms".find(unit or "?") for unit, _ in parts]
        if -1 in order or order != sorted(set(order)):
            return text
        days = "".join(number + unit for unit, number in parts if unit in "YMWD")
        time = "".join(number + unit.upper() for unit, number in parts if unit in "hms")
        return f"P{days}" + (f"T{time}" if time else "")

    @cached_property
    def _units(self) -> dict[str, str]:
        return {
            words.count(one, many, number).split(" ", 1)[1].casefold(): unit
            for words in self._all
            for unit, (one, many) in UNITS.items()
            for number in (1, 2)
        }
