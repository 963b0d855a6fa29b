"""The command line: options in, exit code out. Knows no law.

Exit codes: 0 nothing at or above `--fail-on`; 1 findings or changes; 2 the job could not be done;
3 a bug in ropa; 130, 141, 143 where a signal or a closed pipe ended it.
"""

import gc
import os
import sys
from typing import NoReturn

from ropa.cli import signals


def main() -> NoReturn:
    """Run the command that the arguments name, and exit."""
    gc.disable()  # a short life: what is read is needed until the end
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no code but what ropa depends on
    signals.listen()
    _speak_utf8()
    from ropa.cli.guard import leave

    try:
        from ropa.cli.app import app

        app()
    except SystemExit as done:
        leave(done.code)
    except BaseException as error:
        from ropa.cli.guard import explain

        leave(explain(error))
    leave(0)


def _speak_utf8() -> None:
    """Streams take any text: UTF-8 where nobody reads along, escapes where a terminal cannot."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
