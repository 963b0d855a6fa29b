"""The history of a record: commit by commit what changed, and which commits changed nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ropa.changes.significance import Level
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import ChangeReport, counted, level_name
from ropa.reports.change_sentences import some
from ropa.reports.changes_text import said
from ropa.safe import log_line
from ropa.source.git import Commit
from ropa.words.words import Words

SHORT = 12
"""How many characters of a commit's id are shown."""
LONGEST = 200
"""How much of a subject is shown, in characters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit changed, the gravest first.

    `unread` are the registers that could not be read whole in it, `compared_with` those whose version
    before could not: each with the commit of the last version that could be, None where there is
    none. `command` shows the whole record as it was; empty where it cannot be shown.
    """

    commit: Commit
    lines: tuple[ChangeLine, ...] = ()
    unread: tuple[tuple[str, Commit | None], ...] = ()
    compared_with: tuple[tuple[str, Commit | None], ...] = ()
    command: str = ""

    @property
    def is_noted(self) -> bool:
        """Is there something to say of it beside changes?"""
        return bool(self.unread or self.compared_with)


@dataclass(frozen=True)
class Changelog:
    """The commits of a history in the order in which they are told.

    It begins after the commit `old`, None for the first, and goes up to `new`. Changes are shown from
    `level` on; where `activity` is given, the entries have those of that activity alone.
    """

    entries: Sequence[Entry]
    old: Commit | None
    new: Commit
    level: Level
    activity: str = ""

    def shown(self, entry: Entry) -> tuple[ChangeLine, ...]:
        """The changes of an entry that weigh enough to be shown."""
        return tuple(line for line in entry.lines if line.level.rank <= self.level.rank)

    def below(self, entry: Entry) -> int:
        """How many changes of an entry weigh less."""
        return len(entry.lines) - len(self.shown(entry))

    @cached_property
    def told(self) -> list[Entry]:
        """The commits of which something is shown."""
        return [entry for entry in self.entries if self.shown(entry) or entry.is_noted]

    @cached_property
    def light(self) -> list[Entry]:
        """The commits of which all changes weigh less than what is shown."""
        return [e for e in self.entries if e.lines and not self.shown(e) and not e.is_noted]

    @cached_property
    def unchanged(self) -> list[Entry]:
        """The commits that touched the files, and changed nothing of what the record says."""
        return [entry for entry in self.entries if not entry.lines and not entry.is_noted]

    @cached_property
    def report(self) -> ChangeReport:
        """All changes of all commits."""
        lines = [line for entry in self.entries for line in entry.lines]
        return ChangeReport(lines, short(self.old) if self.old else "", short(self.new))


def of_activity(entries: Iterable[Entry], activity: str) -> list[Entry]:
    """The entries, oldest first, with what concerns one activity, whatever its id was before."""
    ids = {activity}
    found = []
    for entry in reversed([*entries]):
        lines = tuple(line for line in entry.lines if not ids.isdisjoint(_subjects(line)))
        ids |= {str(line.old) for line in lines if line.field == "id"}
        found.append(replace(entry, lines=lines))
    return found[::-1]


def _subjects(line: ChangeLine) -> tuple[str, ...]:
    return line.activities or ((line.activity,) if line.activity else ())


# --- as text --------------------------------------------------------------------------------------


def plain_text(log: Changelog, words: Words) -> str:
    """A paragraph for each commit that changed something, then a line for those that did not."""
    paragraphs = [*(_paragraph(entry, log, words) for entry in log.told)]
    if closing := list(closing_lines(log, words)):
        paragraphs.append(closing)
    return "\n".join("".join(f"{log_line(line)}\n" for line in some) for some in paragraphs)


def _paragraph(entry: Entry, log: Changelog, words: Words) -> list[str]:
    registers = dict.fromkeys(line.register for line in log.report.lines)
    found = [f"{dated(entry.commit)} {subject(entry.commit, words)}"]
    for line in log.shown(entry):
        several = len(registers) > 1 and line.register and not line.is_register
        register = f"{line.register}: " if several else ""
        found.append(f"    {level_name(line.level, words).lower()} {register}{said(line, words)}")
    found += (f"    {note}" for note in notes(entry, log, words))
    if entry.command:
        found.append(f"    {words('The whole record as it was then:')} {entry.command}")
    return found


def notes(entry: Entry, log: Changelog, words: Words) -> Iterator[str]:
    """What is to be known of an entry beside its changes."""
    for register, last in entry.unread:
        yield words("{register} could not be read whole.", register=register) + (
            " " + words("The comparison goes on from {commit}.", commit=short(last)) if last else ""
        )
    for register, last in entry.compared_with:
        yield (
            words(
                "{register} was compared with {commit}, the last version before that could be read.",
                register=register, commit=short(last),
            )
            if last
            else words("No version of {register} before this could be read.", register=register)
        )  # fmt: skip
    if below := log.below(entry):
        level = level_name(log.level, words).lower()
        yield words.count(
            "{number} change of less weight than “{level}” is not shown.",
            "{number} changes of less weight than “{level}” are not shown.",
            below, level=level,
        )  # fmt: skip


def closing_lines(log: Changelog, words: Words) -> Iterator[str]:
    """Which commits are not shown, and why: nothing is left out in silence."""
    if log.light:
        level = level_name(log.level, words).lower()
        yield words.count(
            "{number} commit made only changes of less weight than “{level}”: {commits}.",
            "{number} commits made only changes of less weight than “{level}”: {commits}.",
            len(log.light), level=level, commits=_listed(log.light, words),
        )  # fmt: skip
    if log.unchanged and log.activity:
        yield words.count(
            "{number} other commit changed nothing of what the record says of {activity}.",
            "{number} other commits changed nothing of what the record says of {activity}.",
            len(log.unchanged), activity=log.activity,
        )  # fmt: skip
    elif log.unchanged:
        yield words.count(
            "{number} commit changed the files, and nothing of what the record says: {commits}.",
            "{number} commits changed the files, and nothing of what the record says: {commits}.",
            len(log.unchanged), commits=_listed(log.unchanged, words),
        )  # fmt: skip


def summary(log: Changelog, words: Words) -> str:
    """Which stretch it is, and how much changed."""
    number = words.count("{number} commit", "{number} commits", len(log.entries))
    return f"{stretch(log, words)}: {number}. {counted(log.report, words)}."


def stretch(log: Changelog, words: Words) -> str:
    """From where the history goes to where."""
    if log.old:
        return f"{dated(log.old)} → {dated(log.new)}"
    return words("From the beginning to {commit}", commit=dated(log.new))


# --- commits --------------------------------------------------------------------------------------


def short(commit: Commit) -> str:
    """The id of a commit as it is shown."""
    return commit.id[:SHORT]


def dated(commit: Commit) -> str:
    """Day and id of a commit. Who made it is personal data, and no part of the record."""
    return f"{Words.date(commit.date)} {short(commit)}"


def subject(commit: Commit, words: Words) -> str:
    """What a commit says of itself, as far as it is shown."""
    text = commit.subject
    if len(text) > LONGEST:
        return text[: LONGEST - 1] + "…"
    return text or words("(no subject)")


def _listed(entries: Sequence[Entry], words: Words) -> str:
    """The first few commits, and how many more there are."""
    return some([dated(entry.commit) for entry in entries], words)
