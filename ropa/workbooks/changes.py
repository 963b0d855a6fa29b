"""What changed between two versions, as a workbook: to read, to sort, and to answer."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ropa.changes.significance import Level
from ropa.pages.changes import TONES, sides, subject_name
from ropa.pages.page import Cell, Field, Fields, Line, Page, Section, Table, Text, Tone
from ropa.pages.page import Column as Heading
from ropa.reports.change_lines import ChangeLine
from ropa.reports.change_report import level_name
from ropa.reports.to_do import ToDo
from ropa.words.words import Words
from ropa.workbooks.excel import Frame, write
from ropa.workbooks.long_texts import with_long_texts
from ropa.workbooks.overview import contents, front, section_entries
from ropa.workbooks.ruler import measure, natural
from ropa.workbooks.sheet import MANY, Column, Row, Sheet, plain
from ropa.workbooks.text import sheet_title


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


TITLES = {
    "summary": _("Summary"), "changes": _("Changes"), "to-do": _("To do"), "long": _("Long texts"),
}  # fmt: skip
"""The names of the sheets."""
LEVELS = {
    Level.CRITICAL: _("To be assessed before the change goes live"),
    Level.MAJOR: _("A notice, a contract or an assessment must change"),
    Level.MINOR: _("The record is to be kept right"),
    Level.EDITORIAL: _("No meaning in law"),
}
"""What each level means."""
LEGEND = (
    _("Words that went are struck through and red in the column “Before”; words that came are bold "
      "and underlined in the column “Now”. A dash means that nothing stood there."),
    _("The significance is that of the kind of change; where it weighs more in an activity, the column "
      "“Why it weighs more” says why."),
    _("The last columns are empty: they are for the reader. Choose a status from the list of the "
      "cell, and filter by it."),
)  # fmt: skip
REVIEWED = _("Agreed"), _("Question"), _("Not agreed")
FEW = 3
"""How many activities are named though they are all that the register has."""
DONE = _("Not started"), _("In progress"), _("Done"), _("Not needed")
"""What a reader may answer to a change, and to a thing to do."""

TEXT, PLACE, COMMENT = 105.0, 105.0, 95.0
"""The least width of a text, how far a place widens its column, and the least of an empty column."""


def changes_workbook(
    lines: Sequence[ChangeLine], to_do: Sequence[ToDo], old: str, new: str, words: Words
) -> bytes:
    """The changes from the version called `old` to the version `new`, as an Excel workbook.

    Raises TooLong where a text is more than a cell can hold.
    """
    titles: dict[str, str] = {}
    for key, text in TITLES.items():
        titles[key] = sheet_title(words(text), titles.values())
    sheets = []
    if lines:
        sheets.append(_changes(lines, titles["changes"], words))
    if to_do:
        sheets.append(_to_do(to_do, titles["to-do"], words))
    laid = with_long_texts(sheets, titles["long"], words)
    missing = {
        titles[key]: words(why)
        for key, why, there in (
            ("changes", _("Left out: nothing changed"), lines),
            ("to-do", _("Left out: nothing follows from the changes"), to_do),
        )
        if not there
    }
    page = _summary(lines, old, new, words)
    legend = section_entries(
        Section("_legend", words("How to read it"), 2, (Text(plain(*map(words, LEGEND))),))
    )
    parts = map(section_entries, page.sections)
    listed = contents([one.sheet for one in laid], missing, words)
    first = front(page, titles["summary"], *parts, listed, legend)
    return write(first, laid, Frame(page.title, page.subtitle, words.language, None, words))


def _summary(lines: Sequence[ChangeLine], old: str, new: str, words: Words) -> Page:
    """The first sheet: what was compared, and how many changes there are of each level."""
    w = words
    compared = Fields((Field(w("Old version"), plain(old)), Field(w("New version"), plain(new))))
    counts = Counter(line.level for line in lines)
    rows = [
        (_level(level, w), plain(w(meaning)), plain(str(counts[level])))
        for level, meaning in LEVELS.items()
    ]
    headings = (
        Heading(w("Significance")),
        Heading(w("What it means")),
        Heading(w("Number of changes")),
    )
    counted = Table(
        w.count("{number} change.", "{number} changes.", len(lines)), headings, tuple(rows)
    )
    sections = (
        Section("_compared", w("What was compared"), 2, (compared,)),
        Section("_levels", w("How much the changes weigh"), 2, (counted,)),
    )
    title = w("Changes in the record of processing activities")
    return Page(w.language, title, f"{old} → {new}", sections)


def _level(level: Level, words: Words) -> Cell:
    return (Line(level_name(level, words), TONES.get(level, Tone.PLAIN)),)


# --- changes --------------------------------------------------------------------------------------


def _changes(lines: Sequence[ChangeLine], title: str, words: Words) -> Sheet:
    """A row for each change, the gravest first; the register is named where there are several."""
    w = words
    told = change_columns(lines, w)
    several = len({line.register for line in lines}) > 1
    columns = (
        told["level"], *([told["register"]] if several else []), told["activity"],
        told["message"], told["before"], told["now"], told["citation"], told["because"],
        told["follow_up"], told["place"], _status(REVIEWED, w),
        Column("comment", w("Comment"), least=COMMENT),
    )  # fmt: skip
    keys = [column.key for column in columns]
    cells = (change_cells(line, w) for line in lines)
    rows = [Row("", tuple(cell.get(key, ()) for key in keys)) for cell in cells]
    about = w("One row for each change, the gravest first: what it was, what it is, and what to do")
    compared = keys.index("before"), keys.index("now")
    at = keys.index("activity")
    return Sheet("changes", title, about, columns, tuple(rows), at + 1, at, compared)


def change_columns(lines: Sequence[ChangeLine], words: Words) -> dict[str, Column]:
    """The columns that say what changed, by key."""
    w = words
    columns = (
        Column("level", w("Significance")), Column("register", w("Register")),
        Column("activity", w("Activity")), Column("message", w("What changed")),
        Column("before", w("Before"), least=TEXT), Column("now", w("Now"), least=TEXT),
        Column("citation", w("Article")), Column("because", w("Why it weighs more")),
        Column("follow_up", w("What to do"), least=TEXT),
        Column("place", w("Place"), least=_room(lines, w)),
    )  # fmt: skip
    return {column.key: column for column in columns}


def change_cells(line: ChangeLine, words: Words) -> dict[str, Cell]:
    """The cells of a change by column; old words and new ones are marked."""
    nothing = (Line("–", Tone.ASIDE),)
    before, now = sides(line)
    return {
        "level": _level(line.level, words),
        "register": plain(line.register),
        "activity": _activities(line.names, _subject(line, words), words, everyone=line.everyone),
        "message": plain(line.message),
        "before": before or nothing,
        "now": now or nothing,
        "citation": plain(words.cite(line.citation)),
        "because": plain(*line.because),
        "follow_up": plain(*line.follow_up),
        "place": tuple(_places(line, words)),
    }


def _places(line: ChangeLine, words: Words) -> Iterator[Line]:
    """File and line of both versions."""
    for side, at in ((words("Before"), line.old_location), (words("Now"), line.new_location)):
        if at:
            yield Line(f"{side}: {at.file}:{at.span.line}", Tone.ASIDE)


def _room(lines: Sequence[ChangeLine], words: Words) -> float:
    """How wide the places are, up to what there is room for."""
    texts = (place.text for line in lines for place in _places(line, words))
    return min(PLACE, max((natural(measure(text)) for text in texts), default=0.0))


def _subject(line: ChangeLine, words: Words) -> str:
    """What a change of no activity is about."""
    return line.register if line.is_register else subject_name(line, words)


def _activities(
    names: Sequence[str], register: str, words: Words, *, everyone: bool = False
) -> Cell:
    """The activities by name, or the register; a great many are counted, and so are all."""
    if everyone and len(names) > FEW:
        return plain(words("All {number} activities", number=len(names)))
    if len(names) > MANY:
        return plain(words.count("{number} activity", "{number} activities", len(names)))
    return plain(*names) or plain(register or words("The register"))


# --- what to do -----------------------------------------------------------------------------------


def _to_do(things: Sequence[ToDo], title: str, words: Words) -> Sheet:
    """A row for each thing to do, with the activities that it concerns."""
    w = words
    columns = (
        Column("level", w("Significance")), Column("text", w("What to do")),
        Column("activities", w("Activities")), _status(DONE, w),
        Column("responsible", w("Responsible"), least=COMMENT),
        Column("comment", w("Comment"), least=COMMENT),
    )  # fmt: skip
    rows = [
        Row("", (_level(t.level, w), plain(t.text), _concerned(t, w), (), (), ())) for t in things
    ]
    about = w("One row for each thing to do, once for all the changes from which it follows")
    return Sheet("to-do", title, about, columns, tuple(rows), kept=2, naming=1)


def _concerned(thing: ToDo, words: Words) -> Cell:
    """The activities that a thing to do concerns; none where it is the register as a whole."""
    return _activities(thing.activities, "", words, everyone=thing.everyone)


def _status(choices: Sequence[str], words: Words) -> Column:
    """An empty column with a list to choose from, as wide as the longest of it."""
    texts = tuple(map(words, choices))
    return Column(
        "status",
        words("Status"),
        least=max(natural(measure(text)) for text in texts),
        choices=texts,
    )
