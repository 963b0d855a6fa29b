"""Writing the files of a register together: afterwards it is the old one or the new one, whole.

Old and new contents are put beside the files first, so that putting in place and putting back are
renames. A journal says what is meant: a run that is killed is undone or finished by the next one.
"""

import errno
import stat
from collections.abc import Mapping
from pathlib import Path

from ropa.source import calls
from ropa.source.held import Held
from ropa.source.journal import DONE, Entry, Plan, planned
from ropa.source.not_written import BUSY, ChangedOnDisk, NotWritten, kept, not_written, reason_of
from ropa.source.put_back import clear, put_back, sync_folders
from ropa.source.undisturbed import undisturbed
from ropa.source.write import about, put, refuse_link, replace, token, write_out


def write_all(folder: Path, changes: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Replace files of a register, which are in its folder, all of them or none.

    Each has the content that was read, and the new one. Their modes stay. Raises ChangedOnDisk for a
    file that is not as it was read, and NotWritten, which says what the register is now. SIGINT and
    SIGTERM wait until it is done. Call `recover` before the files are read.
    """
    if not changes:
        return
    plan = planned(folder, changes, token())
    new: list[Entry] = []
    with undisturbed(), _begin(plan) as journal:
        try:
            _claim(plan, journal)
            _check(plan, changes)
            _prepare(plan, changes)
            _check(plan, changes)
            _replace(plan, new)
            write_out(journal.handle, DONE)
        except _Busy as error:  # the journal is no longer ours, so it is not for us to remove
            raise not_written(NotWritten, plan, (), plan.journal, BUSY) from error
        except BaseException as error:
            _give_up(plan, journal, new, error)
            raise
        left, why = clear(plan, journal)
        if left:
            raise not_written(NotWritten, plan, plan.entries, left[0], why, left)


class _Busy(Exception):
    """Another run has the journal."""


def _begin(plan: Plan) -> Held:
    """The journal, empty."""
    try:
        with about(plan.journal):
            return Held(plan.journal, calls.create(plan.journal))
    except OSError as error:
        reason = BUSY if error.errno == errno.EEXIST else reason_of(error)
        raise not_written(NotWritten, plan, (), plan.journal, reason) from error


def _claim(plan: Plan, journal: Held) -> None:
    """Say in the journal what is meant, before anything is done."""
    with about(plan.journal):
        if not calls.lock(journal.handle):  # who recovers took it for one that was left
            raise _Busy
        write_out(journal.handle, plan.text())
        calls.sync(journal.handle)
        calls.sync_folder(plan.folder)


def _check(plan: Plan, changes: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Raise ChangedOnDisk unless every file is as it was read."""
    for path, (old, _) in changes.items():
        reason = "has changed on disk since it was read"
        try:
            with about(path):
                found = calls.status(path)
                refuse_link(found, path)
                if stat.S_ISREG(found.st_mode) and calls.read(path, len(old) + 1) == old:
                    continue
        except FileNotFoundError:
            reason = "was removed since it was read"
        raise not_written(ChangedOnDisk, plan, (), path, reason)


def _prepare(plan: Plan, changes: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Put old and new contents beside the files, on the disk."""
    for entry, (path, (old, new)) in zip(plan.entries, changes.items(), strict=True):
        with about(path):
            mode = stat.S_IMODE(calls.status(path).st_mode)
            put(plan.kept(entry), old, mode)
            put(plan.coming(entry), new, mode)
    sync_folders(plan)


def _replace(plan: Plan, new: list[Entry]) -> None:
    """Put the new contents in place, one by one, and tell in `new` how far it is."""
    for entry in plan.entries:
        with about(plan.target(entry)):
            replace(plan.coming(entry), plan.target(entry))
        new.append(entry)
    sync_folders(plan)


def _give_up(plan: Plan, journal: Held, new: list[Entry], error: BaseException) -> None:
    """Make the register the old one again, and raise NotWritten unless that was all."""
    failed = put_back(plan, new) if new else None
    left = kept(plan, new) if failed else clear(plan, journal)[0]
    if isinstance(error, OSError):
        kind = type(error) if isinstance(error, NotWritten) else NotWritten
        path = Path(error.filename) if error.filename else plan.journal
        raise not_written(kind, plan, new, path, reason_of(error), left) from error
    if failed or left:
        path, reason = failed or (left[0], "interrupted")
        raise not_written(NotWritten, plan, new, path, reason, left) from error
