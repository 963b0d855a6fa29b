"""Putting files back, and clearing away what was beside them: by the run itself, or the next one."""

from contextlib import suppress
from pathlib import Path

from ropa.source import calls
from ropa.source.held import Held
from ropa.source.journal import Entry, Plan
from ropa.source.not_written import reason_of
from ropa.source.write import about, replace


def put_back(plan: Plan, new: list[Entry]) -> tuple[Path, str] | None:
    """Put the old contents back; what cannot be stays in `new`, and the first reason is returned."""
    failed: tuple[Path, str] | None = None
    for entry in tuple(new):
        path = plan.target(entry)
        try:
            replace(plan.kept(entry), path)
            new.remove(entry)
        except OSError as error:
            failed = failed or (path, reason_of(error))
    with suppress(OSError):  # the names are right; whether they outlive a power cut we cannot say
        sync_folders(plan)
    return failed


def clear(plan: Plan, journal: Held) -> tuple[list[Path], str]:
    """Remove what is beside the files, the journal last; what could not be, and why."""
    left: list[Path] = []
    why = ""
    beside = [path for entry in plan.entries for path in (plan.kept(entry), plan.coming(entry))]
    for path in beside:
        try:
            calls.remove(path)
        except OSError as error:
            if calls.there(path):
                left, why = [*left, path], why or reason_of(error)
    if left:  # the journal names it for the next run
        return [*left, plan.journal], why
    try:
        journal.remove()
    except OSError as error:
        return [plan.journal], reason_of(error)
    return [], ""


def sync_folders(plan: Plan) -> None:
    """Wait until the names of the plan's files are on the disk."""
    for folder in plan.folders:
        with about(folder):
            calls.sync_folder(folder)
