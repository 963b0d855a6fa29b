"""The lists that cells offer to choose from: on a hidden sheet, each with a name.

Excel takes no more than 255 characters where a list is written into its cells.
"""

# mypy: allow-untyped-calls

from collections.abc import Iterable, Sequence

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from ropa.workbooks.rows import Body, Strings, letter

SHEET = "_lists"
"""The title of the hidden sheet."""


class Choices:
    """The lists of a workbook; the same choices are one list."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], str] = {}

    def offered(self, choices: Sequence[str], cells: str, *, strict: bool) -> DataValidation:
        """The rule by which a range of cells offers these choices; where not `strict`, it only warns."""
        name = self._lists.setdefault(tuple(choices), f"list_{len(self._lists) + 1}")
        return DataValidation(
            type="list", formula1=name, allow_blank=True, showErrorMessage=True,
            errorStyle="stop" if strict else "warning", sqref=cells,
        )  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self._lists)

    def names(self) -> Iterable[DefinedName]:
        """The names of the lists, and where each stands."""
        for number, (choices, name) in enumerate(self._lists.items()):
            at = letter(number)
            yield DefinedName(name, attr_text=f"'{SHEET}'!${at}$1:${at}${len(choices)}")

    def body(self, strings: Strings) -> Body:
        """The hidden sheet: a column for each list."""
        body = Body(strings)
        lists = list(self._lists)
        for number in range(max(map(len, lists))):
            body.add(
                [
                    body.text(column, choices[number])
                    for column, choices in enumerate(lists)
                    if number < len(choices)
                ]
            )
        body.columns = len(lists)
        return body
