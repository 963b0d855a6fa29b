"""What a change means in law: every row of the table in both directions, on edits of a register."""

import os
from datetime import date
from pathlib import Path

import pytest
from edits import HERE, REGISTER, edits

from ropa import read
from ropa.changes.compare import compare
from ropa.changes.duties import DUTIES
from ropa.changes.judge import judge
from ropa.changes.significance import ROWS

TODAY = date(2026, 11, 22)
TOLD = HERE / "told.txt"
NOT_OF_AN_EDIT = {
    "adequacy-lapsed", "adequacy-granted", "register-added", "register-removed", "gate-weakened",
    "gate-tightened",
}  # fmt: skip
"""What changes beside the register: the law, and what a run asks."""


def judged(old: Path, new: Path):
    """What is told of two versions."""
    (before,), (after,) = read(old), read(new)
    assert before.whole, before.findings
    assert after.whole, after.findings
    facts = compare(before.record, after.record)
    return judge(before.record, after.record, facts, TODAY, TODAY)


def codes(told) -> tuple[tuple[str, str], ...]:
    """Codes, each with the level where it is not that of its row."""
    return tuple(
        sorted((one.row.code, "" if one.level is one.row.level else one.level) for one in told)
    )


@pytest.fixture
def both_ways(tmp_path):
    def both_ways(edit):
        changed = tmp_path / REGISTER.name
        changed.write_text(edit.made(), "utf-8")
        return judged(REGISTER, changed), judged(changed, REGISTER)

    return both_ways


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: f"{edit.family}: {edit.what}")
def test_an_edit_is_told_for_what_it_means(edit, both_ways):
    forwards, backwards = both_ways(edit)
    assert codes(forwards) == edit.forwards
    assert codes(backwards) == edit.backwards


def test_every_row_is_shown_by_an_edit():
    shown = {code for edit in edits() for code, _ in (*edit.forwards, *edit.backwards)}
    assert {row.code for row in ROWS} - shown == NOT_OF_AN_EDIT


def test_every_circumstance_is_shown_by_an_edit():
    raised = {
        (row.code, level)
        for row in ROWS
        for level in row.raised.values()
        if row.code not in NOT_OF_AN_EDIT
    }
    shown = {told for edit in edits() for told in (*edit.forwards, *edit.backwards)}
    assert raised <= shown


def test_every_duty_follows_from_a_row():
    owed = {duty for row in ROWS for duty in row.duties}
    extra = [duties for row in ROWS for duties in (*row.more.values(), *row.instead.values())]
    owed |= {duty for more in extra for duty in more}
    assert owed == DUTIES.keys()


def _lines(told):
    for one in told:
        why = f" because {', '.join(one.because)}" if one.because else ""
        yield f"  {one.level} {one.row.code}{why} [{one.row.citation}]"
        yield f"    {one.old!r} -> {one.new!r} {dict(one.facts)}"
        yield f"    follow up: {', '.join(one.duties) or '-'}"


def test_levels_articles_and_follow_ups_are_those_read_before(both_ways):
    lines = []
    for edit in edits():
        forwards, backwards = both_ways(edit)
        lines += [
            f"{edit.family}: {edit.what}",
            *_lines(forwards),
            " back:",
            *_lines(backwards),
            "",
        ]
    text = "\n".join(lines)
    if os.environ.get("ROPA_UPDATE"):
        TOLD.write_text(text, "utf-8")
    assert text == TOLD.read_text("utf-8")
