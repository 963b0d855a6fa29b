"""A bare event loop: the C parser's events of a file, and nothing made of them."""

import sys
from pathlib import Path

from _ruamel_yaml import CParser

parser = CParser(Path(sys.argv[1]).read_text("utf-8"))
while parser.get_event() is not None:
    pass
