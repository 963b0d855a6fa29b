"""The lines of a cell back to entries: forgiving in form, and never guessing what is meant.

A list may have bullets or numbers, and a detail may lack its dash; a closed word may be followed by
its article, and names may stand on one line. None of this is read into what stood there before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ropa.forms.answers import Answers
from ropa.forms.entries import Entries, answer_of, is_kept
from ropa.forms.entry import Entry, Path, Told, Unreadable
from ropa.forms.labels import ANSWERS, Known, Labels
from ropa.forms.pasted import cleaned, is_odd, unmarked
from ropa.forms.shape import Kind, Shape, headless, value_shape
from ropa.forms.text import GOES_ON
from ropa.forms.tidy import tidy
from ropa.forms.values import Values

DASHED = re.compile(r"\s*[-–—•*·](\s*)(.*)")
LABELLED = re.compile(r"([^:\n]+):\s*(.*)", re.DOTALL)
BETWEEN = re.compile(r";\s+")
CITED = re.compile(r"(.*\S)\s*\(((?:[^()]|\([^()]*\))+)\)")
TOGETHER = re.compile(r"\s*[,;]\s*")


@dataclass(slots=True)
class Row:
    """A line with what goes on below it: its label's path, None where it has none, and its value."""

    path: Path | None
    text: str
    dashed: bool


@dataclass(slots=True)
class Stood:
    """What stood in a cell: its words by what they were shown as, and whether entries had none."""

    heads: dict[str, str]
    lines: set[str]
    headless: bool


