"""Answers that are no value (none, an open question, not applicable), as readers write them."""

from ropa.forms.entry import Path, Told
from ropa.forms.labels import ANSWERS, Labels
from ropa.forms.shape import Shape
from ropa.model.part import ANSWER_WORDS
from ropa.words.languages import languages
from ropa.words.words import Words

ALSO = {
    "none": ("no one", "inga", "inget", "ingen", "inte några"),
    "unknown": ("unknown", "not known", "okänt", "okänd", "inte känt"),
    "not_applicable": ("n/a", "ej tillämpligt", "inte tillämpligt"),
}
"""What readers write as well for an answer, beside what it is called."""


class Answers:
    """Reads an answer and its reason, in any of the languages."""

    def __init__(self, labels: Labels) -> None:
        self._keys = {each: key for key, also in ALSO.items() for each in also}
        self._keys |= {
            each.answer(key).casefold(): key
            for each in (*map(Labels, map(Words, languages())), labels)
            for key in ANSWERS
        }

    def read(self, shape: Shape, text: str) -> dict[Path, Told]:
        """The answer that a text is, with its reason; empty where it is none, or none may stand."""
        if not shape.answered:
            return {}
        if text in ANSWER_WORDS:
            return {(text,): ""}
        label, _, reason = text.partition(":")
        key = self._keys.get(" ".join(label.split()).rstrip(" .").casefold())
        return {(key,): reason.strip(" ")} if key else {}
