"""Notes and threaded comments of a sheet: who said what, of which cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ropa.review.book import Book, Stored
from ropa.review.parts import Parts
from ropa.review.values import decoded

LEGACY = "[Threaded comment]"
"""How the note begins that Excel keeps beside a thread, for programs that know no threads."""


@dataclass(frozen=True, slots=True)
class Said:
    """A note (`note`) or a comment of a thread (`thread`) at an address such as `C4`."""

    kind: str
    address: str
    text: str
    author: str = ""
    date: str = ""
    resolved: bool = False


def persons(parts: Parts, book: Book) -> dict[str, str]:
    """The names of those who commented, by id."""
    names: dict[str, str] = {}

    def start(tag: str, told: dict[str, str]) -> None:
        if tag == "person":
            names[told.get("id", "")] = told.get("displayName", "")

    for link in book.links:
        if link.kind == "person":
            parts.read(link.target, start)
    return names


def said(parts: Parts, sheet: Stored, names: dict[str, str]) -> Iterator[Said]:
    """What was said at the cells of a sheet, the threads first, replies below what they answer."""
    threads: list[Said] = []
    for link in sheet.links:
        if link.kind == "threadedComment":
            threads += _thread(parts, link.target, names)
    yield from threads
    at = {each.address for each in threads}
    for link in sheet.links:
        if link.kind == "comments":
            for note in _notes(parts, link.target):
                if not (note.address in at and note.text.startswith(LEGACY)):
                    yield note


def _thread(parts: Parts, name: str, names: dict[str, str]) -> Iterator[Said]:
    found: list[tuple[str, str, Said]] = []

    def start(tag: str, told: dict[str, str]) -> None:
        if tag == "threadedComment":
            one = Said(
                "thread", told.get("ref", ""), "", names.get(told.get("personId", ""), ""),
                told.get("dT", "")[:19], told.get("done") in ("1", "true"),
            )  # fmt: skip
            found.append((told.get("id", ""), told.get("parentId", ""), one))

    parts.read(name, start)
    texts = [""] * len(found)
    for number, text in enumerate(parts.texts(name, "threadedComment", "text", "")):
        texts[number] = decoded(text)
    answers: dict[str, list[Said]] = {}
    for (_, parent, one), text in zip(found, texts, strict=True):
        if parent:
            answers.setdefault(parent, []).append(replace(one, text=text))
    heads = {own for own, parent, _ in found if own and not parent}
    for (own, parent, one), text in zip(found, texts, strict=True):
        if parent not in heads:
            yield replace(one, text=text)
            for reply in sorted(answers.pop(own, ()), key=lambda each: each.date):
                yield replace(reply, resolved=one.resolved)


def _notes(parts: Parts, name: str) -> Iterator[Said]:
    authors = parts.texts(name, "author", "author", "")
    told: list[tuple[str, int]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "comment":
            told.append((attributes.get("ref", ""), int(attributes.get("authorId", "0"))))

    parts.read(name, start)
    for (address, number), text in zip(told, parts.texts(name, "comment"), strict=True):
        author = authors[number] if number < len(authors) else ""
        text = decoded(text).removeprefix(f"{author}:\n")
        if text.strip():
            yield Said("note", address, text, author)
