"""`ropa changelog`: what registers said from commit to commit, and what changed in law."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from ropa.cli.compared import changed, pairs
from ropa.cli.guard import Failed, say
from ropa.cli.options import Lang, Limit, language, limits
from ropa.cli.reports import print_lines, report_files
from ropa.cli.settings import settle
from ropa.cli.versions import DEFAULT, Stretch, stretch
from ropa.source.files import shown
from ropa.views import LOG_VIEWS

if TYPE_CHECKING:
    from ropa.history import History, Pair, Step
    from ropa.reports.change_lines import ChangeLine
    from ropa.reports.changelog import Entry
    from ropa.source.git import Commit
    from ropa.words.words import Words

HELP = (
    "Which stretch of history: after REV up to HEAD, or up to REV2 (REV..REV2); without it all up to"
    " HEAD. After -- the registers at PATH, else those that ropa.toml names, else registers/."
)


class LogFormat(StrEnum):
    """How a history is printed."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"


class From(StrEnum):
    """From which level on changes are shown."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    EDITORIAL = "editorial"


def changelog(
    ctx: typer.Context,
    stretch_of: Annotated[
        list[str] | None, typer.Argument(metavar="[REV..[REV]] [--] [PATH]...", help=HELP)
    ] = None,
    format: Annotated[LogFormat, typer.Option(help="How to print the history.")] = LogFormat.TEXT,
    level: Annotated[
        From, typer.Option(help="Show changes from this level on; others are counted.")
    ] = From.MINOR,
    activity: Annotated[
        str | None, typer.Option(metavar="ID", help="The history of one activity alone.")
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="The oldest first.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")
    ] = None,
    lang: Lang = None,
    limit: Limit = None,
) -> int:
    """Show the dated history of registers: what each commit changed in the record.

    Exit code: 0, whatever changed; 2 if it could not be done.
    """
    from ropa.changes.significance import Level
    from ropa.history import History
    from ropa.reports.changelog import Changelog, of_activity, summary
    from ropa.words.words import Words

    asked = settle(None, False, lang=lang)
    words = Words(language(asked.lang) or "en")
    files = report_files(None, output, format, (), LOG_VIEWS.keys())
    meant = stretch(ctx, stretch_of, asked.registers)
    history = History(meant.repository, meant.paths, limits(limit), pairs)
    paths = () if meant.paths == (asked.registers or DEFAULT) else meant.paths
    entries, known = _entries(history, meant, paths, words)
    if activity:
        _must_be_known(activity, known)
        entries = of_activity(entries, activity)
    log = Changelog(
        entries if reverse else entries[::-1],
        meant.old,
        meant.new,
        Level(level.value),
        activity or "",
    )
    content = LOG_VIEWS[format.value](log, words)
    _hand_over(content, list(files))
    say(summary(log, words))
    if meant.from_here:
        _say_what_is_not_committed(history, meant, words)
    return 0


def _entries(
    history: "History", meant: Stretch, paths: tuple[Path, ...], words: "Words"
) -> "tuple[list[Entry], set[str]]":
    """What each commit changed, the oldest first; and the ids of all activities that there were."""
    entries: list[Entry] = []
    last = history.versions(meant.new)
    known = {activity.id for version in last for activity in version.reading.record.activities}
    found = bool(last)
    for step in history.steps(history.commits(meant.revisions)):
        found = found or bool(step.versions or step.pairs)
        for pair in step.pairs:
            sides = [side.reading for side in (pair.old, pair.new) if side]
            known |= {activity.id for side in sides for activity in side.record.activities}
        if step.pairs or step.unread:
            entries.append(_entry(step, paths, words))
    if not found:
        where = ", ".join(map(shown, meant.paths))
        raise Failed(f"{where}: there is no register in this history")
    return entries, known


def _entry(step: "Step", paths: tuple[Path, ...], words: "Words") -> "Entry":
    from ropa.reports.change_lines import by_level
    from ropa.reports.changelog import Entry, short

    lines = by_level(line for pair in step.pairs for line in _lines(pair, step, words))
    whole = step.versions and all(version.reading.whole for version in step.versions)
    at = ["ropa render --at", short(step.commit), *(quote(shown(path)) for path in paths)]
    return Entry(
        step.commit,
        tuple(lines),
        tuple((v.reading.name, v.before.commit if v.before else None) for v in step.unread),
        tuple(_stepped_over(step)),
        " ".join(at) if whole else "",
    )


def _stepped_over(step: "Step") -> "Iterator[tuple[str, Commit | None]]":
    """The registers that were compared with a version before the last."""
    for pair in step.pairs:
        side = pair.new or pair.old
        if pair.stepped_over and side:
            readable = pair.old if pair.old and pair.old.reading.whole else None
            yield side.reading.name, readable.commit if readable else None


def _lines(pair: "Pair", step: "Step", words: "Words") -> "list[ChangeLine]":
    """What changed in one register: judged as of the days of the commits, as `ropa diff` does."""
    if pair.old is pair.new:
        return []
    old, new = (side.reading if side else None for side in (pair.old, pair.new))
    before = pair.old.commit if pair.old and pair.stepped_over else step.before
    today = step.commit.date
    return changed(old, new, words.language, before.date if before else today, today)


def _must_be_known(activity: str, known: set[str]) -> None:
    from ropa.model.vocabulary import closest

    if activity not in known:
        near = closest(activity, known)
        hint = f"; did you mean {near}?" if near else ""
        raise Failed(f"{activity}: no activity has, or had, that id in this history{hint}")


def _hand_over(content: bytes, files: list[Path]) -> None:
    """Write it to the file that is told, else print it."""
    from ropa.source.write import write

    for path in files:
        write(path, content)
        say(f"wrote {path.as_posix()}")
    if not files:
        print_lines(content.decode())
    sys.stdout.flush()


def _say_what_is_not_committed(history: "History", meant: Stretch, words: "Words") -> None:
    """What the working tree changes beside the last commit is no history yet."""
    on_disk = history.on_disk()
    committed = [version.reading for version in history.versions(meant.new)]
    if not all(reading.whole for reading in (*on_disk, *committed)):
        return
    day = meant.new.date
    number = sum(
        len(changed(old, new, words.language, day, day)) for old, new in pairs(committed, on_disk)
    )
    if number:
        say(
            words.count(
                "Not committed: {number} change.", "Not committed: {number} changes.", number
            )
        )
