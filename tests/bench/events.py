"""A bare event loop: the YAML library's events of a file, by its C parser, and nothing made of them."""

import sys
from pathlib import Path

from ruamel.yaml import YAML

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    for _event in YAML(typ="safe").parse(file):
        pass
