"""The signals that end a run: Ctrl-C, and SIGTERM of a CI job that is stopped.

Both raise an exception in the main thread. Python swallows it where nobody could catch it, as in
the callback of a weak reference that an import makes; then the signal is given once more.
"""

import _thread
import signal
import sys
import time
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

TERMINATED = 143
MOMENT = 0.01  # seconds: until the callback is over


def listen() -> None:
    """From now on SIGTERM ends the run with its code, and neither signal is swallowed."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.unraisablehook = _swallowed


def _terminate(number: int, frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)


def _swallowed(lost: "UnraisableHookArgs") -> None:
    number = {KeyboardInterrupt: signal.SIGINT, SystemExit: signal.SIGTERM}.get(lost.exc_type)
    if number is None:
        sys.__unraisablehook__(lost)
    else:
        _thread.start_new_thread(_again, (number,))


def _again(number: signal.Signals) -> None:
    time.sleep(MOMENT)
    _thread.interrupt_main(number)
