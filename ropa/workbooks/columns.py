"""The columns of what a reviewer edits: heading, what may be chosen, and a note on what is asked."""

from functools import cache

from ropa.forms.entry import Entry
from ropa.forms.forms import Forms
from ropa.forms.labels import Labels
from ropa.forms.shape import Kind, Shape, shapes, word_shape
from ropa.model.activity import Activity
from ropa.model.part import Part
from ropa.model.vocabulary import COUNTRIES
from ropa.words.words import Words
from ropa.workbooks.alphabet import in_order
from ropa.workbooks.asked import ASKED
from ropa.workbooks.sheet import Column

STRICT = ("status", "role")
"""Fields of which nothing else can be said than what may be chosen."""
NONE = Entry(((("none",), ""),))


class Columns:
    """Makes the columns of one workbook."""

    def __init__(self, forms: Forms, words: Words) -> None:
        self.forms = forms
        self.words = words
        self.labels = Labels(words)
        self._choices = cache(self._worked_out)

    def column(
        self, key: str, heading: str, article: str = "", link: float = 210.0,
        part: type[Part] = Activity,
    ) -> Column:  # fmt: skip
        """The column of a field of a part; one that the part does not have is worked out."""
        shape = shapes(part).get(key)
        note = self._note(part, key, article)
        if shape is None or key == "id":
            return Column(key, heading, article, link, note=note)
        choices = self._choices(shape)
        return Column(key, heading, article, link, choices=choices, strict=key in STRICT, note=note)

    def of(self, part: type[Part], key: str) -> Column:
        """The column of a field by its own name."""
        return self.column(key, self.labels.of(part, key), part=part)

    def fields(self, part: type[Part]) -> tuple[str, ...]:
        """The fields of a part, in the order of the format."""
        return tuple(shapes(part))

    def _note(self, part: type[Part], key: str, article: str) -> str:
        """What a field asks, with its article."""
        asked = ASKED.get((part.__name__, key)) or ASKED.get(("", key), "")
        return "\n".join(text for text in (article, self.words(asked)) if text)

    def _worked_out(self, shape: Shape) -> tuple[str, ...]:
        """What may be chosen, as a cell shows it; nothing where a field takes free text alone."""
        word = (word_shape(shape) if shape.part else shape) or shape
        told: tuple[str, ...] = ()
        if shape.kind is Kind.TRUTH:
            told = "true", "false"
        elif word.kind is Kind.CLOSED:
            told = word.words
        elif shape.kind is Kind.COUNTRY or shape.key == "location":
            named = {self.words.country(code): code for code in COUNTRIES}
            return tuple(sorted(named, key=lambda name: in_order(name, self.words.language)))
        texts = [self.forms.text(shape, (Entry((((), each),)),)) for each in told]
        if shape.answered and (told or shape.key == "transfers"):
            texts.append(self.forms.text(shape, (NONE,)))
        return tuple(text for text in dict.fromkeys(texts) if text and "\n" not in text)