class Reader:
    """Reads what readers of any of the languages write."""

    def __init__(self, values: Values, labels: Labels, entries: Entries) -> None:
        self.values = values
        self.labels = labels
        self.entries = entries
        self.answers = Answers(labels)

    def read(self, shape: Shape, text: str, *stood: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """What a cell tells, where some entries stood before. Raises Unreadable."""
        before = self._stood(shape, [entry for entries in stood for entry in entries])
        told = [str(told) for entries in stood for entry in entries for _, told in entry.told]
        text = tidy(text if any(map(is_odd, told)) else cleaned(text))
        if not text.strip():
            return ()
        if shape.plain:
            return (Entry((((), text),)),)
        groups = list(self._groups(shape, text, before))
        entries = [self._entry(shape, rows, before, alone=len(groups) == 1) for rows in groups]
        if len(entries) > 1 and not shape.several:
            raise Unreadable("one", given=groups[1][0].text)
        return tuple(entry for entry in entries if entry.told)

    def _stood(self, shape: Shape, entries: list[Entry]) -> Stood:
        """What stood in a cell; a word that was shown as another was is told by neither."""
        own, shown = value_shape(shape), dict[str, set[str]]()
        for entry in entries:
            if entry.head:
                shown.setdefault(self.values.show(own, entry.head), set()).add(entry.head)
        heads = {text: words.pop() for text, words in shown.items() if len(words) == 1}
        headless = any(not entry.head and not answer_of((entry,)) for entry in entries)
        return Stood(heads, {text.split("\n")[0] for text in heads}, headless)

    # --- lines ----------------------------------------------------------------------------------

    def _groups(self, shape: Shape, text: str, stood: Stood) -> Iterator[list[Row]]:
        """The rows of each entry: one begins with a word, or without a dash where some have no word."""
        group: list[Row] = []
        for row in self._rows(shape, text, stood):
            detail = row.path is not None and bool(group) and group[0].path is None
            begins = not row.dashed and not (detail and not stood.headless)
            if group and begins and (row.path is None or shape.several):
                yield group
                group = []
            if row.path is None and shape.several:
                *others, row = self._apart(shape, row, stood)
                yield from ([other] for other in others)
            group.append(row)
        yield group

    def _apart(self, shape: Shape, row: Row, stood: Stood) -> list[Row]:
        """A line of several names as the names, if all are names of the register, or closed words."""
        names = TOGETHER.split(row.text.strip(" ,;."))
        if len(names) > 1 and row.text not in stood.heads and not self._is_known(shape, row.text):
            if all(self._is_known(shape, name) for name in names):
                return [Row(None, name, dashed=False) for name in names]
        return [row]

    def _is_known(self, shape: Shape, text: str) -> bool:
        meant = shape.section and self.values.names.meant(shape.section, text)
        return bool(meant) or self._is_closed(shape, text)

    def _rows(self, shape: Shape, text: str, stood: Stood) -> Iterator[Row]:
        known = self.labels.known(shape)
        row: Row | None = None
        blank = 0
        lines = text.split("\n")
        if shape.several:
            lines = unmarked(lines, stood.lines, lambda line: _is_detail(line, known))
        for line in lines:
            if not line:
                blank += 1
            elif row and line.startswith(GOES_ON) and not _is_detail(line, known):
                row.text += "\n" * (blank + 1) + line.removeprefix(GOES_ON)
                blank = 0
            else:
                if row:
                    yield row
                row, blank = self._row(shape, line, known), 0
        if row:
            yield row

    def _row(self, shape: Shape, line: str, known: Known) -> Row:
        line = line.strip()
        if known and (dashed := DASHED.fullmatch(line)):
            path, value = _labelled(dashed[2], known)
            if path:
                return Row(path, value, dashed=True)
            if dashed[1]:
                given = (LABELLED.fullmatch(dashed[2]) or [dashed[2], dashed[2]])[1]
                raise Unreadable("label", given=given.strip(), known=_named(known))
        if headless(shape) and not self.answers.read(shape, line):
            path, value = _labelled(line, known)
            if path:
                return Row(path, value, dashed=False)
        return Row(None, line, dashed=False)

    # --- entries --------------------------------------------------------------------------------

    def _entry(self, shape: Shape, rows: list[Row], stood: Stood, *, alone: bool) -> Entry:
        known = self.labels.known(shape)
        told: dict[Path, Told] = {}
        for row in rows:
            found = self._begin(shape, row.text, stood) if row.path is None else None
            if found is None and row.text:
                found = self._detail(known, row.path or (), row.text)
            for path, value in (found or {}).items():
                if path in told:
                    raise Unreadable("twice", label=known.label(path))
                told[path] = value
        if not alone and any(path and path[0] in ANSWERS for path in told):
            raise Unreadable("answer-in-list", given=rows[0].text)
        return self.entries.ordered(shape, self.entries.spelled(shape, told))

    def _begin(self, shape: Shape, text: str, stood: Stood) -> dict[Path, Told]:
        """What the first line tells: the word that stood there, else what is read in it."""
        if text in stood.heads:
            return {(): stood.heads[text]}
        return self._head(shape, text)

    def _head(self, shape: Shape, text: str) -> dict[Path, Told]:
        """What the first line of an entry tells: an answer, a word, or what is read in one."""
        if answer := self.answers.read(shape, text):
            return answer
        if shape.part is None:
            return {(): self.values.read(shape, text)}
        if value_shape(shape) is shape:
            raise Unreadable("label", given=text, known=_named(self.labels.known(shape)))
        return self._cited(shape, text) or self.entries.worded(shape, self._word(shape, text))

    def _cited(self, shape: Shape, text: str) -> dict[Path, Told]:
        """A closed word by the article after it; other words for it are kept beside."""
        own, found = value_shape(shape), CITED.fullmatch(text)
        if own.kind is not Kind.CLOSED or not found or self.values.closed(own).exactly(text):
            return {}
        try:
            word = self.values.read(own, found[2])
        except Unreadable:
            return {}
        said = shape.part.of_word(found[1])  # type: ignore[union-attr]
        other = self.values.closed(own).meant(found[1]) or said.get(own.key, word)
        if other != word:
            raise Unreadable(
                "choice", given=text, choices=(*self.values.closed(own).shown.values(),)
            )
        beside: dict[Path, Told] = {
            (key,): said_so
            for key, said_so in said.items()
            if said_so == found[1] and key != own.key
        }
        return {(): word} if own.key in said or not beside else {(): word, **beside}

    def _word(self, shape: Shape, text: str) -> str:
        """The word that is meant; words that the format keeps as they are written are such."""
        own = value_shape(shape)
        spelled = shape.part.of_word(text)  # type: ignore[union-attr]
        if own.kind is not Kind.CLOSED or not is_kept(shape, spelled, text):
            return self.values.read(own, text)
        closed, bare = self.values.closed(own), text.rstrip(" .,;")
        return closed.meant(bare) or (bare if self._is_closed(shape, bare) else text)

    def _is_closed(self, shape: Shape, text: str) -> bool:
        """Is a closed word said: by its term, its article, or as the format reads it in a text?"""
        own = value_shape(shape)
        if own.kind is not Kind.CLOSED or not text:
            return False
        spelled = shape.part.of_word(text) if shape.part else {own.key: text}  # type: ignore[attr-defined]
        closed = self.values.closed(own)
        return bool(closed.meant(text) or closed.meant(spelled.get(own.key, "")))

    def _detail(self, known: Known, path: Path, text: str) -> dict[Path, Told]:
        shape = known.shape(path)
        if answer := self.answers.read(shape, text):
            return {path + below: value for below, value in answer.items()}
        if shape.several:
            own = value_shape(shape)
            items = (item.strip() for item in BETWEEN.split(text.strip().removesuffix(";")))
            return {path: tuple(self.values.read(own, item) for item in items if item)}
        if shape.part is None:
            return {path: self.values.read(shape, text)}
        return {path + below: value for below, value in self._head(shape, text).items()}


def _labelled(text: str, known: Known) -> tuple[Path | None, str]:
    """The detail that a line begins with the label of, and its value."""
    found = LABELLED.fullmatch(text)
    path = known.path(found[1]) if found else None
    return path, found[2] if found and path else ""


def _named(known: Known) -> tuple[str, ...]:
    """The labels to name: of what is within another, that of the other alone."""
    labels = known.all()
    return tuple(label for label in labels if label.rpartition(", ")[0] not in labels)


def _is_detail(line: str, known: Known) -> bool:
    dashed = DASHED.fullmatch(line)
    return bool(dashed and known and _labelled(dashed[2], known)[0])
