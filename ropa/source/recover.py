"""Undoing or finishing what a killed run has left."""

import stat
from pathlib import Path
from typing import Literal

from ropa.source import calls
from ropa.source.held import Held
from ropa.source.journal import LIMIT, NAME, NoJournal, Plan, digest, parsed
from ropa.source.not_written import BUSY, NotWritten, kept, not_written, reason_of
from ropa.source.put_back import clear, put_back
from ropa.source.undisturbed import undisturbed
from ropa.source.write import about


def left_behind(folder: Path) -> Path | None:
    """The journal of a run that is writing a register's folder, or was killed while it did."""
    path = folder / NAME
    return path if calls.there(path) else None


def recover(folder: Path) -> Literal["old", "new"] | None:
    """Undo or finish what a killed run has left in a register's folder: what the register is now.

    None where nothing was left. Raises NotWritten where another run is at it, where a call fails, and
    where a file was changed after a run was killed in the midst of replacing: nobody knows then what
    is meant.
    """
    with undisturbed():
        try:
            return _recovered(folder / NAME)
        except NotWritten:
            raise
        except OSError as error:
            path = Path(error.filename or folder / NAME)
            raise NotWritten(path, reason_of(error)) from error


def _recovered(path: Path) -> Literal["old", "new"] | None:
    try:
        with about(path):
            handle = calls.reopen(path)
    except FileNotFoundError:
        return None
    with Held(path, handle) as journal:
        begun = _begun(journal)
        if begun is not None:
            return _settle(*begun, journal)
        with about(path):
            journal.remove()
        return "old"


def _begun(journal: Held) -> tuple[Plan, bool] | None:
    """What the journal says; None where the run was killed before anything was done."""
    path = journal.path
    with about(path):
        if not calls.lock(journal.handle):
            raise NotWritten(path, BUSY)
        content = calls.read(path, LIMIT)
    try:
        return parsed(path.parent, content)
    except NoJournal as error:
        reason = "is not as ropa writes it; look at it, and remove it"
        raise NotWritten(path, reason) from error


def _settle(plan: Plan, done: bool, journal: Held) -> Literal["old", "new"]:
    """The register of a plan that was left, whole: by what its files are now."""
    found = {entry: _digest(plan.target(entry)) for entry in plan.entries}
    new = [entry for entry in plan.entries if found[entry] == entry.new != entry.old]
    changed = [entry for entry in plan.entries if found[entry] not in (entry.old, entry.new)]
    finished = done or len(new) == sum(entry.old != entry.new for entry in plan.entries)
    if new and changed and not finished:
        reason = (
            f"was changed after ropa was interrupted; make the files what they should be, and "
            f"remove {plan.journal}"
        )
        raise not_written(NotWritten, plan, new, plan.target(changed[0]), reason, kept(plan, new))
    failed = None if finished else put_back(plan, new)
    if failed:
        raise not_written(NotWritten, plan, new, *failed, kept(plan, new))
    left, why = clear(plan, journal)
    if left:
        raise not_written(NotWritten, plan, new, left[0], why, left)
    return "new" if finished else "old"


def _digest(path: Path) -> str | None:
    """The digest of a file; None where there is none, or a link."""
    try:
        with about(path):
            found = calls.status(path)
            if stat.S_ISREG(found.st_mode):
                return digest(calls.read(path, found.st_size))
    except FileNotFoundError:
        pass
    return None
