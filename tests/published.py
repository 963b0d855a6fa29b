"""What was published, transcribed apart from the registers: to compare them with."""

from pathlib import Path

SOFTMORE = Path(__file__).parent / "softmore_table.md"
ROWS, COLUMNS = 20, 6


def softmore_table() -> list[list[str]]:
    """The cells of the table in Softmore's privacy policy, row by row, without its head."""
    lines = SOFTMORE.read_text("utf-8").splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert [len(row) for row in rows] == [COLUMNS] * ROWS
    return rows
