"""Findings accepted by a comment: `# ropa: ignore[ROPA402] reason until 2027-03-01`.

At the end of a line it is about that line; alone on a line, about the next that is more than a
comment. A mistake in one is a finding: who relies on an accepted finding must be able to see it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ropa.findings import Finding, Suppression
from ropa.fingerprints import place
from ropa.gate.profile import READING, nearest
from ropa.reading import Reading
from ropa.rules import CATALOGUE
from ropa.rules.answers import has_words
from ropa.rules.reading import IGNORE
from ropa.rules.rule import Rule
from ropa.source.source import Source, Span
from ropa.source.tree import Location

COMMENT = re.compile(r"(?<!\S)#[ \t]*ropa:[ \t]*ignore(?![a-z])(.*?)(?=\s#[ \t]*ropa:|$)", re.M)
FORM = re.compile(r"\s*\[([^\[\]]*)\](.*)")
UNTIL = re.compile(r"\buntil:?\s+(\d[\d./-]*|(?:\w{1,20}\s){1,2}\d{4}\b)")
"""A last day, or what is meant as one: “until March 2027” would else never end, and look as if it did."""
AROUND = " \t,;:()"
"""What may stand between a reason and its date."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NO_DATA = re.compile(r"\s*(?:#|$|---|\.\.\.|%)")
EXPIRED = "ROPA803"
"""The rule that what is due for review is reviewed, an expired comment among it."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment that accepts findings.

    `line` is the one that it is about. `malformed` where it cannot be read as one.
    """

    location: Location
    line: int
    codes: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    malformed: bool = False

    def holds(self, today: date) -> bool:
        """Does it accept what it names?"""
        return not self.malformed and has_words(self.reason) and not self.expired(today)

    def expired(self, today: date) -> bool:
        """Is its last day gone?"""
        return self.until is not None and self.until < today


def judge(
    reading: Reading, findings: list[Finding], rules: Sequence[Rule], today: date, *, accept: bool
) -> list[Finding]:
    """The findings, those marked that a comment accepts; and what is wrong with the comments.

    With `accept` False none is marked.
    """
    comments = [one for source in reading.tree.sources for one in ignores(source)]
    if not comments:
        return findings
    holding = {
        (one.location.file, one.line, code): one
        for one in reversed(comments)
        if one.holds(today)
        for code in one.codes
    }
    used: set[tuple[Location, str]] = set()
    judged = []
    for finding in findings:
        at = place(reading, finding)
        comment = holding.get((at.file, at.span.line, finding.rule))
        if comment and not finding.rule.startswith(READING):
            used.add((comment.location, finding.rule))
            why = Suppression("comment", comment.reason, comment.until, place=comment.location)
            finding = replace(finding, suppressed=why) if accept else finding
        judged.append(finding)
    asked = {rule.code: rule for rule in rules}
    for comment in comments:
        unused = [c for c in comment.codes if (comment.location, c) not in used]
        judged += _mistakes(comment, unused if reading.whole else [], asked, today)
    return judged


def _mistakes(
    comment: Ignore, unused: list[str], asked: dict[str, Rule], today: date
) -> Iterator[Finding]:
    """What is wrong with a comment; `unused` are the codes by which it accepted nothing."""
    if comment.malformed:
        yield _found(comment, "malformed")
        return
    for code in comment.codes:
        if code not in CATALOGUE:
            yield _found(comment, "unknown-rule", rule=code, suggestion=nearest(code))
        elif code.startswith(READING):
            yield _found(comment, "not-ignorable", rule=code)
    if not has_words(comment.reason):
        yield _found(comment, "reasonless", rules=comment.codes)
    elif comment.expired(today):
        if EXPIRED in asked:
            yield _found(
                comment, "ignore", asked[EXPIRED], rules=comment.codes, until=str(comment.until)
            )
    else:
        yield from (_found(comment, "unused", rule=code) for code in unused if code in asked)


def _found(comment: Ignore, variant: str, by: Rule = IGNORE, **facts: Any) -> Finding:
    """A finding about a comment, known by what it names and not by its line."""
    key = " ".join((*comment.codes, str(facts.get("rule", "")), str(comment.until or "")))
    facts = {**{name: fact for name, fact in facts.items() if fact}, "key": key.strip()}
    return Finding(by.code, by.severity, (), facts, variant, location=comment.location)


# --- comments in a text ---------------------------------------------------------------------------


def ignores(source: Source) -> list[Ignore]:
    """The comments in a file that accept findings, or mean to."""
    if "ropa: ignore" not in source.text and "ropa:ignore" not in source.text:
        return []
    found = list(COMMENT.finditer(source.text))
    quoted = _quoted(source, found)
    data = [n for n, line in enumerate(source.lines, 1) if not NO_DATA.match(line)]
    return [_read(source, comment, data) for comment in found if comment.start() not in quoted]


def _quoted(source: Source, found: Iterable[re.Match[str]]) -> set[int]:
    """Where what looks like a comment is a part of a quoted or block text."""
    starts = [comment.start() for comment in found]
    quoted: set[int] = set()
    for start, end in _texts(source):
        first = bisect_left(starts, start)
        if first < len(starts) and starts[first] < end:
            if source.text[start] in "|>":  # the line that opens a block may carry a comment
                start = source.text.index("\n", start, end)
            quoted.update(at for at in starts[first : bisect_left(starts, end)] if at > start)
    return quoted


def _texts(source: Source) -> Iterator[tuple[int, int]]:
    """Start and end of every key and every value that is a text."""
    parts: list[Any] = [source.data]
    seen: set[int] = set()
    while parts:
        part = parts.pop()
        marks = source.marks.get(id(part))
        if marks is None or id(part) in seen:
            continue
        seen.add(id(part))
        values = list(part.values()) if isinstance(part, dict) else part
        pairs = list(zip(marks[::2], marks[1::2], strict=True))
        if isinstance(part, dict):
            yield from pairs[::2]
            pairs = pairs[1::2]
        for value, pair in zip(values, pairs, strict=True):
            if isinstance(value, (dict, list)):
                parts.append(value)
            elif value is not None:
                yield pair


def _read(source: Source, comment: re.Match[str], data: list[int]) -> Ignore:
    """What a comment says; `data` are the lines that are more than a comment."""
    line, column = source.place(comment.start())
    span = Span(line, column, line, column + len(comment[0].rstrip()))
    location = Location(source.path, span)
    at = bisect_left(data, line)
    about = data[at] if at < len(data) else line
    form = FORM.fullmatch(comment[1])
    codes = tuple(dict.fromkeys(re.split(r"[\s,]+", form[1].strip(" \t,")))) if form else ()
    if not form or not any(codes):
        return Ignore(location, about, malformed=True)
    said = UNTIL.search(form[2])
    if not said:
        return Ignore(location, about, codes, form[2].strip())
    parts = form[2][: said.start()].strip(AROUND), form[2][said.end() :].strip(AROUND)
    until = _date(said[1].rstrip("."))
    reason = " ".join(part for part in parts if part)
    return Ignore(location, about, codes, reason, until, malformed=until is None)


def _date(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
