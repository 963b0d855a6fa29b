"""The closed words of a field: what each is called, and which is meant by what a reader writes."""

import re

from ropa.forms.shape import Kind, Shape
from ropa.words.terms import TERMS, term
from ropa.words.words import Words

ARTICLE = re.compile(r"\d+(\(\w+\))*(-2)?")
WRITTEN = re.compile(
    r"(?:art(?:icle|ikel|\.)?\s*)?(\d+)[\s.(]+(\d+)[\s.()]*([a-z])\)?"
    r",?(?:\s+(?:of the |i )?(?:gdpr|dataskyddsförordningen))?"
)
"""An article with its point, as lawyers write it: `art. 6.1 f`, `6 (1) f GDPR`."""


class Closed:
    """The words that a field takes, what each is called, and what is meant by what a reader writes."""

    def __init__(self, shape: Shape, languages: tuple[Words, ...]) -> None:
        context = next((c for c, terms in TERMS.items() if set(terms) == set(shape.words)), "")
        articles = _articles(shape)
        self.shown: dict[str, str] = {}
        self._meant: dict[str, str] = {}
        self._by_article: dict[str, str] = {}
        self.terms: dict[str, str] = {}
        for words in reversed(languages):
            for word in shape.words:
                called = term(words, context, word) if context else word
                article = articles.get(word) or (word if ARTICLE.fullmatch(word) else "")
                cited = words.cite(f"Art. {article}") if article else ""
                named = called != word or not cited
                self.shown[word] = (f"{called} ({cited})" if cited else called) if named else cited
                self._meant |= {each.casefold(): word for each in (word, cited, self.shown[word])}
                if article:
                    self._by_article[article] = word
                self.terms[called.casefold()] = word

    def meant(self, text: str) -> str:
        """The word that a text means, by its term, itself or its article; empty where none."""
        return self.exactly(text) or self.terms.get(text.casefold(), "")

    def exactly(self, text: str) -> str:
        """The same, but for the bare term of a word that has an article."""
        if not text:
            return ""
        cited = WRITTEN.fullmatch(text.casefold())
        article = f"{cited[1]}({cited[2]})({cited[3]})" if cited else ""
        return self._meant.get(text.casefold(), "") or self._by_article.get(article, "")


def _articles(shape: Shape) -> dict[str, str]:
    """The article of each word that has another spelling."""
    if shape.form is None or shape.kind is not Kind.CLOSED:
        return {}
    spellings = [s for s in shape.form.json_schema["enum"] if s not in shape.words]
    return {shape.form.read(spelling): spelling for spelling in spellings}
