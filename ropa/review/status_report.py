"""What is in a reviewed workbook, in words: as lines of text, and as a page."""

from collections import Counter
from collections.abc import Iterator

from ropa.pages.page import Block, Cell, Column, Line, Page, Section, Text, table
from ropa.review.reasons import notice, reason
from ropa.review.report import first_line
from ropa.review.report_tables import refusal_table, remark_table
from ropa.review.report_text import remark_line, status_lines
from ropa.review.report_words import parted, quoted
from ropa.review.status import Change, Status
from ropa.safe import log_line, safe_line
from ropa.words.words import Words


def _(text: str) -> str:
    """Marks a text for translation."""
    return text


WHAT = {
    "row-added": _("A new row."),
    "row-removed": _("The row is gone."),
}  # fmt: skip


def plain_text(status: Status, words: Words) -> str:
    """What the workbook is of, a line for each change and each refusal, then the comments."""
    lines = (*_about(status, words), *_changes(status, words), *_remarks(status, words))
    return "".join(f"{log_line(line)}\n" for line in lines)


def status_page(status: Status, words: Words) -> Page:
    """The same as a page."""
    summary = Text(tuple(Line(safe_line(line)) for line in _about(status, words)))
    parts = (
        (words("Edits"), _table(status, words)),
        (words("Refused"), refusal_table(status.reviewed.refusals, words)),
        (words("Comments"), remark_table(status.comments, status.reviewed.headings, words)),
    )
    sections = [Section("_summary", words("Summary"), 2, (summary,))]
    sections += [
        Section(f"_part-{number}", heading, 2, blocks)
        for number, (heading, blocks) in enumerate(parts)
        if blocks
    ]
    title = words("Reviewed workbook")
    return Page(words.language, title, status.workbook, tuple(sections), words("Contents"))


def closing_line(status: Status, words: Words) -> str:
    """How much was changed, and how much of it will be refused."""
    cells = words.count("{number} cell changed", "{number} cells changed", status.count("cell"))
    added = words.count("{number} row added", "{number} rows added", status.count("row-added"))
    gone = words.count("{number} row gone", "{number} rows gone", status.count("row-removed"))
    comments = words.count("{number} comment", "{number} comments", len(status.comments))
    refused = words("{number} to be refused", number=len(status.reviewed.refusals))
    return f"{status.workbook}: {', '.join((cells, added, gone, comments, refused))}."


def _about(status: Status, words: Words) -> Iterator[str]:
    """Of which register it is, made when, and what was changed on which sheet."""
    reviewed = status.reviewed
    of = words("Register: {name}", name=reviewed.register or "?")
    version = words("version {version}", version=reviewed.version) if reviewed.version else ""
    yield ", ".join(filter(None, (of, version, words("language {code}", code=reviewed.language))))
    if not reviewed.carried:
        yield words("The workbook has lost what it was made from: what was changed cannot be told.")
    if status.since is not None:
        yield (
            words("The register has changed since this workbook was made.")
            if status.since
            else words("The register is as it was when this workbook was made.")
        )
    for key in reviewed.notices:
        yield notice(key, words)
    per_sheet = Counter(change.sheet for change in status.changes)
    for sheet, number in per_sheet.items():
        title = reviewed.titles.get(sheet, sheet)
        yield f"{title}: {words.count('{number} change', '{number} changes', number)}"
    yield from status_lines(reviewed.remarks, words)


def _changes(status: Status, words: Words) -> Iterator[str]:
    for change in status.changes:
        address = change.address or status.reviewed.titles.get(change.sheet, change.sheet)
        yield f"{address}: {_subject(change, status)}: {_told(change, words)}"
    for refusal in status.reviewed.refusals:
        why = reason(refusal.reason, refusal.facts, words)
        yield f"{refusal.address}: {words('refused')}: {why}"


def _remarks(status: Status, words: Words) -> Iterator[str]:
    for remark in status.comments:
        yield remark_line(remark, status.reviewed.headings, words)


def _subject(change: Change, status: Status) -> str:
    heading = status.reviewed.headings.get((change.sheet, change.field), change.field)
    return ", ".join(filter(None, (change.name, first_line(heading))))


def _told(change: Change, words: Words) -> str:
    if change.what != "cell":
        return words(WHAT[change.what])
    before, after = parted(change.before, change.after)
    return words(
        "{before} becomes {after}.", before=quoted(before, words), after=quoted(after, words)
    )


def _table(status: Status, words: Words) -> tuple[Block, ...]:
    columns = Column(words("Cell"), 1), Column(words("What"), 2), Column(words("What changed"), 4)
    rows: list[tuple[Cell, ...]] = []
    for change in status.changes:
        address = change.address or status.reviewed.titles.get(change.sheet, change.sheet)
        told = Line(_told(change, words))
        rows.append(((Line(address),), (Line(_subject(change, status)),), (told,)))
    return table("", columns, rows)
