"""The reports of a reviewed workbook: what is written where, and that no text breaks them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.renderers import RENDERERS
from ropa.review.diff import unified
from ropa.review.outcome import Item, Outcome, State
from ropa.review.report import FileChange, ReviewReport
from ropa.review.report_json import json_text
from ropa.review.report_page import review_page
from ropa.review.report_text import plain_text
from ropa.review.reviewed import Refusal, Remark
from ropa.safe import UNSEEN
from ropa.source.source import Span
from ropa.source.tree import Location
from ropa.words.words import Words

W = Words()
AT = Location("a.ropa.yaml", Span(7, 3, 7, 9))
HOSTILE = st.text(st.sampled_from("a|`*_<>[]#:@\n\r\t\x1b\x9b\u202e\u2066 "), min_size=1)


def item(state: State, what: str = "cell", **more) -> Item:
    given = {"base": "x", "theirs": "y", "ours": "z", "location": AT, "row_as": "Payroll"} | more
    return Item(state, what, "controller", "payroll", "purposes", "'A'!C4", **given)


def report(*items: Item, remarks=(), refusals=(), changes=()) -> ReviewReport:
    outcome = Outcome("reg", items, remarks, refusals, {})
    headings = {("controller", "purposes"): "Purposes\nArt. 30(1)(b)"}
    return ReviewReport("a.xlsx", outcome, {"controller": "A"}, headings, changes)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("what", ["cell", "row-added", "row-removed"])
def test_each_item_is_a_line_with_its_address(state, what):
    if (what, state) in {("row-added", State.PROPOSED), ("cell", State.PROPOSED)}:
        pytest.skip("no such item")
    told = plain_text(report(item(state, what)), W)
    if state is State.SAME:
        assert told == ""
    else:
        assert told.startswith("'A'!C4: ")
        assert "Payroll, Purposes: " in told
        assert told.count("\n") == 1
        assert "[a.ropa.yaml:7]" in told


def test_a_conflict_has_all_three_texts_and_what_to_type():
    told = plain_text(report(item(State.CONFLICT, why="both-changed")), W)
    for part in ("“x”", "“y”", "“z”", "--prefer excel", "--prefer yaml"):
        assert part in told


@pytest.mark.parametrize(
    ("made", "is_open", "fails"),
    [
        (report(item(State.TAKEN), item(State.KEPT)), False, False),
        (report(item(State.CONFLICT)), True, True),
        (report(item(State.QUESTION)), True, True),
        (report(item(State.REFUSED)), True, True),
        (report(refusals=(Refusal("'A'!B2", "formula"),)), True, True),
        (report(item(State.PROPOSED, "row-removed")), False, True),
    ],
)
def test_what_is_open_and_what_fails(made, is_open, fails):
    assert (made.is_open, made.fails) == (is_open, fails)


@given(HOSTILE)
def test_no_text_breaks_a_report(text):
    change = FileChange("a.ropa.yaml", b"a\n", f"{text}\n".encode())
    remark = Remark("note", "controller", text, "purposes", "'A'!C4", text, text, text)
    made = report(
        item(State.TAKEN, theirs=text, row_as=text), item(State.REFUSED, why="label",
        facts={"given": text, "known": (text,)}), remarks=(remark,), changes=(change,),
    )  # fmt: skip
    for shown in (plain_text(made, W), RENDERERS["md"](review_page(made, W)).decode()):
        assert not UNSEEN.search(shown)
        assert "\r" not in shown
    text_lines = [x for x in plain_text(made, W).split("\n") if x.startswith("'A'!C4: ")]
    assert len(text_lines) == 3
    assert not UNSEEN.search(json_text(made, W))
    assert json.loads(json_text(made, W))["edits"][0]["theirs"] == text


def test_a_diff_keeps_ends_of_lines_and_says_where_the_last_has_none():
    assert unified("a", b"x\r\n", b"y\r\n").endswith("-x\r\n+y\r\n")
    assert unified("a", b"x", b"y").count("\\ No newline at end of file\n") == 2
    assert unified("a", b"x", b"x") == ""
