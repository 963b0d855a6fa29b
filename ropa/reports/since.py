"""What changed in a register since an earlier version, for a document that shows the register too."""

from dataclasses import dataclass

from ropa.reports.change_lines import ChangeLine


@dataclass(frozen=True, slots=True)
class Since:
    """What changed in a register since the version called `name`, the gravest first.

    `version` says exactly which that is: the name, and the commit that it stood for.
    """

    name: str
    version: str
    lines: tuple[ChangeLine, ...]
