"""The boundary of every command: whatever goes wrong is a message and an exit code."""

import errno
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import typer

from ropa.gate.mistaken import Mistaken
from ropa.safe import log_line
from ropa.source.store import NotRead

INTERRUPTED = 130
CLOSED_PIPE = 141
FAILED = 2
BUG = 3


class Failed(Exception):
    """The job could not be done; the message says why, and what to do."""


def command(run: Callable[..., int]) -> Callable[..., None]:
    """A command from a function that returns the exit code."""

    @wraps(run)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            code = run(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except BaseException as error:
            code = explain(error)
        raise typer.Exit(code)

    guarded.__annotations__["return"] = None
    return guarded


def explain(error: BaseException) -> int:
    """Say what went wrong on stderr; the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FAILED
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        return CLOSED_PIPE
    if isinstance(error, (Failed, Mistaken, NotRead, OSError, MemoryError, RecursionError)):
        say(f"ropa: {_why(error)}")
        return FAILED
    if os.environ.get("ROPA_DEBUG"):
        import traceback

        traceback.print_exception(error)
    where = _where(error)
    say(f"ropa: this is a bug in ropa, please report it: {type(error).__name__}: {error} ({where})")
    return BUG


def say(text: str) -> None:
    """A line on stderr, if anybody listens."""
    try:
        sys.stderr.write(log_line(text) + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def leave(code: Any) -> NoReturn:
    """Exit at once; what is still to be written must arrive, or the code says that it did not.

    Nothing is left to clean up, and to free what was read takes as long as it took to make it.
    """
    code = code if isinstance(code, int) else FAILED if code else 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            if stream is sys.stdout and code in (0, 1):
                code = explain(error)
    os._exit(code)


def _why(error: BaseException) -> str:
    if isinstance(error, (Failed, Mistaken, NotRead)):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory"
    if isinstance(error, RecursionError):
        return "the input is nested too deeply"
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        if error.errno == errno.ENOSPC:
            reason = "no space left on the device; nothing was written"
        return f"{error.filename}: {reason}" if error.filename else f"output: {reason}"
    return str(error)


def _where(error: BaseException) -> str:
    """The last place in ropa that an error passed, without a path of this machine."""
    place = "unknown place"
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("ropa"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
