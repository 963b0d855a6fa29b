"""A reviewed workbook and a register together: what would be written, and writing it.

Neither law nor printing is here: the parts are put in a row, and what they refuse is told with its
place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ropa.reading import Reading, read_register
from ropa.reports.lines import report_lines
from ropa.review.merge import merge
from ropa.review.outcome import Outcome
from ropa.review.report import FileChange
from ropa.review.reviewed import Refusal, Reviewed
from ropa.review.sides import Wishes
from ropa.source.characters import decode
from ropa.source.edit import Edit, NotEdited, edit
from ropa.source.files import Limits, Reader, RegisterFiles
from ropa.source.source import Refused, Source
from ropa.source.store import Disk
from ropa.source.write_all import write_all
from ropa.words.words import Words
from ropa.workbooks.carried import files_digest


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a workbook comes to: the outcome, the files as they would be, and the register then.

    `after` is the register as it is where nothing would change.
    """

    outcome: Outcome
    changes: tuple[FileChange, ...]
    after: Reading


def propose(
    reviewed: Reviewed, reading: Reading, words: Words, wishes: Wishes, limits: Limits
) -> Proposal:
    """Merge a workbook into a register that was read whole; nothing is written.

    `words` speak the language of the workbook. An edit that cannot be made without touching what it
    is not about, or after which the register could not be read, becomes a refusal. Raises OSError
    for a file that cannot be read, or has changed since it was.
    """
    outcome = merge(reviewed, reading, words, wishes)
    if reviewed.files not in ("", files_digest(reading.tree)):
        outcome = replace(outcome, notices=(*outcome.notices, "register-changed"))
    changes: list[FileChange] = []
    refusals: list[Refusal] = []
    for file, edits in outcome.edits.items():
        source = reading.tree.source(file) or reading.tree.sources[0]
        try:
            changes += _changed(source, edits)
        except NotEdited as why:
            refusals.append(_not_edited(source, why))
    if refusals or not changes:
        return Proposal(_with(outcome, refusals), (), reading)
    after = _read_again(reading, changes, limits)
    if after.whole:
        return Proposal(outcome, tuple(changes), after)
    return Proposal(_with(outcome, _unreadable(after, words)), (), reading)


def write(changes: tuple[FileChange, ...], folder: Path) -> None:
    """Write the files, all of them or none. Raises ChangedOnDisk and NotWritten."""
    write_all(folder, {Path(c.file): (c.before, c.after) for c in changes})


def _changed(source: Source, edits: tuple[Edit, ...]) -> list[FileChange]:
    """A file with its edits made, unless they change nothing."""
    path = Path(source.path)
    content = path.read_bytes()
    if not _is(source, content):
        raise OSError(0, "has changed on disk since it was read; nothing was written", source.path)
    edited = edit(content, source.path, edits)
    if edited.content == content:
        return []
    return [FileChange(source.path, content, edited.content, edited.comments)]


def _is(source: Source, content: bytes) -> bool:
    try:
        return decode(content) == source.text
    except Refused:
        return False


def _not_edited(source: Source, why: NotEdited) -> Refusal:
    """That an edit cannot be made, with the place in the file that it is about."""
    line = source.locate(why.edit.route).line
    return Refusal(f"{source.path}:{line}", why.reason, why.facts)


class _Edited(Disk):
    """The working tree with the files as they would be."""

    def __init__(self, contents: Mapping[Path, bytes]) -> None:
        self._contents = contents

    def size(self, path: Path) -> int | None:
        return len(self._contents[path]) if path in self._contents else super().size(path)

    def content(self, path: Path, limit: int) -> bytes:
        found = self._contents.get(path)
        return super().content(path, limit) if found is None else found[: limit + 1]


def _read_again(reading: Reading, changes: list[FileChange], limits: Limits) -> Reading:
    """The register as it would be."""
    files = tuple(Path(source.path) for source in reading.tree.sources)
    store = _Edited({Path(change.file): change.after for change in changes})
    return read_register(RegisterFiles(reading.name, files), Reader(limits, store))


def _unreadable(after: Reading, words: Words) -> list[Refusal]:
    """Why the register could not be read with the edits."""
    return [
        Refusal(f"{line.file}:{line.span.line}", "register-unreadable", {"message": line.message})
        for line in report_lines(after, after.findings, words)
    ]


def _with(outcome: Outcome, refusals: list[Refusal]) -> Outcome:
    return replace(outcome, refusals=(*outcome.refusals, *refusals))
