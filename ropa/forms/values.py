"""One value of the register as a reader sees it, and read back: a term, a name, a date, a period."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from pydantic_core import PydanticCustomError

from ropa.forms.entry import Unreadable
from ropa.forms.shape import Kind, Shape, word_shape
from ropa.model.record import Record
from ropa.model.vocabulary import COUNTRIES
from ropa.words.durations import UNITS, duration
from ropa.words.languages import ENGLISH, languages
from ropa.words.terms import TERMS, term
from ropa.words.words import Words

ARTICLE = re.compile(r"\d+(\(\w+\))*(-2)?")
AMOUNT = re.compile(r"(\d{1,6})\s*([^\W\d_]+)[\s,]*")


def tidy(text: str) -> str:
    """A text without what programs change of it: line ends, and spaces and lines that end it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")


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

    def closed(self, shape: Shape) -> "Closed":
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
        codes = {code.casefold(): code for code in COUNTRIES}
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


class Closed:
    """The words that a field takes, what each is called, and what is meant by what a reader writes."""

    def __init__(self, shape: Shape, languages: tuple[Words, ...]) -> None:
        context = next((c for c, terms in TERMS.items() if set(terms) == set(shape.words)), "")
        articles = _articles(shape)
        self.shown: dict[str, str] = {}
        self._meant: dict[str, str] = {}
        self.terms: dict[str, str] = {}
        for words in reversed(languages):
            for word in shape.words:
                called = term(words, context, word) if context else word
                article = articles.get(word) or (word if ARTICLE.fullmatch(word) else "")
                cited = words.cite(f"Art. {article}") if article else ""
                named = called != word or not cited
                self.shown[word] = (f"{called} ({cited})" if cited else called) if named else cited
                self._meant |= {each.casefold(): word for each in (word, cited, self.shown[word])}
                self.terms[called.casefold()] = word

    def meant(self, text: str) -> str:
        """The word that a text means, by its term, itself or its article; empty where none."""
        return self.exactly(text) or self.terms.get(text.casefold(), "")

    def exactly(self, text: str) -> str:
        """The same, but for the bare term of a word that has an article."""
        return self._meant.get(text.casefold(), "") if text else ""


def _articles(shape: Shape) -> dict[str, str]:
    """The article of each word that has another spelling."""
    if shape.form is None or shape.kind is not Kind.CLOSED:
        return {}
    spellings = [s for s in shape.form.json_schema["enum"] if s not in shape.words]
    return {shape.form.read(spelling): spelling for spelling in spellings}


class Names:
    """What a register defines by an id: the name of each, and which one a name means."""

    def __init__(self, record: Record, words: Words) -> None:
        self.record = record
        self.words = words
        self._sections: dict[str, tuple[dict[str, str], dict[str, str]]] = {}

    def shown(self, section: str, key: str) -> str:
        """The name of what an id stands for; empty where it stands for nothing."""
        return self._section(section)[0].get(key, "")

    def meant(self, section: str, text: str) -> str:
        """The id that is meant by a name or an id; empty where none is."""
        shown, meant = self._section(section)
        if text in shown:
            return text
        return meant.get(text.casefold(), "") or meant.get(_bare(text), "")

    def all(self, section: str) -> list[str]:
        """The names of all that a section defines."""
        return list(self._section(section)[0].values())

    def _section(self, section: str) -> tuple[dict[str, str], dict[str, str]]:
        if section not in self._sections:
            names = dict(self._named(section))
            called = Counter(name.casefold() for name in names.values())
            shown = {}
            for key, name in names.items():
                alone = called[name.casefold()] == 1 and names.keys().isdisjoint({name} - {key})
                shown[key] = name if alone or name == key else f"{name} [{key}]"
            meant = {_bare(name): key for key, name in shown.items()}
            meant |= {name.casefold(): key for key, name in shown.items()}
            alike = Counter(map(_bare, shown.values()))
            self._sections[section] = shown, {n: k for n, k in meant.items() if alike[n] < 2}
        return self._sections[section]

    def _named(self, section: str) -> Iterator[tuple[str, str]]:
        register = self.record.register
        if section == "activities":
            defined: dict[str, Any] = self.record.by_id
        else:
            defined = getattr(register, section)
        for key, part in defined.items():
            yield key, tidy(self.words.text(part.name)) or key


def _bare(name: str) -> str:
    """A name without what is beside it: its case, its blanks, a comma or full stop after it."""
    return " ".join(name.split()).rstrip(" .,;").casefold()
