"""What all cells are made of: answers, items, remarks, and the register's own keys."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ropa.model.activity import DataCategory, Measure
from ropa.model.part import Item, NoneStated, NotApplicable, Part, See, Unknown
from ropa.model.party import Recipient
from ropa.model.plain import flat
from ropa.model.record import Record
from ropa.pages.page import Cell, Line, Tone
from ropa.words.terms import term
from ropa.words.words import Words

Shown = Iterator[Line]


def aside(text: str) -> Shown:
    """A remark below an entry, if there is one."""
    if text:
        yield Line(text, Tone.ASIDE)


def written(value: Any) -> Cell:
    """Data of the register word for word: a line for each entry of a list."""
    if isinstance(value, list):
        return tuple(Line(flat(entry)) for entry in value)
    return (Line(flat(value)),)


class Frame:
    """Turns answers and items of one record into lines, in one language."""

    def __init__(self, record: Record, words: Words) -> None:
        register = record.register
        self.record = record
        self.words = words
        self.cite = cache(words.cite)
        self._lists: tuple[tuple[type[Item], dict[str, Any]], ...] = (
            (Recipient, register.recipients),
            (DataCategory, register.data_categories),
            (Measure, register.security_measures),
        )

    # --- whole answers --------------------------------------------------------------------------

    def answer(self, value: Any, show: Callable[[Any], Shown]) -> Cell:
        """A value, each entry of a list, or what is answered in place of one; empty where absent."""
        if value is None:
            return ()
        if isinstance(value, (NoneStated, Unknown, NotApplicable, See)):
            return tuple(self._no_value(value))
        entries = value if isinstance(value, tuple) else (value,)
        return tuple(line for entry in entries for line in self.part(entry, show) if line.text)

    def part(self, value: Any, show: Callable[[Any], Shown]) -> Shown:
        """A part, and below it the keys that are the register's own."""
        yield from show(value)
        if isinstance(value, Part):
            yield from self.extensions(value)

    def extensions(self, part: Part) -> Shown:
        """The keys that begin with `x-`, word for word."""
        for key, value in part.extensions.items():
            yield from aside(f"{key}: {flat(value)}")

    def _no_value(self, value: Part) -> Shown:
        w = self.words
        match value:
            case NoneStated():
                yield Line(w("None"))
                yield from aside(w.text(value.none))
            case NotApplicable():
                yield Line(w("Not applicable"))
                yield from aside(w.text(value.not_applicable))
            case See():
                yield Line(w("See {activity}", activity=value.see), target=value.see)
            case Unknown():
                text = w.text(value.unknown)
                question = w("Open question: {text}", text=text)
                yield Line(question if text else w("Open question"), Tone.QUESTION)
                yield from self.due(value)
        yield from self.extensions(value)

    def due(self, question: Unknown) -> Shown:
        """Who is to answer an open question, and when."""
        w = self.words
        if question.owner:
            yield from aside(w("To be answered by {owner}", owner=w.text(question.owner)))
        if question.due:
            yield from aside(w("Due {date}", date=w.date(question.due)))

    def severity(self, finding: Any) -> str:
        """A finding's weight and rule: `Warning ROPA402`."""
        return f"{term(self.words, 'severity', finding.severity.value)} {finding.rule}"

    # --- items ----------------------------------------------------------------------------------

    def text(self, value: Any) -> Shown:
        """A text of the register."""
        yield Line(self.words.text(value))

    def number(self, value: int) -> Shown:
        """A number."""
        yield Line(str(value))

    def truth(self, value: bool) -> Shown:
        """Yes or no."""
        yield Line(self.yes(value))

    def yes(self, value: bool | None) -> str:
        """Yes or no, or nothing where it is not said."""
        return "" if value is None else self.words("Yes") if value else self.words("No")

    def closed(self, context: str) -> Callable[[str], Shown]:
        """How to show a closed word."""

        def show(word: str) -> Shown:
            yield Line(term(self.words, context, word))

        return show

    def defined(self, entry: Any) -> Any:
        """What an entry points to by its id, or the entry itself."""
        for kind, section in self._lists:
            if isinstance(entry, kind) and isinstance(entry.name, str):
                return section.get(entry.name, entry)
        return entry

    def item(self, entry: Item) -> Shown:
        """An entry of a list with its remarks, and those where it is defined."""
        defined = self.defined(entry)
        yield Line(self.words.text(defined.name))
        yield from self.remarks(entry)
        if defined is not entry:
            yield from self.remarks(defined)
            yield from self.extensions(defined)

    def remarks(self, entry: Any) -> Shown:
        """The condition and the note of an entry."""
        w = self.words
        if entry.when:
            yield from aside(w("When: {condition}", condition=w.text(entry.when)))
        yield from aside(w.text(entry.note))

    def covers(self, entry: Any) -> Shown:
        """What an entry covers."""
        w = self.words
        if entry.for_:
            categories = self.record.register.data_categories
            names = (
                w.text(categories[f].name) if isinstance(f, str) and f in categories else w.text(f)
                for f in entry.for_
            )
            yield from aside(w("For: {what}", what=", ".join(names)))

    def labelled(self, *pairs: tuple[str, Any]) -> Shown:
        """Remarks with a label each; those that say nothing are left out."""
        for label, text in pairs:
            if text:
                yield from aside(f"{label}: {text}")
